"""The pipeline: reads articles, finds countries, scores tone, stores; the only place where these four meet."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from dashboard import languages, resources, sources
from dashboard.countries.additions import NONE, Additions
from dashboard.countries.explain import Explained, explain
from dashboard.countries.find import find_mentions
from dashboard.countries.gazetteer import gazetteer_version
from dashboard.limits import cap
from dashboard.outlets import SHIPPED, Outlets, outlet_country, shipped_version
from dashboard.sources import FORMATS as FORMATS  # noqa: PLC0414
from dashboard.sources import ReadOptions as ReadOptions  # noqa: PLC0414  the pages, which know no readers, take it here
from dashboard.sources.dates import DateError, parse_date
from dashboard.store.protocol import Store
from dashboard.stories import keys
from dashboard.tone import article as article_tone
from dashboard.tone import engines, toward
from dashboard.types import Article, Field, Mention, Rejected, Report, ScoredArticle
from dashboard.workers import executor

Progress = Callable[[Report, Path], None]
Warn = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Finding:
    """How countries are found beyond the tables: a user's own rows, and outlets' own countries.

    `homes` maps outlets to the country (alpha-3) that their articles without any country count for; the empty name
    stands for every outlet. Empty by default: such articles count for nobody. With `home_by_outlet` they count for the
    country that the tables of outlets know, `outlets` being a user's own rows. `any_language` scores every text as if
    it were English.
    """

    additions: Additions = NONE
    homes: tuple[tuple[str, str], ...] = ()
    outlets: Outlets = SHIPPED
    home_by_outlet: bool = False
    any_language: bool = False

    def home(self, article: Article) -> str:
        """The country that an article without a country counts for; empty for none."""
        homes = dict(self.homes)
        if article.source in homes:
            return homes[article.source]
        known = outlet_country(article.source, article.url, self.outlets) if self.home_by_outlet else ""
        return known or homes.get("", "")


@cache
def engine_stamp(finding: Finding = Finding()) -> str:
    """Which engine, words, gazetteer, languages and outlets' countries make the scores: stored with every article."""
    words = hashlib.sha256()
    for table in ("news_words.tsv", "topic_words.tsv", "position_weights.tsv", "word_weights.tsv"):
        words.update(resources.data_file("tone", table).read_bytes())
    homes = "".join(f", home {name}={code}" if name else f", home {code}" for name, code in finding.homes)
    own = f", own rows {finding.additions.digest[:8]}" if finding.additions.digest else ""
    shipped = (
        f"{toward.NAME} {toward.VERSION}, words {words.hexdigest()[:8]}, gazetteer {gazetteer_version()}, "
        f"languages {languages.VERSION}"
    )
    if finding.home_by_outlet:
        homes += f", home by outlet {shipped_version()}{finding.outlets.digest[:8]}"
    return shipped + own + homes + (", any language" if finding.any_language else "")


def score_article(article: Article, finding: Finding = Finding(), *, engine: str = toward.NAME) -> ScoredArticle:
    """Finds the countries an article speaks of and scores its tone toward each.

    A title that the text begins with is not scored a second time. An article in another language than English (see
    `language_of`) gets no scores, and says why. `engine` names the tone engine: "toward", or "vader"
    for plain VADER of the whole sentence. Raises ValueError for a name that there is not.
    """
    return score_articles([article], finding, engine=engine)[0]


def score_articles(
    articles: Sequence[Article], finding: Finding = Finding(), *, engine: str = toward.NAME
) -> list[ScoredArticle]:
    """What `score_article` makes of each of several articles, quicker than one by one.

    All go through one stage before any goes through the next, so that a stage's tables stay in the processor's cache.
    """
    chosen, own = engines.engine(engine), finding.additions
    asked = not finding.any_language
    reasons = [languages.refusal(one.text, one.title, one.language) if asked else "" for one in articles]
    found = [([], []) if reason else _mentions(article, own) for article, reason in zip(articles, reasons, strict=True)]
    return [
        ScoredArticle(article, (), unscored=reason)
        if reason
        else article_tone.score(article, *mentions, home=finding.home(article), engine=chosen)
        for article, reason, mentions in zip(articles, reasons, found, strict=True)
    ]


def _mentions(article: Article, own: Additions) -> tuple[list[Mention], list[Mention]]:
    """The mentions in an article's title, where that stands alone, and in what is read of its text."""
    in_title = find_mentions(article.title, date=article.day, additions=own) if article.title_stands_alone else []
    return in_title, find_mentions(article.text[: cap("text_chars")], date=article.day, additions=own)


def explain_article(article: Article, finding: Finding = Finding()) -> list[tuple[Field, Explained]]:
    """Every listed name in an article's title and text, with the rule that kept or dropped it as a mention."""
    title = explain(article.title, date=article.day, additions=finding.additions) if article.title_stands_alone else []
    text = explain(article.text, date=article.day, additions=finding.additions)
    return [*(("title", found) for found in title), *(("text", found) for found in text)]


def score_batch(articles: list[Article], finding: Finding) -> list[ScoredArticle]:
    """Scores several articles in the order they came, and makes their keys; what a worker process runs."""
    return [replace(scored, keys=keys(scored.article)) for scored in score_articles(articles, finding)]


