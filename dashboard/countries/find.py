"""Finds every place where a text speaks of a country."""

from __future__ import annotations

from datetime import date

from dashboard.countries.adjoining import city_and_state, place_words, state_after_comma
from dashboard.countries.capitals_text import us_in_capitals
from dashboard.countries.gazetteer import gazetteer
from dashboard.countries.georgia import georgia
from dashboard.countries.leaders import persons_in_office
from dashboard.countries.lexicon import lexicon
from dashboard.countries.namesakes import congo, dominica
from dashboard.countries.pairs import split_pairs
from dashboard.countries.persons import personal_names
from dashboard.countries.reading import Reading, Rule
from dashboard.countries.scan import Hit, scan
from dashboard.countries.spellings import even, unbroken
from dashboard.countries.support import supported
from dashboard.countries.wordplay import languages, verbs
from dashboard.types import Mention

RULES: tuple[tuple[frozenset[str], Rule], ...] = (
    (frozenset({"pair"}), split_pairs),
    (frozenset({"aftercomma"}), state_after_comma),
    (frozenset({"caps"}), us_in_capitals),
    (frozenset({"person"}), personal_names),
    (frozenset({"language"}), languages),
    (frozenset({"verb"}), verbs),
    (frozenset({"georgia"}), georgia),
    (frozenset({"congo"}), congo),
    (frozenset({"dominica"}), dominica),
    (frozenset({"leader"}), persons_in_office),
    (frozenset({"place"}), place_words),
    (frozenset({"support", "doubt"}), supported),
)
"""The context rules in the order in which they are asked, each with the marks that call it."""


def _marks(hits: list[Hit]) -> set[str]:
    marks: set[str] = set()
    for _, _, entry in hits:
        if entry.marks:
            marks |= entry.marks
    return marks


def _judged(hits: list[Hit], reading: Reading) -> list[Hit]:
    """The hits after all rules that their marks call."""
    marks = _marks(hits)
    if "aftercomma" in marks:
        hits = state_after_comma(hits, reading)
    hits = city_and_state(hits, reading)
    marks = _marks(hits)
    for called_by, rule in RULES:
        if called_by & marks or (rule is supported and "person" in marks):
            hits = rule(hits, reading)
    return hits


def find_mentions(text: str, *, date: date | None = None) -> list[Mention]:
    """Finds every place where the text speaks of a country.

    `date` is the day of publication: with it, persons count for the country in whose office they were then; without
    it, wherever all their offices were in one country. Mentions come left to right and do not overlap; offsets count
    code points, and text[start:end] is the mention's text.
    """
    evened = even(text)
    hits = scan(unbroken(evened), lexicon())
    if hits:
        hits = _judged(hits, Reading(evened, date, gazetteer()))
    return [Mention(entry.country, start, end, text[start:end], entry.kind) for start, end, entry in hits]
