"""Goes through a table by the numbers of its rows, some hundred at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from dashboard.limits import cap


def in_batches(connection: sqlite3.Connection, query: str) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a query as lists of `articles_at_once` at most, in the order of their first column, a whole number.

    `query` is given the number that its rows are to be above, as ?1, and how many it may return, as ?2. Raises
    sqlite3.DatabaseError where the numbers do not rise: from a damaged file the same rows could come for ever.
    """
    last = 0
    while rows := connection.execute(query, (last, cap("articles_at_once"))).fetchall():
        if rows[0][0] <= last or rows[-1][0] < rows[0][0]:
            raise sqlite3.DatabaseError(f"database disk image is malformed: after row {last} comes {rows[0][0]}")
        last = rows[-1][0]
        yield rows
