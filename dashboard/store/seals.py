"""Seals: checksums of rows, by which values are found that something else than this program changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b

from dashboard.store.walking import in_batches

Value = str | int

_BYTES = 5  # so that the seals of eight million rows can be summed in SQLite's integers
MASK = (1 << 8 * _BYTES) - 1
"""Sums of seals are kept to as many bits as a seal has."""

# The tables whose rows are sealed by triggers, with the columns that count: those that cannot be counted anew from
# others. Not changed again: version_6.py has made the triggers of these.
SEALED: Mapping[str, tuple[str, ...]] = {
    "sources": ("id", "name", "country"),
    "engines": ("id", "name"),
    "countries": ("id", "name"),
    "reasons": ("id", "name"),
    "counters": ("name", "number"),
    "rejected": ("id", "file", "line", "reason", "excerpt", "seen"),
    "day_notes": ("id", "day", "text", "country"),
    "judgements": ("id", "article_id", "country", "field", "start", "finish", "label", "made"),
    "jobs": (
        *("id", "title", "state", "message", "started", "ended"),
        *("read", "stored", "unchanged", "rejected", "unscored"),
    ),
    "feeds": (
        *("id", "address", "outlet", "country", "minutes", "full_text", "followed", "title", "moved", "etag"),
        *("modified", "asked", "succeeded", "due", "failures", "error", "gone", "articles"),
    ),
    "feed_entries": ("feed_id", "key", "fingerprint", "first", "last", "tries", "settled", "fresh"),
}
# Those of them that may have very many rows: they are looked through by `verify`, not whenever a store is opened.
_LONG = ("rejected", "jobs", "feed_entries")

_ROW = (
    "SELECT id, identity, fingerprint, source_id, engine_id, day, published, title, url, language, text, reason_id "
    "FROM articles WHERE id = ?"
)
_DAY = 5  # of those columns
_TONES = (
    "SELECT country, source_id, tone, vader, mentions, sentences, salient FROM tones "
    "WHERE day = ? AND article_id = ? ORDER BY country"
)
_DEFINITIONS = (
    "SELECT 'definition of ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
)


def seal(*values: object) -> int:
    """A checksum over values as SQLite holds them, of 40 bits."""
    return int.from_bytes(blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest(), "big")


def add_seal(connection: sqlite3.Connection) -> None:
    """Gives a connection the function that the triggers call."""
    connection.create_function("worldtone_seal", -1, seal, deterministic=True)


def sealed(columns: Sequence[str], row: str = "") -> str:
    """SQL for the seal of a row: `row` is NEW or OLD in a trigger."""
    return f"worldtone_seal({', '.join(f'{row}.{column}' if row else column for column in columns)})"


def table_seal(connection: sqlite3.Connection, table: str) -> int:
    """The sum of the seals of all rows of one of the tables `SEALED`, as they now are."""
    query = f"SELECT COALESCE(SUM({sealed(SEALED[table])}), 0) & {MASK} FROM {table}"  # noqa: S608 our text
    return int(connection.execute(query).fetchone()[0])


def seal_articles(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Seals articles as they are stored now, with their tones and evidence, inside the caller's transaction."""
    write_seals(connection, [(number, _article_seal(connection, number)) for number in numbers])


def write_seals(connection: sqlite3.Connection, seals: Iterable[tuple[int, int]]) -> None:
    """Writes the seals of articles, each with its number, inside the caller's transaction."""
    connection.executemany("INSERT OR REPLACE INTO article_seals (article_id, seal) VALUES (?, ?)", seals)


def article_seal(row: Sequence[Value], tones: Iterable[tuple[Value, ...]], evidence: str | None) -> int:
    """The seal of an article that is stored with these values.

    `row` and `tones` have the columns of `_ROW` and `_TONES`, `tones` in the order of their countries; `evidence` is
    None where there is none.
    """
    return seal(tuple(row), list(tones), None if evidence is None else (evidence,))


def seal_definitions(connection: sqlite3.Connection) -> None:
    """Seals the definitions of all tables, indexes and triggers; to be called when they were changed on purpose."""
    connection.execute("DELETE FROM table_seals WHERE name LIKE 'definition of %'")
    rows = [(name, seal(sql)) for name, sql in connection.execute(_DEFINITIONS).fetchall()]
    connection.executemany("INSERT INTO table_seals (name, seal) VALUES (?, ?)", rows)


def broken_tables(connection: sqlite3.Connection, *, long_ones: bool) -> Iterator[str]:
    """The tables of which rows or definitions are not as they were sealed; `long_ones` looks at all rows of all."""
    kept = dict(connection.execute("SELECT name, seal FROM table_seals").fetchall())
    now = {name: seal(sql) for name, sql in connection.execute(_DEFINITIONS).fetchall()}
    for name, expected in kept.items():
        if name not in SEALED and now.get(name) != expected:
            yield str(name)
    for table in SEALED:
        if (long_ones or table not in _LONG) and table_seal(connection, table) != kept.get(table):
            yield table


def broken_articles(connection: sqlite3.Connection) -> Iterator[int]:
    """The numbers of articles that are not as they were sealed, or are gone. Holds some hundred in memory.

    Raises sqlite3.DatabaseError as `in_batches` does.
    """
    query = (
        "SELECT article_id, seal FROM article_seals WHERE article_id > ?1 UNION "
        "SELECT id, -1 FROM articles WHERE id > ?1 AND id NOT IN (SELECT article_id FROM article_seals) "
        "ORDER BY 1 LIMIT ?2"
    )
    for rows in in_batches(connection, query):
        yield from (number for number, kept in rows if _article_seal(connection, number) != kept)


def _article_seal(connection: sqlite3.Connection, number: int) -> int:
    row = connection.execute(_ROW, (number,)).fetchone()
    if row is None:
        return -2
    tones = connection.execute(_TONES, (row[_DAY], number)).fetchall()
    evidence = connection.execute("SELECT body FROM evidence WHERE article_id = ?", (number,)).fetchone()
    return article_seal(row, tones, evidence and evidence[0])
