"""Fills the tables of version 2 that SQL alone cannot fill."""

from __future__ import annotations

import sqlite3

from dashboard.store.pair_rows import insert_pairs, pairs_from_evidence

_MONTHS = """
INSERT INTO pair_months
    (country, other, month, salient, n, sentences, total, squares, vader_total, vader_squares)
SELECT country, other, substr(day, 1, 7), salient,
    COUNT(*), SUM(sentences), SUM(tone), SUM(tone * tone), SUM(vader), SUM(vader * vader)
FROM pairs GROUP BY country, other, substr(day, 1, 7), salient
"""


def fill(connection: sqlite3.Connection) -> None:
    """Fills `pairs` from the stored evidence, and their sums, inside the caller's transaction.

    Holds no more than some hundred articles in memory.
    """
    for rows in pairs_from_evidence(connection):
        insert_pairs(connection, rows)
    connection.execute(_MONTHS)
