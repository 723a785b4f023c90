"""The sums that charts read: changes to them, gathered over a batch."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

STEPS = 20  # of a histogram: each a tenth wide, from -1 on
ALL_OUTLETS = 0  # the source_id of the sums over all outlets
_STEP_UNITS = 1_000  # a tenth, in ten-thousandths


Key = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of sums: its key, the columns that count rows, and the columns that sum their values."""

    name: str
    key: tuple[str, ...]
    counts: tuple[str, ...]
    sums: tuple[str, ...] = ()


_ROLLUPS = Table(
    "rollups",
    ("source_id", "country", "day", "salient"),
    ("n",),
    ("total", "squares", "vader_total", "vader_squares"),
)
_ROLLUP_MONTHS = Table("rollup_months", ("country", "month", "salient"), _ROLLUPS.counts, _ROLLUPS.sums)
_SOURCE_MONTHS = Table("source_months", ("month", "country", "source_id", "salient"), _ROLLUPS.counts, _ROLLUPS.sums)
_PAIR_MONTHS = Table(
    "pair_months",
    ("country", "other", "month", "salient"),
    ("n", "sentences"),
    ("total", "squares", "vader_total", "vader_squares"),
)
_STEP_MONTHS = Table("step_months", ("country", "month", "salient", "step"), ("n", "vader_n"))


class Score(NamedTuple):
    """One row of `tones`, as far as sums are concerned: tones in ten-thousandths. A named tuple, as there are many."""

    source_id: int
    country: str
    day: str
    salient: int
    tone: int
    vader: int


class Sums:
    """Changes to all sums: `change` and `change_pair` gather them, `store` writes them.

    Tones are whole ten-thousandths, so the sums come out the same in whatever order articles come or are
    replaced. A `sign` of 1 counts a row in, −1 counts a stored row out.
    """

    def __init__(self) -> None:
        self._rollups, self._pairs, self._steps = Changes(_ROLLUPS), Changes(_PAIR_MONTHS), Changes(_STEP_MONTHS)

    def change(self, sign: int, score: Score) -> None:
        """Counts the tone of an article toward one country."""
        source, country, day, salient, tone, vader = score
        values = (sign, sign * tone, sign * tone * tone, sign * vader, sign * vader * vader)
        self._rollups.add((source, country, day, salient), values)
        its_month = month(day)
        self._steps.add((country, its_month, salient, _step(tone)), (sign, 0))
        self._steps.add((country, its_month, salient, _step(vader)), (0, sign))

    def change_pair(self, sign: int, day: str, salient: int, pair: Sequence[Any]) -> None:
        """Counts the tone of an article toward one country in sentences that name another; `pair` as in `Pair`."""
        country, other, tone, vader, sentences = pair
        values = (sign, sign * sentences, sign * tone, sign * tone * tone, sign * vader, sign * vader * vader)
        self._pairs.add((country, other, month(day), salient), values)

    def store(self, connection: sqlite3.Connection) -> None:
        """Adds the changes to the tables, and drops the sums that no row is left in."""
        together = self._rollups.regrouped(_ROLLUPS, _all_outlets)
        months = together.regrouped(_ROLLUP_MONTHS, month_of_all_outlets)
        by_source = self._rollups.regrouped(_SOURCE_MONTHS, month_of_an_outlet)
        for changes in (self._rollups, together, months, by_source, self._pairs, self._steps):
            changes.store(connection)


def month(day: str) -> str:
    """The month of a day, both as the tables hold them: 2024-01 of 2024-01-31."""
    return day[:7]


def month_of_all_outlets(key: Key) -> Key | None:
    """Country, month and salient of outlet, country, day and salient; None for a single outlet's."""
    outlet, country, day, salient = key
    return (country, month(str(day)), salient) if outlet == ALL_OUTLETS else None


def month_of_an_outlet(key: Key) -> Key | None:
    """Month, country, outlet and salient of outlet, country, day and salient; None for all outlets'."""
    outlet, country, day, salient = key
    return None if outlet == ALL_OUTLETS else (month(str(day)), country, outlet, salient)


def _all_outlets(key: Key) -> Key:
    """The key of all outlets together; no single one has their number."""
    return (ALL_OUTLETS, *key[1:])


def _step(units: int) -> int:
    return min((units + STEPS // 2 * _STEP_UNITS) // _STEP_UNITS, STEPS - 1)


class Changes:
    """Changes to one table of sums."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._changes: dict[Key, Sequence[int]] = {}

    def add(self, key: Key, values: Sequence[int]) -> None:
        """Adds the values, counts first, to the row of the key."""
        sums = self._changes.get(key)
        self._changes[key] = values if sums is None else tuple(map(int.__add__, sums, values))

    def regrouped(self, table: Table, by: Callable[[Key], Key | None]) -> Changes:
        """The same changes for another table, added up by what `by` makes of the keys; those of None are left out."""
        found = Changes(table)
        for key, sums in self._changes.items():
            other = by(key)
            if other is not None:
                found.add(other, sums)
        return found

    def rows(self) -> list[tuple[int | str, ...]]:
        """The rows that these changes make of an empty table, in order."""
        return sorted((*key, *sums) for key, sums in self._changes.items() if any(sums))

    def store(self, connection: sqlite3.Connection) -> None:
        """Adds the changes to the table, and drops the rows whose counts are 0."""
        table, counted = self._table, len(self._table.counts)
        columns = (*table.counts, *table.sums)
        names = ", ".join((*table.key, *columns))
        marks = ", ".join("?" * (len(table.key) + len(columns)))
        added = ", ".join(f"{column} = {column} + excluded.{column}" for column in columns)
        connection.executemany(
            f"INSERT INTO {table.name} ({names}) VALUES ({marks}) "  # noqa: S608 our text
            f"ON CONFLICT ({', '.join(table.key)}) DO UPDATE SET {added}",
            # Neighbours in the table one after the other, which touches fewer pages.
            self.rows(),
        )
        empty = " AND ".join(f"{name} = ?" for name in table.key) + "".join(f" AND {name} = 0" for name in table.counts)
        connection.executemany(
            f"DELETE FROM {table.name} WHERE {empty}",  # noqa: S608 our text
            [key for key, sums in self._changes.items() if min(sums[:counted]) < 0],
        )
