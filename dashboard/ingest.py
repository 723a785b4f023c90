"""The pipeline: reads articles, finds countries, scores tone, stores; the only place where these four meet."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from dashboard import sources
from dashboard.limits import cap
from dashboard.outlets import Outlets, outlet_country
from dashboard.scoring import Finding as Finding  # noqa: PLC0414  the other rooms take scoring from here
from dashboard.scoring import engine_stamp as engine_stamp  # noqa: PLC0414
from dashboard.scoring import explain_article as explain_article  # noqa: PLC0414
from dashboard.scoring import prepare, score_articles, score_batch
from dashboard.scoring import score_article as score_article  # noqa: PLC0414
from dashboard.sources import FORMATS as FORMATS  # noqa: PLC0414
from dashboard.sources import ReadOptions as ReadOptions  # noqa: PLC0414  the pages, which know no readers, take it here
from dashboard.sources.dates import DateError, parse_date
from dashboard.store.protocol import Sink, Store
from dashboard.store.ready import Ready, Scores, storable_article
from dashboard.types import Article, Rejected, Report, ScoredArticle
from dashboard.workers import Shared, told_of_death

Progress = Callable[[Report, Path], None]
Warn = Callable[[str], None]


@dataclass(slots=True)
class _Batch:
    """What one transaction will hold, and what was counted while it was gathered."""

    path: Path
    fresh: list[Article] = field(default_factory=list)
    prints: list[tuple[str, str]] = field(default_factory=list)  # identity and fingerprint of each of them
    rejected: list[Rejected] = field(default_factory=list)
    started: list[str] = field(default_factory=list)
    outlets: dict[str, str] = field(default_factory=dict)
    counts: Report = field(default_factory=Report)


@dataclass(slots=True)
class _Counts:
    """What became of a batch's records of one format."""

    stored: int = 0
    unchanged: int = 0
    rejected: int = 0

    def report(self, format_name: str) -> Report:
        """The same as a report on this format alone."""
        read = self.stored + self.unchanged + self.rejected
        found = Report(read, self.stored, self.unchanged, self.rejected)
        return replace(found, formats={format_name: found})


_PIECES_ALONE = 4  # half a second, of the second that another process takes to start: fewer start none


class _UnderWay:
    """The articles of batches that are gathered and not yet stored, by identity."""

    def __init__(self) -> None:
        self._latest: dict[str, tuple[str, _Batch]] = {}

    def fingerprint(self, identity: str) -> str | None:
        """What the article will be once all these batches are stored; None for one that is not among them."""
        latest = self._latest.get(identity)
        return latest and latest[0]

    def add(self, identity: str, fingerprint: str, batch: _Batch) -> None:
        """Notes an article of a batch that is being gathered."""
        self._latest[identity] = fingerprint, batch

    def stored(self, batch: _Batch) -> None:
        """Forgets a batch, but for articles that a later one has too: the store answers for it now."""
        for identity, _ in batch.prints:
            if identity in self._latest and self._latest[identity][1] is batch:
                del self._latest[identity]


