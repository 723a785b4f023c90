"""The rows of the table `pairs`: written, and made again from the evidence that is stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dashboard.store.pairs import pairs_of
from dashboard.store.rows import read_evidence, storable
from dashboard.store.walking import in_batches


class PairRow(NamedTuple):
    """A row of `pairs`, its columns in their order. A named tuple, as there are many."""

    country: str
    other: str
    day: str
    article_id: int
    source_id: int
    tone: int
    vader: int
    sentences: int
    salient: int


def insert_pairs(connection: sqlite3.Connection, rows: Iterable[PairRow]) -> None:
    """Writes new rows, inside the caller's transaction."""
    # Neighbours in the table one after the other, which touches fewer pages.
    connection.executemany("INSERT INTO pairs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", sorted(rows))


def pairs_from_evidence(connection: sqlite3.Connection) -> Iterator[list[PairRow]]:
    """All rows that `pairs` should hold, of some hundred articles at a time.

    Evidence that cannot be read has none: `verify` tells of it. Raises sqlite3.DatabaseError as `in_batches` does.
    """
    query = (
        "SELECT a.id, a.day, a.source_id, e.body FROM evidence e JOIN articles a ON a.id = e.article_id "
        "WHERE e.article_id > ?1 ORDER BY e.article_id LIMIT ?2"
    )
    for found in in_batches(connection, query):
        yield [row for article in found for row in _rows_of(connection, *article)]


def _rows_of(connection: sqlite3.Connection, number: int, day: str, source_id: int, body: str) -> Iterator[PairRow]:
    query = "SELECT country, salient FROM tones WHERE day = ? AND article_id = ?"
    salience: dict[str, int] = dict(connection.execute(query, (day, number)).fetchall())
    if len(salience) < 2:
        return
    try:
        pairs = pairs_of({storable(country): proofs for country, proofs in read_evidence(body).items()})
    except (ValueError, OverflowError):
        return
    for country, other, tone, vader, sentences in pairs:
        if country in salience:
            yield PairRow(country, other, day, number, source_id, tone, vader, sentences, salience[country])
