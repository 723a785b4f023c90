"""Answers the questions about articles of which a database holds tables: one text of each query for all stores."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import date

from dashboard.store import charts, places
from dashboard.store.database import Database
from dashboard.store.filters import Asked, asked
from dashboard.store.listing import drawn_numbers, list_articles, newest_numbers
from dashboard.store.overlap import twins
from dashboard.store.protocol import ArticleRow, StoredArticle, StoreInfo
from dashboard.store.rows import storable
from dashboard.types import Cell, Filters, Measure, Order, PairCell, SourceCell, TwinCell

MOST = 2**62
"""More rows than SQLite can hold, within what it can count."""


class Answers(ABC):
    """The part of a `Store` that charts and lists read. Whoever inherits it gives `_reading`, `_read` and `known`."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Database]:
        """A database that shows one state of the store throughout."""

    def _found(self, db: Database, wanted: Asked, words: str) -> Asked:
        """What is asked of the tables of `db`, with the search as it came."""
        del db, words
        return wanted

    @abstractmethod
    def known(self, identities: Sequence[str]) -> dict[str, tuple[str, str]]:
        """See `Store.known`."""

    def unchanged(self, prints: Sequence[tuple[str, str]], engine: str) -> set[tuple[str, str]]:
        """See `Sink.unchanged`."""
        known = self.known([identity for identity, _ in prints])
        return {(identity, print_) for identity, print_ in prints if known.get(identity) == (print_, engine)}

    def cells(self, filters: Filters, measure: Measure = "tone") -> list[Cell]:
        """See `Store.cells`."""
        with self._asking(filters) as (db, wanted):
            return charts.cells(db, wanted, measure)

    def cells_by_month(self, filters: Filters, measure: Measure = "tone") -> list[Cell]:
        """See `Store.cells_by_month`."""
        with self._asking(filters) as (db, wanted):
            return charts.cells_by_month(db, wanted, measure)

    def totals(self, filters: Filters, measure: Measure = "tone") -> list[Cell]:
        """See `Store.totals`."""
        with self._asking(filters) as (db, wanted):
            return charts.totals(db, wanted, measure)

    def span(self, filters: Filters) -> tuple[date, date] | None:
        """See `Store.span`."""
        with self._asking(filters) as (db, wanted):
            return charts.span(db, wanted)

    def cells_by_source(self, filters: Filters, measure: Measure = "tone") -> list[SourceCell]:
        """See `Store.cells_by_source`."""
        with self._asking(filters) as (db, wanted):
            return charts.cells_by_source(db, wanted, measure)

    def totals_by_source(self, filters: Filters, measure: Measure = "tone") -> list[SourceCell]:
        """See `Store.totals_by_source`."""
        with self._asking(filters) as (db, wanted):
            return charts.totals_by_source(db, wanted, measure)

    def count_outlets(self, filters: Filters) -> int:
        """See `Store.count_outlets`."""
        with self._asking(filters) as (db, wanted):
            return charts.count_outlets(db, wanted)

    def twins(self, filters: Filters, measure: Measure = "tone", *, by_source: bool = False) -> list[TwinCell]:
        """See `Store.twins`."""
        with self._asking(filters) as (db, wanted):
            return twins(db, wanted, measure, by_source=by_source)

    def pairs(self, filters: Filters, measure: Measure = "tone", *, of: str = "") -> list[PairCell]:
        """See `Store.pairs`."""
        with self._asking(filters) as (db, wanted):
            return charts.pairs(db, replace(wanted, pairs_of=storable(of)), measure)

    def histogram(self, filters: Filters, measure: Measure = "tone") -> dict[str, list[int]]:
        """See `Store.histogram`."""
        with self._asking(filters) as (db, wanted):
            return charts.histogram(db, wanted, measure)

    def articles(
        self,
        filters: Filters,
        *,
        limit: int,
        offset: int = 0,
        order: Order = "newest",
        measure: Measure = "tone",
    ) -> list[ArticleRow]:
        """See `Store.articles`."""
        with self._asking(filters) as (db, wanted):
            return list_articles(db, wanted, (counted(limit), counted(offset)), order, measure)

    def whole(self, filters: Filters, *, limit: int, country: str = "") -> Iterator[StoredArticle]:
        """See `Store.whole`."""
        with self._asking(filters) as (db, wanted):
            numbers = newest_numbers(db, wanted, counted(limit))
        return self._read(numbers, country)

    def sample(self, filters: Filters, *, number: int, seed: int) -> list[StoredArticle]:
        """See `Store.sample`."""
        with self._asking(filters) as (db, wanted):
            numbers = drawn_numbers(db, wanted, counted(number), seed)
        return list(self._read(numbers))

    def count(self, filters: Filters) -> int:
        """See `Store.count`."""
        with self._asking(filters) as (db, wanted):
            return charts.count(db, wanted)

    def sources(self) -> list[tuple[str, int]]:
        """See `Store.sources`."""
        return self._names("sources")

    def outlet_countries(self) -> dict[str, str]:
        """See `Store.outlet_countries`."""
        with self._reading() as db:
            return places.read_places(db)

    def countries(self) -> list[tuple[str, int]]:
        """See `Store.countries`."""
        return self._names("countries")

    @abstractmethod
    def _read(self, numbers: list[int], country: str = "") -> Iterator[StoredArticle]:
        """The articles of these numbers; with a country their tones toward that alone."""

    def _names(self, table: str) -> list[tuple[str, int]]:
        query = f"SELECT name, articles FROM {table} WHERE articles > 0 ORDER BY articles DESC, name"  # noqa: S608
        with self._reading() as db:
            return db.execute(query).fetchall()

    @contextmanager
    def _asking(self, filters: Filters) -> Iterator[tuple[Database, Asked]]:
        """A database, and the filters as its tables know them. Raises WordsError for a search that is none."""
        wanted = asked(filters)
        with self._reading() as db:
            yield db, self._found(db, wanted, filters.words)


def counted(number: int) -> int:
    """A limit or offset as SQLite takes it, for which a negative one would mean "all"."""
    return max(0, min(number, MOST))


def holdings(db: Database, path: str, schema: int, rejected: int) -> StoreInfo:
    """What the tables hold, for `Store.info`."""
    engines = dict(db.execute("SELECT name, articles FROM engines WHERE articles > 0").fetchall())
    (countries,) = db.execute("SELECT COUNT(*) FROM countries WHERE articles > 0").fetchone()
    (sources,) = db.execute("SELECT COUNT(*) FROM sources WHERE articles > 0 AND name <> ''").fetchone()
    unscored = dict(db.execute("SELECT name, articles FROM reasons WHERE articles > 0").fetchall())
    (copies,) = db.execute("SELECT COALESCE(SUM(later), 0) FROM copies").fetchone()
    first, last = db.execute("SELECT (SELECT MIN(day) FROM articles), (SELECT MAX(day) FROM articles)").fetchone()
    return StoreInfo(
        path=path,
        schema_version=schema,
        articles=sum(engines.values()),
        countries=countries,
        sources=sources,
        first=date.fromisoformat(first) if first else None,
        last=date.fromisoformat(last) if last else None,
        rejected=rejected,
        engines=engines,
        unscored=unscored,
        stories=sum(engines.values()) - copies,
    )