def ingest(
    paths: str | Path | Iterable[str | Path],
    store: Store,
    *,
    options: ReadOptions | None = None,
    finding: Finding = Finding(),
    workers: int = 1,
    progress: Progress | None = None,
    warn: Warn | None = None,
    cancelled: Callable[[], bool] | None = None,
    called: Mapping[Path, str] = MappingProxyType({}),
    days: Mapping[int, date] = MappingProxyType({}),
) -> Report:
    """Reads files and folders and stores their articles with scores, batch by batch.

    `options` say what the records leave open (date, day first or month first, columns, outlet), `finding` how
    countries are found beyond the tables; `progress` is
    called after each stored batch with the counts so far and the file last read; `warn` with warnings in words.
    `cancelled` is asked between two batches: once it says so, no further batch is stored, what is stored stays, and
    the counts so far come back. `workers` is the number of scoring processes, this one among them: it scores while the
    others start, and while they are busy; for few articles none is started. What is stored is the same, in the same
    order, whatever their number.
    `called` gives files another name in rejected records and in `progress`, such as that of an upload; `days` sets the
    day of records, counted from 0 over all files as `Preview` counts them.
    An article that is stored already, unchanged and scored by today's engine, is left alone; one that changed
    replaces its old scores. Unusable records are stored as rejected and never stop the rest. Always
    read = stored + unchanged + rejected. Raises StoreError where the store cannot be written, ChildProcessError where a
    scoring process was killed; what was stored until then stays.
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    found = _records(
        [Path(path) for path in given], options or ReadOptions(), warn or (lambda _: None), _files_of(store)
    )
    records = ((path, record) for _, path, record in _revised(found, called, days))
    return ingest_articles(
        records, store, finding=finding, workers=workers, progress=progress, cancelled=cancelled, read_anew=True
    )


def ingest_articles(
    records: Iterable[tuple[Path, Article | Rejected]],
    store: Sink,
    *,
    finding: Finding = Finding(),
    workers: int = 1,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    read_anew: bool = False,
    counted_as: str = "",
) -> Report:
    """Stores records that were read already, each with the file it came from: what `ingest` does with those of files.

    `read_anew` says that each file comes whole, so that what was rejected of it earlier is forgotten; `counted_as`
    names the format of records that lie in no file, which else is told by the file. The other options, what comes back
    and what is raised are those of `ingest`.
    """
    stopped = cancelled or (lambda: False)
    total = Report()
    under_way = _UnderWay()
    waiting: deque[tuple[_Batch, list[Future[list[Scores]]]]] = deque()
    batches = _batches(iter(records), store, finding, under_way, read_anew, counted_as)

    def store_next() -> Report:
        batch, scored = waiting.popleft()
        done = _store(store, batch, scored, finding)
        under_way.stored(batch)
        if progress is not None:
            progress(total + done, batch.path)
        return done

    pool = Shared(workers, prepare, alone=_PIECES_ALONE)
    at_once = cap("articles_at_once")
    try:
        for batch in batches:
            if stopped():
                break
            pieces = [batch.fresh[first : first + at_once] for first in range(0, len(batch.fresh), at_once)]
            waiting.append((batch, [pool.submit(score_batch, piece, finding) for piece in pieces]))
            # The others are fed before anything is stored, or they would have nothing to do meanwhile.
            while waiting and not stopped():
                scored = all(piece.done() for piece in waiting[0][1])
                few = sum(len(pieces) for _, pieces in waiting) <= 2 * pool.most
                if few and (pool.hungry or not scored):
                    break
                total += store_next()
        while waiting and not stopped():
            total += store_next()
    finally:
        pool.shutdown(cancel_futures=True)
    return total


@dataclass(frozen=True, slots=True)
class Preview:
    """What files hold, before anything is stored.

    `read` counts the records seen and `unusable` those of them that are no articles; `whole` says whether these were
    all. `articles` are the first ones with their scores, each with its number among the records, from 0; `rejected`
    the first that are none, with the reason.
    """

    read: int
    unusable: int
    whole: bool
    articles: tuple[tuple[int, ScoredArticle], ...]
    rejected: tuple[Rejected, ...]


def preview(
    paths: Iterable[Path],
    *,
    options: ReadOptions | None = None,
    finding: Finding = Finding(),
    called: Mapping[Path, str] = MappingProxyType({}),
    warn: Warn | None = None,
) -> Preview:
    """Reads files as `ingest` would, scores the first articles, and stores nothing.

    How many records are read, shown and scored are the limits `preview_…`; options are those of `ingest`. Never
    raises for what a file holds.
    """
    read = unusable = 0
    articles: list[tuple[int, ScoredArticle]] = []
    rejected: list[Rejected] = []
    records = _records(list(paths), options or ReadOptions(), warn or (lambda _: None), frozenset())
    for number, _, record in _revised(records, called, {}):
        if number == cap("preview_records"):
            return Preview(read, unusable, False, tuple(articles), tuple(rejected))
        read += 1
        if isinstance(record, Rejected):
            unusable += 1
            if len(rejected) < cap("preview_rejected"):
                rejected.append(record)
        elif len(articles) < cap("preview_articles"):
            articles.append((number, score_article(record, finding)))
    return Preview(read, unusable, True, tuple(articles), tuple(rejected))


def rescore(
    store: Store,
    *,
    finding: Finding = Finding(),
    progress: Callable[[int], None] | None = None,
) -> int:
    """Scores anew every stored article that another engine version scored; returns how many there were."""
    engine = engine_stamp(finding)
    done = 0
    while outdated := store.outdated(engine, cap("articles_at_once")):
        store.write(score_articles([stored.article for stored in outdated], finding), (), engine)
        done += len(outdated)
        if progress is not None:
            progress(done)
    return done


def _records(
    paths: list[Path], options: ReadOptions, warn: Warn, own: frozenset[Path]
) -> Iterator[tuple[Path, Article | Rejected]]:
    """All records of the files, each with its file; `own` are the store's files, which are passed over."""
    titles = 0
    for found in sources.walk(paths):
        path = Path(found.file) if isinstance(found, Rejected) else found
        if path.absolute() in own:
            continue
        if isinstance(found, Rejected):
            yield path, found
            continue
        for record in sources.read(found, options, warn=warn):
            titles += isinstance(record, Article) and record.title_only
            yield found, within_limits(record, found)
    if titles:
        warn(f"{titles:,} {'article has' if titles == 1 else 'articles have'} no text: only the title is scored")


