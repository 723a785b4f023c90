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

PLACES = frozenset({"name", "capital", "city", "state"})
"""Kinds of terms that are places."""

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
        "namesake",
        "person",
        "place",
        "support",
        "surname",
        "town",
        "verb",
    }
)
"""Marks that call a context rule; dashboard/countries/steps.py says which."""

MARKS = FORM_MARKS | SPELLING_MARKS | RULE_MARKS


WORD_KINDS = frozenset(
    {
        "before-month",
        "before-town",
        "former",
        "lesser",
        "month",
        "namesake",
        "no-given",
        "object",
        "place",
        "pronoun",
        "public",
        "speech",
        "state",
        "street",
        "title",
        "town",
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
    by their kind the words that tell a context rule what stands beside them. `namesakes` has by their name the towns
    that bear a name known from another country, each the country by the state; `located` has the country and the state
    that a text lies in or is, or the several that a county's name may mean. `own` are a user's rows, which come
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
    namesakes: Mapping[str, Mapping[str, str]]
    located: Mapping[str, tuple[tuple[str, str], ...]]
    own: tuple[OwnTerm, ...] = ()
