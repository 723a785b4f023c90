"""Seals what lies in a store of version 5, and has its tables sealed from then on."""

from __future__ import annotations

import sqlite3

from dashboard.store.seals import MASK, SEALED, seal_articles, sealed, table_seal
from dashboard.store.walking import in_batches

_CHANGES = (  # the event, and what it takes away from the sum and adds to it
    ("INSERT", "", "NEW"),
    ("DELETE", "OLD", ""),
    ("UPDATE", "OLD", "NEW"),
)


def fill(connection: sqlite3.Connection) -> None:
    """Seals all articles and tables, inside the caller's transaction. Holds some hundred articles in memory."""
    for rows in in_batches(connection, "SELECT id FROM articles WHERE id > ?1 ORDER BY id LIMIT ?2"):
        seal_articles(connection, [number for (number,) in rows])
    for table, columns in SEALED.items():
        row = (table, table_seal(connection, table))
        connection.execute("INSERT INTO table_seals (name, seal) VALUES (?, ?)", row)
        for event, gone, come in _CHANGES:
            of = f" OF {', '.join(columns)}" if event == "UPDATE" else ""
            less = f" - {sealed(columns, gone)}" if gone else ""
            more = f" + {sealed(columns, come)}" if come else ""
            connection.execute(
                f"CREATE TRIGGER {table}_sealed_at_{event.lower()} AFTER {event}{of} ON {table} BEGIN "  # noqa: S608
                f"UPDATE table_seals SET seal = (seal{less}{more}) & {MASK} WHERE name = '{table}'; END"
            )
