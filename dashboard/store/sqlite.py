"""The store in one SQLite file: readers in any thread or process go on while one writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Self

from dashboard.store import places
from dashboard.store.answers import MOST, Answers, counted, holdings
from dashboard.store.connections import Connections
from dashboard.store.copies import other_copies
from dashboard.store.errors import StoreError
from dashboard.store.migrate import Step, check, prepare, steps, version
from dashboard.store.protocol import CopyRow, StoredArticle, StoreInfo
from dashboard.store.reading import load_article, load_outdated
from dashboard.store.ready import Ready, ready
from dashboard.store.rejections import count_rejected, forget_rejected, write_rejected
from dashboard.store.remarks import Remarks
from dashboard.store.rows import storable
from dashboard.store.verify import problems
from dashboard.store.writing import stored_rows, write_articles
from dashboard.types import (
    Rejected,
    ScoredArticle,
)

_PATIENCE = 30.0  # seconds to wait for another writer: many times the longest batch
_AT_ONCE = 50  # articles read whole in one transaction


class SqliteStore(Answers, Remarks):
    """A `Store` in the file `path`; see `open_store` for what it raises.

    One object serves all threads of a program. Every method raises StoreError, in words that name the file,
    where the database fails (disk full, file locked for more than `patience` seconds, damaged, closed).
    `scripts` are the steps that make a store, where they are not this version's; `checked` False takes a damaged store
    as it is, for `verify` to tell what is wrong with it.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        patience: float = _PATIENCE,
        scripts: Sequence[Step | str] | None = None,
        checked: bool = True,
    ) -> None:
        self.path = _made_ready(path)
        super().__init__(Connections(self.path, patience))
        try:
            with self._connections.borrowed() as db:
                prepare(db, self.path, steps() if scripts is None else scripts, patience)
                if checked and scripts is None:
                    check(db, self.path)
        except BaseException:
            self._connections.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def known(self, identities: Sequence[str]) -> dict[str, tuple[str, str]]:
        """See `Store.known`."""
        asked = {storable(identity): identity for identity in identities}
        with self._connections.reading() as db:
            rows = stored_rows(db, "a.identity, a.fingerprint, e.name", list(asked))
        return {asked[str(identity)]: (str(print_), str(engine)) for identity, print_, engine in rows}

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
        """See `Store.write_ready`."""
        # Taken in before the lock: what the caller computes while we iterate must not make others wait.
        articles, records = list(articles), list(rejected)
        with self._connections.writing() as db:
            write_articles(db, articles, engine)
            forget_rejected(db, read_anew)
            write_rejected(db, records)

    def article(self, number: int) -> StoredArticle | None:
        """See `Store.article`."""
        if not 0 < number <= MOST:
            return None
        with self._connections.reading() as db, self._damage_told(f"article {number}"):
            return load_article(db, number)

    def copies_of(self, number: int, *, limit: int) -> tuple[list[CopyRow], int]:
        """See `Store.copies_of`."""
        with self._connections.reading() as db:
            return other_copies(db, counted(number), counted(limit))

    def locate(self, outlets: Mapping[str, str]) -> None:
        """See `Store.locate`."""
        with self._connections.writing() as db:
            places.write_places(db, outlets)

    def outdated(self, engine: str, limit: int) -> list[StoredArticle]:
        """See `Store.outdated`."""
        with self._connections.reading() as db, self._damage_told("an article"):
            return load_outdated(db, engine, counted(limit))

    def info(self) -> StoreInfo:
        """See `Store.info`."""
        with self._connections.reading() as db:
            return holdings(db, str(self.path), version(db), count_rejected(db))

    def state(self) -> object:
        """See `Store.state`."""
        return self._connections.state()

    def verify(self) -> list[str]:
        """See `Store.verify`."""
        try:
            with self._connections.reading() as db:
                return problems(db)
        except StoreError as error:
            return [str(error)]

    def close(self) -> None:
        """See `Store.close`."""
        self._connections.close()

    def _reading(self) -> AbstractContextManager[sqlite3.Connection]:
        return self._connections.reading()

    def _read(self, numbers: list[int], country: str = "") -> Iterator[StoredArticle]:
        """The articles of these numbers, a few at a time: a caller that is slow keeps no state of the store open."""
        for first in range(0, len(numbers), _AT_ONCE):
            found = []
            with self._connections.reading() as db:
                for number in numbers[first : first + _AT_ONCE]:
                    with self._damage_told(f"article {number}"):
                        found.append(load_article(db, number, country))
            yield from (article for article in found if article is not None)

    def _holds(self, db: sqlite3.Connection, article: int) -> bool:
        return bool(db.execute("SELECT 1 FROM articles WHERE id = ?", (article,)).fetchone())

    @contextmanager
    def _damage_told(self, what: str) -> Iterator[None]:
        try:
            yield
        except ValueError as error:
            raise StoreError(f"{self.path}: {what} is damaged ({error})") from error


def _made_ready(path: str | Path) -> Path:
    """The absolute path, with its folder made. Raises StoreError where no store can be there."""
    if "\0" in str(path):
        raise StoreError(f"{str(path)!r}: this cannot be a path: it has a zero character in it")
    ready = Path(path).absolute()
    if ready.is_dir():
        raise StoreError(f"{ready}: this is a folder; give the path of a file in it")
    try:
        ready.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{ready}: the store's folder cannot be used: {error.strerror}") from error
    return ready
