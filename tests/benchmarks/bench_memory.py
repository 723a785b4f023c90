"""How much memory an ingest takes, and whether it grows with the number of articles; needs Linux's /proc.

    python tests/benchmarks/bench_memory.py [--articles N] [--workers N]

The corpus (Reuters-21578, else the sample) over and over as JSON Lines, each round with other addresses, another first
line and later days, so that articles are copies of each other only within a round. A `worldtone ingest` of its own
reads them; its peak of resident memory, and that of its largest scoring process, are told at an eighth, a quarter, half
and all of the articles.
"""

from __future__ import annotations

import argparse
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import corpus

MARKS = (8, 4, 2, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=40_000, help="articles in all (default 40000)")
    parser.add_argument("--workers", type=int, default=2, help="scoring processes (default 2)")
    chosen = parser.parse_args()
    name, records = corpus.records()
    with tempfile.TemporaryDirectory() as folder:
        lines, store = Path(folder) / "a.jsonl", Path(folder) / "s.db"
        size = corpus.write_lines(lines, corpus.repeated(records, chosen.articles))
        print(f"{name}, {chosen.articles:,} articles, {size / 1e6:,.0f} MB of JSON Lines, {chosen.workers} processes")
        command = ["-m", "dashboard", "ingest", str(lines), "--store", str(store), "--workers", str(chosen.workers)]
        started = time.monotonic()
        with subprocess.Popen(
            [sys.executable, *command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            watch(process, store, [chosen.articles // mark for mark in MARKS])
            print(f"  {(process.communicate()[0] or '').strip()}")
        took = time.monotonic() - started
        stored = store.stat().st_size / 1e6
        print(f"  {took:,.0f} s, {chosen.articles / took:,.0f} articles/s by the clock; the store has {stored:,.0f} MB")
        if process.returncode:
            sys.exit(1)


def watch(process: subprocess.Popen[str], store: Path, marks: list[int]) -> None:
    """Prints the peaks so far whenever one more of the marks is stored, and at the end."""
    own = largest = 0.0
    left = list(marks)
    while process.poll() is None:
        own = max(own, peak(process.pid))
        largest = max([largest, *map(peak, children(process.pid))])
        if len(left) > 1 and stored(store) >= left[0]:
            tell(left.pop(0), own, largest)
        time.sleep(0.5)
    tell(marks[-1], own, largest)


def tell(articles: int, own: float, largest: float) -> None:
    print(f"  at {articles:9,} articles: parent {own:5.0f} MB at most, largest worker {largest:5.0f} MB", flush=True)


def stored(store: Path) -> int:
    try:
        with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as db:
            return int(db.execute("SELECT COALESCE(MAX(id), 0) FROM articles").fetchone()[0])
    except sqlite3.Error:
        return 0


def peak(number: int) -> float:
    """The most memory that a process held so far, in MB; 0 for one that ended."""
    try:
        status = Path(f"/proc/{number}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1e3 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


def children(number: int) -> list[int]:
    try:
        found = Path(f"/proc/{number}/task").glob("*/children")
        return [int(child) for path in found for child in path.read_text(encoding="ascii").split()]
    except OSError:
        return []


if __name__ == "__main__":
    main()
