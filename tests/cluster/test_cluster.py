"""Articles come into a lake once each, whoever works on them and however often it dies."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path

import pytest
from cluster_making import dask_cluster, deaths, engine_of, small_pieces, times_each, write_articles

from dashboard import ingest
from dashboard.cluster.engine import Engine, engine
from dashboard.cluster.pieces import pieces_of
from dashboard.cluster.spread import ingest_into_lake
from dashboard.cluster.work import Done, Task, run_piece
from dashboard.ingest import Finding, ReadOptions, engine_stamp
from dashboard.lake.address import Address
from dashboard.lake.compacting import search_stories
from dashboard.lake.store import LakeStore
from dashboard.store import StoreError, open_store
from dashboard.types import Filters, Report
from dashboard.workers import Processes

DEATHS = 2  # `make torture` takes 100
BAD = '{"text": "no date"}\n\nnot JSON\n'


@pytest.fixture
def lake(tmp_path: Path) -> Iterator[LakeStore]:
    with LakeStore(Address(str(tmp_path / "lake")), create=True) as store:
        yield store


def spread(paths: list[Path], lake: LakeStore, address: str = "", workers: int = 1) -> Report:
    with engine(address, workers) as where:
        return ingest_into_lake(paths, lake, where, options=ReadOptions(), finding=Finding())


def task_of(lake: LakeStore) -> Task:
    version = lake.tables.articles().version()
    return Task(lake.address, version, "run", ReadOptions(), Finding(), engine_stamp(), {})


def test_a_lake_holds_what_a_file_holds_and_tells_of_the_same_records(tmp_path: Path, lake: LakeStore) -> None:
    write_articles(tmp_path / "in", 500, files=2)
    with (tmp_path / "in" / "000.jsonl").open("a", encoding="utf-8") as file:
        file.write(BAD)
    (tmp_path / "in" / "page.txt").write_text("date 2024-01-05 Peru won praise.", encoding="utf-8")
    with small_pieces(15_000):
        assert len(list(pieces_of([tmp_path / "in" / "000.jsonl"]))) > 3
        report = spread([tmp_path / "in"], lake)
    with open_store(tmp_path / "s.db") as file_store:
        assert report == ingest(tmp_path / "in", file_store) == Report(503, 501, 0, 2)
        assert report.formats == {
            "JSON Lines": Report(502, 500, 0, 2),
            "Text": Report(1, 1),
        }
        search_stories(lake)
        assert set(lake.rejected(9)) == set(file_store.rejected(9))
        for measure in ("tone", "vader"):
            assert lake.cells_by_source(Filters(), measure) == file_store.cells_by_source(Filters(), measure)
        assert lake.outlet_countries() == file_store.outlet_countries()
    assert times_each(lake) == {1: 501}


def test_what_is_there_is_not_added_again_and_what_changed_replaces_it(tmp_path: Path, lake: LakeStore) -> None:
    write_articles(tmp_path / "in", 50)
    assert spread([tmp_path / "in"], lake).stored == 50
    version = lake.tables.articles().version()
    assert spread([tmp_path / "in"], lake) == Report(50, 0, 50, 0)
    assert lake.tables.articles().version() == version
    file = tmp_path / "in" / "000.jsonl"
    file.write_text(file.read_text(encoding="utf-8").replace("report 7.", "report seven."), encoding="utf-8")
    assert spread([tmp_path / "in"], lake) == Report(50, 1, 49, 0)
    assert lake.info().articles == 50
    seven = lake.article(8)
    assert seven is not None and "report seven." in seven.article.text
    assert spread([tmp_path / "in"], lake).unchanged == 50


def test_the_last_of_several_in_one_run_counts_whoever_is_faster(tmp_path: Path, lake: LakeStore) -> None:
    for place, word in enumerate(("praised", "condemned", "thanked")):
        record = {"text": f"Critics {word} Peru.", "date": f"2024-01-0{place + 1}", "url": "https://n.test/1"}
        (tmp_path / f"{place}.jsonl").write_text(json.dumps(record), encoding="utf-8")
    with small_pieces(1):
        pieces = list(pieces_of(sorted(tmp_path.glob("*.jsonl"))))
    first = lake.tables.reserve(10 * len(pieces))
    for piece in reversed(pieces):
        run_piece(replace(piece, first=first + 10 * piece.number, room=10), task_of(lake))
    assert [row.day.day for row in lake.articles(Filters(), limit=9)] == [3]
    found = lake.article(1) or lake.article(lake.articles(Filters(), limit=1)[0].id)
    assert found is not None and "thanked" in found.article.text


def test_a_piece_that_is_done_twice_adds_its_articles_once(tmp_path: Path, lake: LakeStore) -> None:
    write_articles(tmp_path, 30)
    (piece,) = pieces_of([tmp_path / "000.jsonl"])
    piece, task = replace(piece, first=lake.tables.reserve(piece.room)), task_of(lake)
    first, again = run_piece(piece, task), run_piece(piece, task)
    assert first == again
    assert first.report == Report(30, 30)
    assert times_each(lake) == {1: 30}


def test_two_workers_with_one_piece_at_once_add_it_once(tmp_path: Path, lake: LakeStore) -> None:
    write_articles(tmp_path, 300)
    (piece,) = pieces_of([tmp_path / "000.jsonl"])
    piece, task = replace(piece, first=lake.tables.reserve(piece.room)), task_of(lake)
    with ThreadPoolExecutor(2) as pool:
        done, _ = wait([pool.submit(run_piece, piece, task) for _ in range(2)])
    assert [future.result().report for future in done] == [Report(300, 300)] * 2
    assert times_each(lake) == {1: 300}


def test_a_piece_with_more_articles_than_numbers_takes_further_ones(tmp_path: Path, lake: LakeStore) -> None:
    write_articles(tmp_path, 9)
    (piece,) = pieces_of([tmp_path / "000.jsonl"])
    run_piece(replace(piece, first=lake.tables.reserve(2), room=2), task_of(lake))
    numbers = lake.tables.articles().to_pyarrow_table(columns=["number"]).column("number").to_pylist()
    assert sorted(numbers) == list(range(3, 12))


@pytest.mark.parametrize("fault", ["other file", "other version"])
def test_a_worker_that_would_do_other_work_says_so(tmp_path: Path, lake: LakeStore, fault: str) -> None:
    write_articles(tmp_path, 3)
    (piece,) = pieces_of([tmp_path / "000.jsonl"])
    task = task_of(lake)
    if fault == "other file":
        (tmp_path / "000.jsonl").write_text("{}\n", encoding="utf-8")
        with pytest.raises(OSError, match="all workers need the same folder"):
            run_piece(piece, task)
    else:
        with pytest.raises(ValueError, match="install the same Worldtone on all workers"):
            run_piece(piece, replace(task, engine="another"))
    assert lake.info().articles == 0


def test_a_process_that_is_killed_here_is_told_and_a_rerun_adds_the_rest(tmp_path: Path, lake: LakeStore) -> None:
    write_articles(tmp_path / "in", 3_000, files=3)
    with small_pieces(30_000), Processes(2) as pool:
        done: list[Report] = []

        def kill(report: Report, _: Path) -> None:
            if not done:
                os.kill(next(iter(pool._processes)), signal.SIGKILL)
            done.append(report)

        with pytest.raises(ChildProcessError, match="run the same again"):
            ingest_into_lake(
                [tmp_path / "in"], lake, Engine(pool, 2), options=ReadOptions(), finding=Finding(), progress=kill
            )
    kept = lake.tables.articles().to_pyarrow_table(columns=["number"]).num_rows
    assert 0 < kept < 3_000
    assert spread([tmp_path / "in"], lake) == Report(3_000, 3_000 - kept, kept)
    assert times_each(lake) == {1: 3_000}


def test_ctrl_c_ends_between_pieces(tmp_path: Path, lake: LakeStore) -> None:
    write_articles(tmp_path / "in", 400)
    over = threading.Event()
    with small_pieces(4_000), engine("", 1) as here:
        report = ingest_into_lake(
            [tmp_path / "in"],
            lake,
            here,
            options=ReadOptions(),
            finding=Finding(),
            progress=lambda *_: over.set(),
            cancelled=over.is_set,
        )
    assert 0 < report.stored < 400
    assert spread([tmp_path / "in"], lake).read == 400
    assert times_each(lake) == {1: 400}


def test_workers_of_a_dask_cluster_may_die_and_every_article_is_there_once(tmp_path: Path, lake: LakeStore) -> None:
    write_articles(tmp_path / "in", 2_000, files=4)
    with dask_cluster(2) as cluster, small_pieces(20_000):
        with deaths(cluster, DEATHS, seed=7, longest=0.8) as killed:
            report = spread([tmp_path / "in"], lake, engine_of(cluster))
        print(f"workers killed: {len(killed)}; {report.stored:,} articles")
        assert killed
        assert report == Report(2_000, 2_000)
        assert times_each(lake) == {1: 2_000}
        assert spread([tmp_path / "in"], lake, engine_of(cluster)) == Report(2_000, 0, 2_000)
    assert lake.verify() == []


def test_a_cluster_without_workers_left_is_told_and_waited_for(
    tmp_path: Path, lake: LakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.cluster.spread._QUIET", 0.5)
    write_articles(tmp_path / "in", 20)
    told: list[str] = []
    with dask_cluster(1) as cluster, engine(engine_of(cluster), 1) as where:
        cluster.scale(0)
        while not where.alone():
            time.sleep(0.1)

        def warn(words: str) -> None:
            told.append(words)
            cluster.scale(1)

        options, finding = ReadOptions(), Finding()
        report = ingest_into_lake([tmp_path / "in"], lake, where, options=options, finding=finding, warn=warn)
    assert report == Report(20, 20)
    assert told == ["the cluster has no workers left; this waits until one joins. Ctrl-C ends it, and loses nothing"]


class Forgetful(Executor):
    """Does the work, and never tells of the first pieces of it."""

    def __init__(self, forgets: int) -> None:
        self.forgets, self.given = forgets, 0

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        self.given += 1
        future: Future = Future()
        done = fn(*args, **kwargs)
        if self.given > self.forgets:
            future.set_result(done)
        return future


def test_pieces_that_an_idle_cluster_lost_are_done_again_and_added_once(
    tmp_path: Path, lake: LakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.cluster.spread._QUIET", 0.1)
    write_articles(tmp_path / "in", 60, files=3)
    executor, answers, told = Forgetful(2), [False, True, False, True, True], list[str]()
    where = Engine(executor, at_once=1, idle=lambda: answers.pop(0))
    options, finding = ReadOptions(), Finding()
    with small_pieces(4_000):
        number = len(list(pieces_of(sorted((tmp_path / "in").iterdir()))))
        report = ingest_into_lake([tmp_path / "in"], lake, where, options=options, finding=finding, warn=told.append)
    assert report == Report(60, 60)
    assert times_each(lake) == {1: 60}
    assert executor.given == number + 2 > 4  # the first two were given twice
    assert not answers  # busy, or idle only once: it is waited for
    assert told == ["the cluster has nothing to do, and no news of 2 pieces: they are done again"]


def test_a_cluster_is_idle_where_its_workers_have_nothing_to_do() -> None:
    with dask_cluster(1) as cluster, engine(engine_of(cluster), 1) as where:
        assert where.idle()
        sleeping = where.executor.submit(time.sleep, 3)
        while where.idle():
            assert not sleeping.done()
            time.sleep(0.05)
        sleeping.result()
        cluster.scale(0)
        while not where.alone():
            time.sleep(0.1)
        assert not where.idle()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("dask://127.0.0.1:9", "no Dask scheduler answers there"),
        ("dask://", "an engine is named dask://HOST:PORT"),
        ("spark://127.0.0.1", "an engine is named dask://HOST:PORT"),
    ],
)
def test_an_engine_that_is_not_there_is_told(address: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.cluster.engine._PATIENCE", 0.5)
    with pytest.raises(StoreError, match=words), engine(address, 1):
        pass


def test_what_a_piece_gives_back_is_small(tmp_path: Path, lake: LakeStore) -> None:
    (tmp_path / "a.jsonl").write_text(BAD, encoding="utf-8")
    (piece,) = pieces_of([tmp_path / "a.jsonl"])
    done = run_piece(piece, task_of(lake))
    assert isinstance(done, Done)
    assert [record.line for record in done.rejected] == [1, 3]
    assert done.begun == [str(tmp_path / "a.jsonl")]
