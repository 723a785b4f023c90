"""Kills ingests at random moments, runs them again to the end, and holds the stores against undisturbed ones.

python tests/torture/crash.py [KILLS [SEED]]
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import closing
from importlib import import_module
from pathlib import Path

import forked
from corpus import write_corpus
from store_rows import all_rows, differences

from dashboard import open_store
from dashboard.limits import LIMITS, Limit
from dashboard.workers import P, Shared, T

BATCH = 8  # articles in a transaction, in place of some hundred: many commits within a short run
_STARTING = 3.0  # seconds that workers may need for their imports
_STORES_A_KILL = 10  # stores begun anew for a kill that always comes too late, before that is a failure
MOST_KILLS = 5  # of one store, before it is let run to the end
# Started anew, the program spends most of its time on its imports; so only some of the kills are of such a process.
_WHOLE = f"""
import sys
from dashboard.limits import LIMITS, Limit
LIMITS["batch_articles"] = Limit({BATCH}, "", "")
from dashboard.cli import main
sys.argv = ["worldtone", *sys.argv[1:]]
main()
"""


class Waiting(Shared):
    """Waits until the other processes have started: alone, this one would have done so short a run by then."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """See `Shared.submit`."""
        future = super().submit(fn, *args, **kwargs)
        wait(self._starting)
        return future


class Undisturbed:
    """What an ingest stores that nobody kills, and how many seconds it takes."""

    def __init__(self, place: Path, corpus: Path, workers: int = 1) -> None:
        path = place / f"calm-{workers}.db"
        begun = time.monotonic()
        ended = forked.run(forked.command("ingest", str(corpus), "--workers", str(workers), "--store", str(path)))
        self.seconds = time.monotonic() - begun
        self.corpus = corpus
        self.failures = [] if ended.status == 0 else [f"an undisturbed ingest: exit {ended.status}, {ended.said}"]
        self.rows = all_rows(path)


class Crashes:
    """Kills ingests of one corpus, each with so many workers, and counts where the kills fell."""

    def __init__(self, place: Path, calm: Undisturbed, workers: int, seed: int) -> None:
        self._place, self._calm, self._workers, self._lot = place, calm, workers, random.Random(seed)
        self._path = place / "killed.db"
        self._ingest = ("ingest", str(calm.corpus), "--store", str(self._path))
        self._killed = (*self._ingest, "--workers", str(workers))
        self.fell: Counter[str] = Counter()
        self.failures: list[str] = []
        self.stores = 0

    @property
    def kills(self) -> int:
        return sum(self.fell.values())

    def kill(self, number: int, *, whole: bool = False, worker: bool = False) -> None:
        """Kills so many times: ingests in forked processes or whole programs, the parent or one of its workers."""
        until = self.kills + number
        while self.kills < until:
            if self.stores > _STORES_A_KILL * until:
                self.failures.append(f"only {self.kills} of {until} kills came in time")
                return
            self._clear()
            for _ in range(min(self._lot.randint(1, MOST_KILLS), until - self.kills)):
                self._kill_worker() if worker else self._kill_one(whole)
            before = self._state()
            ended = forked.run(forked.command(*self._ingest, "--workers", "1"))
            self.stores += 1
            found = differences(self._calm.rows, all_rows(self._path)) + _problems(self._path)
            if ended.status:
                found.append(f"the run to the end gave {ended.status}: {ended.said[-500:]}")
            self.failures += [f"after kills, from {before}: {one}" for one in found]

    def _kill_one(self, whole: bool) -> None:
        if whole:
            command = [sys.executable, "-c", _WHOLE, *self._killed]
            program = subprocess.Popen(
                command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
            )
            time.sleep(self._lot.uniform(0, 1.5 + self._calm.seconds))
            program.kill()
            group, killed = program.pid, program.wait() == -signal.SIGKILL
        else:
            child = forked.Child(forked.command(*self._killed))
            if self._workers > 1:
                _wait_for_workers(child.pid)
            time.sleep(self._lot.uniform(0, self._calm.seconds * 1.05 + _STARTING * (self._workers > 1)))
            group, killed = child.pid, child.kill()
        if not forked.group_ends(group):
            self.failures.append("workers of a killed ingest were still there after 20 s")
        self._count(killed)

    def _kill_worker(self) -> None:
        child = forked.Child(forked.command(*self._killed))
        _wait_for_workers(child.pid)
        time.sleep(self._lot.uniform(0, self._calm.seconds + _STARTING))
        if workers := _workers(child.pid):
            os.kill(self._lot.choice(workers), signal.SIGKILL)
        ended = child.end()
        if "Traceback" in ended.said or (ended.status and (ended.status != 1 or "run the same" not in ended.said)):
            self.failures.append(f"a killed worker: exit {ended.status}, {ended.said[-500:]}")
        if not forked.group_ends(child.pid):
            self.failures.append("workers were still there 20 s after one of them was killed")
        self._count(ended.status == 1)

    def _count(self, killed: bool) -> None:
        if killed:
            self.fell[self._state()] += 1
        elif self._state() == "all batches stored":  # it was quicker than the kill: begin anew
            self._clear()

    def _state(self) -> str:
        """How far the store has come, looked at without changing it: the next run must find the crash as it was."""
        if not self._path.exists():
            return "before the store was there"
        copy = self._place / "looked-at.db"
        for tail in ("", "-wal"):
            copy.with_name(copy.name + tail).unlink(missing_ok=True)
            if (file := self._path.with_name(self._path.name + tail)).exists():
                copy.with_name(copy.name + tail).write_bytes(file.read_bytes())
        with open_store(copy) as store:
            info = store.info()
        if not info.articles:
            return "before the first batch"
        return (
            "all batches stored" if info.articles == len(self._calm.rows["articles"]) else "between or within batches"
        )

    def _clear(self) -> None:
        for tail in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + tail).unlink(missing_ok=True)


def _wait_for_workers(parent: int) -> None:
    """Waits until an ingest has started scoring processes, or has ended."""
    until = time.monotonic() + 60
    while not _workers(parent) and time.monotonic() < until:
        if os.waitid(os.P_PID, parent, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
            return
        time.sleep(0.02)


def _workers(parent: int) -> list[int]:
    """The scoring processes of an ingest: those in its group that run what multiprocessing spawns."""
    whole = ["ps", "-A", "-ww", "-o", "pid=,ppid=,args="]  # -ww: lines are not cut to the width of a terminal
    listed = subprocess.run(whole, capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()]
    return [int(row[0]) for row in rows if row[1:2] == [str(parent)] and "spawn_main" in row[2]]


def _problems(path: Path) -> list[str]:
    with closing(open_store(path)) as store:
        return store.verify()


def _told(crashes: Crashes, words: str) -> Iterator[str]:
    fell = ", ".join(f"{number:,} {where}" for where, number in crashes.fell.most_common())
    yield f"{words}: {crashes.kills:,} kills of {crashes.stores:,} stores ({fell}); failures {len(crashes.failures)}"
    yield from crashes.failures[:10]


def main(kills: int = 1_000, seed: int = 1) -> int:
    LIMITS["batch_articles"] = Limit(BATCH, "articles", "many commits in a short run")
    vars(import_module("dashboard.ingest"))["Shared"] = Waiting
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        corpus = write_corpus(place / "corpus", 60 if kills >= 1_000 else 30)
        forked.warm(corpus, place / "warm.db")
        calm = Undisturbed(place, corpus)
        several = kills // 50 or 1
        every = []
        for words, workers, number, how in (
            ("one process", 1, kills - 3 * several, {}),
            ("the program from its start", 1, several, {"whole": True}),
            ("two workers, the parent killed", 2, several, {}),
            ("two workers, one of them killed", 2, several, {"worker": True}),
        ):
            crashes = Crashes(place, calm, workers, seed)
            crashes.kill(number, **how)
            print(*_told(crashes, f"kill -9, {words}"), sep="\n", flush=True)
            every.append(crashes)
        failures = [*calm.failures, *(failure for one in every for failure in one.failures)]
        if kills >= 1_000:
            failures += differences(calm.rows, Undisturbed(place, corpus, workers=2).rows)
        print(f"in all {sum(one.kills for one in every):,} kills, {len(failures)} failures")
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
