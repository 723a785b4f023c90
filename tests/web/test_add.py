"""The page "Add articles" below the browser: files held, jobs run, and whatever may be sent to them."""

import io
import json
import os
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard import Report, open_store
from dashboard.ingest import ReadOptions
from dashboard.limits import LIMITS, Limit, cap
from dashboard.store import Store, StoreError
from dashboard.types import Filters, Job
from dashboard.web.app import create_app
from dashboard.web.components.found import reason_in_words
from dashboard.web.components.jobs import job_list
from dashboard.web.jobs import Jobs
from dashboard.web.pages.add import days_of, options_of
from dashboard.web.uploads import Held, UploadError, Uploads, shown_name

HOME = {"Host": "127.0.0.1:8050"}
JUNK = [None, "", 7, -1.5, True, [], {}, "\x00", {"token": []}, {"token": "made up"}, [[1]], ["2024-01-02", None]]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "s.db")
    yield store
    store.close()


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def client(store: Store, temporary: Path) -> FlaskClient:
    assert temporary.is_dir()
    return create_app(store).server.test_client()


def records(number: int, start: int = 0) -> bytes:
    lines = ({"date": "2024-01-02", "text": f"Peru won praise. Report {n}."} for n in range(start, start + number))
    return "\n".join(map(json.dumps, lines)).encode()


def hold(uploads: Uploads, data: bytes, name: str = "a.jsonl", token: str = "") -> Held:
    return uploads.add(token, name, io.BytesIO(data))


def ended(store: Store, number: int) -> Job:
    """Waits for a job's end."""
    for _ in range(600):
        (job,) = [job for job in store.jobs(20) if job.id == number]
        if job.state != "running":
            return job
        time.sleep(0.05)
    raise AssertionError("the job does not end")


def post(client: FlaskClient, part: str, values: list[object]) -> Any:
    """Calls the callback that has an output with `part` in its name, as a browser would; gives its answer."""
    (spec,) = [one for one in client.get("/_dash-dependencies", headers=HOME).get_json() if part in one["output"]]
    output = spec["output"]
    outputs = [
        dict(zip(("id", "property"), name.rsplit(".", 1), strict=True)) for name in output.strip(".").split("...")
    ]
    asked = [*spec["inputs"], *spec["state"]]
    given: list[Any] = []
    for one, value in zip(asked, values, strict=True):
        whole = one["id"].startswith("{")  # a pattern stands for a list of components
        given.append([] if whole else one | {"value": value})
    body = {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": given[: len(spec["inputs"])],
        "state": given[len(spec["inputs"]) :],
        "changedPropIds": [f"{spec['inputs'][0]['id']}.{spec['inputs'][0]['property']}"],
    }
    return client.post("/_dash-update-component", json=body, headers=HOME)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a.csv", "a.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\papers\\a.csv", "a.csv"),
        ("a\u202egpj.csv\n", "agpj.csv"),
        ("\ud800\x00", "file without a name"),
        ("..", ".."),
        ("", "file without a name"),
        ("x" * 500 + ".csv", "…" + "x" * 115 + ".csv"),
    ],
)
def test_a_files_name_is_shown_and_is_no_path(temporary: Path, name: str, shown: str) -> None:
    assert shown_name(name) == shown
    held = hold(Uploads(), b"x", name)
    ((path, called),) = held.called.items()
    assert called == shown
    assert path.resolve().parent == Path(held.folder.name).resolve()
    assert path.resolve().parent.parent == temporary.resolve()


@pytest.mark.parametrize("name", ["b.csv.gz", "b.csv.bz2", "b.jsonl.xz", "b.tar.bz2"])
def test_what_a_file_is_and_what_packed_it_stays_in_its_name(temporary: Path, name: str) -> None:
    ((path, _),) = hold(Uploads(), b"x", name).called.items()
    assert "".join(path.suffixes) == name[1:]


def test_files_of_one_window_come_together_and_one_name_stands_for_one_file(temporary: Path) -> None:
    uploads = Uploads()
    token = hold(uploads, b"1", "a.csv").token
    hold(uploads, b"2", "b.csv.gz", token)
    held = hold(uploads, b"3", "a.csv", token)
    assert held.token == token
    assert {(path.suffixes[-1], path.read_bytes(), name) for path, name in held.called.items()} == {
        (".gz", b"2", "b.csv.gz"),
        (".csv", b"3", "a.csv"),
    }
    assert held.title() == "b.csv.gz and 1 more file"
    assert len(list(temporary.rglob("*.*"))) == 2
    uploads.drop(token)
    uploads.drop(token)
    assert uploads.get(token) is None
    assert list(temporary.iterdir()) == []


