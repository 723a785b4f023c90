"""Makes what the tests of several workers need: many articles, a Dask cluster on this machine, deaths of workers."""

from __future__ import annotations

import json
import os
import random
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from unittest.mock import patch

from distributed import LocalCluster, Status

from dashboard.cluster import pieces
from dashboard.lake.store import LakeStore
from dashboard.limits import cap

_SENTENCES = (
    "Critics condemned Russia over the dam.",
    "Norway won praise for its help.",
    "The minister of Peru welcomed the deal.",
    "Protesters in France blamed the government for the delay.",
    "Kenya thanked Japan for the new railway.",
    "Inspectors accused Chad of a cover-up, and lauded Ghana.",
)


def write_articles(folder: Path, number: int, *, files: int = 1, filler: int = 0) -> None:
    """So many articles as JSON Lines, the same at every call, all with addresses of their own."""
    chance = random.Random(number)
    folder.mkdir(parents=True, exist_ok=True)
    for place in range(files):
        with (folder / f"{place:03}.jsonl").open("w", encoding="utf-8") as file:
            for key in range(place, number, files):
                text = " ".join(chance.choices(_SENTENCES, k=3)) + f" It was report {key}." + " So it went on." * filler
                record = {
                    "title": f"Report {key}",
                    "text": text,
                    "date": f"2024-{key % 6 + 1:02}-{key % 28 + 1:02}",
                    "source": f"Outlet {key % 7}",
                    "url": f"https://news.test/{key}",
                }
                file.write(json.dumps(record) + "\n")


@contextmanager
def dask_cluster(workers: int) -> Iterator[LocalCluster]:
    """A scheduler and worker processes on loopback, each with a nanny that starts a new one when it dies."""
    quiet = 50  # deaths are on purpose
    with LocalCluster(
        n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=quiet
    ) as cluster:
        yield cluster


def engine_of(cluster: LocalCluster) -> str:
    """The address for --engine."""
    return cluster.scheduler_address.replace("tcp://", "dask://")


@contextmanager
def deaths(cluster: LocalCluster, number: int, seed: int, longest: float) -> Iterator[list[int]]:
    """Kills a worker process, so many times, at random moments while this lasts; gives those that were killed.

    Between two deaths lie `longest` seconds at most.
    """
    killed: list[int] = []
    over = threading.Event()
    chance = random.Random(seed)

    workers = len(cluster.workers)

    def kill() -> None:
        while len(killed) < number and not over.wait(chance.uniform(0.0, longest)):
            # Of a worker that dies while it starts, its nanny starts no other; the cluster is to start one then.
            cluster.scale(workers)
            running = [nanny for nanny in cluster.workers.values() if nanny.status == Status.running]
            alive = [nanny.pid for nanny in running if nanny.pid and nanny.pid not in killed]
            if alive:
                pid = chance.choice(alive)
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    killed.append(pid)
        while not over.wait(1.0):
            cluster.scale(workers)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield killed
    finally:
        over.set()
        killer.join()


@contextmanager
def small_pieces(size: int) -> Iterator[None]:
    """Cuts files into pieces of so many bytes while this lasts."""

    def smaller(name: str) -> int:
        return size if name == "piece_bytes" else cap(name)

    with patch.object(pieces, "cap", smaller):
        yield


def times_each(lake: LakeStore) -> Counter[int]:
    """How many articles lie in how many rows of a lake's table, and so how often they were added."""
    rows = lake.tables.articles().to_pyarrow_table(columns=["identity"]).column("identity").to_pylist()
    return Counter(Counter(rows).values())
