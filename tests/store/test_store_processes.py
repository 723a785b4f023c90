"""Several processes at one store: readers never fail, and a killed writer leaves whole batches only."""

from __future__ import annotations

import multiprocessing as mp
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from store_making import scored, tone

from dashboard.store import open_store
from dashboard.store.ready import ToneColumns, ready
from dashboard.types import Filters, ScoredArticle

SPAWN = mp.get_context("spawn")  # as on every system; nothing is inherited
BATCH = 40


def _batch(number: int, engine: str) -> list[ScoredArticle]:
    # Every third batch replaces the one before it.
    first = (number - (number % 3 == 2)) * BATCH
    return [scored(str(first + n), tone("RUS", n / 50), tone("CHN", -n / 50), text=engine * 100) for n in range(BATCH)]


def _write(path: Path, ready: Any, done: Any, batches: int) -> None:
    with open_store(path) as store:
        ready.wait()
        for number in range(batches):
            store.write(_batch(number, f"e{number % 2}"), [], f"e{number % 2}")
    done.set()


def _read(path: Path, ready: Any, done: Any, results: Any) -> None:
    reads, faults = 0, []
    ready.wait()
    while not done.is_set() or not reads:
        try:
            with open_store(path) as store:  # opens and closes are where locks meet
                cells = sum(cell.n for cell in store.cells(Filters()))
                counted, listed = store.info().articles, store.articles(Filters(), limit=20)
                if cells % (2 * BATCH) or counted % BATCH or len(listed) not in (0, 20):
                    faults.append(f"half a batch: {cells} {counted} {len(listed)}")
                worded = store.count(Filters(words="e0*"))
                paired = sum(cell.n for cell in store.pairs(Filters(countries=("RUS", "CHN"))))
                if worded % (2 * BATCH) or paired % (2 * BATCH):
                    faults.append(f"half a batch: {worded} {paired}")
        except Exception as error:
            faults.append(repr(error))
        reads += 1
    results.put((reads, faults))


def test_readers_never_fail_while_one_writes(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    open_store(path).close()
    readers, batches = 3, 60
    ready, done, results = SPAWN.Barrier(readers + 1), SPAWN.Event(), SPAWN.Queue()
    processes = [SPAWN.Process(target=_write, args=(path, ready, done, batches))]
    processes += [SPAWN.Process(target=_read, args=(path, ready, done, results)) for _ in range(readers)]
    for process in processes:
        process.start()
    found = [results.get(timeout=120) for _ in range(readers)]
    for process in processes:
        process.join()
    assert [faults for _, faults in found if faults] == []
    assert all(reads > 1 for reads, _ in found)
    with open_store(path) as store:
        assert store.info().articles == BATCH * batches * 2 // 3
        assert store.verify() == []


def _open_and_write(path: Path, ready: Any, number: int) -> None:
    ready.wait()
    with open_store(path) as store:
        store.write([scored(f"{number}-{n}", tone("RUS")) for n in range(5)], [], "e")


def test_processes_may_all_make_the_store_at_once(tmp_path: Path) -> None:
    path = tmp_path / "new" / "store.sqlite"
    ready = SPAWN.Barrier(5)
    processes = [SPAWN.Process(target=_open_and_write, args=(path, ready, n)) for n in range(5)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 5
    with open_store(path) as store:
        assert store.info().articles == 25
        assert store.verify() == []


_ENDLESS = """
import sys
sys.path.insert(0, sys.argv[2])
from store_making import scored, tone
from dashboard.store import open_store
store, run = open_store(sys.argv[1]), sys.argv[3]
for batch in range(100_000):
    items = [scored(f"{run}-{batch}-{n}", tone("RUS", n / 900), text="x" * 5_000) for n in range(100)]
    store.write(items, [], "e")
    print(batch, flush=True)
"""


def test_a_writer_killed_at_any_moment_leaves_whole_batches(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    stored = 0
    for run, told in enumerate((0, 1, 3, 6, 2)):
        writer = subprocess.Popen(
            [sys.executable, "-c", _ENDLESS, str(path), str(Path(__file__).parent), str(run)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert writer.stdout is not None
        for _ in range(told + 1):
            writer.stdout.readline()
        writer.kill()
        writer.communicate()
        with open_store(path) as store:
            assert store.verify() == []
            count = store.info().articles
            assert count % 100 == 0
            assert count >= stored + 100 * (told + 1)
            assert [cell.n for cell in store.totals(Filters())] == [count]
            stored = count


class _Deadly(tuple[ToneColumns, ...]):
    """An article's rows that kill the process when they are about to be written."""

    __slots__ = ()

    def __iter__(self) -> Iterator[ToneColumns]:
        os.kill(os.getpid(), signal.SIGKILL)
        return super().__iter__()


def _die_within_a_batch(path: Path) -> None:
    batch = [scored(f"new-{n}", tone("RUS"), text="y" * 100_000) for n in range(300)]  # more than memory keeps
    batch += [scored(f"old-{n}", tone("CHN"), text="changed") for n in range(50)]
    last = ready(scored("last", tone("RUS")))
    deadly = replace(last, scores=last.scores._replace(tones=_Deadly(last.scores.tones)))
    with open_store(path) as store:
        store.write_ready([*map(ready, batch), deadly], [], "e2")


@pytest.mark.parametrize("readers_first", [True, False])
def test_a_writer_killed_within_a_batch_leaves_the_store_as_it_was(tmp_path: Path, readers_first: bool) -> None:
    path = tmp_path / "store.sqlite"
    with open_store(path) as store:
        store.write([scored(f"old-{n}", tone("RUS", n / 100)) for n in range(50)], [], "e1")
        before = (store.info(), store.cells(Filters()))
    watching = open_store(path) if readers_first else None
    writer = SPAWN.Process(target=_die_within_a_batch, args=(path,))
    writer.start()
    writer.join()
    assert writer.exitcode == -signal.SIGKILL
    assert path.with_name(path.name + "-wal").stat().st_size > 1_000_000  # so much of the batch was on disk
    with watching or open_store(path) as store:
        assert (store.info(), store.cells(Filters())) == before
        assert store.verify() == []
        store.write([scored("after", tone("USA"))], [], "e1")
        assert store.info().articles == 51
