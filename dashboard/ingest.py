"""The pipeline: reads articles, finds countries, scores tone, stores; the only place where these four meet."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from pathlib import Path

from dashboard import resources, sources
from dashboard.countries.find import find_mentions
from dashboard.countries.gazetteer import gazetteer_version
from dashboard.limits import cap
from dashboard.sources import ReadOptions
from dashboard.store.protocol import Store
from dashboard.tone import article as article_tone
from dashboard.tone import toward
from dashboard.types import Article, Rejected, Report, ScoredArticle
from dashboard.workers import executor

Progress = Callable[[Report, Path], None]
Warn = Callable[[str], None]


@cache
def engine_stamp() -> str:
    """Which engine, word list and gazetteer make the scores: stored with every article, shown on every export."""
    words = hashlib.sha256()
    for table in ("news_words.tsv", "position_weights.tsv", "word_weights.tsv"):
        words.update(resources.data_file("tone", table).read_bytes())
    return f"{toward.NAME} {toward.VERSION}, words {words.hexdigest()[:8]}, gazetteer {gazetteer_version()}"


def score_article(article: Article) -> ScoredArticle:
    """Finds the countries an article speaks of and scores its tone toward each.

    A title that the text begins with is not scored a second time.
    """
    day = article.day
    in_title = find_mentions(article.title, date=day) if article.title_stands_alone else []
    return article_tone.score(article, in_title, find_mentions(article.text, date=day))


def score_batch(articles: list[Article]) -> list[ScoredArticle]:
    """Scores several articles in the order they came; what a worker process runs."""
    return [score_article(article) for article in articles]


@dataclass(slots=True)
class _Batch:
    """What one transaction will hold, and what was counted while it was gathered."""

    path: Path
    fresh: list[Article] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    counts: Report = field(default_factory=Report)


def ingest(
    paths: str | Path | Iterable[str | Path],
    store: Store,
    *,
    options: ReadOptions | None = None,
    workers: int = 1,
    progress: Progress | None = None,
    warn: Warn | None = None,
) -> Report:
    """Reads files and folders and stores their articles with scores, batch by batch.

    `options` say what the records leave open (date, day first or month first, columns, outlet); `progress` is
    called after each stored batch with the counts so far and the file last read; `warn` with warnings in words.
    An article that is stored already, unchanged and scored by today's engine, is left alone; one that changed
    replaces its old scores. Unusable records are stored as rejected and never stop the rest. Always
    read = stored + unchanged + rejected. Raises StoreError where the store cannot be written.
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    records = _records([Path(path) for path in given], options or ReadOptions(), warn or (lambda _: None))
    total = Report()
    waiting: deque[tuple[_Batch, Future[list[ScoredArticle]]]] = deque()
    with executor(workers) as pool:
        for batch in _batches(records, store):
            waiting.append((batch, pool.submit(score_batch, batch.fresh)))
            if len(waiting) >= 2 * workers:
                total = _store(store, *waiting.popleft(), total, progress)
        while waiting:
            total = _store(store, *waiting.popleft(), total, progress)
    return total


def rescore(store: Store, *, progress: Callable[[int], None] | None = None) -> int:
    """Scores anew every stored article that another engine version scored; returns how many there were."""
    engine = engine_stamp()
    done = 0
    while outdated := store.outdated(engine, cap("batch_articles")):
        store.write(score_batch([stored.article for stored in outdated]), (), engine)
        done += len(outdated)
        if progress is not None:
            progress(done)
    return done


def _records(paths: list[Path], options: ReadOptions, warn: Warn) -> Iterator[tuple[Path, Article | Rejected]]:
    for found in sources.walk(paths):
        if isinstance(found, Rejected):
            yield Path(found.file), found
            continue
        for record in sources.read(found, options, warn=warn):
            yield found, _within_limits(record, found)


def _within_limits(record: Article | Rejected, path: Path) -> Article | Rejected:
    longest = cap("text_chars")
    if isinstance(record, Article) and len(record.text) > longest:
        reason = f"the text has {len(record.text):,} characters, more than the {longest:,} that are scored"
        return Rejected(str(path), 0, reason, record.text[: cap("excerpt_chars")])
    return record


def _batches(records: Iterator[tuple[Path, Article | Rejected]], store: Store) -> Iterator[_Batch]:
    """Groups records and leaves out the articles that are stored already, or stand in an earlier batch."""
    engine = engine_stamp()
    under_way: dict[str, str] = {}
    while group := list(islice(records, cap("batch_articles"))):
        articles = [record for _, record in group if isinstance(record, Article)]
        known = store.known([article.identity for article in articles])
        batch = _Batch(group[-1][0])
        batch.rejected = [record for _, record in group if isinstance(record, Rejected)]
        unchanged = 0
        for article in articles:
            identity, fingerprint = article.identity, article.fingerprint
            if under_way.get(identity) == fingerprint or (
                identity not in under_way and known.get(identity) == (fingerprint, engine)
            ):
                unchanged += 1
            else:
                under_way[identity] = fingerprint
                batch.fresh.append(article)
        batch.counts = Report(len(group), len(batch.fresh), unchanged, len(batch.rejected))
        yield batch


def _store(
    store: Store, batch: _Batch, scored: Future[list[ScoredArticle]], total: Report, progress: Progress | None
) -> Report:
    store.write(scored.result(), batch.rejected, engine_stamp())
    counts = batch.counts
    total = replace(
        total,
        read=total.read + counts.read,
        stored=total.stored + counts.stored,
        unchanged=total.unchanged + counts.unchanged,
        rejected=total.rejected + counts.rejected,
    )
    if progress is not None:
        progress(total, batch.path)
    return total
