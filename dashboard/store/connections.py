"""Connections to one store file, lent to one thread at a time."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dashboard.store.errors import AskedError, StoreError, damaged, store_error
from dashboard.store.seals import add_seal


class Connections:
    """Lends connections to `path`: any number of threads may borrow, and what comes back is lent again.

    `patience` is how many seconds a statement waits for another process's lock. Every database error leaves
    as a StoreError, and the connection that met it is not lent again. Without `references` rows may name articles that
    lie elsewhere.
    """

    def __init__(self, path: Path, patience: float, *, references: bool = True) -> None:
        self.path = path
        self._patience = patience
        self._references = references
        self._lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._process = os.getpid()
        self._left_behind: list[sqlite3.Connection] = []
        self._closed = False
        self._watching = threading.Lock()
        self._watcher: tuple[int, sqlite3.Connection] | None = None

    def state(self) -> int:
        """A number that is another one after every change, by whichever thread or process; it can be had cheaply."""
        with self._watching:
            if self._closed:
                raise StoreError(f"{self.path}: the store is closed")
            try:
                # SQLite tells one connection of the changes by all others, so this one is lent to nobody.
                if self._watcher is None or self._watcher[0] != os.getpid():
                    self._watcher = os.getpid(), self._connect()
                return int(self._watcher[1].execute("PRAGMA data_version").fetchall()[0][0])
            except sqlite3.Error as error:
                raise store_error(self.path, error) from error

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the store throughout, whatever others write meanwhile."""
        try:
            with self.borrowed() as connection, _transaction(connection, "BEGIN"):
                yield connection
        except AskedError:
            raise
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            # What is asked was looked at before: so it is a value in the file that is not what it should be.
            raise damaged(self.path, f"a value in it cannot be read ({error})") from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection that holds the one write lock; all is kept, or nothing on any error."""
        with self.borrowed() as connection, _transaction(connection, "BEGIN IMMEDIATE"):
            yield connection

    @contextmanager
    def borrowed(self) -> Iterator[sqlite3.Connection]:
        """A connection outside any transaction."""
        connection: sqlite3.Connection | None = None
        try:
            connection = self._take()
            yield connection
        except BaseException as error:
            if connection is not None:
                connection.close()
            if isinstance(error, sqlite3.Error):
                raise store_error(self.path, error) from error
            raise
        self._give_back(connection)

    def close(self) -> None:
        """Closes what is idle now, and what is lent as soon as it comes back."""
        with self._lock:
            idle, self._idle, self._closed = self._idle, [], True
        for connection in idle:
            connection.close()
        with self._watching:
            if self._watcher is not None and self._watcher[0] == os.getpid():
                self._watcher[1].close()

    def _take(self) -> sqlite3.Connection:
        with self._lock:
            if self._closed:
                raise StoreError(f"{self.path}: the store is closed")
            if self._process != os.getpid():
                # SQLite forbids a forked child both the use and the closing of its parent's connections.
                self._left_behind, self._idle, self._process = self._idle, [], os.getpid()
            if self._idle:
                return self._idle.pop()
        return self._connect()

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=self._patience, isolation_level=None, check_same_thread=False)
        try:
            add_seal(connection)
            connection.execute(f"PRAGMA foreign_keys = {'ON' if self._references else 'OFF'}")
            connection.execute("PRAGMA recursive_triggers = ON")  # else REPLACE would pass by the seals
            # In WAL mode nothing is lost when the program dies; a power cut may cost the last whole batches.
            connection.execute("PRAGMA synchronous = NORMAL")
            # 16 MB of pages are held, and 16 MB written before they are carried over into the file: articles
            # that come in no order of day were written 1.4 times as fast as with SQLite's own 2 and 4 MB.
            connection.execute("PRAGMA cache_size = -16000")
            connection.execute("PRAGMA wal_autocheckpoint = 4000")
        except BaseException:
            connection.close()
            raise
        return connection


@contextmanager
def _transaction(connection: sqlite3.Connection, begin: str) -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.rollback()
        raise
