"""The store in one SQLite file: readers in any thread or process go on while one writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal, Self

from dashboard.store import charts, jobs, judgements, notes, places
from dashboard.store.connections import Connections
from dashboard.store.copies import other_copies
from dashboard.store.errors import StoreError
from dashboard.store.feeds import FeedBook, SqliteFeeds
from dashboard.store.filters import asked
from dashboard.store.listing import drawn_numbers, list_articles, newest_numbers
from dashboard.store.migrate import Step, check, prepare, steps, version
from dashboard.store.overlap import twins
from dashboard.store.protocol import ArticleRow, CopyRow, StoredArticle, StoreInfo
from dashboard.store.reading import load_article, load_outdated
from dashboard.store.ready import Ready, ready
from dashboard.store.rejections import count_rejected, forget_rejected, read_rejected, write_rejected
from dashboard.store.rows import storable
from dashboard.store.verify import problems
from dashboard.store.writing import stored_rows, write_articles
from dashboard.types import (
    Cell,
    Filters,
    Job,
    Judgement,
    Measure,
    Note,
    Order,
    PairCell,
    Rejected,
    Report,
    ScoredArticle,
    SourceCell,
    TwinCell,
)

_PATIENCE = 30.0  # seconds to wait for another writer: many times the longest batch
_AT_ONCE = 50  # articles read whole in one transaction
_MOST = 2**62  # more rows than SQLite can hold, within what it can count


class SqliteStore:
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
        self._connections = Connections(self.path, patience)
        self.feeds: FeedBook = SqliteFeeds(self._connections)
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

    def cells(self, filters: Filters, measure: Measure = "tone") -> list[Cell]:
        """See `Store.cells`."""
        wanted = asked(filters)
        with self._connections.reading() as db:
            return charts.cells(db, wanted, measure)

    def totals(self, filters: Filters, measure: Measure = "tone") -> list[Cell]:
        """See `Store.totals`."""
        wanted = asked(filters)
        with self._connections.reading() as db:
            return charts.totals(db, wanted, measure)

    def span(self, filters: Filters) -> tuple[date, date] | None:
        """See `Store.span`."""
        wanted = asked(filters)
        with self._connections.reading() as db:
            return charts.span(db, wanted)

    def cells_by_source(self, filters: Filters, measure: Measure = "tone") -> list[SourceCell]:
        """See `Store.cells_by_source`."""
        wanted = asked(filters)
        with self._connections.reading() as db:
            return charts.cells_by_source(db, wanted, measure)

    def totals_by_source(self, filters: Filters, measure: Measure = "tone") -> list[SourceCell]:
        """See `Store.totals_by_source`."""
        wanted = asked(filters)
        with self._connections.reading() as db:
            return charts.totals_by_source(db, wanted, measure)

    def twins(self, filters: Filters, measure: Measure = "tone", *, by_source: bool = False) -> list[TwinCell]:
        """See `Store.twins`."""
        wanted = asked(filters)
        with self._connections.reading() as db:
            return twins(db, wanted, measure, by_source=by_source)

    def pairs(self, filters: Filters, measure: Measure = "tone", *, of: str = "") -> list[PairCell]:
        """See `Store.pairs`."""
        wanted = replace(asked(filters), pairs_of=storable(of))
        with self._connections.reading() as db:
            return charts.pairs(db, wanted, measure)

    def histogram(self, filters: Filters, measure: Measure = "tone") -> dict[str, list[int]]:
        """See `Store.histogram`."""
        wanted = asked(filters)
        with self._connections.reading() as db:
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
        wanted = asked(filters)
        with self._connections.reading() as db:
            return list_articles(db, wanted, (_counted(limit), _counted(offset)), order, measure)

    def whole(self, filters: Filters, *, limit: int, country: str = "") -> Iterator[StoredArticle]:
        """See `Store.whole`."""
        wanted = asked(filters)
        with self._connections.reading() as db:
            numbers = newest_numbers(db, wanted, _counted(limit))
        return self._read(numbers, country)

    def sample(self, filters: Filters, *, number: int, seed: int) -> list[StoredArticle]:
        """See `Store.sample`."""
        wanted = asked(filters)
        with self._connections.reading() as db:
            numbers = drawn_numbers(db, wanted, _counted(number), seed)
        return list(self._read(numbers))

    def count(self, filters: Filters) -> int:
        """See `Store.count`."""
        wanted = asked(filters)
        with self._connections.reading() as db:
            return charts.count(db, wanted)

    def article(self, number: int) -> StoredArticle | None:
        """See `Store.article`."""
        if not 0 < number <= _MOST:
            return None
        with self._connections.reading() as db, self._damage_told(f"article {number}"):
            return load_article(db, number)

    def copies_of(self, number: int, *, limit: int) -> tuple[list[CopyRow], int]:
        """See `Store.copies_of`."""
        with self._connections.reading() as db:
            return other_copies(db, _counted(number), _counted(limit))

    def sources(self) -> list[tuple[str, int]]:
        """See `Store.sources`."""
        return self._names("sources")

    def outlet_countries(self) -> dict[str, str]:
        """See `Store.outlet_countries`."""
        with self._connections.reading() as db:
            return places.read_places(db)

    def locate(self, outlets: Mapping[str, str]) -> None:
        """See `Store.locate`."""
        with self._connections.writing() as db:
            places.write_places(db, outlets)

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

    def note(self, day: date, text: str, country: str = "") -> int:
        """See `Store.note`."""
        with self._connections.writing() as db:
            return notes.write_note(db, day, text, country)

    def notes(self, start: date | None = None, end: date | None = None) -> list[Note]:
        """See `Store.notes`."""
        with self._connections.reading() as db:
            return notes.read_notes(db, start, end)

    def forget_note(self, number: int) -> None:
        """See `Store.forget_note`."""
        with self._connections.writing() as db:
            notes.delete_note(db, _counted(number))

    def judge(self, judgement: Judgement) -> None:
        """See `Store.judge`."""
        with self._connections.writing() as db:
            judgements.write_judgement(db, judgement)

    def judgements(self, article: int | None = None) -> list[Judgement]:
        """See `Store.judgements`."""
        with self._connections.reading() as db:
            return judgements.read_judgements(db, article)

    def start_job(self, title: str) -> int:
        """See `Store.start_job`."""
        with self._connections.writing() as db:
            return jobs.begin_job(db, title)

    def job_progress(self, number: int, report: Report) -> None:
        """See `Store.job_progress`."""
        with self._connections.writing() as db:
            jobs.note_progress(db, _counted(number), report)

    def end_job(self, number: int, state: Literal["done", "failed", "cancelled"], message: str = "") -> None:
        """See `Store.end_job`."""
        with self._connections.writing() as db:
            jobs.finish_job(db, _counted(number), state, message)

    def interrupt_jobs(self) -> int:
        """See `Store.interrupt_jobs`."""
        with self._connections.writing() as db:
            return jobs.give_up_jobs(db)

    def jobs(self, limit: int) -> list[Job]:
        """See `Store.jobs`."""
        with self._connections.reading() as db:
            return jobs.read_jobs(db, _counted(limit))

    def info(self) -> StoreInfo:
        """See `Store.info`."""
        with self._connections.reading() as db:
            engines = dict(db.execute("SELECT name, articles FROM engines WHERE articles > 0").fetchall())
            countries = db.execute("SELECT COUNT(*) FROM countries WHERE articles > 0").fetchone()[0]
            sources = db.execute("SELECT COUNT(*) FROM sources WHERE articles > 0 AND name <> ''").fetchone()[0]
            unscored = dict(db.execute("SELECT name, articles FROM reasons WHERE articles > 0").fetchall())
            copies = db.execute("SELECT COALESCE(SUM(later), 0) FROM copies").fetchone()[0]
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
                unscored=unscored,
                stories=sum(engines.values()) - copies,
            )

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

    def _read(self, numbers: list[int], country: str = "") -> Iterator[StoredArticle]:
        """The articles of these numbers, a few at a time: a caller that is slow keeps no state of the store open."""
        for first in range(0, len(numbers), _AT_ONCE):
            found = []
            with self._connections.reading() as db:
                for number in numbers[first : first + _AT_ONCE]:
                    with self._damage_told(f"article {number}"):
                        found.append(load_article(db, number, country))
            yield from (article for article in found if article is not None)

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
