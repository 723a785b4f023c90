"""The pipeline with several processes: the same store whatever their number, and however a run ended."""

import gc
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing import active_children
from pathlib import Path

import pytest

from dashboard import Article, ingest, open_store
from dashboard.console import PlainLines
from dashboard.ingest import ingest_articles
from dashboard.limits import LIMITS, Limit, cap
from dashboard.scoring import Finding, score_batch
from dashboard.types import Filters, Report
from dashboard.workers import InProcess, P, Processes, Shared, T, executor

BATCH, AT_ONCE = cap("batch_articles"), cap("articles_at_once")
LINES = 4 * BATCH + 3


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles with copies, articles that change within the run, and lines that are none."""
    path = tmp_path_factory.mktemp("articles") / "a.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(LINES):
            if number % 100 == 50:
                file.write("{broken\n")
                continue
            kind = number % 800
            own = [" ".join(f"matter{kind * 60 + half * 30 + word}" for word in range(30)) for half in range(2)]
            text = f"Peru praised Chile {own[0]}. Critics condemned Russia {own[1]}."
            record = {
                "url": f"https://news.test/{number if number % 40 else 0}",
                "date": str(date(2024, 1, 1) + timedelta(days=number // 300)),
                "title": f"Report {kind} of many on Peru",
                "source": f"Herald {number % 7}",
                "text": f"{text} And so on, {number}.",
            }
            file.write(json.dumps(record) + "\n")
    return path


def everything(store: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables; but for when a record was rejected, and what SQLite's index of words keeps for itself."""
    with sqlite3.connect(store) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        found = {}
        for name in names:
            if not name.startswith("article_words"):
                rows = db.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 names of our own tables
                found[name] = sorted(row[:-1] if name == "rejected" else row for row in rows)
        found["table_seals"] = [row for row in found["table_seals"] if row[0] != "rejected"]  # seals the moments too
        return found


def stored(path: Path, lines: Path, workers: int) -> Report:
    with open_store(path) as store:
        report = ingest(lines, store, workers=workers)
        assert store.verify() == []
    return report


