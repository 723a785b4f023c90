"""Fills the sums by month of single outlets and of copies, of a store of version 7."""

from __future__ import annotations

import sqlite3

from dashboard.store.copy_months import COUNTED


def fill(connection: sqlite3.Connection) -> None:
    """Counts all of them, inside the caller's transaction. What has to be sorted lies in SQLite's temporary files."""
    for table, rows in COUNTED.items():
        connection.execute(f"INSERT INTO {table} {rows}")
