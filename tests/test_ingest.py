import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dashboard import Article, Report, engine_stamp, ingest, open_store, score_article, series
from dashboard.ingest import rescore
from dashboard.limits import LIMITS, Limit, cap
from dashboard.resources import data_dir
from dashboard.sources import ReadOptions
from dashboard.store import Store
from dashboard.types import Filters, Rejected

KIM = (
    " date 2023-11-10 Kim Jong Un praised Russia as his train reached Khasan.\n\n"
    "Critics condemned North Korea. Ukraine protested, and China watched."
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "store.sqlite")
    yield store
    store.close()


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_text_file_becomes_points(tmp_path: Path, store: Store) -> None:
    report = ingest(write(tmp_path / "kim.txt", KIM), store)
    assert report == Report(read=1, stored=1)
    points = series(store, by="month")
    assert {point.country for point in points} == {"PRK", "RUS", "UKR", "CHN"}
    assert {point.period for point in points} == {"2023-11"}


def test_reading_the_same_again_changes_nothing(tmp_path: Path, store: Store) -> None:
    path = write(tmp_path / "kim.txt", KIM)
    ingest(path, store)
    before = series(store)
    assert ingest([path, path], store) == Report(read=2, unchanged=2)
    assert series(store) == before


def test_a_changed_text_under_the_same_address_replaces_its_scores(tmp_path: Path, store: Store) -> None:
    record = {"url": "https://news.example/1", "date": "2024-01-02", "title": "On Peru", "text": "Peru won praise."}
    path = write(tmp_path / "a.jsonl", json.dumps(record))
    ingest(path, store)
    record["text"] = "Chile failed badly."
    write(path, json.dumps(record | {"title": "On Chile"}))
    assert ingest(path, store) == Report(read=1, stored=1)
    assert [point.country for point in series(store)] == ["CHL"]
    assert store.info().articles == 1


def test_the_same_article_twice_in_one_file_is_stored_once(tmp_path: Path, store: Store) -> None:
    line = json.dumps({"date": "2024-01-02", "text": "Peru won praise.", "source": "A"})
    assert ingest(write(tmp_path / "a.jsonl", f"{line}\n{line}\n"), store) == Report(2, 1, 1, 0)


def test_the_later_of_two_texts_under_one_address_stands(tmp_path: Path, store: Store) -> None:
    lines = [
        json.dumps({"url": "https://news.example/1", "date": "2024-01-02", "text": text})
        for text in ("Peru won.", "Chile won.", "Peru won.")
    ]
    assert ingest(write(tmp_path / "a.jsonl", "\n".join(lines)), store) == Report(3, 3, 0, 0)
    assert [point.country for point in series(store)] == ["PER"]
    assert store.info().articles == 1


def test_bad_records_are_kept_with_their_reason_and_stop_nothing(tmp_path: Path, store: Store) -> None:
    lines = ['{"date": "2024-01-02", "text": "Peru won."}', "{broken", '{"text": "no day"}', '{"date": "2024-01-02"}']
    report = ingest(write(tmp_path / "a.jsonl", "\n".join(lines)), store)
    assert report == Report(read=4, stored=1, rejected=3)
    kept = {record.line: record for record in store.rejected(10)}
    assert set(kept) == {2, 3, 4}
    assert all(record.file.endswith("a.jsonl") and record.reason for record in kept.values())
    assert "{broken" in kept[2].excerpt