@dataclass(frozen=True)
class Undisturbed:
    """What one process stored, without any disturbance."""

    report: Report
    rows: dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def undisturbed(lines: Path, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    path = tmp_path_factory.mktemp("undisturbed") / "s.db"
    found = Undisturbed(stored(path, lines, 1), everything(path))
    assert found.rows["copies"]
    assert found.rows["pairs"]
    assert found.rows["rejected"]
    return found


class Waiting(Shared):
    """Waits until the other processes have started, so that the rest of so short a run is theirs."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """See `Shared.submit`."""
        future = super().submit(fn, *args, **kwargs)
        wait(self._starting)
        return future


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["dashboard.ingest"], "Shared", Waiting)


@pytest.mark.usefixtures("waiting")
def test_any_number_of_processes_stores_the_same_rows(tmp_path: Path, lines: Path, undisturbed: Undisturbed) -> None:
    assert stored(tmp_path / "s.db", lines, 3) == undisturbed.report
    assert everything(tmp_path / "s.db") == undisturbed.rows


def started(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "dashboard", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def wait_for_a_batch(path: Path, process: subprocess.Popen[str]) -> None:
    """Waits until a batch is stored, but not all are."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if path.exists():
            try:
                with sqlite3.connect(path) as db:
                    if db.execute("SELECT COUNT(*) FROM articles").fetchone()[0]:
                        return
            except sqlite3.Error:
                pass
        time.sleep(0.01)
    pytest.fail(f"no batch was stored while it ran: {process.communicate()}")


def test_ctrl_c_stops_between_batches_and_the_next_run_goes_on(
    tmp_path: Path, lines: Path, undisturbed: Undisturbed
) -> None:
    path = tmp_path / "s.db"
    process = started("ingest", lines, "--store", path, "--workers", 2)
    wait_for_a_batch(path, process)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal sends it: to the workers too
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, (out, err)
    assert "stopping after the batch under way" in err
    assert "the same command goes on there" in err
    assert "Traceback" not in err
    with open_store(path) as store:
        assert store.verify() == []
        assert 0 < store.info().articles < len(undisturbed.rows["articles"])
    assert stored(path, lines, 1).unchanged > 0
    assert everything(path) == undisturbed.rows


@pytest.mark.usefixtures("waiting")
def test_a_killed_process_is_told_and_nothing_is_half_stored(
    tmp_path: Path, lines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kill(*_: object) -> None:
        for process in active_children():
            process.kill()

    # So small that the other process has work left when it is killed.
    monkeypatch.setitem(LIMITS, "batch_articles", Limit(BATCH // 8, "articles", "many batches in a short run"))
    monkeypatch.setitem(LIMITS, "articles_at_once", Limit(AT_ONCE // 16, "articles", "many pieces in a short run"))
    stored(tmp_path / "undisturbed.db", lines, 1)
    expected = everything(tmp_path / "undisturbed.db")
    with open_store(tmp_path / "s.db") as store:
        with pytest.raises(ChildProcessError, match="fewer --workers"):
            ingest(lines, store, workers=2, progress=kill)
        assert 0 < store.info().articles < len(expected["articles"])
        assert store.verify() == []
    stored(tmp_path / "s.db", lines, 1)
    assert everything(tmp_path / "s.db") == expected


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc to list a process's children")
def test_no_process_outlives_one_that_was_killed(tmp_path: Path, lines: Path) -> None:
    process = started("ingest", lines, "--store", tmp_path / "s.db", "--workers", 2)
    children: list[int] = []
    while len(children) < 2:  # one that scores, and the one that multiprocessing keeps its accounts in
        assert process.poll() is None, process.communicate()
        listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii")
        children = [int(number) for number in listed.split()]
        time.sleep(0.01)
    process.kill()
    process.communicate(timeout=60)
    deadline = time.monotonic() + 60
    while left := [number for number in children if alive(number)]:
        assert time.monotonic() < deadline, left
        time.sleep(0.02)


def alive(number: int) -> bool:
    """Whether a process still runs; one that ended and waits for its parent to notice does not."""
    try:
        state = Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_few_articles_start_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        pytest.fail("a process was started")

    monkeypatch.setattr(Processes, "submit", never)
    records = [(tmp_path, Article(f"Peru won {number}.", date(2024, 1, 2))) for number in range(4 * AT_ONCE)]
    with open_store(tmp_path / "s.db") as store:
        assert ingest_articles(records, store, workers=4).stored == 4 * AT_ONCE
        assert store.count(Filters()) == 4 * AT_ONCE


def test_work_is_done_here_until_another_process_has_started() -> None:
    pool = Shared(2, os.getpid, alone=1)
    try:
        first = [pool.submit(os.getpid).result() for _ in range(2)]
        assert first == [os.getpid()] * 2  # the second one starts the other process, and does not wait for it
        wait(pool._starting)
        assert pool.submit(os.getpid).result() == pool._starting[0].result() != os.getpid()
    finally:
        pool.shutdown()


def test_the_others_want_work_once_they_have_started_and_while_they_have_little() -> None:
    pool = Shared(2, os.getpid, alone=1)
    try:
        for _ in range(2):
            assert not pool.hungry
            pool.submit(os.getpid)
        wait(pool._starting)
        assert pool.hungry
        work = [pool.submit(time.sleep, 0.3) for _ in range(pool.most)]
        assert not pool.hungry
        wait(work[: pool.most // 2 + 1])
        assert pool.hungry
    finally:
        pool.shutdown(cancel_futures=True)
    assert not Shared(1, os.getpid, alone=0).hungry


def test_a_process_that_scores_is_spared_the_search_for_garbage_among_its_tables() -> None:
    with Processes(1) as pool:
        before = pool.submit(gc.get_freeze_count).result()
        pool.submit(score_batch, [Article("Germany praised France.", date(2024, 1, 1))], Finding()).result()
        once = pool.submit(gc.get_freeze_count).result()
        pool.submit(score_batch, [Article("Peru praised Chile.", date(2024, 1, 1))], Finding()).result()
        twice = pool.submit(gc.get_freeze_count).result()
    assert before == 0
    assert once > 100_000
    assert twice <= once  # what an article leaves behind is never spared


def test_no_process_is_no_number_of_them() -> None:
    with pytest.raises(ValueError, match="1 or more"), executor(0):
        pass
    with pytest.raises(ValueError, match="1 or more"):
        Shared(0, os.getpid, alone=1)
    with executor(1) as pool:
        assert isinstance(pool, InProcess)


def test_progress_beside_a_terminal_is_a_line_now_and_then(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    moments = iter((100.0, 101.0, 104.9, 105.0, 106.0, 111.0))
    lines = PlainLines(lambda: next(moments))
    for read in range(1, 6):
        lines(Report(read=read, stored=read), tmp_path)
    assert [line.split(": ")[1].split(",")[0] for line in capsys.readouterr().err.splitlines()] == ["3 read", "5 read"]
