"""What the browser asks of the pipeline: a look before storing, names and days of its own, and stopping."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dashboard import Report, ingest, open_store
from dashboard.ingest import ReadOptions, preview
from dashboard.limits import LIMITS, Limit, cap
from dashboard.store import Store
from dashboard.types import Filters


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "store.sqlite")
    yield store
    store.close()


def lines(path: Path, *records: object) -> Path:
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in records), encoding="utf-8")
    return path


def peru(day: object = "2024-01-02", more: str = "") -> dict[str, object]:
    return {"date": day, "text": f"Peru won praise. {more}"}


def test_a_preview_scores_the_first_and_counts_the_rest(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", "{broken", *(peru(more=str(n)) for n in range(cap("preview_articles") + 7)))
    seen = preview([path], called={path: "mine.jsonl"})
    assert (seen.read, seen.unusable, seen.whole) == (cap("preview_articles") + 8, 1, True)
    assert [number for number, _ in seen.articles] == list(range(1, cap("preview_articles") + 1))
    assert all(scored.tones[0].country == "PER" for _, scored in seen.articles)
    assert [(record.file, record.line) for record in seen.rejected] == [("mine.jsonl", 1)]


def test_a_preview_says_where_it_stopped_counting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "preview_records", Limit(3, "records", "few, for this test"))
    path = lines(tmp_path / "a.jsonl", *(peru(more=str(n)) for n in range(5)))
    seen = preview([path])
    assert (seen.read, seen.whole, len(seen.articles)) == (3, False, 3)


def test_options_settle_what_records_leave_open(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", {"text": "Peru won."}, {"date": "03/04/2023", "text": "Peru won."})
    assert preview([path]).unusable == 2
    seen = preview([path], options=ReadOptions(date=date(2020, 1, 2), day_first=True, source="Herald"))
    assert [scored.article.day for _, scored in seen.articles] == [date(2020, 1, 2), date(2023, 4, 3)]
    assert {scored.article.source for _, scored in seen.articles} == {"Herald"}


def test_days_set_by_hand_count_in_place_of_the_records(tmp_path: Path, store: Store) -> None:
    paths = [lines(tmp_path / "a.jsonl", "{broken", peru()), lines(tmp_path / "b.jsonl", peru(), peru(more="Again."))]
    (first, _), (second, _), _ = preview(paths).articles
    report = ingest(paths, store, days={first: date(2020, 5, 6), second: date(2999, 1, 1)})
    assert report == Report(read=4, stored=2, rejected=2)
    assert {row.day for row in store.articles(Filters(), limit=5)} == {date(2020, 5, 6), date(2024, 1, 2)}
    assert any("future" in record.reason for record in store.rejected(5))


def test_rejected_records_carry_the_name_a_file_is_called_by(tmp_path: Path, store: Store) -> None:
    path = lines(tmp_path / "0123.jsonl", "{broken")
    told: list[Path] = []
    ingest(path, store, called={path: "mine.jsonl"}, progress=lambda _, file: told.append(file))
    assert [record.file for record in store.rejected(5)] == ["mine.jsonl"]
    assert told == [Path("mine.jsonl")]
    mended = lines(tmp_path / "4567.jsonl", peru())
    ingest(mended, store, called={mended: "mine.jsonl"})
    assert list(store.rejected(5)) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_stored_before_it_was_cancelled_stays(tmp_path: Path, store: Store, workers: int) -> None:
    many = 4 * cap("batch_articles")
    path = lines(tmp_path / "a.jsonl", *(peru(more=f"Report {n}.") for n in range(many)))
    counts: list[Report] = []
    report = ingest(
        path, store, workers=workers, cancelled=lambda: bool(counts), progress=lambda so_far, _: counts.append(so_far)
    )
    assert report == Report(read=cap("batch_articles"), stored=cap("batch_articles"))
    assert store.info().articles == report.stored
    assert store.verify() == []
    assert ingest(path, store).stored == many - report.stored