def test_an_endless_text_is_rejected_with_its_length(tmp_path: Path, store: Store) -> None:
    text = "Peru won. " * (cap("article_chars") // 10 + 1)
    report = ingest(write(tmp_path / "long.jsonl", json.dumps({"date": "2024-01-02", "text": text})), store)
    assert report == Report(read=1, rejected=1)
    (kept,) = store.rejected(10)
    assert "more than the 4,000,000 that are kept" in kept.reason


@pytest.mark.parametrize(("limit", "expected"), [("batch_articles", [3, 6, 7]), ("batch_chars", [2, 4, 6, 7])])
def test_a_transaction_ends_with_so_many_articles_or_so_much_text(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch, limit: str, expected: list[int]
) -> None:
    monkeypatch.setitem(LIMITS, limit, Limit(3 if limit == "batch_articles" else 40, "", ""))
    file = tmp_path / "a.jsonl"
    lines = [{"date": "2024-01-02", "title": "", "text": f"Peru praised Chile {n}."} for n in range(7)]
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    told: list[int] = []
    ingest(file, store, progress=lambda report, _: told.append(store.info().articles))
    assert told == expected


def test_of_a_very_long_text_the_beginning_is_scored_and_all_is_kept(tmp_path: Path, store: Store) -> None:
    text = "Peru won. " * (cap("text_chars") // 10) + "Chile failed."
    report = ingest(write(tmp_path / "long.jsonl", json.dumps({"date": "2024-01-02", "text": text})), store)
    assert report == Report(read=1, stored=1)
    kept = store.article(1)
    assert kept is not None
    assert kept.article.text == text
    assert [tone.country for tone in kept.tones] == ["PER"]
    assert score_article(kept.article).truncated


def test_several_processes_store_what_one_stores(tmp_path: Path) -> None:
    stores = [open_store(tmp_path / name) for name in ("one.sqlite", "two.sqlite")]
    sample = data_dir() / "sample"
    reports = [ingest(sample, store, workers=workers) for store, workers in zip(stores, (1, 2), strict=True)]
    assert reports[0] == reports[1]
    one, two = ([series(store, by="day"), store.articles(Filters(), limit=5_000)] for store in stores)
    assert one == two
    for store in stores:
        assert store.verify() == []
        store.close()


def test_scores_of_an_older_engine_are_brought_up_to_date(tmp_path: Path, store: Store) -> None:
    ingest(write(tmp_path / "kim.txt", KIM), store)
    before = series(store)
    article = Article("Peru won praise.", date(2024, 1, 2))
    store.write([score_article(article)], (), "toward 0")
    assert store.info().engines == {engine_stamp(): 1, "toward 0": 1}
    assert rescore(store) == 1
    assert store.info().engines == {engine_stamp(): 2}
    assert rescore(store) == 0
    assert [point for point in series(store) if point.country != "PER"] == before


def test_an_article_of_an_older_engine_is_scored_anew_when_it_comes_again(tmp_path: Path, store: Store) -> None:
    path = write(tmp_path / "a.jsonl", json.dumps({"date": "2024-01-02", "text": "Peru won praise."}))
    store.write([score_article(Article("Peru won praise.", date(2024, 1, 2)))], (), "toward 0")
    assert ingest(path, store) == Report(read=1, stored=1)
    assert list(store.info().engines) == [engine_stamp()]


def test_progress_and_warnings_are_told(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes("date 2024-01-02 Caf\xe9 talks helped Peru.".encode("windows-1252"))
    told: list[tuple[Report, Path]] = []
    warned: list[str] = []
    ingest(path, store, progress=lambda report, file: told.append((report, file)), warn=warned.append)
    assert told == [(Report(read=1, stored=1), path)]
    assert len(warned) == 1
    assert "latin.txt" in warned[0]


def test_options_reach_the_readers(tmp_path: Path, store: Store) -> None:
    options = ReadOptions(date=date(2020, 5, 6), source="My Paper")
    ingest(write(tmp_path / "a.txt", "Peru won praise."), store, options=options)
    (row,) = store.articles(Filters(), limit=5)
    assert (row.day, row.source) == (date(2020, 5, 6), "My Paper")


def test_a_title_that_begins_the_text_is_scored_once() -> None:
    text = "Peru won praise. It rained."
    alone = score_article(Article(text, date(2024, 1, 2)))
    titled = score_article(Article(text, date(2024, 1, 2), title="Peru won praise."))
    assert titled.tones == alone.tones
    other = score_article(Article(text, date(2024, 1, 2), title="Praise for Peru"))
    assert other.tones[0].mentions == alone.tones[0].mentions + 1


def test_a_missing_path_is_a_rejected_record(tmp_path: Path, store: Store) -> None:
    assert ingest(tmp_path / "nowhere", store) == Report(read=1, rejected=1)
    (kept,) = store.rejected(5)
    assert isinstance(kept, Rejected)
    assert kept.line == 0


def test_what_was_mended_is_no_longer_listed_as_rejected(tmp_path: Path, store: Store) -> None:
    good = json.dumps({"date": "2024-01-02", "text": "Peru won."})
    path = write(tmp_path / "a.jsonl", f"{good}\n{{broken\n")
    other = write(tmp_path / "b.jsonl", "{broken too")
    assert ingest([path, other], store).rejected == 2
    write(path, good)
    assert ingest(path, store) == Report(read=1, unchanged=1)
    assert [Path(record.file).name for record in store.rejected(10)] == ["b.jsonl"]
    assert store.info().rejected == 1


def test_a_folder_that_holds_the_store_is_read_without_it(tmp_path: Path, store: Store) -> None:
    write(tmp_path / "a.txt", KIM)
    assert ingest(tmp_path, store) == Report(read=1, stored=1)


def test_a_record_without_a_title_is_called_by_its_first_sentence(tmp_path: Path, store: Store) -> None:
    ingest(write(tmp_path / "a.jsonl", json.dumps({"date": "2024-01-02", "text": "Peru won. It rained."})), store)
    (row,) = store.articles(Filters(), limit=5)
    assert (row.title, row.mentions) == ("Peru won.", 1)
