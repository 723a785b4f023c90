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
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

MOST = 61
"""Processes at most: Windows waits for no more at once."""


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
