"""Finds every place where a text speaks of a country."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

from dashboard.countries.additions import NONE, Additions
from dashboard.countries.lexicon import Lexicon, lexicon, shipped
from dashboard.countries.plain import is_plain, made_plain
from dashboard.countries.reading import Reading
from dashboard.countries.scan import Hit, scan
from dashboard.countries.spellings import even
from dashboard.countries.steps import judged
from dashboard.types import Mention

_MENTION = cast(Callable[[str, int, int, str, str], Mention], Mention)
"""A hit that is not silent is of a mention's kind, which its type cannot tell."""


def find_mentions(text: str, *, date: date | None = None, additions: Additions = NONE) -> list[Mention]:
    """Finds every place where the text speaks of a country.

    `date` is the day of publication: with it, persons count for the country in whose office they were then; without
    it, wherever all their offices were in one country. `additions` are a user's own rows (see `read_additions`).
    Mentions come left to right and do not overlap; offsets count code points, and text[start:end] is the mention's
    text.
    """
    terms = shipped() if additions is NONE else lexicon(additions)
    return [
        _MENTION(entry.country, start, end, text[start:end], entry.kind)
        for start, end, entry in find_hits(text, terms, date)
    ]


def find_hits(
    text: str, terms: Lexicon, day: date | None = None, *, without: frozenset[str] = frozenset()
) -> list[Hit]:
    """The mentions of a text as hits of a lexicon, without the context rules named in `without`."""
    if is_plain(text):
        return _hits(text, terms, day, without)
    plain, origins = made_plain(text)
    return [(origins[start], origins[end], entry) for start, end, entry in _hits(plain, terms, day, without)]


def _hits(text: str, terms: Lexicon, day: date | None, without: frozenset[str]) -> list[Hit]:
    evened = even(text)
    hits = scan(evened, terms)
    return judged(hits, Reading(evened, day, terms.tables), without=without) if hits else hits
