"""Ingests malformed files of many kinds, each with its own costs, and looks at what became of every record.

python tests/torture/malformed.py [CASES [SEED]]: so many of each kind
"""

from __future__ import annotations

import json
import os
import random
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import forked
from corpus import write_corpus
from kinds import KINDS

from dashboard import ingest, open_store
from dashboard.sources.clean import file_name
from dashboard.store.protocol import Store

MOST_SECONDS, MOST_MEGABYTES = 2.0, 256
TRIES = (
    4  # of a case above these seconds: on a machine that does much else, the same work takes up to three times as long
)
TOGETHER = 25  # cases in one child: a new one for each would cost more than the cases
DEAR = {"gigabyte line": 10}  # of this kind one in so many is made: each reads 1 GiB


@dataclass(slots=True)
class Found:
    """What came of the cases: how many, their records, the dearest, and failures in words."""

    cases: int = 0
    read: int = 0
    stored: int = 0
    unchanged: int = 0
    rejected: int = 0
    slowest: tuple[float, str] = (0.0, "")
    largest: tuple[float, str] = (0.0, "")
    failures: list[str] = field(default_factory=list)

    def add(self, name: str, case: dict[str, float]) -> None:
        self.cases += 1
        self.read += int(case["read"])
        self.stored += int(case["stored"])
        self.unchanged += int(case["unchanged"])
        self.rejected += int(case["rejected"])
        self.slowest = max(self.slowest, (case["seconds"], name))
        self.largest = max(self.largest, (case["megabytes"], name))
        if case["seconds"] > MOST_SECONDS or case["megabytes"] > MOST_MEGABYTES:
            self.failures.append(f"{name}: {case['seconds']:.2f} s, {case['megabytes']:.0f} MB")


def torture(cases: int, seed: int) -> Found:
    """Makes and ingests so many files of each kind."""
    found = Found()
    for kind in KINDS:
        number = max(1, cases // DEAR.get(kind, 1))
        for first in range(0, number, TOGETHER):
            numbers = range(first, min(first + TOGETHER, number))
            ended = forked.run(lambda numbers=numbers, kind=kind: _limited(kind, numbers, seed))
            done = 0
            for line in ended.said.splitlines():
                if line.startswith('{"case":'):
                    case = _at_best(json.loads(line), kind, seed)
                    found.add(f"{kind}, case {case['case']}", case)
                    done += 1
                elif line.strip():
                    found.failures.append(f"{kind}: said {line[:400]}")
            if ended.status or done != len(numbers):
                found.failures.append(
                    f"{kind}: the child ended with {ended.status} after {done} of {len(numbers)} cases"
                )
    return found


def _at_best(case: dict[str, float], kind: str, seed: int) -> dict[str, float]:
    """The case with its seconds; where they were too many, the fewest of some more tries."""
    for _ in range(TRIES - 1):
        if case["seconds"] <= MOST_SECONDS:
            break
        number = int(case["case"])
        again = forked.run(lambda number=number: _some(kind, range(number, number + 1), seed)).said
        lines = [line for line in again.splitlines() if line.startswith('{"case":')]
        case = min(case, *map(json.loads, lines), key=lambda one: one["seconds"])
    return case


def _limited(kind: str, numbers: range, seed: int) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (300, 300))  # whatever hangs is ended
    return _some(kind, numbers, seed)


def _some(kind: str, numbers: range, seed: int) -> int:
    """Ingests some files of a kind in this process, and prints what became of each."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "s.db") as store:
        for number in numbers:
            place = Path(folder) / str(number)
            place.mkdir()
            path = KINDS[kind](random.Random(f"{kind} {number} {seed}"), place)
            for problem in _ingested(path, store, number):
                print(f"case {number}: {problem}")
        for problem in store.verify():
            print(problem)
    return 0


def _ingested(path: Path, store: Store, number: int) -> Iterator[str]:
    """Ingests a file, prints its counts and costs, and yields what is wrong with them."""
    before, articles = _at_most(anew=True), store.info().articles
    begun = time.process_time()
    told: list[str] = []
    try:
        report = ingest(path, store, warn=told.append)
    except Exception:
        yield traceback.format_exc().replace("\n", " | ")[-1_500:]
        return
    costs = {"seconds": time.process_time() - begun, "megabytes": _at_most() - before}
    counts = {name: getattr(report, name) for name in ("read", "stored", "unchanged", "rejected")}
    print(json.dumps({"case": number, **counts, **costs}))
    if report.read != report.stored + report.unchanged + report.rejected:
        yield f"the counts do not add up: {report}"
    if not 0 <= store.info().articles - articles <= report.stored:
        yield f"{report.stored} stored, but {store.info().articles - articles} more articles"
    file = file_name(path)
    kept = [record for record in store.rejected(200_000) if record.file.startswith(file)]
    if bool(kept) != bool(report.rejected) or len(kept) > report.rejected:
        yield f"{report.rejected} rejected, but {len(kept)} are listed"
    if any(record.line < 0 or not record.reason.strip() for record in kept):
        yield "a record is rejected without a line or a reason"
    yield from (
        f"a warning names no file: {words[:200]}" for words in told if file not in words and "title" not in words
    )


def _at_most(*, anew: bool = False) -> float:
    """The most memory that this process held, in MiB, since it was asked anew where the system can tell that."""
    try:
        if anew:
            Path("/proc/self/clear_refs").write_text("5", "ascii")
        status = Path("/proc/self/status").read_text("ascii")
        return int(status.split("VmHWM:")[1].split()[0]) / 1024
    except (OSError, IndexError):
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def main(cases: int = 250, seed: int = 1) -> int:
    with tempfile.TemporaryDirectory(dir=_quick()) as folder:
        tempfile.tempdir = folder
        forked.warm(write_corpus(Path(folder) / "corpus", 8), Path(folder) / "warm.db")
        with redirect_stdout(StringIO()):
            for kind in ("bytes changed, book.xlsx", "bytes changed, rows.parquet", "bytes changed, page.html"):
                _some(kind, range(1), seed)  # their libraries are loaded before the forks
        found = torture(cases, seed)
    print(
        f"{len(KINDS)} kinds of malformed files, {found.cases:,} cases: {found.read:,} records read = "
        f"{found.stored:,} stored + {found.unchanged:,} unchanged + {found.rejected:,} rejected with file and reason"
    )
    print(
        f"slowest {found.slowest[0]:.2f} s of processor time ({found.slowest[1]}); "
        f"most memory {found.largest[0]:.0f} MB ({found.largest[1]})"
    )
    print(f"(of a case above {MOST_SECONDS:g} s, the quickest of {TRIES} tries)")
    print(f"failures {len(found.failures)}", *found.failures[:20], sep="\n")
    return int(bool(found.failures))


def _quick() -> str | None:
    """A folder in memory, where there is one: the stores of the cases are thrown away."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
