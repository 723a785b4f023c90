"""Finds every place where a text speaks of a country."""

from __future__ import annotations

from datetime import date

from dashboard.countries.additions import NONE, Additions
from dashboard.countries.lexicon import Lexicon, lexicon, shipped
from dashboard.countries.plain import is_plain, made_plain
from dashboard.countries.reading import Reading
from dashboard.countries.scan import Hit, scan
from dashboard.countries.spellings import even
from dashboard.countries.steps import judged
from dashboard.types import Mention


def find_mentions(text: str, *, date: date | None = None, additions: Additions = NONE) -> list[Mention]:
    """Finds every place where the text speaks of a country.

    `date` is the day of publication: with it, persons count for the country in whose office they were then; without
    it, wherever all their offices were in one country. `additions` are a user's own rows (see `read_additions`).
    Mentions come left to right and do not overlap; offsets count code points, and text[start:end] is the mention's
    text.
    """
    terms = shipped() if additions is NONE else lexicon(additions)
    return [  # tuple.__new__ is all that Mention() does, and half the time
        tuple.__new__(Mention, (entry.country, start, end, text[start:end], entry.kind))
        for start, end, entry in find_hits(text, terms, date)
    ]


def find_hits(
    text: str, terms: Lexicon, day: date | None = None, *, without: frozenset[str] = frozenset()
) -> list[Hit]:
    """The mentions of a text as hits of a lexicon, without the context rules named in `without`."""
    evened = even(text)
    if is_plain(evened):
        return _hits(evened, terms, day, without)
    plain, origins = made_plain(text)
    return [(origins[start], origins[end], entry) for start, end, entry in _hits(even(plain), terms, day, without)]


def _hits(evened: str, terms: Lexicon, day: date | None, without: frozenset[str]) -> list[Hit]:
    hits = scan(evened, terms)
    return judged(hits, Reading(evened, day, terms.tables), without=without) if hits else hits
