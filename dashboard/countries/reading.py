"""What a context rule gets to see of an article."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from dashboard.countries.records import Gazetteer
from dashboard.countries.scan import Hit


class Reading(NamedTuple):
    """An article's text (evened out, line ends kept), its day where it is known, and the gazetteer."""

    text: str
    day: date | None
    tables: Gazetteer


Rule = Callable[[list[Hit], Reading], list[Hit]]
"""A context rule: the hits as they are, left to right, to the hits as they should be, left to right.

The very same list says that nothing was changed.
"""


def keep(hits: list[Hit], mark: str, test: Callable[[Hit], bool]) -> list[Hit]:
    """The hits without those that bear the mark and fail the test."""
    return [hit for hit in hits if mark not in hit[2].marks or test(hit)]


def changed(hits: list[Hit], other: Mapping[int, Hit | None]) -> list[Hit]:
    """The hits with those at some places of the list put otherwise, or left out where that is None."""
    out: list[Hit] = []
    for at, hit in enumerate(hits):
        new = other.get(at, hit)
        if new is not None:
            out.append(new)
    return out


def near(text: str, hit: Hit, reach: int) -> str:
    """The text around a hit, `reach` code points to either side, the hit itself left out."""
    return text[max(0, hit[0] - reach) : hit[0]] + " \n " + text[hit[1] : hit[1] + reach]
