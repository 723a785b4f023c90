"""The sums that charts read of stories: changes to them, gathered over a batch."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.store.rollups import ALL_OUTLETS, Changes, Key, Table, month, month_of_all_outlets

_DAYS = Table(
    "story_days",
    ("country", "salient", "day", "until"),
    ("repeats", "pairs"),
    ("total", "products", "vader_total", "vader_products"),
)
_LATER = Table(
    "later_rollups",
    ("source_id", "country", "day", "salient"),
    ("n",),
    ("total", "squares", "vader_total", "vader_squares"),
)
_DAY_MONTHS = Table("story_months", ("country", "salient", "month", "until_month"), _DAYS.counts, _DAYS.sums)
_LATER_MONTHS = Table("later_months", ("country", "month", "salient"), _LATER.counts, _LATER.sums)
COPY = "country, source_id, day, salient, tone, vader, later"
"""The columns of `copy_tones` that a `Copy` has, in its order."""


class Copy(NamedTuple):
    """One row of `copy_tones`, as far as sums are concerned. A named tuple, as there are many."""

    country: str
    source_id: int
    day: str
    salient: int
    tone: int
    vader: int
    later: int


@dataclass(slots=True)
class _Day:
    """One story's copies on one day: n, and the sums of tones and of their squares."""

    n: int = 0
    tone: int = 0
    vader: int = 0
    tones: int = 0
    vaders: int = 0


class StorySums:
    """Changes to `story_days`, `later_rollups` and their sums by month: `change` gathers them, `store` writes them."""

    def __init__(self) -> None:
        self._days, self._later = Changes(_DAYS), Changes(_LATER)

    def change(self, sign: int, story: Iterable[Copy]) -> None:
        """Counts all rows of one story in (1) or out (-1)."""
        days: defaultdict[tuple[str, int], dict[str, _Day]] = defaultdict(dict)
        for country, source, day, salient, tone, vader, later in story:
            for among in (0, 1) if salient else (0,):
                found = days[country, among].setdefault(day, _Day())
                found.n += 1
                found.tone += tone
                found.vader += vader
                found.tones += tone * tone
                found.vaders += vader * vader
            if later:
                values = (sign, sign * tone, sign * tone * tone, sign * vader, sign * vader * vader)
                self._later.add((source, country, day, salient), values)
                self._later.add((ALL_OUTLETS, country, day, salient), values)
        for (country, among), its in days.items():
            for span, added in _added(sorted(its.items())):
                self._days.add((country, among, *span), tuple(sign * value for value in added))

    def store(self, connection: sqlite3.Connection, *, by_month: bool = True) -> None:
        """Adds the changes to the tables, and drops the sums that no copy is left in."""
        self._days.store(connection)
        self._later.store(connection)
        if by_month:
            self._days.regrouped(_DAY_MONTHS, _months).store(connection)
            self._later.regrouped(_LATER_MONTHS, month_of_all_outlets).store(connection)

    def rows(self) -> tuple[list[tuple[int | str, ...]], list[tuple[int | str, ...]]]:
        """What `story_days` and `later_rollups` would hold, had they been empty before."""
        return self._days.rows(), self._later.rows()


def _months(key: Key) -> Key:
    country, salient, day, until = key
    return country, salient, month(str(day)), month(str(until))


def _added(days: list[tuple[str, _Day]]) -> Iterator[tuple[tuple[str, str], tuple[int, ...]]]:
    """What one story adds for each of its days, which are in order, and for each two of them.

    A span of days holds days of a story that follow each other; the articles beyond the first of them are those
    beyond each day's first, and one for each step from a day to the next.
    """
    for place, (day, one) in enumerate(days):
        n = one.n
        if n > 1:
            tone, vader = (n - 1) * one.tone, (n - 1) * one.vader
            squares = one.tone * one.tone - one.tones, one.vader * one.vader - one.vaders
            yield (day, day), (n - 1, n * (n - 1), tone, squares[0], vader, squares[1])
        for step, (until, two) in enumerate(days[place + 1 :]):
            tone, vader = two.n * one.tone + n * two.tone, two.n * one.vader + n * two.vader
            products = 2 * one.tone * two.tone, 2 * one.vader * two.vader
            yield (day, until), (int(step == 0), 2 * n * two.n, tone, products[0], vader, products[1])
