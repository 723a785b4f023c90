"""Refuses rows of the gazetteer's tables that cannot be right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import NoReturn

from dashboard import resources
from dashboard.countries.records import MARKS, PRIORITY

Table = tuple[str, ...]
Seen = dict[tuple[str, str], tuple[str, Table]]
"""For a text and kind: the country it was given first, and the table where."""


def _refuse(table: Table, row: dict[str, str], reason: str) -> NoReturn:
    """Raises ValueError with the row's file and line; the line is looked up only now, as rows carry none."""
    path = resources.data_file("countries", *table)
    wanted = "\t".join(row.values())
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next((at for at, line in enumerate(lines, 1) if line == wanted), 0)
    raise ValueError(f"{path}:{number}: {reason}")


def check_term(row: dict[str, str], table: Table, codes: frozenset[str], seen: Seen) -> None:
    """Checks one term; `seen` collects what came before, so that rows that disagree are found.

    Raises ValueError for an empty text or origin, an unknown country, kind or mark, years out of order, or a text
    that another row of the same kind gives to another country.
    """
    text, country, kind = row["text"], row["country"], row["kind"]
    if not text.strip() or text != text.strip():
        _refuse(table, row, "the text is empty or has space around it")
    if not row["origin"]:
        _refuse(table, row, "no origin")
    if country not in codes:
        _refuse(table, row, f"unknown country code {country!r}")
    if kind not in PRIORITY:
        _refuse(table, row, f"unknown kind {kind!r}")
    unknown = sorted(set(row["marks"].split(",")) - MARKS - {""})
    if unknown:
        _refuse(table, row, f"unknown mark {unknown[0]!r}")
    since, until = row.get("since", ""), row.get("until", "")
    if any(year and not year.isdigit() for year in (since, until)):
        _refuse(table, row, "a year must be a number")
    if since and until and int(since) > int(until):
        _refuse(table, row, f"since {since} is after until {until}")
    first, where = seen.setdefault((text, kind), (country, table))
    if first != country:
        _refuse(table, row, f"{text!r} ({kind}) is {country} here, but {first} in {'/'.join(where)}")


def check_state(row: dict[str, str], table: Table, codes: frozenset[str]) -> None:
    """Checks where a town lies. Raises ValueError for an unknown country, an empty text or an empty state."""
    if row["country"] not in codes:
        _refuse(table, row, f"unknown country code {row['country']!r}")
    if not row["text"] or not row["state"]:
        _refuse(table, row, "a town needs a name and a state")


def check_pair(row: dict[str, str], table: Table, codes: frozenset[str]) -> None:
    """Checks one phrase for two countries. Raises ValueError for an unknown country or kind, or a single word."""
    for code in (row["country"], row["second"]):
        if code not in codes:
            _refuse(table, row, f"unknown country code {code!r}")
    if row["kind"] not in PRIORITY:
        _refuse(table, row, f"unknown kind {row['kind']!r}")
    if " " not in row["text"]:
        _refuse(table, row, "a phrase for two countries has two words")


def check_kind(row: dict[str, str], table: Table, kinds: frozenset[str]) -> None:
    """Checks a row that has nothing but a kind. Raises ValueError for an unknown kind."""
    if row["kind"] not in kinds:
        _refuse(table, row, f"unknown kind {row['kind']!r}")


def check_leader(row: dict[str, str], table: Table, codes: frozenset[str], seen: Seen) -> None:
    """Checks one person's term of office.

    Raises ValueError for an unknown country, a name that another row gives to another country, a malformed date, dates
    out of order, or a name of one word that has a surname besides.
    """
    if row["country"] not in codes:
        _refuse(table, row, f"unknown country code {row['country']!r}")
    if row["kind"] != "leader":
        _refuse(table, row, f"unknown kind {row['kind']!r}")
    try:
        days = [date.fromisoformat(row[field]) for field in ("since", "until") if row[field]]
    except ValueError:
        _refuse(table, row, "a date must read 2024-12-31, or be empty")
    if any(first > second for first, second in pairwise(days)):
        _refuse(table, row, f"since {row['since']} is after until {row['until']}")
    first, _ = seen.setdefault((row["text"], "leader"), (row["country"], table))
    if first != row["country"]:
        _refuse(table, row, f"{row['text']!r} is of {row['country']} here, but of {first} in another row")
    if " " not in row["text"] and row["surnames"]:
        _refuse(table, row, "a full name has two words, or is one word without a surname")


def check_blocks(rows: Iterable[dict[str, str]], table: Table, texts: set[str]) -> None:
    """Checks that every blocking phrase holds a term, at word boundaries; else it blocks nothing.

    Raises ValueError for a phrase that holds none, or that is a term itself.
    """
    for row in rows:
        if row["text"] in texts:
            _refuse(table, row, "this phrase is also a term; it cannot be both")
        if not any(part in texts for part in _parts(row["text"])):
            _refuse(table, row, "this phrase holds no term, so it blocks nothing")


def _parts(phrase: str) -> Iterable[str]:
    """All runs of whole words of a phrase, split at spaces and at hyphens, with and without a possessive."""
    starts = _edges(phrase, opening=True)
    ends = _edges(phrase, opening=False)
    return (phrase[start:end] for start in starts for end in ends if start < end)


def _edges(phrase: str, *, opening: bool) -> Sequence[int]:
    """Where a word of the phrase begins or ends."""
    padded = f" {phrase} "
    shift = (0, 1) if opening else (1, 0)
    return [
        at
        for at in range(len(phrase) + 1)
        if (not padded[at + shift[0]].isalnum() and padded[at + shift[1]].isalnum()) or _after_sign(phrase, at, opening)
    ]


def _after_sign(phrase: str, at: int, opening: bool) -> bool:
    """Whether a term that ends in a sign, such as "U.S." or "Franco-", ends here."""
    return not opening and at > 0 and phrase[at - 1] in ".-"
