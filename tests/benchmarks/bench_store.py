"""What the store's answers take at a million (article, country) rows and more: milliseconds, sizes on disk, growth.

    python tests/benchmarks/bench_store.py [--rows N …] [--keep FOLDER]

The rows are made up, ten years of them (made_store.py). Each page is opened by a test client, several times over; every
question that it asks the store is timed. Then 10,000 articles are ingested into the store, and once more. Without
--rows: 100,000 and 1,000,000; `make bench-large` takes 1 and 10 million, some 12 GB of disk and a quarter of an hour.
Seconds are those of the asking thread, which a busy machine does not lengthen, and of the clock where it says so.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import corpus
from bench_pages import ask
from made_store import make_store
from page_calls import drawing, visit

from dashboard import Article, ingest, open_store
from dashboard.ingest import ingest_articles
from dashboard.limits import LIMITS, Limit
from dashboard.types import Filters
from dashboard.web.app import create_app

RUNS = 5
KNOWN = 10_000
CHARTS = (
    *("cells", "cells_by_month", "totals", "span", "cells_by_source", "totals_by_source", "twins", "pairs"),
    *("histogram", "count", "count_outlets"),
)
NAMES = ("sources", "countries", "outlet_countries", "notes", "info")
YEAR, MONTH = "from=2023-01-01&to=2023-12-31", "from=2024-03-05&to=2024-04-04"
ADDRESSES = {
    "Overview, all ten years": "/",
    "Overview, one year": f"/?{YEAR}",
    "Overview, a month of odd days": f"/?{MONTH}",
    "Overview, 8 countries, salient": "/?c=RUS.UKR.CHN.USA.IRN.ISR.FRA.DEU&salient=1",
    "Overview, by day, first copies": f"/?c=RUS.UKR&by=day&copies=first&{YEAR}",
    "Overview, outlets of a country": f"/?c=RUS.UKR&from-country=AFG&{YEAR}",
    "Overview, one group": "/?group=NATO",
    "Overview, less each outlet's own": f"/?baseline=outlet&{YEAR}",
    "Country, all ten years": "/country/RUS",
    "Country, one year": f"/country/RUS?{YEAR}",
    "Compare, countries": "/compare?c=RUS.UKR.CHN",
    "Compare, outlets": f"/compare?mode=outlets&c=RUS&{YEAR}",
    "Relations, all ten years": "/relations",
    "Relations, one year": f"/relations?{YEAR}",
    "Overview, a rare word": "/?words=grain",
    "Overview, a common word": "/?words=war",
}


class Timed:
    """A store whose every answer is timed: under the page that asks, and the method's name."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self.page = ""
        self.taken: defaultdict[tuple[str, str, str], list[tuple[float, float]]] = defaultdict(list)

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)
        if not callable(method):
            return method

        def timed(*arguments: Any, **named: Any) -> Any:
            began, worked = time.perf_counter(), time.thread_time()
            answer = method(*arguments, **named)
            took = 1000 * (time.thread_time() - worked), 1000 * (time.perf_counter() - began)
            asked = "" if name in ("known", "write_ready", "locate") else repr((arguments, named))
            self.taken[self.page, name, asked].append(took)
            return answer

        return timed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000], help="rows of each store")
    parser.add_argument("--keep", type=Path, help="a folder in which stores are kept, and found the next time")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"how often each page is opened (default {RUNS})")
    parser.add_argument("--all", action="store_true", help="print every question, not only the slowest of each page")
    chosen = parser.parse_args()
    found: dict[int, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for rows in chosen.rows:
            path = (chosen.keep or Path(folder)) / f"{rows}.db"
            if not path.exists():
                started = time.perf_counter()
                rows_made = make_store(path, rows)
                print(f"{rows_made:,} rows made in {time.perf_counter() - started:.0f} s")
            found[rows] = measured(path, chosen.runs, all_questions=chosen.all)
            sizes(path)
            if chosen.keep is None:
                path.unlink()
    if len(found) > 1:
        growth(found)


def measured(path: Path, runs: int, *, all_questions: bool) -> dict[str, float]:
    """Prints the milliseconds of every page's questions, and of 10,000 articles; gives what growth is told of."""
    with open_store(path) as store:
        timed = Timed(store)
        print(f"\n{path.name}: {sum(number for _, number in store.countries()):,} (article, country) rows")
        pages(timed, runs)
        figures = questions(timed, all_questions=all_questions) | lists(timed) | known_again(timed)
    return figures


def pages(timed: Timed, runs: int) -> None:
    """Opens every page, as a browser does: its layout, and all callbacks that fire by themselves."""
    LIMITS["kept_bytes"] = Limit(0, "bytes", "every answer is made anew here")
    client = create_app(timed).server.test_client()  # type: ignore[arg-type]
    callbacks = drawing(client)
    for page, address in ADDRESSES.items():
        timed.page = ""
        calls = visit(client, callbacks, address).calls
        timed.page = page
        for call in calls * runs:
            ask(client, call)


def questions(timed: Timed, *, all_questions: bool) -> dict[str, float]:
    """Prints, for each page, its slowest questions; gives the p95 of each page's charts."""
    figures = {}
    print("  ms of work (by the clock), slowest of the runs, for each page's slowest questions to the store")
    for page in ADDRESSES:
        asked = {
            (name, what): max(taken) for (of, name, what), taken in timed.taken.items() if of == page and name in CHARTS
        }
        slowest = sorted(asked.items(), key=lambda one: -one[1][0])
        words = ", ".join(f"{name} {work:.0f} ({clock:.0f})" for (name, _), (work, clock) in slowest[:3])
        print(f"  {page:34} {len(asked):2} questions: {words}")
        if all_questions:
            for (name, what), (work, _) in slowest:
                print(f"      {work:8.1f} {name} {what[:180]}")
        figures[page] = slowest[0][1][0] if slowest else 0.0
    for label, kinds in (("charts, without words", CHARTS), ("lists of names", NAMES)):
        works = [
            work
            for (page, name, _), taken in timed.taken.items()
            if name in kinds and "word" not in page
            for work, _ in taken
        ]
        figures[f"p95 of {label}"] = percentile(works)
        within = sum(work < 50 for work in works) / len(works)
        print(f"  p95 of {label:26} {percentile(works):7.1f} ms of work; {within:.1%} of {len(works):,} below 50 ms")
    return figures


def lists(timed: Timed) -> dict[str, float]:
    """Prints what the 50 newest articles take, for all, one and twelve countries."""
    figures = {}
    twelve = ("RUS", "UKR", "CHN", "USA", "IRN", "ISR", "FRA", "DEU", "GBR", "JPN", "AFG", "ZWE")
    for label, filters, order in (
        ("50 newest of all", Filters(), "newest"),
        ("50 newest of one country", Filters(("RUS",)), "newest"),
        ("50 newest of 12, salient", Filters(twelve, salient=True), "newest"),
        ("50 newest, first copies", Filters(("RUS",), copies="first"), "newest"),
        ("50 most negative of one, one year", Filters(("RUS",), date(2023, 1, 1), date(2023, 12, 31)), "lowest"),
        ("50 most negative of one, ever", Filters(("RUS",)), "lowest"),
    ):
        timed.page = label
        for _ in range(RUNS):
            timed.articles(filters, limit=50, order=order)
        works = [work for (page, _, _), taken in timed.taken.items() if page == label for work, _ in taken]
        figures[label] = statistics.median(works)
        print(f"  {label:34} {figures[label]:7.1f} ms of work")
    return figures


def known_again(timed: Timed) -> dict[str, float]:
    """Prints what 10,000 articles take the store: new ones, then the same once more."""
    _, records = corpus.records()
    once = time.time_ns()  # so that they are new to a store that was kept, too
    made = [
        Article(one["text"], date(2024, 6, 1 + place % 28), one["title"], one.get("source", ""), f"{one['url']}&{once}")
        for place, one in enumerate(corpus.repeated(records, KNOWN))
    ]
    figures = {}
    for label in ("10,000 new articles", "10,000 known articles"):
        timed.page = label
        ingest_articles(((Path("corpus"), one) for one in made), timed, counted_as="corpus")  # type: ignore[arg-type]
        its = [taken for (page, _, _), taken in timed.taken.items() if page == label]
        works, clocks = ([one[place] for taken in its for one in taken] for place in (0, 1))
        figures[label] = sum(works)
        print(f"  {label:34} {sum(works) / 1000:7.2f} s of work in the store, {sum(clocks) / 1000:.2f} s by the clock")
    return figures


def sizes(path: Path) -> None:
    """Prints what a million rows take on disk: of the made-up store, and of a real ingest of the corpus."""
    print(
        f"  on disk, made up: {_bytes_a_million(path):,.0f} MB a million rows, short texts, without evidence and keys"
    )
    if path.stat().st_size > 1 << 30:
        return
    name, records = corpus.records()
    with tempfile.TemporaryDirectory() as folder:
        real = Path(folder) / "real.db"
        corpus.write_lines(Path(folder) / "c.jsonl", records[:5_000])
        with open_store(real) as store:
            ingest(Path(folder) / "c.jsonl", store)
        characters = sum(len(one["text"]) for one in records[:5_000]) / len(records[:5_000])
        print(
            f"  on disk, {name}: {_bytes_a_million(real):,.0f} MB a million rows, {real.stat().st_size / 5_000:,.0f} "
            f"bytes an article of {characters:,.0f} characters, all included"
        )


def _bytes_a_million(path: Path) -> float:
    """Megabytes on disk for a million rows of tones."""
    with open_store(path) as store:
        rows = sum(number for _, number in store.countries())
    return path.stat().st_size / rows


def growth(found: dict[int, dict[str, float]]) -> None:
    """Prints how each figure grows from the smallest store to the largest."""
    few, many = min(found), max(found)
    print(f"\ngrowth from {few:,} to {many:,} rows ({many / few:.0f} times as many)")
    for label, before in found[few].items():
        after = found[many][label]
        times = after / before if before else 1.0
        share = times / (many / few)
        slope = "less than linear" if share < 0.5 else "linear" if share < 1.5 else "more than linear"
        word = "flat" if times < 1.5 else "log" if times < 3 else slope
        print(f"  {label:36} {before:9.1f} to {after:9.1f} ms: {times:5.1f} times, {word}")


def percentile(values: list[float], share: float = 0.95) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


if __name__ == "__main__":
    main()
