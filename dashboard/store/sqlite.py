"""The store in one SQLite file: readers in any thread or process go on while one writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Self

from dashboard.store.connections import Connections
from dashboard.store.errors import StoreError
from dashboard.store.filters import on_rollups
from dashboard.store.migrate import prepare, steps, version
from dashboard.store.protocol import ArticleRow, StoredArticle, StoreInfo
from dashboard.store.reading import list_articles, load_article, load_outdated
from dashboard.store.rejections import count_rejected, forget_rejected, read_rejected, write_rejected
from dashboard.store.rows import storable
from dashboard.store.verify import problems
from dashboard.store.writing import stored_rows, write_articles
from dashboard.types import Cell, Filters, Measure, Rejected, ScoredArticle

_PATIENCE = 30.0  # seconds to wait for another writer: many times the longest batch
_MOST = 2**62  # more rows than SQLite can hold, within what it can count
_SUMS = {
    "tone": "SUM(n), SUM(total), SUM(squares)",
    "vader": "SUM(n), SUM(vader_total), SUM(vader_squares)",
}


class SqliteStore:
    """A `Store` in the file `path`; see `open_store` for what it raises.

    One object serves all threads of a program. Every method raises StoreError, in words that name the file,
    where the database fails (disk full, file locked for more than `patience` seconds, damaged, closed).
    `scripts` are the steps that make a store, where they are not this version's.
    """

    def __init__(self, path: str | Path, *, patience: float = _PATIENCE, scripts: Sequence[str] | None = None) -> None:
        self.path = _made_ready(path)
        self._connections = Connections(self.path, patience)
        try:
            with self._connections.borrowed() as db:
                prepare(db, self.path, steps() if scripts is None else scripts, patience)
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
        # Taken in before the lock: what the caller computes while we iterate must not make others wait.
        articles, records = list(scored), list(rejected)
        with self._connections.writing() as db:
            write_articles(db, articles, engine)
            forget_rejected(db, read_anew)
            write_rejected(db, records)

    def cells(self, filters: Filters, measure: Measure = "tone") -> list[Cell]:
        """See `Store.cells`."""
        return self._sums("country, day", filters, measure, "GROUP BY country, day ORDER BY country, day")

    def totals(self, filters: Filters, measure: Measure = "tone") -> list[Cell]:
        """See `Store.totals`."""
        return self._sums("country, MIN(day)", filters, measure, "GROUP BY country ORDER BY SUM(n) DESC, country")

    def span(self, filters: Filters) -> tuple[date, date] | None:
        """See `Store.span`."""
        where = on_rollups(filters)
        with self._connections.reading() as db:
            query = f"SELECT MIN(day), MAX(day) FROM rollups WHERE {where.text}"  # noqa: S608 values bound
            first, last = db.execute(query, where.values).fetchone()
        return None if first is None else (date.fromisoformat(first), date.fromisoformat(last))

    def articles(self, filters: Filters, *, limit: int, offset: int = 0) -> list[ArticleRow]:
        """See `Store.articles`."""
        with self._connections.reading() as db:
            return list_articles(db, filters, _counted(limit), _counted(offset))

    def count(self, filters: Filters) -> int:
        """See `Store.count`."""
        where = on_rollups(filters)
        with self._connections.reading() as db:
            query = f"SELECT COALESCE(SUM(n), 0) FROM rollups WHERE {where.text}"  # noqa: S608 values bound
            return int(db.execute(query, where.values).fetchone()[0])

    def article(self, number: int) -> StoredArticle | None:
        """See `Store.article`."""
        if not 0 < number <= _MOST:
            return None
        with self._connections.reading() as db, self._damage_told(f"article {number}"):
            return load_article(db, number)

    def sources(self) -> list[tuple[str, int]]:
        """See `Store.sources`."""
        return self._names("sources")

    def countries(self) -> list[tuple[str, int]]:
        """See `Store.countries`."""
        return self._names("countries")

    def rejected(self, limit: int) -> Iterator[Rejected]:
        """See `Store.rejected`."""
        with self._connections.reading() as db:
            return iter(read_rejected(db, _counted(limit)))

    def outdated(self, engine: str, limit: int) -> list[StoredArticle]:
        """See `Store.outdated`."""
        with self._connections.reading() as db, self._damage_told("an article"):
            return load_outdated(db, engine, _counted(limit))

    def info(self) -> StoreInfo:
        """See `Store.info`."""
        with self._connections.reading() as db:
            engines = dict(db.execute("SELECT name, articles FROM engines WHERE articles > 0").fetchall())
            countries = db.execute("SELECT COUNT(*) FROM countries WHERE articles > 0").fetchone()[0]
            sources = db.execute("SELECT COUNT(*) FROM sources WHERE articles > 0 AND name <> ''").fetchone()[0]
            first = db.execute("SELECT MIN(day) FROM articles").fetchone()[0]
            last = db.execute("SELECT MAX(day) FROM articles").fetchone()[0]
            return StoreInfo(
                path=str(self.path),
                schema_version=version(db),
                articles=sum(engines.values()),
                countries=countries,
                sources=sources,
                first=date.fromisoformat(first) if first else None,
                last=date.fromisoformat(last) if last else None,
                rejected=count_rejected(db),
                engines=engines,
            )

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

    def _sums(self, columns: str, filters: Filters, measure: Measure, order: str) -> list[Cell]:
        if measure not in _SUMS:
            raise ValueError(f"measure must be one of {', '.join(_SUMS)}, not {measure!r}")
        where = on_rollups(filters)
        sums = _SUMS[measure]
        query = f"SELECT {columns}, {sums} FROM rollups WHERE {where.text} {order}"  # noqa: S608 values bound
        with self._connections.reading() as db:
            rows = db.execute(query, where.values).fetchall()
        return [Cell(country, date.fromisoformat(day), *rest) for country, day, *rest in rows]

    def _names(self, table: str) -> list[tuple[str, int]]:
        query = f"SELECT name, articles FROM {table} WHERE articles > 0 ORDER BY articles DESC, name"  # noqa: S608
        with self._connections.reading() as db:
            return db.execute(query).fetchall()

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


def _counted(number: int) -> int:
    """A limit or offset as SQLite takes it, for which a negative one would mean "all"."""
    return max(0, min(number, _MOST))