def _revised(
    records: Iterable[tuple[Path, Article | Rejected]], called: Mapping[Path, str], days: Mapping[int, date]
) -> Iterator[tuple[int, Path, Article | Rejected]]:
    """Numbers the records from 0, calls their files what `called` says, and sets the days that `days` gives."""
    for number, (path, record) in enumerate(records):
        name = Path(called[path]) if path in called else path
        if isinstance(record, Rejected):
            inside = record.file.removeprefix(str(path))  # of an archive: !member
            yield number, name, replace(record, file=f"{name}{inside}") if path in called else record
        else:
            yield number, name, _dated(record, days[number], name) if number in days else record


def _dated(article: Article, day: date, path: Path) -> Article | Rejected:
    try:
        return replace(article, published=parse_date(day))
    except DateError as error:
        return Rejected(str(path), 0, str(error), article.title)


def _files_of(store: Store) -> frozenset[Path]:
    path = Path(store.info().path).absolute()
    return frozenset(path.with_name(path.name + tail) for tail in ("", "-wal", "-shm", "-journal"))


def within_limits(record: Article | Rejected, path: Path) -> Article | Rejected:
    """The record, or why its article is too long to be kept."""
    longest = cap("article_chars")
    if isinstance(record, Article) and len(record.text) > longest:
        reason = f"the text has {len(record.text):,} characters, more than the {longest:,} that are kept"
        return Rejected(str(path), 0, reason, record.text[: cap("excerpt_chars")])
    return record


def _batches(  # noqa: PLR0917
    records: Iterator[tuple[Path, Article | Rejected]],
    store: Sink,
    finding: Finding,
    under_way: _UnderWay,
    read_anew: bool,
    counted_as: str,
) -> Iterator[_Batch]:
    """Groups records and leaves out the articles that are stored already, or stand in an earlier batch."""
    engine = engine_stamp(finding)
    located = _Located(store, finding.outlets)
    seen: set[Path] = set()
    format_of = (lambda _: counted_as) if counted_as else cache(sources.format_name)
    for group in _groups(records):
        articles = [storable_article(record) for _, record in group if isinstance(record, Article)]
        prints = [(article.identity, article.fingerprint) for article in articles]
        unchanged = store.unchanged(prints, engine)
        coming = zip(articles, prints, strict=True)
        batch = _Batch(group[-1][0])
        if read_anew:
            batch.started = [str(path) for path in dict.fromkeys(path for path, _ in group) if path not in seen]
            seen.update(path for path, _ in group)
        batch.rejected = [record for _, record in group if isinstance(record, Rejected)]
        counts: dict[str, _Counts] = defaultdict(_Counts)
        for path, record in group:
            if isinstance(record, Rejected):
                counts[format_of(path)].rejected += 1
                continue
            article, (identity, fingerprint) = next(coming)
            under = under_way.fingerprint(identity)
            if under == fingerprint or (under is None and (identity, fingerprint) in unchanged):
                counts[format_of(path)].unchanged += 1
            else:
                under_way.add(identity, fingerprint, batch)
                batch.fresh.append(article)
                batch.prints.append((identity, fingerprint))
                counts[format_of(path)].stored += 1
        batch.outlets = located.fresh(articles)
        batch.counts = sum((count.report(name) for name, count in counts.items()), Report())
        yield batch


def _groups(records: Iterable[tuple[Path, Article | Rejected]]) -> Iterator[list[tuple[Path, Article | Rejected]]]:
    """The records of one batch each."""
    most, longest = cap("batch_articles"), cap("batch_chars")
    group: list[tuple[Path, Article | Rejected]] = []
    chars = 0
    for path, record in records:
        group.append((path, record))
        chars += len(record.text) if isinstance(record, Article) else 0
        if len(group) >= most or chars >= longest:
            yield group
            group, chars = [], 0
    if group:
        yield group


class _Located:
    """The countries of outlets that the store does not know yet.

    A country once stored stays, unless a user's own rows say otherwise: what they gave is not lost to an ingest
    without them.
    """

    def __init__(self, store: Sink, outlets: Outlets) -> None:
        self._outlets = outlets
        self._known = dict(store.outlet_countries())

    def fresh(self, articles: Iterable[Article]) -> dict[str, str]:
        """The countries of the articles' outlets that are to be stored."""
        found: dict[str, str] = {}
        for article in articles:
            source = article.source
            if not source or source in found or (source in self._known and not self._outlets.rows):
                continue
            country = outlet_country(source, article.url, self._outlets)
            if country and country != self._known.get(source):
                found[source] = country
        self._known.update(found)
        return found


def _store(store: Sink, batch: _Batch, scored: list[Future[list[Scores]]], finding: Finding) -> Report:
    with told_of_death():
        scores = [score for piece in scored for score in piece.result()]
    together = zip(batch.fresh, batch.prints, scores, strict=True)
    articles = [Ready(article, *prints, its_scores) for article, prints, its_scores in together]
    store.write_ready(articles, batch.rejected, engine_stamp(finding), read_anew=batch.started)
    if batch.outlets:
        store.locate(batch.outlets)
    unscored = Counter(one.unscored for one in scores if one.unscored)
    return replace(batch.counts, unscored=tuple(sorted(unscored.items())))
