"""Loads the tables of data/countries into one checked gazetteer."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from sys import intern
from typing import cast

from dashboard import resources
from dashboard.countries import checks
from dashboard.countries.additions import NONE, Additions
from dashboard.countries.records import WORD_KINDS, Gazetteer, Leader, Pair, Term
from dashboard.names import Country, countries, country_name
from dashboard.types import MentionKind

__all__ = ["Country", "countries", "country_name", "gazetteer", "gazetteer_version", "load"]

TERM_TABLES: tuple[tuple[str, ...], ...] = (
    ("names.tsv",),
    ("capitals.tsv",),
    ("cities.tsv",),
    ("counties.tsv",),
    ("curated", "aliases.tsv"),
    ("curated", "former.tsv"),
    ("curated", "demonyms.tsv"),
    ("curated", "states.tsv"),
    ("curated", "capitals.tsv"),
    ("curated", "cities.tsv"),
    ("curated", "metonyms.tsv"),
)
LEADERS = ("curated", "leaders.tsv")
BLOCKS = ("curated", "blocks.tsv")
BLOCS = ("curated", "blocs.tsv")
WORDS = ("curated", "words.tsv")
PEOPLE = ("curated", "people.tsv")
PAIRS = ("curated", "pairs.tsv")
NAMESAKES = ("namesakes.tsv",)
LOCATED = ("located.tsv",)
TABLES = (("countries.tsv",), *TERM_TABLES, NAMESAKES, LOCATED, PAIRS, LEADERS, BLOCKS, BLOCS, PEOPLE, WORDS)


def _term(row: dict[str, str]) -> Term:
    marks = frozenset(row["marks"].split(",")) - {""}
    return Term(row["text"], intern(row["country"]), cast(MentionKind, intern(row["kind"])), marks, row["origin"])


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _leader(row: dict[str, str]) -> Leader:
    surnames = tuple(name for name in row["surnames"].split(";") if name)
    return Leader(row["text"], row["country"], row["office"], _day(row["since"]), _day(row["until"]), surnames)


def load() -> Gazetteer:
    """Reads and checks all tables.

    Raises ValueError, naming file and line, for a row that is malformed, names an unknown country, kind or mark,
    disagrees with another row, has dates out of order, or blocks nothing; FileNotFoundError for a missing table.
    """
    codes = frozenset(countries())
    terms: list[Term] = []
    seen: checks.Seen = {}
    for table in TERM_TABLES:
        for row in resources.rows("countries", *table):
            checks.check_term(row, table, codes, seen)
            terms.append(_term(row))
    pairs: list[Pair] = []
    for row in resources.rows("countries", *PAIRS):
        checks.check_pair(row, PAIRS, codes)
        pairs.append(Pair(row["text"], row["country"], row["second"], cast(MentionKind, row["kind"])))
    leaders: list[Leader] = []
    for row in resources.rows("countries", *LEADERS):
        checks.check_leader(row, LEADERS, codes, seen)
        leaders.append(_leader(row))
    words: dict[str, set[str]] = {kind: set() for kind in WORD_KINDS}
    for row in resources.rows("countries", *WORDS):
        checks.check_kind(row, WORDS, WORD_KINDS)
        words[row["kind"]].add(row["text"])
    blocs = resources.rows("countries", *BLOCS)
    for row in blocs:
        checks.check_kind(row, BLOCS, frozenset({"bloc"}))
    people = resources.rows("countries", *PEOPLE)
    blocks = resources.rows("countries", *BLOCKS)
    checks.check_blocks(blocks, BLOCKS, {term.text for term in terms})
    namesakes: dict[str, dict[str, str]] = {}
    for row in resources.rows("countries", *NAMESAKES):
        checks.check_state(row, NAMESAKES, codes)
        namesakes.setdefault(row["text"], {})[intern(row["state"])] = intern(row["country"])
    located: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in resources.rows("countries", *LOCATED):
        checks.check_state(row, LOCATED, codes)
        place = (intern(row["country"]), intern(row["state"]))
        located[row["text"]] = (*located.get(row["text"], ()), place)
    return Gazetteer(
        terms=tuple(terms),
        pairs=tuple(pairs),
        leaders=tuple(leaders),
        blocks=tuple(row["text"] for row in blocks),
        blocs=tuple(row["text"] for row in blocs),
        given_names=frozenset(row["text"] for row in people if row["kind"] == "given"),
        surnames=frozenset(row["text"] for row in people if row["kind"] == "surname"),
        words={kind: frozenset(texts) for kind, texts in words.items()},
        namesakes=namesakes,
        located=located,
    )


@cache
def _shipped() -> Gazetteer:
    return load()


@lru_cache(maxsize=4)
def gazetteer(additions: Additions = NONE) -> Gazetteer:
    """The gazetteer with a user's own rows, read once a process. Raises what `load` raises."""
    return replace(_shipped(), own=additions.rows)


@lru_cache(maxsize=4)
def gazetteer_version(additions: Additions = NONE) -> str:
    """Twelve hexadecimal digits of a SHA-256 over all tables and a user's own: differs when any row was changed."""
    digest = hashlib.sha256()
    for table in TABLES:
        digest.update(resources.data_file("countries", *table).read_bytes())
    digest.update(additions.digest.encode("ascii"))
    return digest.hexdigest()[:12]
