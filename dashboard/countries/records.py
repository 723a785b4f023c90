"""The rows of the gazetteer as typed records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dashboard.types import MentionKind

Kind = MentionKind | Literal["bloc", "phrase"]
"""What a listed text may be: a bloc of states or a blocking phrase too, which stand for no single country."""

PRIORITY: tuple[MentionKind, ...] = ("name", "demonym", "state", "capital", "city", "metonym", "leader")
"""Which kind a text is when it is listed as several: the first of these."""

FORM_MARKS = frozenset({"adjective", "noun", "plural"})
"""Marks that describe a demonym and change nothing."""

SPELLING_MARKS = frozenset({"accents", "nocaps"})
"""Marks that forbid a derived spelling: without accents, in capitals."""

RULE_MARKS = frozenset(
    {
        "aftercomma",
        "caps",
        "congo",
        "dated",
        "dominica",
        "doubt",
        "georgia",
        "language",
        "person",
        "place",
        "support",
        "town",
        "verb",
    }
)
"""Marks that call a context rule; dashboard/countries/steps.py says which."""

MARKS = FORM_MARKS | SPELLING_MARKS | RULE_MARKS


WORD_KINDS = frozenset(
    {
        "before-month",
        "former",
        "lesser",
        "month",
        "namesake",
        "object",
        "place",
        "pronoun",
        "public",
        "speech",
        "state",
        "title",
    }
)
"""Kinds of words that context rules ask for; data/countries/curated/words.tsv explains them."""


@dataclass(frozen=True, slots=True)
class Term:
    """A text that stands for a country, how it was come by, and what must be watched about it."""

    text: str
    country: str
    kind: MentionKind
    marks: frozenset[str]
    origin: str


@dataclass(frozen=True, slots=True)
class Leader:
    """One spelling of a person's name with one term of office.

    `surnames` count after the full name, or a title with a surname, in the same article. `since` and `until` are
    days; None is unknown or not yet over.
    """

    text: str
    country: str
    office: str
    since: date | None
    until: date | None
    surnames: tuple[str, ...]

    def in_office(self, day: date | None) -> bool:
        """Whether the term covers `day`; always true without a day."""
        if day is None:
            return True
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Pair:
    """A phrase that names two countries: its first word the one, the rest the other."""

    text: str
    country: str
    second: str
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class OwnTerm:
    """A row of a user's own table: a text that stands for a country on the days from `since` to `until`, or, with an
    empty country, for none.
    """

    text: str
    country: str
    kind: Kind
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All that the tables say: terms, pairs, persons in office, blocking phrases, blocs of states, personal names, and
    by their kind the words that tell a context rule what stands beside them. `own` are a user's rows, which come
    before all others.
    """

    terms: tuple[Term, ...]
    pairs: tuple[Pair, ...]
    leaders: tuple[Leader, ...]
    blocks: tuple[str, ...]
    blocs: tuple[str, ...]
    given_names: frozenset[str]
    surnames: frozenset[str]
    words: Mapping[str, frozenset[str]]
    own: tuple[OwnTerm, ...] = ()
