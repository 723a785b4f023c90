"""The store in a lake: many machines append to it, DuckDB answers from it."""

from __future__ import annotations

import sqlite3
import threading
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Self

import duckdb

from dashboard.lake.address import Address
from dashboard.lake.files import connected, paths
from dashboard.lake.folding import having
from dashboard.lake.rows import identity_key, table_of
from dashboard.lake.snapshot import Reader, rows_of, snapshot_file
from dashboard.lake.tables import Tables
from dashboard.store.answers import Answers, counted, holdings
from dashboard.store.connections import Connections
from dashboard.store.errors import StoreError
from dashboard.store.filters import Asked, Sql
from dashboard.store.migrate import prepare, steps
from dashboard.store.protocol import CopyRow, StoredArticle, StoreInfo
from dashboard.store.reading import article_of, tones_of
from dashboard.store.ready import Ready, ready
from dashboard.store.rejections import count_rejected, forget_rejected, write_rejected
from dashboard.store.remarks import Remarks
from dashboard.store.rows import storable
from dashboard.stories import Words, likeness
from dashboard.types import Rejected, ScoredArticle

_PATIENCE = 30.0  # seconds to wait for another writer of the remarks
_LOOK = 2.0  # seconds between two looks at what others wrote to the lake
_REST = 20  # times as long as a snapshot took to make, none is made again for what others wrote
_AT_ONCE = 200  # articles read whole at once
_GLOBS = frozenset("*?[")
_ARTICLE = "number, engine, unscored, text, published, title, source, url, language, evidence, tones"


