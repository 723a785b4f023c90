"""The list of jobs: how far each has come, how it ended, and a button to stop it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard.languages import unscored_in_words
from dashboard.types import Job, Report
from dashboard.web.components.aria import aria
from dashboard.web.components.found import counted
from dashboard.web.jobs import Live

_STATES = {"running": "running", "done": "done", "failed": "failed", "cancelled": "cancelled"}


def job_list(jobs: Sequence[Job], live: Callable[[int], Live | None]) -> Any:
    """The jobs, newest first; `live` gives those that this program is at work on."""
    if not jobs:
        return html.P("Nothing was added on this page yet.", className="wt-caption")
    return html.Ul([_job(job, live(job.id)) for job in jobs], className="wt-jobs")


def _job(job: Job, live: Live | None) -> Any:
    running = job.state == "running"
    head: list[Any] = [
        html.Span(job.title),
        html.Span(_state(job, live), className=f"wt-state wt-{job.state}", role="status"),
    ]
    if running and live is not None:
        head.append(
            dmc.Button(
                "Cancel",
                id={"type": "add-cancel", "job": job.id},
                variant="default",
                size="xs",
                disabled=live.cancelled.is_set(),
                **aria(label=f"Cancel {job.title}"),
            )
        )
    parts: list[Any] = [html.Div(head, className="wt-job-head")]
    if running:
        parts.append(_bar(job, live.records if live else None))
    parts.append(html.Div([_counts(job.report, live), f" · {_when(job)}"], className="wt-caption"))
    if job.message:
        parts.append(html.Div(_message(job), className="wt-caption"))
    if job.report.stored and not running:
        parts.append(html.Div(dcc.Link("See the overview", href="/"), className="wt-caption"))
    return html.Li(parts, id=f"add-job-{job.id}")


def _state(job: Job, live: Live | None) -> str:
    if job.state != "running" or live is None:
        return _STATES[job.state]
    if live.cancelled.is_set():
        return "stopping after this batch" if live.begun.is_set() else "stopping"
    return "running" if live.begun.is_set() else "waiting for the one before it"


def _bar(job: Job, records: int | None) -> Any:
    """How far it is; striped all over where nobody counted what there is."""
    share = 100 if not records else min(100, 100 * job.report.read / records)
    return dmc.ProgressRoot(
        dmc.ProgressSection(
            value=share, striped=not records, animated=not records, **aria(label=f"Progress of {job.title}")
        ),
        size="md",
        my=6,
    )


def _counts(report: Report, live: Live | None) -> str:
    of = f" of {live.records:,}" if live and live.records else ""
    unscored = unscored_in_words(dict(report.unscored), named=True)
    return (
        f"{report.read:,}{of} read, {report.stored:,} stored, {report.unchanged:,} unchanged, "
        f"{report.rejected:,} rejected" + (f" · {unscored}" if unscored else "")
    )


def _message(job: Job) -> str:
    if job.message == "interrupted":
        stored = (
            f"{counted(job.report.stored, 'article')} stored before that stayed; add" if job.report.stored else "Add"
        )
        return f"The program ended before this was done. {stored} the files again: what is stored is not stored twice."
    return job.message[:1].upper() + job.message[1:] + ("" if job.message.endswith(".") else ".")


def _when(job: Job) -> str:
    started = job.started.astimezone(UTC)
    seconds = ((job.ended or datetime.now(UTC)) - job.started).total_seconds()
    took = f"{max(0, seconds):.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
    return f"{started.day} {started:%B %Y, %H:%M} UTC, {took}"
