"""How fast JSON Lines become a store with evidence and sums, beside a user's script that writes its rows with pandas.

    python tests/benchmarks/bench_ingest.py [--runs N] [--articles N] [--profile]

Evenly chosen stories of Reuters-21578 where they are in the cache (python tests/quality/reuters.py --fetch), else the
sample articles. In each run both sides read the same file and write a new SQLite file, one after the other in this
process; the seconds are the processor's, so what else the machine does is not counted. The script reads with pandas,
scores with user_script.py, and writes its rows (article, country, tone, sentences) and no text.
Two processes are held against one by the clock, on the scoring alone and on the whole; that needs two idle cores. What
they could reach on such is told by the processor's seconds, of both together and of the one that also writes.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import corpus
import pandas as pd
import user_script

from dashboard import Article, ingest, open_store
from dashboard.limits import cap
from dashboard.scoring import Finding, score_batch
from dashboard.workers import executor

RUNS = 5
ARTICLES = 3_000
SCORED = 8_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=RUNS, help=f"paired runs (default {RUNS})")
    parser.add_argument("--articles", type=int, default=ARTICLES, help=f"articles a run reads (default {ARTICLES})")
    parser.add_argument("--profile", action="store_true", help="print where our time goes, and no more")
    chosen = parser.parse_args()
    name, every = corpus.records()
    scored = every[:SCORED]
    articles = every[:: max(1, len(every) // chosen.articles)][: chosen.articles]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        size = corpus.write_lines(path, articles)
        if chosen.profile:
            profile(path)
            return
        seconds(time.process_time, lambda: ours(path, 1))  # the first run also loads the tables
        sides = (
            lambda: ours(path, 1),
            lambda: theirs(path, naming_only=False),
            lambda: theirs(path, naming_only=True),
        )
        runs = [[seconds(time.process_time, side) for side in sides] for _ in range(chosen.runs)]
        rate = len(articles) / statistics.median(own for own, *_ in runs)
        print(f"{name}: {len(articles):,} articles, {size / 1e6:.1f} MB of JSON Lines, {len(runs)} paired runs")
        print(f"  one core, JSON Lines to store   {rate:,.0f} articles/s")
        print("  a user's script with to_sql")
        for place, label in ((1, "with VADER for every sentence"), (2, "for those naming a country")):
            ratios = sorted(run[place] / run[0] for run in runs)
            print(
                f"    {label:29} takes {statistics.median(ratios):.1f} times as long "
                f"({ratios[0]:.1f} to {ratios[-1]:.1f})"
            )
        corpus.write_lines(path, scored)
        several(path, scored, chosen.runs)
        corpus.write_lines(path, every)
        gains = sorted(gain(path) for _ in range(3))
        print(f"  the same, {len(every):,} articles {gains[1]:15.2f} times as fast ({gains[0]:.2f} to {gains[-1]:.2f})")


def ours(path: Path, workers: int) -> None:
    """The whole of `worldtone ingest` on a new store."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder, open_store(Path(folder) / "s.db") as store:
        ingest(path, store, workers=workers)


def theirs(path: Path, *, naming_only: bool) -> None:
    """What a user would write, with its rows in one table."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder, sqlite3.connect(Path(folder) / "s.db") as db:
        user_script.tones(pd.read_json(path, lines=True), naming_only=naming_only).to_sql("tones", db, index=False)


def several(path: Path, articles: list[corpus.Record], runs: int) -> None:
    """Two processes beside one, by the clock: scoring alone once they have started, then all of an ingest."""
    made = [Article(one["text"], date.fromisoformat(one["date"][:10]), one["title"]) for one in articles]
    size = cap("articles_at_once")
    batches = [made[first : first + size] for first in range(0, len(made), size)]

    def score(workers: int) -> float:
        with executor(workers) as pool:
            for warm in [pool.submit(score_batch, batches[place % len(batches)], Finding()) for place in range(8)]:
                warm.result()
            return seconds(
                time.perf_counter,
                lambda: [one.result() for one in [pool.submit(score_batch, batch, Finding()) for batch in batches]],
            )

    print(f"two processes beside one, {len(articles):,} articles, by the clock, {runs} paired runs")
    for label, measure in (
        ("scoring alone", lambda: score(1) / score(2)),
        ("JSON Lines to store", lambda: gain(path)),
    ):
        gains = sorted(measure() for _ in range(runs))
        print(f"  {label:31} {statistics.median(gains):.2f} times as fast ({gains[0]:.2f} to {gains[-1]:.2f})")
    alone, writer, other = (statistics.median(times) for times in zip(*(spent(path) for _ in range(runs)), strict=True))
    print(
        f"  processor's seconds: {(writer + other) / alone:.2f} times those of one process, "
        f"{writer / alone:.2f} times in the one that writes"
    )


def gain(path: Path) -> float:
    """How many times as fast two processes store a file as one does, by the clock."""
    return seconds(time.perf_counter, lambda: ours(path, 1)) / seconds(time.perf_counter, lambda: ours(path, 2))


def spent(path: Path) -> tuple[float, float, float]:
    """Processor's seconds of an ingest in one process; and in two, of the one that writes, of the other."""
    alone = seconds(time.process_time, lambda: ours(path, 1))
    before = beside()
    writer = seconds(time.process_time, lambda: ours(path, 2))
    return alone, writer, beside() - before


def beside() -> float:
    """Processor's seconds of all processes that were started here and have ended."""
    used = os.times()
    return used.children_user + used.children_system


def profile(path: Path) -> None:
    """Where an ingest in one process spends its time."""
    ours(path, 1)
    profiler = cProfile.Profile()
    profiler.runcall(ours, path, 1)
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(60)


def seconds(clock: Callable[[], float], work: Callable[[], object]) -> float:
    start = clock()
    work()
    return clock() - start


if __name__ == "__main__":
    main()