def test_too_many_files_or_bytes_are_refused_in_words(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "upload_files", Limit(2, "files", "few, for this test"))
    monkeypatch.setitem(LIMITS, "upload_total_bytes", Limit(1 << 20, "bytes", "few, for this test"))
    uploads = Uploads()
    token = hold(uploads, b"1", "a.csv").token
    with pytest.raises(UploadError, match=r"b\.csv was not taken: .* more than 1 MiB"):
        hold(uploads, b"x" * (1 << 20), "b.csv", token)
    hold(uploads, b"2", "c.csv", token)
    with pytest.raises(UploadError, match="at most 2 files"):
        hold(uploads, b"3", "d.csv", token)
    assert len(list(temporary.rglob("*.csv"))) == 2


def test_the_window_left_longest_is_forgotten(temporary: Path) -> None:
    uploads = Uploads()
    tokens = [hold(uploads, b"x").token for _ in range(cap("uploads_held") + 1)]
    assert [uploads.get(token) is None for token in tokens] == [True] + [False] * cap("uploads_held")
    assert len(list(temporary.iterdir())) == cap("uploads_held")


def test_what_a_killed_server_left_is_removed_after_a_day(temporary: Path) -> None:
    for name, age in (("worldtone-add-old", 30), ("worldtone-add-new", 1), ("others", 30)):
        (temporary / name).mkdir()
        (temporary / name / "a.csv").write_text("x", encoding="utf-8")
        os.utime(temporary / name, (time.time() - 3600 * age,) * 2)
    Uploads()
    assert {path.name for path in temporary.iterdir()} == {"worldtone-add-new", "others"}


def test_a_job_stores_its_files_and_removes_them(store: Store, temporary: Path) -> None:
    uploads, jobs = Uploads(), Jobs(store)
    token = hold(uploads, records(2) + b"\n{broken", "mine.jsonl").token
    held = uploads.take(token)
    assert held is not None
    job = ended(store, jobs.start(held, ReadOptions(source="Herald"), {1: date(2020, 5, 6)}, 3))
    assert (job.title, job.state, job.report) == ("mine.jsonl", "done", Report(read=3, stored=2, rejected=1))
    assert {row.day for row in store.articles(Filters(sources=("Herald",)), limit=5)} == {
        date(2024, 1, 2),
        date(2020, 5, 6),
    }
    assert [(record.file, record.line) for record in store.rejected(5)] == [("mine.jsonl", 3)]
    assert list(temporary.iterdir()) == []


def test_two_windows_add_one_after_the_other(store: Store, temporary: Path) -> None:
    assert temporary.is_dir()
    uploads, jobs = Uploads(), Jobs(store)
    numbers = [jobs.start(hold(uploads, records(40, 100 * n)), ReadOptions(), {}, 40) for n in range(4)]
    assert [ended(store, number).report.stored for number in numbers] == [40] * 4
    assert store.info().articles == 160
    assert store.verify() == []


def test_a_job_that_waits_can_be_cancelled_and_stores_nothing(store: Store, temporary: Path) -> None:
    uploads, jobs = Uploads(), Jobs(store)
    first = jobs.start(hold(uploads, records(1000)), ReadOptions(), {}, 1000)
    second = jobs.start(hold(uploads, records(5, 5000)), ReadOptions(), {}, 5)
    assert jobs.cancel(second)
    assert (ended(store, first).state, ended(store, second).state) == ("done", "cancelled")
    assert ended(store, second).message == "Nothing was stored"
    assert store.info().articles == 1000
    assert not jobs.cancel(999)
    for _ in range(100):
        if not list(temporary.iterdir()):
            break
        time.sleep(0.05)
    assert list(temporary.iterdir()) == []


