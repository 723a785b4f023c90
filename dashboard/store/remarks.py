"""What people and programs note down beside the articles: notes, judgements, jobs, feeds, rejected records."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import date
from typing import Literal

from dashboard.store import jobs, judgements, notes
from dashboard.store.answers import counted
from dashboard.store.connections import Connections
from dashboard.store.feeds import FeedBook, SqliteFeeds
from dashboard.store.rejections import read_rejected
from dashboard.types import Job, Judgement, Note, Rejected, Report


class Remarks(ABC):
    """The part of a `Store` that lies in a SQLite file, wherever its articles lie. `connections` lead to the file."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self.feeds: FeedBook = SqliteFeeds(connections)

    @abstractmethod
    def _holds(self, db: sqlite3.Connection, article: int) -> bool:
        """Whether there is an article of that number; `db` is a connection to the file."""

    def rejected(self, limit: int) -> Iterator[Rejected]:
        """See `Store.rejected`."""
        with self._connections.reading() as db:
            return iter(read_rejected(db, counted(limit)))

    def note(self, day: date, text: str, country: str = "") -> int:
        """See `Store.note`."""
        with self._connections.writing() as db:
            return notes.write_note(db, day, text, country)

    def notes(self, start: date | None = None, end: date | None = None) -> list[Note]:
        """See `Store.notes`."""
        with self._connections.reading() as db:
            return notes.read_notes(db, start, end)

    def forget_note(self, number: int) -> None:
        """See `Store.forget_note`."""
        with self._connections.writing() as db:
            notes.delete_note(db, counted(number))

    def judge(self, judgement: Judgement) -> None:
        """See `Store.judge`."""
        with self._connections.writing() as db:
            judgements.write_judgement(db, judgement, self._holds)

    def judgements(self, article: int | None = None) -> list[Judgement]:
        """See `Store.judgements`."""
        with self._connections.reading() as db:
            return judgements.read_judgements(db, article)

    def start_job(self, title: str) -> int:
        """See `Store.start_job`."""
        with self._connections.writing() as db:
            return jobs.begin_job(db, title)

    def job_progress(self, number: int, report: Report) -> None:
        """See `Store.job_progress`."""
        with self._connections.writing() as db:
            jobs.note_progress(db, counted(number), report)

    def end_job(self, number: int, state: Literal["done", "failed", "cancelled"], message: str = "") -> None:
        """See `Store.end_job`."""
        with self._connections.writing() as db:
            jobs.finish_job(db, counted(number), state, message)

    def interrupt_jobs(self) -> int:
        """See `Store.interrupt_jobs`."""
        with self._connections.writing() as db:
            return jobs.give_up_jobs(db)

    def jobs(self, limit: int) -> list[Job]:
        """See `Store.jobs`."""
        with self._connections.reading() as db:
            return jobs.read_jobs(db, counted(limit))
