"""The tables of names (outlets, engines, countries, reasons) with their counts of articles."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Literal

Table = Literal["sources", "engines", "countries", "reasons"]


class Names:
    """Looks names up in one transaction, and gathers the changes to their counts."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._numbers: dict[tuple[Table, str], int] = {}
        self._changes: Counter[tuple[Table, int]] = Counter()

    def number(self, table: Table, name: str) -> int:
        """The id of `name`, which is entered where it is new."""
        known = self._numbers.get((table, name))
        if known is not None:
            return known
        query = f"SELECT id FROM {table} WHERE name = ?"  # noqa: S608 our text
        found = self._db.execute(query, (name,)).fetchone()
        if found is None:
            self._db.execute(f"INSERT INTO {table} (name) VALUES (?)", (name,))  # noqa: S608 our text
            found = self._db.execute(query, (name,)).fetchone()
        number = int(found[0])
        self._numbers[table, name] = number
        return number

    def count(self, table: Table, number: int, change: int) -> None:
        """Counts an article in (1) or out (-1)."""
        self._changes[table, number] += change

    def store(self) -> None:
        """Writes the changed counts."""
        for (table, number), change in self._changes.items():
            query = f"UPDATE {table} SET articles = articles + ? WHERE id = ?"  # noqa: S608 our text
            self._db.execute(query, (change, number))