class LakeStore(Answers, Remarks):
    """A `Store` in a lake. Raises StoreError where there is none, unless `create` makes it.

    What this object wrote it sees at once, what others wrote after some seconds.
    """

    def __init__(self, address: Address, *, create: bool = False) -> None:
        if address.folder is not None and not _GLOBS.isdisjoint(str(address)):
            raise StoreError(f"{address}: a lake's folder cannot have *, ? or [ in its path, as DuckDB reads patterns")
        self.address = address
        self.tables = Tables(address)
        if create:
            self.tables.create()
        elif not self.tables.exist():
            raise StoreError(f"there is no lake at {address} yet; `worldtone ingest` makes one")
        beside = address.beside
        beside.parent.mkdir(parents=True, exist_ok=True)
        # The articles lie in the lake, so judgements name rows that the file does not hold.
        super().__init__(Connections(beside, _PATIENCE, references=False))
        with self._connections.borrowed() as db:
            prepare(db, beside, steps(), _PATIENCE)
        self._lock = threading.Lock()
        self._database: duckdb.DuckDBPyConnection | None = None
        self._file = ""
        self._look = 0.0
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def known(self, identities: Sequence[str]) -> dict[str, tuple[str, str]]:
        """See `Store.known`."""
        asked = {storable(identity): identity for identity in identities}
        files = paths(self.tables)
        if not asked or not files:
            return {}
        query = (
            "SELECT identity, arg_max(fingerprint, number), arg_max(engine, number) "  # noqa: S608 our text
            f"FROM {rows_of()} WHERE list_contains(?, identity_key) AND list_contains(?, identity) GROUP BY identity"
        )
        with self._told(), connected(self.tables) as db:
            rows = db.execute(query, [files, list(map(identity_key, asked)), list(asked)]).fetchall()
        return {asked[identity]: (fingerprint, engine) for identity, fingerprint, engine in rows}

    def write(
        self,
        scored: Iterable[ScoredArticle],
        rejected: Iterable[Rejected],
        engine: str,
        *,
        read_anew: Iterable[str] = (),
    ) -> None:
        """See `Store.write`."""
        self.write_ready(map(ready, scored), rejected, engine, read_anew=read_anew)

    def write_ready(
        self, articles: Iterable[Ready], rejected: Iterable[Rejected], engine: str, *, read_anew: Iterable[str] = ()
    ) -> None:
        """See `Store.write_ready`. The articles are stored in one commit, the rejected records in another after it."""
        batch = list({item.identity: item for item in articles}.values())
        records, files = list(rejected), list(read_anew)
        if batch:
            first = self.tables.reserve(len(batch))
            self.tables.append(table_of(enumerate(batch, first), engine), uuid.uuid4().hex)
            self.look_again()
        self.write_rejected(records, files)

    def write_rejected(self, rejected: Sequence[Rejected], read_anew: Sequence[str]) -> None:
        """Keeps rejected records, after those of the files in `read_anew` are forgotten."""
        if rejected or read_anew:
            with self._connections.writing() as db:
                forget_rejected(db, read_anew)
                write_rejected(db, rejected)

    def locate(self, outlets: Mapping[str, str]) -> None:
        """See `Store.locate`."""
        self.tables.locate({storable(outlet): storable(country) for outlet, country in outlets.items()})
        self.look_again()

    def article(self, number: int) -> StoredArticle | None:
        """See `Store.article`."""
        return next(self._read([counted(number)]), None)

    def copies_of(self, number: int, *, limit: int) -> tuple[list[CopyRow], int]:
        """See `Store.copies_of`."""
        query = (
            "SELECT c.article_id, c.later FROM copies o JOIN copies c ON c.story_id = o.story_id "
            "WHERE o.article_id = ? AND c.article_id <> o.article_id ORDER BY c.moment, c.article_id"
        )
        with self._reading() as db:
            found = db.execute(query, (counted(number),)).fetchall()
        own = self.article(number) if found else None
        if own is None:
            return [], 0
        words, rows = Words(own.article), []
        later = dict(found[: counted(limit)])
        for copy in self._read(list(later)):
            other = copy.article
            shared = likeness(words, Words(other)).shared
            rows.append(CopyRow(copy.id, other.title, other.source, other.url, other.day, not later[copy.id], shared))
        return rows, len(found)

    def outdated(self, engine: str, limit: int) -> list[StoredArticle]:
        """See `Store.outdated`."""
        query = (
            "SELECT a.id FROM articles a JOIN engines e ON e.id = a.engine_id WHERE e.name <> ? ORDER BY a.id LIMIT ?"
        )
        with self._reading() as db:
            numbers = [number for (number,) in db.execute(query, (storable(engine), counted(limit)))]
        return [StoredArticle(one.id, one.article, one.engine, (), one.unscored) for one in self._read(numbers)]

    def info(self) -> StoreInfo:
        """See `Store.info`. The schema's version is that of the lake's table."""
        with self._connections.reading() as remarks:
            rejected = count_rejected(remarks)
        with self._reading() as db:
            found = holdings(db, str(self.address), 1, rejected)
            (searched,) = db.execute("SELECT articles FROM searched").fetchone()
        return replace(found, unsearched=max(0, found.articles - searched))

    def state(self) -> object:
        """See `Store.state`; what others wrote changes it when it can be seen here."""
        with self._told():
            self._current()
        return self._file, self._connections.state()

    def verify(self) -> list[str]:
        """See `Store.verify`."""
        from dashboard.lake.verify import problems  # noqa: PLC0415

        return problems(self.tables)

    def look_again(self) -> None:
        """Lets the next question see what the lake holds by then."""
        with self._lock:
            self._look = 0.0

    def close(self) -> None:
        """See `Store.close`."""
        self._connections.close()
        with self._lock:
            self._closed = True
            if self._database is not None:
                self._database.close()
                self._database = None

    def _read(self, numbers: list[int], country: str = "") -> Iterator[StoredArticle]:
        """See `Answers`. Many are read at once, and again where the lake has changed before their turn."""
        seen: duckdb.DuckDBPyConnection | None = None
        held: dict[int, StoredArticle] = {}
        for place, number in enumerate(numbers):
            if number not in held or self._current() is not seen:
                seen = self._current()
                held = self._whole(numbers[place : place + _AT_ONCE], storable(country))
            if number in held:
                yield held[number]

    def _whole(self, numbers: list[int], country: str) -> dict[int, StoredArticle]:
        query = (
            "SELECT a.number, a.id, f.path FROM articles a JOIN files f ON f.id = a.file WHERE list_contains(?, a.id)"
        )
        with self._reading() as db:
            places = db.execute(query, (numbers,)).fetchall()
            if not places:
                return {}
            own, files = {row[0]: row[1] for row in places}, sorted({row[2] for row in places})
            rows = db.execute(
                f"SELECT {_ARTICLE} FROM {rows_of()} WHERE number IN ({', '.join('?' * len(own))})",  # noqa: S608 ours
                (files, *own),
            ).fetchall()
        found: dict[int, StoredArticle] = {}
        for number, engine, unscored, *columns, evidence, tones in rows:
            scores = [tuple(tone.values()) for tone in tones if country in ("", tone["country"])]
            article, told = article_of(*columns), tones_of(scores, evidence, country)
            found[own[number]] = StoredArticle(own[number], article, engine, told, unscored)
        return found

    def _holds(self, db: sqlite3.Connection, article: int) -> bool:
        with self._reading() as found:
            return bool(found.execute("SELECT 1 FROM articles WHERE id = ?", (article,)).fetchone())

    @contextmanager
    def _reading(self) -> Iterator[Reader]:
        """See `Answers`; what others do to the lake meanwhile does not show."""
        with self._told(), self._current().cursor() as cursor:
            cursor.execute("USE snapshot")
            yield Reader(cursor)

    def _found(self, db: Any, wanted: Asked, words: str) -> Asked:
        """Finds the articles with the words, once for each search and snapshot."""
        if not wanted.match:
            return wanted
        found = Sql("SELECT id FROM memory.main.found WHERE search = ?", (wanted.match,))
        with self._lock:
            if not db.execute("SELECT 1 FROM memory.main.searches WHERE search = ?", found.values).fetchone():
                condition = having(words)
                files = [path for (path,) in db.execute("SELECT path FROM files")]
                if files:
                    db.execute(
                        "INSERT INTO memory.main.found SELECT ?, a.id "  # noqa: S608 our text; values bound
                        f"FROM (SELECT file_row_number AS line, filename FROM {rows_of()} WHERE {condition.text}) r "
                        "JOIN files f ON f.path = r.filename JOIN articles a ON a.file = f.id AND a.line = r.line",
                        (*found.values, files, *condition.values),
                    )
                db.execute("INSERT INTO memory.main.searches VALUES (?)", found.values)
        return replace(wanted, match="", found=found)

    def _current(self) -> duckdb.DuckDBPyConnection:
        """The database of the newest snapshot, made anew where the lake has changed."""
        with self._lock:
            if self._closed:
                raise StoreError(f"{self.address}: the store is closed")
            if self._database is None or time.monotonic() >= self._look:
                began = time.monotonic()
                file = str(snapshot_file(self.tables))
                now = time.monotonic()
                self._look = now + max(_LOOK, _REST * (now - began))
                if file != self._file or self._database is None:
                    database = connected(self.tables)
                    database.execute("SET GLOBAL integer_division = true")  # as in SQLite
                    database.execute(f"ATTACH '{file.replace(chr(39), chr(39) * 2)}' AS snapshot (READ_ONLY)")
                    database.execute("CREATE TABLE found (search VARCHAR, id BIGINT)")
                    database.execute("CREATE TABLE searches (search VARCHAR)")
                    self._file, self._database = file, database
            return self._database

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except duckdb.Error as error:
            raise StoreError(f"{self.address}: the lake cannot be read: {error}") from error
