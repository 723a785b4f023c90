"""A user's own rows for the gazetteer, read from a table of their own."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import get_args

from dashboard.countries.records import OwnTerm
from dashboard.names import countries
from dashboard.types import MentionKind

FIELDS = ("text", "country", "kind", "since", "until")
KINDS: frozenset[str] = frozenset(get_args(MentionKind))
_DAY = re.compile(r"\d{4}(-\d\d-\d\d)?")


class GazetteerError(ValueError):
    """A user's table that cannot be used; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Additions:
    """A user's rows, and a digest of the file they came from, by which two are compared.

    A plain record that can be pickled: hand it to worker processes as an argument, each builds its own search.
    """

    digest: str = ""
    rows: tuple[OwnTerm, ...] = field(default=(), compare=False, repr=False)


NONE = Additions()
"""No rows of one's own."""


def read_additions(path: Path) -> Additions:
    """Reads a tab-separated table of the columns text, country, kind, and where wanted since and until.

    A row adds a text, or says anew what a listed one means. `country` is an alpha-3 code; empty, the text stands for
    no country and hides the names inside it. `kind` is a mention's kind (name, demonym, city, …; empty: name).
    `since` and `until` are days (2024-12-31) or years: the row counts for articles of those days only, and for
    articles without a date. A first line with the columns' names may be there; lines starting with # are comments.

    Raises GazetteerError, naming file and line, for a file that cannot be read or a row that cannot be right.
    """
    try:
        raw = path.read_bytes()
        lines = raw.decode("utf-8-sig").splitlines()
    except OSError as error:
        raise GazetteerError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise GazetteerError(f"{path}: is not UTF-8 text") from error
    rows: list[OwnTerm] = []
    first: dict[str, tuple[int, OwnTerm]] = {}
    for number, line in enumerate(lines, 1):
        fields = tuple(field.strip() for field in line.split("\t"))
        if not line.strip() or line.startswith("#") or fields == FIELDS[: len(fields)]:
            continue
        try:
            row = _row(fields)
        except ValueError as error:
            raise GazetteerError(f"{path}:{number}: {error}") from error
        at, earlier = first.setdefault(row.text, (number, row))
        if at != number and (not row.since or not earlier.since):
            raise GazetteerError(f"{path}:{number}: {row.text!r} has a row already, in line {at}")
        rows.append(row)
    return Additions(hashlib.sha256(raw).hexdigest(), tuple(rows))


def _row(fields: tuple[str, ...]) -> OwnTerm:
    """One row. Raises ValueError with the reason it cannot be right."""
    if not 2 <= len(fields) <= len(FIELDS):
        raise ValueError(
            f"{len(fields)} fields, parted by tabs, where 2 to {len(FIELDS)} are wanted: {', '.join(FIELDS)}"
        )
    text, country, kind, since, until = (*fields, "", "", "")[: len(FIELDS)]
    if not any(char.isalnum() for char in text):
        raise ValueError("the text is empty")
    if country and country not in countries():
        raise ValueError(f"unknown country code {country!r}; alpha-3 codes such as KOR, or nothing to block the text")
    if not country:
        return OwnTerm(text, "", "phrase")
    if kind and kind not in KINDS:
        raise ValueError(f"unknown kind {kind!r}; one of {', '.join(get_args(MentionKind))}")
    first, last = _day(since, "-01-01"), _day(until, "-12-31")
    if first and last and first > last:
        raise ValueError(f"since {since} is after until {until}")
    return OwnTerm(text, country, next(name for name in get_args(MentionKind) if name == (kind or "name")), first, last)


def _day(text: str, rest: str) -> date | None:
    """A day, or the day that `rest` makes of a year; None for nothing. Raises ValueError for anything else."""
    if not text:
        return None
    if not _DAY.fullmatch(text):
        raise ValueError(f"{text!r} is no day; write 2024-12-31 or 2024")
    try:
        return date.fromisoformat(text if len(text) > 4 else text + rest)
    except ValueError:
        raise ValueError(f"{text!r} is no day of the calendar") from None
