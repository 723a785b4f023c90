"""Keeps rejected records: each once, and the newest of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime

from dashboard.limits import cap
from dashboard.store.rows import storable
from dashboard.types import Rejected


def write_rejected(connection: sqlite3.Connection, rejected: Iterable[Rejected]) -> None:
    """Keeps the records, inside the caller's transaction; one that is kept already becomes the newest again.

    Beyond the limit `rejected_kept` the oldest are dropped, but stay counted.
    """
    seen = datetime.now(UTC).isoformat(timespec="seconds")
    new = last = 0
    for item in rejected:
        excerpt = storable(item.excerpt)[: cap("excerpt_chars")]
        record = (storable(item.file), item.line, storable(item.reason), excerpt)
        dropped = connection.execute(
            "DELETE FROM rejected WHERE file = ? AND line = ? AND reason = ? AND excerpt = ?", record
        )
        new += dropped.rowcount == 0
        cursor = connection.execute(
            "INSERT INTO rejected (file, line, reason, excerpt, seen) VALUES (?, ?, ?, ?, ?)", (*record, seen)
        )
        last = int(cursor.lastrowid or 0)
    if last:
        connection.execute("DELETE FROM rejected WHERE id <= ?", (last - cap("rejected_kept"),))
        connection.execute("UPDATE counters SET number = number + ? WHERE name = 'rejected'", (new,))


def forget_rejected(connection: sqlite3.Connection, files: Iterable[str]) -> None:
    """Drops what was rejected of these files, inside the caller's transaction: they are being read anew.

    What lies in an archive is called archive!member, and goes with the archive.
    """
    query = "DELETE FROM rejected WHERE file = ?1 OR (file > ?1 || '!' AND file < ?1 || '\"')"  # " follows ! in ASCII
    dropped = connection.executemany(query, [(storable(file),) for file in files])
    if dropped.rowcount > 0:
        connection.execute(
            "UPDATE counters SET number = MAX(0, number - ?) WHERE name = 'rejected'", (dropped.rowcount,)
        )


def read_rejected(connection: sqlite3.Connection, limit: int) -> list[Rejected]:
    """The newest `limit` records, newest first."""
    query = "SELECT file, line, reason, excerpt FROM rejected ORDER BY id DESC LIMIT ?"
    return [Rejected(*row) for row in connection.execute(query, (limit,))]


def count_rejected(connection: sqlite3.Connection) -> int:
    """How many different records were rejected, with those that are no longer kept."""
    (number,) = connection.execute("SELECT number FROM counters WHERE name = 'rejected'").fetchone()
    return int(number)
