"""The context rules in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from dashboard.countries.adjoining import city_and_state, place_words, state_after_comma, streets
from dashboard.countries.capitals_text import us_in_capitals
from dashboard.countries.companies import company_names
from dashboard.countries.georgia import georgia
from dashboard.countries.leaders import persons_in_office
from dashboard.countries.localnews import local_towns
from dashboard.countries.namesakes import congo, dominica
from dashboard.countries.office import in_force
from dashboard.countries.pairs import split_pairs
from dashboard.countries.persons import personal_names
from dashboard.countries.reading import Reading, Rule
from dashboard.countries.scan import Hit
from dashboard.countries.support import supported
from dashboard.countries.towns import one_place_a_name
from dashboard.countries.wordplay import languages, verbs


@dataclass(frozen=True, slots=True)
class Step:
    """A context rule, the marks it asks about (none: all hits), what it does, in plain words, and the rule that may
    give hits such marks: where that one changed something, this one is called too.
    """

    name: str
    marks: frozenset[str]
    rule: Rule
    words: str
    follows: str


def _step(rule: Rule, marks: str, words: str, *, follows: str = "") -> Step:
    return Step(getattr(rule, "__name__", ""), frozenset(marks.split()), rule, words, follows)


STEPS: tuple[Step, ...] = (
    _step(state_after_comma, "aftercomma", "an abbreviated state counts only after a place or a party"),
    _step(city_and_state, "", "a place before a comma lies in the state or country behind it"),
    _step(in_force, "dated", "a row of one's own with dates counts on those days"),
    _step(split_pairs, "pair", "a phrase that names two countries"),
    _step(us_in_capitals, "caps", "in a line of capitals, US may be the pronoun"),
    _step(personal_names, "person support surname", "a name beside a given name, a title or a surname is a person's"),
    _step(streets, "namesake town", "a street that is called after a place"),
    _step(company_names, "support", "a small place that begins a company's name"),
    _step(languages, "language", "a language that is spoken or written"),
    _step(verbs, "verb", "polish as a verb"),
    _step(georgia, "georgia", "Georgia is the country or the state by what else the article speaks of"),
    _step(congo, "congo", "Congo is the one or the other by what else the article speaks of"),
    _step(dominica, "dominica", "Dominican is of the one or the other by what else the article speaks of"),
    _step(persons_in_office, "leader", "a person stands for the country in whose office they are or were"),
    _step(place_words, "place", "mostly a person or a word: counts only behind a preposition of place"),
    _step(
        one_place_a_name,
        "told",
        "a name whose place was told once means that place throughout the article",
        follows="city_and_state",
    ),
    _step(local_towns, "town namesake", "a name known from abroad is a town's in local news of that town's state"),
    _step(
        supported,
        "support doubt",
        "a small or doubtful place needs another sign of its country",
        follows="personal_names",
    ),
)

Watcher = Callable[[Step, list[Hit], list[Hit]], None]
"""Told after each rule what the hits were and what they are."""


@lru_cache(maxsize=4096)
def _called(borne: frozenset[frozenset[str]]) -> tuple[tuple[Step, ...], frozenset[str]]:
    """The rules to ask where hits bear these sets of marks, and all the marks; articles have the same few sets again
    and again.
    """
    marks = frozenset[str]().union(*borne)
    return tuple(step for step in STEPS if not step.marks or step.marks & marks or step.follows), marks


def judged(
    hits: list[Hit], reading: Reading, *, without: frozenset[str] = frozenset(), watch: Watcher | None = None
) -> list[Hit]:
    """The hits after all rules that their marks call, but those named in `without`."""
    steps, marks = _called(frozenset([entry.marks for _, _, entry in hits]))
    changed: set[str] = set()
    for step in steps:
        if step.follows and step.follows not in changed and marks.isdisjoint(step.marks):
            continue
        if without and step.name in without:
            continue
        after = step.rule(hits, reading)
        if watch is not None:
            watch(step, hits, after)
        if after is not hits:
            changed.add(step.name)
            hits = after
    return hits
