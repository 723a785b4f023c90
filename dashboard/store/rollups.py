"""The sums that charts read: changes to them, gathered over a batch."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

_ALL_OUTLETS = 0  # the source_id of the sums over all outlets

Key = tuple[str, str, int]  # country, day, salient: what one sum is about, beside its outlet


class Sums:
    """Changes to n, Σ tone, Σ tone², Σ vader, Σ vader² of each outlet and of all together, by `Key`.

    Tones are whole ten-thousandths, so the sums come out the same in whatever order articles come or are
    replaced.
    """

    def __init__(self) -> None:
        self._changes: defaultdict[tuple[int, Key], list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])

    def add(self, source_id: int, key: Key, tone: int, vader: int) -> None:
        """Counts one article in."""
        self._change(1, source_id, key, (tone, vader))

    def take_away(self, source_id: int, key: Key, tone: int, vader: int) -> None:
        """Counts one stored article out."""
        self._change(-1, source_id, key, (tone, vader))

    def store(self, connection: sqlite3.Connection) -> None:
        """Adds the changes to the table, and drops the sums that no article is left in."""
        changed = [(source, *key, *sums) for (source, key), sums in self._changes.items() if any(sums)]
        shrunk = [(source, *key) for (source, key), sums in self._changes.items() if sums[0] < 0]
        connection.executemany(
            "INSERT INTO rollups "
            "(source_id, country, day, salient, n, total, squares, vader_total, vader_squares) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (source_id, country, day, salient) DO UPDATE SET "
            "n = n + excluded.n, total = total + excluded.total, squares = squares + excluded.squares, "
            "vader_total = vader_total + excluded.vader_total, "
            "vader_squares = vader_squares + excluded.vader_squares",
            sorted(changed),  # neighbours in the table one after the other, which touches fewer pages
        )
        connection.executemany(
            "DELETE FROM rollups WHERE source_id = ? AND country = ? AND day = ? AND salient = ? AND n = 0",
            shrunk,
        )

    def _change(self, sign: int, source_id: int, key: Key, scores: tuple[int, int]) -> None:
        tone, vader = scores
        for outlet in (source_id, _ALL_OUTLETS):
            sums = self._changes[outlet, key]
            sums[0] += sign
            sums[1] += sign * tone
            sums[2] += sign * tone * tone
            sums[3] += sign * vader
            sums[4] += sign * vader * vader
