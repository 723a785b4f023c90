"""The record of work that goes on while pages are left, inside the caller's transaction."""

from __future__ import annotations

import json
import sqlite3
from typing import Literal

from dashboard.store.moments import now, read_moment
from dashboard.store.rows import storable
from dashboard.types import Job, Report

_INTERRUPTED = "interrupted"


def begin_job(connection: sqlite3.Connection, title: str) -> int:
    """See `Store.start_job`."""
    query = "INSERT INTO jobs (title, state, started) VALUES (?, 'running', ?)"
    return int(connection.execute(query, (storable(title), now())).lastrowid or 0)


def note_progress(connection: sqlite3.Connection, number: int, report: Report) -> None:
    """See `Store.job_progress`."""
    counts = (report.read, report.stored, report.unchanged, report.rejected, json.dumps(dict(report.unscored)))
    connection.execute(
        "UPDATE jobs SET read = ?, stored = ?, unchanged = ?, rejected = ?, unscored = ?, "
        "state = 'running', message = '', ended = NULL "
        "WHERE id = ? AND (state = 'running' OR (state = 'failed' AND message = ?))",
        (*counts, number, _INTERRUPTED),
    )


def finish_job(
    connection: sqlite3.Connection, number: int, state: Literal["done", "failed", "cancelled"], message: str
) -> None:
    """See `Store.end_job`. Raises ValueError for another state."""
    if state not in ("done", "failed", "cancelled"):
        raise ValueError(f"a job ends done, failed or cancelled, not {state!r}")
    query = "UPDATE jobs SET state = ?, message = ?, ended = ? WHERE id = ?"
    connection.execute(query, (state, storable(message), now(), number))


def give_up_jobs(connection: sqlite3.Connection) -> int:
    """See `Store.interrupt_jobs`."""
    query = "UPDATE jobs SET state = 'failed', message = ?, ended = ? WHERE state = 'running'"
    return connection.execute(query, (_INTERRUPTED, now())).rowcount


def read_jobs(connection: sqlite3.Connection, limit: int) -> list[Job]:
    """See `Store.jobs`."""
    query = (
        "SELECT id, title, state, read, stored, unchanged, rejected, unscored, message, started, ended "
        "FROM jobs ORDER BY id DESC LIMIT ?"
    )
    return [
        Job(
            id=number,
            title=title,
            state=state,
            report=Report(read, stored, unchanged, rejected, unscored=tuple(json.loads(unscored).items())),
            message=message,
            started=read_moment(started),
            ended=read_moment(ended) if ended else None,
        )
        for (
            number,
            title,
            state,
            read,
            stored,
            unchanged,
            rejected,
            unscored,
            message,
            started,
            ended,
        ) in connection.execute(query, (limit,))
    ]
