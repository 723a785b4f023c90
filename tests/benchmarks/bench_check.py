"""What the check of a whole store takes that `serve` makes beside its pages, and what pages notice of it.

    python tests/benchmarks/bench_check.py [--articles N …]

Stores of several sizes (Reuters-21578, else the sample, over and over; 4,000 and 16,000 articles). Of each: seconds of
processor time by part, in this process, and the share of the longest, during which one state of the store is held. Of
the last: the calls of all pages, by the clock, in turns while a check runs in its own process and while none does.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import corpus
from bench_pages import ask

from dashboard import ingest, open_store
from dashboard.limits import LIMITS, Limit
from dashboard.store.beside import Word, check_beside
from dashboard.store.verify import parts as all_parts
from dashboard.web.app import create_app
from dashboard.web.checking import Checking

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "load"))
from page_calls import ADDRESSES, Call, visits

TURNS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[4_000, 16_000])
    name, records = corpus.records()
    print(name)
    with tempfile.TemporaryDirectory() as folder:
        for number in parser.parse_args().articles:
            lines, path = Path(folder) / "a.jsonl", Path(folder) / f"{number}.db"
            corpus.write_lines(lines, backward(records, number))
            with open_store(path) as store:
                ingest(lines, store)
                stored = store.info().articles
            parts(path, stored)
        pages(path)


def backward(records: list[corpus.Record], number: int) -> Iterator[corpus.Record]:
    """The corpus over and over, each round of days before the last: a day to come is no article's."""
    last = date.fromisoformat(records[-1]["date"][:10]).toordinal()
    for one in corpus.repeated(records, number):
        yield one | {"date": str(date.fromordinal(2 * last - date.fromisoformat(one["date"][:10]).toordinal()))}


def parts(path: Path, articles: int) -> None:
    """Prints what each part of the check takes."""
    taken: defaultdict[str, float] = defaultdict(float)
    held, names, shares = 0.0, [part.words for part in all_parts()], [0.0]
    last = time.process_time()

    def tell(word: Word) -> None:
        nonlocal held, last
        now = time.process_time()
        if names and not word.ended and word.share > shares[-1]:
            taken[names.pop(0)] += now - last
            held, last = max(held, now - last), now
            shares.append(word.share)
        assert not word.problems, word.problems
        assert not word.failure, word.failure

    check_beside(path, tell)
    total = sum(taken.values())
    print(f"{articles:,} articles, {path.stat().st_size / 1e6:,.0f} MB: {total:.1f} s of processor time,", end=" ")
    print(f"{1e6 * total / articles / 60:.0f} minutes a million; longest part {held / total:.0%}")
    print("  " + "; ".join(f"{words} {seconds / total:.0%}" for words, seconds in taken.items()))


def pages(path: Path) -> None:
    """Prints what calls take by the clock with a check beside them, and without."""
    LIMITS["kept_bytes"] = Limit(0, "bytes", "every answer is made anew here")
    with open_store(path) as store:
        client = create_app(store).server.test_client()
        calls = [call for one in visits(store, ADDRESSES) for call in one.calls]
        for call in calls:
            ask(client, call)
        without: dict[Call, list[float]] = defaultdict(list)
        beside: dict[Call, list[float]] = defaultdict(list)
        for _ in range(TURNS):
            once(client, calls, without)
            checking = Checking(path, print, calm=0)
            checking.start()
            while checking.seen().word.share == 0.0:
                time.sleep(0.01)
            once(client, calls, beside)
            ended = checking.seen().word.ended
            checking.stop()
            print("  the check ended before the pages" if ended else "  the check outlasted the pages")
    ratio = statistics.median(statistics.median(beside[call]) / statistics.median(without[call]) for call in calls)
    print(f"the {len(calls)} calls of all pages beside a check: {ratio:.2f} times as long by the clock (median)")
    for name, found in (("without", without), ("beside", beside)):
        times = sorted(1000 * one for several in found.values() for one in several)
        print(f"  {name}: median {statistics.median(times):.1f} ms, p95 {times[int(0.95 * len(times))]:.0f} ms")


def once(client: Any, calls: list[Call], taken: dict[Call, list[float]]) -> None:
    for call in calls:
        began = time.perf_counter()
        ask(client, call)
        taken[call].append(time.perf_counter() - began)


if __name__ == "__main__":
    main()