@dataclass(slots=True)
class _Batch:
    """What one transaction will hold, and what was counted while it was gathered."""

    path: Path
    fresh: list[Article] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    started: list[str] = field(default_factory=list)
    outlets: dict[str, str] = field(default_factory=dict)
    counts: Report = field(default_factory=Report)


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
    countries are found beyond the tables; `progress` is called after each stored batch with the counts so far and the
    file last read; `warn` with warnings in words. `cancelled` is asked between two batches: once it says so, no further
    batch is stored, what is stored stays, and the counts so far come back. `called` gives files another name in
    rejected records and in `progress`, such as that of an upload; `days` sets the day of records, counted from 0 over
    all files as `Preview` counts them.
    An article that is stored already, unchanged and scored by today's engine, is left alone; one that changed
    replaces its old scores. Unusable records are stored as rejected and never stop the rest. Always
    read = stored + unchanged + rejected. Raises StoreError where the store cannot be written.
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
    store: Store,
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
    waiting: deque[tuple[_Batch, Future[list[ScoredArticle]]]] = deque()
    with executor(workers) as pool:
        for batch in _batches(iter(records), store, finding, read_anew, counted_as):
            if stopped():
                break
            waiting.append((batch, pool.submit(score_batch, batch.fresh, finding)))
            if len(waiting) >= 2 * workers:
                total = _store(store, waiting.popleft(), finding, total, progress)
        while waiting and not stopped():
            total = _store(store, waiting.popleft(), finding, total, progress)
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
    while outdated := store.outdated(engine, cap("batch_articles")):
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
            yield found, _within_limits(record, found)
    if titles:
        warn(f"{titles:,} {'article has' if titles == 1 else 'articles have'} no text: only the title is scored")


def _revised(
    records: Iterable[tuple[Path, Article | Rejected]], called: Mapping[Path, str], days: Mapping[int, date]
) -> Iterator[tuple[int, Path, Article | Rejected]]:
    """Numbers the records from 0, calls their files what `called` says, and sets the days that `days` gives."""
    for number, (path, record) in enumerate(records):
        name = Path(called.get(path, path))
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


def _within_limits(record: Article | Rejected, path: Path) -> Article | Rejected:
    longest = cap("article_chars")
    if isinstance(record, Article) and len(record.text) > longest:
        reason = f"the text has {len(record.text):,} characters, more than the {longest:,} that are kept"
        return Rejected(str(path), 0, reason, record.text[: cap("excerpt_chars")])
    return record


def _batches(
    records: Iterator[tuple[Path, Article | Rejected]], store: Store, finding: Finding, read_anew: bool, counted_as: str
) -> Iterator[_Batch]:
    """Groups records and leaves out the articles that are stored already, or stand in an earlier batch."""
    engine = engine_stamp(finding)
    located = _Located(store, finding.outlets)
    under_way: dict[str, str] = {}
    seen: set[Path] = set()
    format_of = (lambda _: counted_as) if counted_as else cache(sources.format_name)
    while group := list(islice(records, cap("batch_articles"))):
        articles = [record for _, record in group if isinstance(record, Article)]
        known = store.known([article.identity for article in articles])
        batch = _Batch(group[-1][0])
        if read_anew:
            batch.started = [str(path) for path in dict.fromkeys(path for path, _ in group) if path not in seen]
            seen.update(path for path, _ in group)
        batch.rejected = [record for _, record in group if isinstance(record, Rejected)]
        counts: dict[str, Report] = defaultdict(Report)
        for path, record in group:
            if isinstance(record, Rejected):
                counts[format_of(path)] += Report(1, rejected=1)
                continue
            identity, fingerprint = record.identity, record.fingerprint
            if under_way.get(identity) == fingerprint or (
                identity not in under_way and known.get(identity) == (fingerprint, engine)
            ):
                counts[format_of(path)] += Report(1, unchanged=1)
            else:
                under_way[identity] = fingerprint
                batch.fresh.append(record)
                counts[format_of(path)] += Report(1, stored=1)
        batch.outlets = located.fresh(articles)
        batch.counts = sum((replace(count, formats={name: count}) for name, count in counts.items()), Report())
        yield batch


class _Located:
    """The countries of outlets that the store does not know yet.

    A country once stored stays, unless a user's own rows say otherwise: what they gave is not lost to an ingest
    without them.
    """

    def __init__(self, store: Store, outlets: Outlets) -> None:
        self._outlets = outlets
        self._known = store.outlet_countries()

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


def _store(
    store: Store,
    waiting: tuple[_Batch, Future[list[ScoredArticle]]],
    finding: Finding,
    total: Report,
    progress: Progress | None,
) -> Report:
    batch, future = waiting
    scored = future.result()
    store.write(scored, batch.rejected, engine_stamp(finding), read_anew=batch.started)
    if batch.outlets:
        store.locate(batch.outlets)
    unscored = Counter(item.unscored for item in scored if item.unscored)
    total += replace(batch.counts, unscored=tuple(sorted(unscored.items())))
    if progress is not None:
        progress(total, batch.path)
    return total
