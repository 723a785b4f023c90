"""The record of work that goes on while pages are left."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.store import Store, open_store
from dashboard.types import Report

HALF = Report(read=10, stored=7, unchanged=2, rejected=1)
DONE = Report(read=20, stored=15, unchanged=3, rejected=2)


def test_a_job_from_start_to_end(store: Store) -> None:
    before = datetime.now(UTC)
    number = store.start_job("Adding news.csv")
    (job,) = store.jobs(5)
    assert (job.id, job.title, job.state, job.report, job.message) == (
        number,
        "Adding news.csv",
        "running",
        Report(),
        "",
    )
    assert before <= job.started <= datetime.now(UTC)
    assert job.ended is None
    store.job_progress(number, HALF)
    assert store.jobs(5)[0].report == HALF
    store.job_progress(number, DONE)
    store.end_job(number, "done", "20 records read")
    (job,) = store.jobs(5)
    assert (job.state, job.report, job.message) == ("done", DONE, "20 records read")
    assert job.ended is not None
    assert job.started <= job.ended


def test_the_newest_jobs_come_first(store: Store) -> None:
    numbers = [store.start_job(f"job \ud800 {n}") for n in range(4)]
    assert [job.id for job in store.jobs(3)] == numbers[:0:-1]
    assert store.jobs(3)[0].title == "job \ufffd 3"
    assert store.jobs(0) == store.jobs(-1) == []


def test_a_job_that_ended_does_not_run_again(store: Store) -> None:
    number = store.start_job("a")
    store.end_job(number, "cancelled")
    store.job_progress(number, HALF)
    (job,) = store.jobs(1)
    assert (job.state, job.report) == ("cancelled", Report())


def test_other_ends_and_numbers_that_are_no_job(store: Store) -> None:
    number = store.start_job("a")
    with pytest.raises(ValueError, match="a job ends done, failed or cancelled, not 'running'"):
        store.end_job(number, "running")  # type: ignore[arg-type]  # what no caller may do
    for other in (-1, 0, number + 1, 2**70):
        store.job_progress(other, HALF)
        store.end_job(other, "done")
    (job,) = store.jobs(9)
    assert (job.state, job.report) == ("running", Report())


_BEGIN_AND_DIE = """
import os, signal, sys
from dashboard.store import open_store
from dashboard.types import Report
store = open_store(sys.argv[1])
store.end_job(store.start_job("done before"), "done")
store.job_progress(store.start_job("under way"), Report(read=3, stored=3))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_jobs_of_a_process_that_died_are_given_up_by_the_next(path: Path) -> None:
    subprocess.run([sys.executable, "-c", _BEGIN_AND_DIE, str(path)], check=False)
    with open_store(path) as store:
        assert [job.state for job in store.jobs(5)] == ["running", "done"]
        assert store.interrupt_jobs() == 1
        assert store.interrupt_jobs() == 0
        job, before = store.jobs(5)
        assert (job.title, job.state, job.message, job.report.read) == ("under way", "failed", "interrupted", 3)
        assert job.ended is not None
        assert before.state == "done"


def test_a_job_that_was_given_up_too_early_puts_the_record_right(path: Path) -> None:
    with open_store(path) as first, open_store(path) as second:
        goes_on, ends = first.start_job("goes on"), first.start_job("ends")
        assert second.interrupt_jobs() == 2
        first.job_progress(goes_on, HALF)
        first.end_job(ends, "done")
        found = {job.title: (job.state, job.message, job.ended is None) for job in second.jobs(5)}
        assert found == {"goes on": ("running", "", True), "ends": ("done", "", False)}
