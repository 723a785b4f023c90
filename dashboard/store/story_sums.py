"""The sums that charts read of stories: changes to them, gathered over a batch."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.store.rollups import ALL_OUTLETS, Changes, Key, Table, month, month_of_all_outlets, month_of_an_outlet

_DAYS = Table(
    "story_days",
    ("country", "salient", "day", "until"),
    ("repeats", "pairs"),
    ("total", "products", "vader_total", "vader_products"),
)
_LATER = Table(
    "later_rollups",
    ("source_id", "country", "day", "salient"),
    ("n",),
    ("total", "squares", "vader_total", "vader_squares"),
)
_DAY_MONTHS = Table("story_months", ("country", "salient", "month", "until_month"), _DAYS.counts, _DAYS.sums)
_LATER_MONTHS = Table("later_months", ("country", "month", "salient"), _LATER.counts, _LATER.sums)
_LATER_SOURCES = Table("later_source_months", ("month", "country", "source_id", "salient"), _LATER.counts, _LATER.sums)
_SOURCES = Table(
    "source_story_months", ("country", "source_id", "salient", "month", "until_month"), _DAYS.counts, _DAYS.sums
)
_PAIRS = Table("pair_story_months", ("country", "other", "salient", "month", "until_month"), _DAYS.counts, _DAYS.sums)
_LATER_PAIRS = Table(
    "later_pair_months", ("country", "other", "month", "salient"), (*_LATER.counts, "sentences"), _LATER.sums
)
COPY = "country, source_id, day, salient, tone, vader, later"
"""The columns of `copy_tones` that a `Copy` has, in its order."""


class Copy(NamedTuple):
    """One row of `copy_tones`, as far as sums are concerned. A named tuple, as there are many."""

    country: str
    source_id: int
    day: str
    salient: int
    tone: int
    vader: int
    later: int


COPIED_PAIR = "country, other, day, salient, tone, vader, sentences, later"
"""The columns of `copy_pairs` that a `CopiedPair` has, in its order."""


class CopiedPair(NamedTuple):
    """One row of `copy_pairs`, as far as sums are concerned. A named tuple, as there are many."""

    country: str
    other: str
    day: str
    salient: int
    tone: int
    vader: int
    sentences: int
    later: int


@dataclass(slots=True)
class _Part:
    """One story's copies in one day or month: n, and the sums of tones and of their squares."""

    n: int = 0
    tone: int = 0
    vader: int = 0
    tones: int = 0
    vaders: int = 0

    def add(self, tone: int, vader: int) -> None:
        self.n += 1
        self.tone += tone
        self.vader += vader
        self.tones += tone * tone
        self.vaders += vader * vader


class _Parts(defaultdict[Key, dict[str, _Part]]):
    """One story's copies under several keys, each by day or by month."""

    def __init__(self) -> None:
        super().__init__(dict)

    def add(self, key: Key, when: str, tone: int, vader: int) -> None:
        """Counts a copy in."""
        its = self[key]
        if when not in its:
            its[when] = _Part()
        its[when].add(tone, vader)

    def store(self, sign: int, changes: Changes) -> None:
        """Adds what the copies add to the sums, or takes it away."""
        for key, its in self.items():
            for span, added in _added(sorted(its.items())):
                changes.add((*key, *span), tuple(sign * value for value in added))


class StorySums:
    """Changes to all sums over copies: `change` and `change_pairs` gather them, `store` writes them."""

    def __init__(self) -> None:
        self._days, self._later, self._sources = Changes(_DAYS), Changes(_LATER), Changes(_SOURCES)
        self._pairs, self._later_pairs = Changes(_PAIRS), Changes(_LATER_PAIRS)

    def change(self, sign: int, story: Sequence[Copy]) -> None:
        """Counts all rows of one story in (1) or out (-1)."""
        days, months = _Parts(), _Parts()
        times = Counter((copy.country, copy.source_id) for copy in story)
        for country, source, day, salient, tone, vader, later in story:
            for among in (0, 1) if salient else (0,):
                days.add((country, among), day, tone, vader)
                if times[country, source] > 1:
                    months.add((country, source, among), month(day), tone, vader)
            if later:
                values = (sign, sign * tone, sign * tone * tone, sign * vader, sign * vader * vader)
                self._later.add((source, country, day, salient), values)
                self._later.add((ALL_OUTLETS, country, day, salient), values)
        days.store(sign, self._days)
        months.store(sign, self._sources)

    def change_pairs(self, sign: int, story: Iterable[CopiedPair]) -> None:
        """The same for the rows of its pairs of countries."""
        months = _Parts()
        for country, other, day, salient, tone, vader, sentences, later in story:
            for among in (0, 1) if salient else (0,):
                months.add((country, other, among), month(day), tone, vader)
            if later:
                values = (sign, sign * sentences, sign * tone, sign * tone * tone, sign * vader, sign * vader * vader)
                self._later_pairs.add((country, other, month(day), salient), values)
        months.store(sign, self._pairs)

    def store(self, connection: sqlite3.Connection, *, of_version_5: bool = False) -> None:
        """Adds the changes to the tables, and drops the sums that no copy is left in."""
        self._days.store(connection)
        self._later.store(connection)
        if not of_version_5:
            self._days.regrouped(_DAY_MONTHS, _months).store(connection)
            self._later.regrouped(_LATER_MONTHS, month_of_all_outlets).store(connection)
            self._later.regrouped(_LATER_SOURCES, month_of_an_outlet).store(connection)
            for changes in (self._sources, self._pairs, self._later_pairs):
                changes.store(connection)

    def rows(self) -> tuple[list[tuple[int | str, ...]], list[tuple[int | str, ...]]]:
        """What `story_days` and `later_rollups` would hold, had they been empty before."""
        return self._days.rows(), self._later.rows()


def _months(key: Key) -> Key:
    country, salient, day, until = key
    return country, salient, month(str(day)), month(str(until))


def _added(parts: list[tuple[str, _Part]]) -> Iterator[tuple[tuple[str, str], tuple[int, ...]]]:
    """What one story adds for each of its days (or months), which are in order, and for each two of them.

    A span of days holds days of a story that follow each other; the articles beyond the first of them are those
    beyond each day's first, and one for each step from a day to the next.
    """
    for place, (when, one) in enumerate(parts):
        n = one.n
        if n > 1:
            tone, vader = (n - 1) * one.tone, (n - 1) * one.vader
            squares = one.tone * one.tone - one.tones, one.vader * one.vader - one.vaders
            yield (when, when), (n - 1, n * (n - 1), tone, squares[0], vader, squares[1])
        for step, (until, two) in enumerate(parts[place + 1 :]):
            tone, vader = two.n * one.tone + n * two.tone, two.n * one.vader + n * two.vader
            products = 2 * one.tone * two.tone, 2 * one.vader * two.vader
            yield (when, until), (int(step == 0), 2 * n * two.n, tone, products[0], vader, products[1])
