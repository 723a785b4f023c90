"""What finding near-copies costs at ingest: python tests/benchmarks/bench_stories.py (or make bench).

Prints ratios of processor time, with the search for copies to without it, each the middle of several turns in which
both take place: the ingest of the sample articles; and of a month of news at 300 articles a day, made of the sample's
sentences with their pairs of words in an order that chance gives, so that they are as unlike each other as news is.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from unittest.mock import patch

from dashboard import ingest as ingest_paths
from dashboard.ingest import engine_stamp, score_article
from dashboard.limits import cap
from dashboard.resources import data_dir
from dashboard.sources import read
from dashboard.sources.options import ReadOptions
from dashboard.store import Store, open_store
from dashboard.stories import keys
from dashboard.types import Article

TURNS = 5
DAYS, A_DAY = 30, 300


class _NoStories:
    """Stands in for the store's stories, and does nothing."""

    def __init__(self, _: object) -> None: ...

    def touch(self, _: Iterable[int]) -> None: ...

    def leave(self, _: Sequence[int]) -> None: ...

    def join(self, _: Sequence[object]) -> None: ...

    def refresh(self) -> None: ...


def seconds(work: Callable[[Store], object], *, stories: bool) -> float:
    """Processor seconds of some work on an empty store."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as patches, open_store(Path(folder) / "b") as store:
        if not stories:
            patches.enter_context(patch("dashboard.store.writing.Stories", _NoStories))
            patches.enter_context(patch("dashboard.scoring.keys", lambda _: ()))
        started = time.process_time()
        work(store)
        return time.process_time() - started


def ratio(work: Callable[[Store], object], turns: int = TURNS) -> float:
    """How many times as long it takes with stories."""
    return median(seconds(work, stories=True) / seconds(work, stories=False) for _ in range(turns))


def made_up() -> list[Article]:
    """A month of articles of six shuffled sentences each, in order of days, as an archive comes."""
    chance = random.Random(3)
    found = [
        record
        for path in sorted((data_dir() / "sample").glob("*.jsonl"))
        for record in read(path, ReadOptions())
        if isinstance(record, Article)
    ]
    sentences = [sentence for one in found for sentence in one.text.replace("\n", " ").split(". ")]

    def shuffled(sentence: str) -> str:
        words = sentence.split()
        pairs = [" ".join(words[place : place + 2]) for place in range(0, len(words), 2)]
        return " ".join(chance.sample(pairs, len(pairs)))

    return [
        Article(
            ". ".join(map(shuffled, chance.sample(sentences, 6))),
            date(2024, 1, 1) + timedelta(days=day),
            f"Report {day}/{number}",
        )
        for day in range(DAYS)
        for number in range(A_DAY)
    ]


def _write(articles: Sequence[Article], store: Store) -> None:
    """What ingest does with articles that were read, in one process: the store makes their keys."""
    for first in range(0, len(articles), cap("batch_articles")):
        batch = articles[first : first + cap("batch_articles")]
        store.write([score_article(article) for article in batch], (), engine_stamp())


def main() -> None:
    print("times as much processor time, with near-copies found to without")
    print(f"sample articles           {ratio(lambda store: ingest_paths(data_dir() / 'sample', store)):.2f}")
    articles = made_up()
    print(f"{len(articles):,} articles in {DAYS} days {ratio(lambda store: _write(articles, store), 3):.2f}")
    started = time.process_time()
    for article in articles:
        keys(article)
    print(
        f"of which the keys alone   {1e6 * (time.process_time() - started) / len(articles):.0f} microseconds an article"
    )


if __name__ == "__main__":
    main()
