"""Where scoring runs: in this process, or in several beside it, behind one Executor interface."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

MOST = 61
"""Processes at most: Windows waits for no more at once."""

# Pieces for each process, so that it has some left while others are stored; more would only take memory.
_BEFORE_EACH = 8


class InProcess(Executor):
    """An Executor that does each piece of work at once, in this process and thread."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Runs fn and returns its finished Future; what fn raises is raised by the Future's result()."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Processes(ProcessPoolExecutor):
    """An Executor of spawned processes, which start as work comes, and leave Ctrl-C to this one.

    Spawned, not forked: a fork would copy locks that the dashboard's threads hold.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number, mp_context=get_context("spawn"), initializer=_in_worker)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hands fn to a process. Raises ChildProcessError where one of them was killed."""
        with told_of_death(), _uninterrupted():
            return super().submit(fn, *args, **kwargs)


class Shared(Executor):
    """An Executor that works in this process, and in others beside it once they have started.

    The others start only when `alone` pieces of work have come, and `prepare` is the first thing that each does: until
    it is done, and while they have enough to do, this process does a piece itself. So it never waits for their start.
    """

    def __init__(self, processes: int, prepare: Callable[[], object], *, alone: int) -> None:
        """`processes` counts this one too. Raises ValueError below 1."""
        if processes < 1:
            raise ValueError(f"workers must be 1 or more, not {processes}")
        self._number = min(processes, MOST + 1) - 1
        self._prepare, self._alone = prepare, alone
        self._here, self._others = InProcess(), None if self._number == 0 else Processes(self._number)
        self._came = 0
        self._starting: list[Future[object]] = []
        self._under_way: list[Future[Any]] = []

    @property
    def hungry(self) -> bool:
        """Whether the others have so little work left that more should be found for them now."""
        started = self._started()
        return started > 0 and self._have() <= _BEFORE_EACH * started // 2

    @property
    def most(self) -> int:
        """Pieces that others may have before them at most."""
        return _BEFORE_EACH * self._number

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Has fn done by a process that is free. Raises ChildProcessError where one of them was killed."""
        self._came += 1
        if self._others is None or self._came <= self._alone:
            return self._here.submit(fn, *args, **kwargs)
        if not self._starting:
            self._starting = [self._others.submit(self._prepare) for _ in range(self._number)]
        if self._have() >= _BEFORE_EACH * self._started():
            return self._here.submit(fn, *args, **kwargs)
        future = self._others.submit(fn, *args, **kwargs)
        self._under_way.append(future)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Ends the other processes; with `cancel_futures` what they have not begun is dropped."""
        if self._others is not None:
            self._others.shutdown(wait, cancel_futures=cancel_futures)

    def _have(self) -> int:
        """How many pieces the others have before them."""
        self._under_way = [future for future in self._under_way if not future.done()]
        return len(self._under_way)

    def _started(self) -> int:
        """How many of the others can be given work."""
        done = [future for future in self._starting if future.done()]
        with told_of_death():
            for future in done:
                future.result()
        return len(done)


def usable_cores() -> int:
    """How many cores this process may use, `MOST` at most."""
    may_use = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(may_use or 1, MOST)


@contextmanager
def executor(workers: int) -> Iterator[Executor]:
    """An Executor for `workers` processes; 1 works in this process. Raises ValueError below 1.

    What was not begun when the `with` ends is dropped; what was begun is waited for.
    """
    if workers < 1:
        raise ValueError(f"workers must be 1 or more, not {workers}")
    pool = InProcess() if workers == 1 else Processes(min(workers, MOST))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def told_of_death() -> Iterator[None]:
    """Turns the end of a worker process into a ChildProcessError with advice; to be put round a Future's result()."""
    try:
        yield
    except BrokenProcessPool as error:
        raise ChildProcessError(
            "a scoring process was ended from outside, perhaps for want of memory. What was stored stays; run the same "
            "again, with fewer --workers, to go on from there"
        ) from error


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Holds Ctrl-C back, also in processes that start meanwhile: theirs comes from the same key as ours."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    earlier = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, earlier)


def _in_worker() -> None:
    """Makes a worker process leave Ctrl-C alone, and end when its parent does, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True, name="parent").start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
