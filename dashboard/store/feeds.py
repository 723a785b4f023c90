"""The feeds that are watched: what the user said of each, and how it has gone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from dashboard.store.connections import Connections
from dashboard.store.moments import moment_text, read_moment
from dashboard.store.rows import storable

_SAID = "address, outlet, country, minutes, full_text, followed"
_FOUND = "title, moved, etag, modified, asked, succeeded, due, failures, error, gone, articles"
_ENTRY = "key, fingerprint, first, last, tries, settled, fresh"
_CHUNK = 500  # keys asked for in one statement; old SQLite versions take 999


@dataclass(frozen=True, slots=True)
class WatchedFeed:
    """A feed: the first six fields are the user's, the others tell how it has gone.

    `country` is the outlet's, alpha-3 or empty; `minutes` lie between two askings; `followed` says that whoever
    watches the store asks it, not only `watch` with the file that names it. `title` is its own; `moved` where it was
    moved for good; `etag` and `modified` what makes the next asking cheap. `asked` is when it was asked last,
    `succeeded` when that went well, `due` when it is to be asked again (None: at once). `failures` count since the
    last success, `error` says the last one in words; `gone` that it will not be asked again. `articles` is how many
    of its entries became articles.
    """

    address: str
    outlet: str = ""
    country: str = ""
    minutes: int = 30
    full_text: bool = False
    followed: bool = False
    title: str = ""
    moved: str = ""
    etag: str = ""
    modified: str = ""
    asked: datetime | None = None
    succeeded: datetime | None = None
    due: datetime | None = None
    failures: int = 0
    error: str = ""
    gone: bool = False
    articles: int = 0

    @property
    def name(self) -> str:
        """What it is called where people read it."""
        return self.outlet or self.title or self.address


@dataclass(frozen=True, slots=True)
class SeenEntry:
    """An entry of a feed that was seen before: first and last when, and what of it.

    `settled` is False while its page is still to be fetched, after `tries` in vain. `fresh` says that the feed had
    been read not long before the entry was first seen.
    """

    key: str
    fingerprint: str
    first: datetime
    last: datetime
    tries: int = 0
    settled: bool = True
    fresh: bool = False


class FeedBook(Protocol):
    """The record of feeds in a store. Every method raises StoreError where the database fails."""

    def all(self) -> list[WatchedFeed]:
        """All feeds, in the order in which they came."""
        ...

    def load(self, address: str) -> WatchedFeed | None:
        """The feed of an address as the user gave it; None where there is none."""
        ...

    def say(self, feed: WatchedFeed) -> None:
        """Takes what the user says of a feed, new or known; how it has gone stays, and so does that it is followed."""
        ...

    def save(self, feed: WatchedFeed) -> None:
        """Takes how a feed has gone; what the user said stays. Nothing is stored of one that was forgotten."""
        ...

    def claim(self, address: str, now: datetime, until: datetime) -> bool:
        """Whether the caller may ask a feed now: it is due, not gone, and nobody else has claimed it.

        Nobody else may then ask before `until`, or before it is saved.
        """
        ...

    def forget(self, address: str) -> None:
        """Removes a feed and what was seen of its entries; articles stay. Harmless where there is none."""
        ...

    def seen(self, address: str, keys: Sequence[str]) -> dict[str, SeenEntry]:
        """Those of the entries that were seen before."""
        ...

    def remember(self, address: str, entries: Iterable[SeenEntry], *, since: datetime) -> None:
        """Notes entries, and forgets those that were last seen before `since`."""
        ...


class SqliteFeeds:
    """A `FeedBook` in a store's SQLite file."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def all(self) -> list[WatchedFeed]:
        """See `FeedBook.all`."""
        with self._connections.reading() as db:
            return [_feed(row) for row in db.execute(f"SELECT {_SAID}, {_FOUND} FROM feeds ORDER BY id")]  # noqa: S608

    def load(self, address: str) -> WatchedFeed | None:
        """See `FeedBook.load`."""
        query = f"SELECT {_SAID}, {_FOUND} FROM feeds WHERE address = ?"  # noqa: S608 our text
        with self._connections.reading() as db:
            row = db.execute(query, (storable(address),)).fetchone()
        return _feed(row) if row else None

    def say(self, feed: WatchedFeed) -> None:
        """See `FeedBook.say`."""
        query = (
            f"INSERT INTO feeds ({_SAID}) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (address) DO UPDATE SET "  # noqa: S608
            "outlet = excluded.outlet, country = excluded.country, minutes = excluded.minutes, "
            "full_text = excluded.full_text, followed = MAX(followed, excluded.followed)"
        )
        said = (storable(feed.address), storable(feed.outlet), storable(feed.country))
        with self._connections.writing() as db:
            db.execute(query, (*said, feed.minutes, feed.full_text, feed.followed))

    def save(self, feed: WatchedFeed) -> None:
        """See `FeedBook.save`."""
        names = _FOUND.split(", ")
        found = {name: getattr(feed, name) for name in names}
        values = [_column(found[name]) for name in names]
        query = f"UPDATE feeds SET {', '.join(f'{name} = ?' for name in names)} WHERE address = ?"  # noqa: S608
        with self._connections.writing() as db:
            db.execute(query, (*values, storable(feed.address)))

    def claim(self, address: str, now: datetime, until: datetime) -> bool:
        """See `FeedBook.claim`."""
        query = "UPDATE feeds SET due = ? WHERE address = ? AND gone = 0 AND (due IS NULL OR due <= ?)"
        with self._connections.writing() as db:
            return db.execute(query, (moment_text(until), storable(address), moment_text(now))).rowcount == 1

    def forget(self, address: str) -> None:
        """See `FeedBook.forget`."""
        with self._connections.writing() as db:
            db.execute("DELETE FROM feeds WHERE address = ?", (storable(address),))

    def seen(self, address: str, keys: Sequence[str]) -> dict[str, SeenEntry]:
        """See `FeedBook.seen`."""
        found: dict[str, SeenEntry] = {}
        with self._connections.reading() as db:
            number = _number(db, address)
            for start in range(0, len(keys), _CHUNK):
                chunk = keys[start : start + _CHUNK]
                marks = ", ".join("?" * len(chunk))
                where = f"feed_id = ? AND key IN ({marks})"
                query = f"SELECT {_ENTRY} FROM feed_entries WHERE {where}"  # noqa: S608 our text
                for key, print_, first, last, tries, *marks_ in db.execute(query, (number, *chunk)):
                    moments = (read_moment(first), read_moment(last))
                    found[key] = SeenEntry(key, print_, *moments, tries, *map(bool, marks_))
        return found

    def remember(self, address: str, entries: Iterable[SeenEntry], *, since: datetime) -> None:
        """See `FeedBook.remember`."""
        with self._connections.writing() as db:
            number = _number(db, address)
            if number is None:
                return
            rows = [
                (number, e.key, e.fingerprint, moment_text(e.first), moment_text(e.last), e.tries, e.settled, e.fresh)
                for e in entries
            ]
            query = f"INSERT OR REPLACE INTO feed_entries (feed_id, {_ENTRY}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
            db.executemany(query, rows)
            db.execute("DELETE FROM feed_entries WHERE feed_id = ? AND last < ?", (number, moment_text(since)))


def _number(connection: sqlite3.Connection, address: str) -> int | None:
    row = connection.execute("SELECT id FROM feeds WHERE address = ?", (storable(address),)).fetchone()
    return int(row[0]) if row else None


def _column(value: object) -> object:
    if isinstance(value, datetime):
        return moment_text(value)
    return storable(value) if isinstance(value, str) else value


def _feed(row: tuple[object, ...]) -> WatchedFeed:
    values = dict(zip(f"{_SAID}, {_FOUND}".split(", "), row, strict=True))
    for name in ("asked", "succeeded", "due"):
        values[name] = read_moment(str(values[name])) if values[name] else None
    for name in ("full_text", "followed", "gone"):
        values[name] = bool(values[name])
    return WatchedFeed(**values)  # type: ignore[arg-type]  # the columns are the fields
