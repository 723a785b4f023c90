"""The user's dated notes, inside the caller's transaction."""

from __future__ import annotations

import sqlite3
from datetime import date

from dashboard.store.filters import FIRST_DAY, LAST_DAY
from dashboard.store.rows import day_text, storable
from dashboard.types import Note


def write_note(connection: sqlite3.Connection, day: date, text: str, country: str) -> int:
    """See `Store.note`."""
    note = (day_text(day), storable(text), storable(country))
    connection.execute("INSERT OR IGNORE INTO day_notes (day, text, country) VALUES (?, ?, ?)", note)
    (number,) = connection.execute(
        "SELECT id FROM day_notes WHERE day = ? AND text = ? AND country = ?", note
    ).fetchone()
    return int(number)


def read_notes(connection: sqlite3.Connection, start: date | None, end: date | None) -> list[Note]:
    """See `Store.notes`; those of one day in the order they were made."""
    days = (day_text(start) if start else FIRST_DAY, day_text(end) if end else LAST_DAY)
    query = "SELECT id, day, text, country FROM day_notes WHERE day BETWEEN ? AND ? ORDER BY day, id"
    rows = connection.execute(query, days)
    return [Note(number, date.fromisoformat(day), text, country) for number, day, text, country in rows]


def delete_note(connection: sqlite3.Connection, number: int) -> None:
    """See `Store.forget_note`."""
    connection.execute("DELETE FROM day_notes WHERE id = ?", (number,))
