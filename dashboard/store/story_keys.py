"""The table of keys by which near-copies are found: asked and filled for many articles at once."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import itemgetter

from dashboard.stories import DAYS, bucket

KeyRow = tuple[int, int, int, int]
"""A row of `story_keys`: bucket, key, day counted from 0001-01-01, article."""

_PRESENT = "SELECT value FROM json_each(?) k WHERE EXISTS (SELECT 1 FROM story_keys WHERE bucket = ? AND key = k.value)"
# The first few articles with each of the keys, all in one row a key: far fewer calls than one a key.
_WITH_KEYS = (
    "SELECT found FROM (SELECT (SELECT group_concat(article_id) FROM (SELECT article_id FROM story_keys "
    "WHERE bucket = ? AND key = k.value AND day BETWEEN ? AND ? LIMIT ?)) AS found FROM json_each(?) k) "
    "WHERE found IS NOT NULL"
)
_ENTER = "INSERT OR IGNORE INTO story_keys (bucket, key, day, article_id) VALUES (?, ?, ?, ?)"
_TOGETHER = 60  # rows in one statement: a third quicker than each by itself; old SQLite versions take 999 values


def rows_of(keys: Iterable[int], day: int, article: int) -> list[KeyRow]:
    """An article's rows, `day` counted from 0001-01-01."""
    place = bucket(day)
    return [(place, key, day, article) for key in keys]


class KnownKeys:
    """Those keys of many articles that the table holds; it must not change until the last question.

    Nearly all keys of a new article are its own, so they are looked for together, in their order, before anybody asks
    who else has them.
    """

    def __init__(self, connection: sqlite3.Connection, asked: Iterable[tuple[int, Sequence[int]]]) -> None:
        """`asked` are the articles, each as its day and its keys."""
        self._db = connection
        wanted: defaultdict[int, list[int]] = defaultdict(list)
        for day, keys in asked:
            for place in _places(day):
                wanted[place] += keys
        self._known = {place: self._present(place, keys) for place, keys in wanted.items()}

    def articles(self, day: int, keys: Sequence[int], most: int) -> Iterator[int]:
        """The articles published within `DAYS` of the day that have one of the keys, once for each: `most` a key."""
        for place in _places(day):
            known = self._known[place].intersection(keys)
            if known:
                asked = (place, day - DAYS, day + DAYS, most, json.dumps(list(known)))
                for (numbers,) in self._db.execute(_WITH_KEYS, asked):
                    yield from map(int, numbers.split(","))

    def _present(self, place: int, keys: list[int]) -> set[int]:
        if self._db.execute("SELECT 1 FROM story_keys WHERE bucket = ? LIMIT 1", (place,)).fetchone() is None:
            return set()
        return {key for (key,) in self._db.execute(_PRESENT, (json.dumps(sorted(keys)), place))}


def enter(connection: sqlite3.Connection, rows: list[KeyRow]) -> None:
    """Writes rows; those that stand there already are passed over."""
    # Neighbours in the table one after the other, which touches fewer pages; two sorts by one number are quicker than
    # one by both.
    rows = sorted(sorted(rows, key=itemgetter(1)), key=itemgetter(0))
    whole = len(rows) // _TOGETHER * _TOGETHER
    values = list(chain.from_iterable(rows[:whole]))
    width = 4 * _TOGETHER
    connection.executemany(
        _ENTER + ", (?, ?, ?, ?)" * (_TOGETHER - 1),
        (values[first : first + width] for first in range(0, len(values), width)),
    )
    connection.executemany(_ENTER, rows[whole:])


def leave(connection: sqlite3.Connection, rows: Iterable[KeyRow]) -> None:
    """Takes rows out."""
    query = "DELETE FROM story_keys WHERE bucket = ? AND key = ? AND day = ? AND article_id = ?"
    connection.executemany(query, rows)


def _places(day: int) -> range:
    """The buckets that days within `DAYS` of a day lie in."""
    return range(bucket(day - DAYS), bucket(day + DAYS) + 1)
