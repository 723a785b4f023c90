"""Stores added files in the background, one job after the other; what became of each is a row in the store."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from dashboard.ingest import ReadOptions, ingest
from dashboard.store import StoreError
from dashboard.store.protocol import Store
from dashboard.types import Report
from dashboard.web.uploads import Held

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Live:
    """A job of this program that has not ended: whether it has begun, how many records it has, and a cancelled one.

    `records` is None where there are too many to have been counted before.
    """

    number: int
    records: int | None
    begun: threading.Event = field(default_factory=threading.Event)
    cancelled: threading.Event = field(default_factory=threading.Event)


class Jobs:
    """Runs ingests in one thread beside the pages: a second one waits for the first, so there is one writer.

    Jobs that an earlier program left running are given up at the start: it has died, and its files with it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._live: dict[int, Live] = {}
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="add")
        with suppress(StoreError):  # a store that cannot be written still shows its pages
            store.interrupt_jobs()

    def start(self, held: Held, options: ReadOptions, days: Mapping[int, date], records: int | None) -> int:
        """Begins to store files, or puts them into the queue; returns the job's number.

        `days` are the days set by hand, as `ingest` takes them. The files are removed at the end, however it ends.
        Raises StoreError where the store cannot be written; the files are then still there.
        """
        number = self._store.start_job(held.title())
        live = Live(number, records)
        with self._lock:
            self._live[number] = live
        self._pool.submit(self._run, live, held, options, dict(days))
        return number

    def live(self, number: int) -> Live | None:
        """The job of that number while it waits or runs here, else None."""
        with self._lock:
            return self._live.get(number)

    def cancel(self, number: int) -> bool:
        """Asks a job to stop after the batch it is storing; says whether there is such a job here."""
        live = self.live(number)
        if live is not None:
            live.cancelled.set()
        return live is not None

    def _run(self, live: Live, held: Held, options: ReadOptions, days: dict[int, date]) -> None:
        live.begun.set()
        so_far = Report()

        def progress(report: Report, _: Path) -> None:
            nonlocal so_far
            so_far = report
            self._store.job_progress(live.number, report)

        try:
            ingest(
                held.paths,
                self._store,
                options=options,
                progress=progress,
                cancelled=live.cancelled.is_set,
                called=held.called,
                days=days,
            )
        except (StoreError, OSError) as error:
            self._end(live, "failed", f"{held.in_words(str(error))}. {_kept(so_far)}")
        except Exception:  # nobody else would hear of it: this thread has no caller
            _LOG.exception("a job failed")
            self._end(live, "failed", f"a fault in Worldtone itself; its log has more. {_kept(so_far)}")
        else:
            if live.cancelled.is_set() and so_far.read != live.records:
                self._end(live, "cancelled", _kept(so_far))
            else:
                self._end(live, "done", "")
        finally:
            held.folder.cleanup()

    def _end(self, live: Live, state: Literal["done", "failed", "cancelled"], message: str) -> None:
        try:
            self._store.end_job(live.number, state, message)
        except StoreError as error:  # the next start will find it running, and give it up
            _LOG.warning("the end of a job could not be noted: %s", error)
        with self._lock:
            self._live.pop(live.number, None)


def _kept(report: Report) -> str:
    if not report.stored:
        return "Nothing was stored"
    stored = "The article" if report.stored == 1 else f"The {report.stored:,} articles"
    return f"{stored} stored so far {'stays' if report.stored == 1 else 'stay'}"