def test_a_store_that_fails_is_told_in_words(store: Store, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert temporary.is_dir()
    uploads, jobs = Uploads(), Jobs(store)

    def full(*_: object, **__: object) -> None:
        raise StoreError("s.db: the disk is full; make room and try again")

    monkeypatch.setattr(store, "write_ready", full)
    job = ended(store, jobs.start(hold(uploads, records(2)), ReadOptions(), {}, 2))
    assert (job.state, job.message) == (
        "failed",
        "s.db: the disk is full; make room and try again. Nothing was stored",
    )


def test_a_job_says_what_it_did_not_score(store: Store) -> None:
    jobs = Jobs(store)
    store.end_job(number := store.start_job("a.jsonl"), "done")
    assert store.jobs(1)[0].report == Report()
    store.job_progress(number := store.start_job("b.jsonl"), Report(3, 3, 0, 0, unscored=(("language: de", 2),)))
    store.end_job(number, "done")
    assert store.jobs(1)[0].report == Report(3, 3, 0, 0, unscored=(("language: de", 2),))
    shown = json.dumps(job_list(store.jobs(1), jobs.live).to_plotly_json(), default=lambda part: part.to_plotly_json())
    assert "3 stored, 0 unchanged, 0 rejected \\u00b7 2 not scored: language (German 2)" in shown


def test_jobs_of_a_program_that_died_are_given_up_and_said_to_be(store: Store) -> None:
    store.job_progress(store.start_job("a.csv"), Report(read=5, stored=5))
    jobs = Jobs(store)
    (job,) = store.jobs(5)
    assert (job.state, job.message) == ("failed", "interrupted")
    shown = json.dumps(job_list([job], jobs.live).to_plotly_json(), default=lambda part: part.to_plotly_json())
    assert "The program ended before this was done. 5 articles stored before that stayed" in shown


def test_reasons_speak_of_the_page_and_not_of_the_command_line() -> None:
    assert "--" not in reason_in_words("no date; begin the file with 'date 2023-11-10', or give --date")
    assert "--" not in reason_in_words("no date in the record; give one for such records with --date")
    assert "--" not in reason_in_words("the order is not clear; say --day-first or --month-first")


def test_only_days_that_were_changed_count() -> None:
    names = [{"type": "add-day", "record": n, "was": "2024-01-02"} for n in range(3)]
    assert days_of(["2024-01-02", "2020-05-06", None], names) == {1: date(2020, 5, 6)}
    assert [days_of(junk, names) for junk in (None, 7, "x", [[]], {})] == [{}] * 5
    assert days_of(["2020-05-06"] * 3, ["x", None, {"record": "1"}]) == {}
    assert options_of("2020-05-06", " Herald ", "day") == ReadOptions(date(2020, 5, 6), True, {}, "Herald")
    assert options_of([], {}, ["day"]) == ReadOptions()


def send(client: FlaskClient, data: bytes, headers: dict[str, str] | None = None, **query: str) -> Any:
    return client.post("/add/files", data=data, query_string=query, headers=HOME | (headers or {}))


def test_a_file_may_be_larger_than_other_requests_but_not_endless(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert send(client, b"x" * (cap("request_bytes") + 1), name="a.txt").status_code == 200
    monkeypatch.setitem(LIMITS, "upload_bytes", Limit(1 << 20, "bytes", "few, for this test"))
    answer = send(client, b"x" * ((1 << 20) + 1), name="a.txt")
    assert (answer.status_code, answer.get_json()["error"]) == (413, "This is larger than 1 MiB, and was not taken.")


def test_another_origin_cannot_send_files(client: FlaskClient, temporary: Path) -> None:
    for origin in ("https://news.example", "null"):
        assert send(client, b"x", {"Origin": origin}, name="a.txt").status_code == 403
    assert list(temporary.iterdir()) == []


def test_what_was_sent_is_found_and_stored(client: FlaskClient, store: Store) -> None:
    token = send(client, records(2), name="a.jsonl").get_json()["token"]
    answer = post(client, "add-found.children", [{"token": token}, None, "", "none", [], []])
    assert "Store 2 articles" in answer.get_data(as_text=True)
    answer = post(client, "add-began.data", [1, {"token": token}, 2, [], [], None, "Herald", "none"])
    number = answer.get_json()["response"]["add-began"]["data"]
    assert ended(store, number).report == Report(read=2, stored=2)
    assert store.sources() == [("Herald", 2)]
    shown = post(client, "add-jobs.children", [0, number]).get_data(as_text=True)
    assert "2 read, 2 stored" in shown
    again = post(client, "add-began.data", [2, {"token": token}, 2, [], [], None, "", "none"])
    assert "held no longer" in again.get_data(as_text=True)


@pytest.mark.parametrize("junk", JUNK)
def test_no_value_a_browser_may_send_breaks_the_page(client: FlaskClient, junk: object) -> None:
    for part, n in (("add-found.children", 6), ("add-began.data", 8), ("add-jobs.children", 2)):
        assert post(client, part, [junk] * n).status_code in (200, 204), part
