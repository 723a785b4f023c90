"""Spreads an ingest into a lake over workers, and gathers what became of it."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from dashboard.cluster.engine import Engine
from dashboard.cluster.pieces import Piece, pieces_of
from dashboard.cluster.work import Done, Task, run_piece
from dashboard.ingest import Finding, Progress, ReadOptions, engine_stamp
from dashboard.lake.store import LakeStore
from dashboard.sources import walk
from dashboard.types import Rejected, Report
from dashboard.workers import told_of_death

_IN_FLIGHT = 2  # pieces for each worker, one being done while the next one waits
_QUIET = 15.0  # seconds in which no piece was done, before it is asked whether there are workers, and what they do
_TRIES = 20  # of a piece whose worker dies; Dask itself gives up after the third


def ingest_into_lake(
    paths: Iterable[Path],
    store: LakeStore,
    engine: Engine,
    *,
    options: ReadOptions,
    finding: Finding,
    progress: Progress | None = None,
    warn: Callable[[str], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Report:
    """Reads files and folders and stores their articles with scores, as `dashboard.ingest.ingest` does.

    The workers read, score and append by themselves. Of an article that comes several times the last one counts, and
    each that was not stored when the run began is counted as stored. Raises StoreError where the lake cannot be
    written, ChildProcessError where a process here was killed, or a worker elsewhere again and again over one piece;
    what was stored until then stays, and a rerun adds the rest.
    """
    total, files = Report(), list[Path]()
    for found in walk(paths):
        if isinstance(found, Rejected):
            store.write_rejected([found], [found.file])
            total += Report(1, rejected=1)
        elif not _within(found, store):
            files.append(found.absolute() if engine.elsewhere else found)
    tables = store.tables
    task = Task(
        lake=store.address,
        version=tables.articles().version(),
        run=uuid.uuid4().hex,
        options=options,
        finding=finding,
        engine=engine_stamp(finding),
        places=store.tables.places(),
    )
    pieces = list(pieces_of(files))
    rooms = [piece.room for piece in pieces]
    firsts = accumulate(rooms, initial=tables.reserve(sum(rooms)) if rooms else 0)
    coming = (replace(piece, first=first) for piece, first in zip(pieces, firsts, strict=False))
    told: set[str] = set()
    for piece, done in _finished(coming, task, engine, warn, cancelled):
        store.write_rejected(done.rejected, done.begun)
        if done.outlets:
            store.locate(done.outlets)
        for warning in done.warnings:
            if warning not in told:
                told.add(warning)
                warn(warning)
        total += done.report
        if progress is not None:
            progress(total, Path(piece.parts[-1].path))
    store.look_again()
    return total


def _finished(
    pieces: Iterator[Piece], task: Task, engine: Engine, warn: Callable[[str], None], cancelled: Callable[[], bool]
) -> Iterator[tuple[Piece, Done]]:
    """The pieces as they are done. A piece whose worker died on a cluster is done again.

    So is one that is waited for while the workers have nothing to do: when many of them die at once, Dask may lose the
    news of a piece. A piece that is done twice is added once (work.py).
    """
    waiting: dict[Future[Done], Piece] = {}
    tries: dict[int, int] = {}
    silence = _Silence(engine, warn)

    def submit(piece: Piece) -> None:
        waiting[engine.executor.submit(run_piece, piece, task)] = piece

    while True:
        while not cancelled() and len(waiting) < _IN_FLIGHT * engine.at_once:
            piece = next(pieces, None)
            if piece is None:
                break
            tries[piece.number] = 1
            submit(piece)
        if not waiting or cancelled():
            break
        done, _ = wait(waiting, timeout=1.0, return_when=FIRST_COMPLETED)
        if done:
            silence = _Silence(engine, warn)
        elif silence.has_lost():
            lost = list(waiting.values())
            waiting.clear()
            warn(f"the cluster has nothing to do, and no news of {len(lost)} pieces: they are done again")
            for piece in lost:
                submit(piece)
        for future in done:
            piece = waiting.pop(future)
            error = future.exception()
            if error is None or not _worker_died(error):
                with told_of_death():
                    yield piece, future.result()
            elif tries[piece.number] < _TRIES:
                tries[piece.number] += 1
                submit(piece)
            else:
                raise ChildProcessError(
                    f"{piece.parts[0].path}: {_TRIES} workers ended while they worked on this, perhaps for want of "
                    "memory. What was stored stays; the same command goes on from there"
                ) from error
    for future in waiting:
        future.cancel()


class _Silence:
    """The time in which no piece was done: when it is long, the workers are asked for."""

    def __init__(self, engine: Engine, warn: Callable[[str], None]) -> None:
        self._engine, self._warn = engine, warn
        self._since = time.monotonic()  # it began, or the workers were asked for
        self._told = self._was_idle = False

    def has_lost(self) -> bool:
        """Whether what is waited for is lost: the workers had nothing to do, twice. Warns once where there are none."""
        if time.monotonic() - self._since <= _QUIET:
            return False
        self._since = time.monotonic()
        if self._engine.alone() and not self._told:
            self._told = True
            self._warn("the cluster has no workers left; this waits until one joins. Ctrl-C ends it, and loses nothing")
        is_idle = self._engine.idle()
        lost = is_idle and self._was_idle  # once, they may have been between two pieces
        self._was_idle = is_idle and not lost
        return lost


def _worker_died(error: BaseException) -> bool:
    """Whether Dask says that the workers which tried it died; by name, as Dask need not be installed."""
    return type(error).__name__ in ("KilledWorker", "FutureCancelledError", "CancelledError")


def _within(path: Path, store: LakeStore) -> bool:
    """Whether a file is one of the lake's own."""
    return store.address.folder is not None and path.absolute().is_relative_to(store.address.folder)
