"""Parquet files: written by pyarrow, and liars."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
import textwrap
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from makers import RECORDS, parquet

from dashboard.limits import LIMITS, Limit
from dashboard.sources import read
from dashboard.sources.options import ReadOptions
from dashboard.types import Article, Rejected


def outcome(path: Path, **options: object) -> tuple[list[Article], list[Rejected], list[str]]:
    warnings: list[str] = []
    records = list(read(path, ReadOptions(**options), warnings.append))
    return [r for r in records if isinstance(r, Article)], [r for r in records if isinstance(r, Rejected)], warnings


def written(path: Path, rows: list[dict[str, object]], **how: object) -> Path:
    pq.write_table(pa.Table.from_pylist(rows), path, **how)
    return path


@pytest.mark.parametrize("packing", ["none", "snappy", "gzip", "brotli", "zstd", "lz4"])
@pytest.mark.parametrize(
    "how", [{}, {"use_dictionary": False}, {"data_page_version": "2.0"}, {"write_statistics": False}]
)
def test_nested_columns_in_every_packing(tmp_path: Path, packing: str, how: dict[str, object]) -> None:
    articles, rejected, warnings = outcome(parquet(tmp_path / "a.parquet", compression=packing, **how))
    assert (rejected, warnings) == ([], [])
    assert [(a.title, a.text, a.source, a.published) for a in articles] == [
        (r["title"], r["text"], r["source"], date.fromisoformat(str(r["date"]))) for r in RECORDS
    ]


def test_fields_deep_in_structs_by_name(tmp_path: Path) -> None:
    rows = [{"doc": {"Body": {"plain": "Peru voted."}, "when": "2023-11-10"}, "tags": ["a"]}]
    path = written(tmp_path / "a.parquet", rows)
    articles, rejected, _ = outcome(path, columns={"text": "doc.body.plain", "date": "doc.when"})
    assert not rejected
    assert (articles[0].text, articles[0].published) == ("Peru voted.", date(2023, 11, 10))
    _, (fault,), _ = outcome(path, columns={"text": "doc.nothing", "date": "doc.when"})
    assert fault.reason == "the column 'doc' has no field 'nothing'"


def test_the_same_names_lead_into_json(tmp_path: Path) -> None:
    record = {"fields": {"bodyText": "Peru voted."}, "webTitle": "A vote", "webPublicationDate": "2023-11-10T12:00:00Z"}
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"response": {"status": "ok", "results": [record]}}))
    (article,), rejected, _ = outcome(path, columns={"text": "fields.bodyText"})
    assert not rejected
    assert (article.title, article.text) == ("A vote", "Peru voted.")


def test_times_categories_and_missing_values(tmp_path: Path) -> None:
    schema = pa.schema(
        [
            ("title", pa.dictionary(pa.int8(), pa.string())),
            ("text", pa.large_string()),
            ("published", pa.timestamp("us", tz="Europe/Paris")),
        ]
    )
    rows = [
        {"title": "A", "text": "Peru voted.", "published": datetime(2023, 11, 10, 12, tzinfo=UTC)},
        {"title": "A", "text": None, "published": datetime(2023, 11, 10, 12, tzinfo=UTC)},
        {"title": None, "text": None, "published": datetime(2023, 11, 10, 12, tzinfo=UTC)},
        {"title": "A", "text": "Peru voted.", "published": None},
    ]
    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_pylist(rows, schema), path)
    articles, rejected, _ = outcome(path)
    assert [(a.title, a.title_only) for a in articles] == [("A", False), ("A", True)]
    assert articles[0].published == datetime(2023, 11, 10, 12, tzinfo=UTC)
    assert [(r.line, r.reason[:7]) for r in rejected] == [(3, "no text"), (4, "no date")]


def test_columns_that_are_no_part_of_an_article(tmp_path: Path) -> None:
    rows = [{"text": ["a", "list"], "date": "2023-11-10", "title": "A title"}]
    articles, (fault,), _ = outcome(written(tmp_path / "a.parquet", rows))
    assert not articles  # nor is it taken for a title without a text
    assert (fault.line, fault.reason) == (1, "text is a list, not text")
    beside = [{"text": "Peru voted.", "summary": ["x"], "date": "2023-11-10"}]
    assert outcome(written(tmp_path / "c.parquet", beside))[0][0].text == "Peru voted."
    _, (fault,), _ = outcome(written(tmp_path / "b.parquet", [{"x": 1}]))
    assert "no column holds the text or the date" in fault.reason


def test_packed_or_misnamed_files(tmp_path: Path) -> None:
    data = parquet(tmp_path / "a.parquet").read_bytes()
    for name in ("b.parquet.gz", "c.json", "d"):
        (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
        assert len(outcome(tmp_path / name)[0]) == len(RECORDS), name


def test_a_page_beyond_the_limit_is_never_unpacked(tmp_path: Path, monkeypatch) -> None:
    rows = [{"text": "Peru. " * 50_000, "date": "2023-11-10"}]
    path = written(tmp_path / "a.parquet", rows, compression="zstd")
    monkeypatch.setitem(LIMITS, "parquet_page_bytes", Limit(100_000, "bytes", "test"))
    articles, (fault,), _ = outcome(path)
    assert not articles
    assert "unpacks to" in fault.reason


def test_a_row_beyond_the_limit_costs_itself_only(tmp_path: Path, monkeypatch) -> None:
    rows = [{"text": text, "date": "2023-11-10"} for text in ("Peru voted.", "Peru. " * 50_000, "Chile voted.")]
    path = written(tmp_path / "a.parquet", rows)
    monkeypatch.setitem(LIMITS, "record_bytes", Limit(100_000, "bytes", "test"))
    articles, (fault,), _ = outcome(path)
    assert [a.text for a in articles] == ["Peru voted.", "Chile voted."]
    assert fault.line == 2


def test_rows_end_at_the_limit(tmp_path: Path, monkeypatch) -> None:
    rows = [{"text": "Peru voted.", "date": "2023-11-10"}] * 100
    monkeypatch.setitem(LIMITS, "stream_bytes", Limit(640, "bytes", "test"))
    articles, (fault,), _ = outcome(written(tmp_path / "a.parquet", rows))
    assert len(articles) == 10
    assert "the rest was left out" in fault.reason


def test_a_text_that_a_dictionary_repeats_does_not_fill_the_memory(tmp_path: Path) -> None:
    """A million rows of one long text take some kilobytes in the file, and a terabyte if they were unpacked at once."""
    text = "Peru voted. " * 90_000
    rows = pa.table({"text": pa.array([0] * 1_000_000, pa.int32()), "date": ["2023-11-10"] * 1_000_000})
    column = pa.DictionaryArray.from_arrays(rows["text"].combine_chunks(), pa.array([text]))
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": column, "date": rows["date"]}), path)
    assert path.stat().st_size < 2 << 20
    script = f"""
        import itertools, resource
        from pathlib import Path
        from dashboard.limits import LIMITS, Limit
        from dashboard.sources import read
        cut = [record for record in read(Path({str(path)!r}))]
        assert len(cut) < 20 and "200 times its size" in cut[-1].reason
        LIMITS["unpacked_bytes"] = Limit(1 << 40, "bytes", "so that more of it is read")
        first = list(itertools.islice(read(Path({str(path)!r})), 1))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        assert sum(len(a.text) for a in itertools.islice(read(Path({str(path)!r})), 400)) == 400 * {len(text)}
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
    """
    grown = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True, timeout=120
    )
    assert int(grown.stdout) < 256 << 10  # KiB; 400 of these texts alone would take 430 MB


def test_a_value_that_cannot_be_costs_its_row_only(tmp_path: Path) -> None:
    days = pa.array([19_671, 2_000_000_000, 19_672], pa.int32()).view(pa.date32())
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["Peru voted."] * 3, "date": days}), path)
    articles, (fault,), _ = outcome(path)
    assert [a.published for a in articles] == [date(2023, 11, 10), date(2023, 11, 11)]
    assert fault.line == 2
    assert fault.reason.startswith("a value cannot be read: ")


def test_wrong_statistics_do_not_end_the_program(tmp_path: Path) -> None:
    """pyarrow's own view of a column aborts the process where a histogram beside it has the wrong length."""
    whole = parquet(tmp_path / "a.parquet", compression="snappy").read_bytes()
    footer = len(whole) - 8 - int.from_bytes(whole[-8:-4], "little")
    for at in range(footer, len(whole) - 8, 5):
        changed = bytearray(whole)
        changed[at] ^= 0x10
        (tmp_path / "b.parquet").write_bytes(changed)
        outcome(tmp_path / "b.parquet")


@pytest.mark.parametrize("size", [0, 4, 8, 11, 12, 100])
def test_files_that_are_cut_off(tmp_path: Path, size: int) -> None:
    data = parquet(tmp_path / "a.parquet").read_bytes()
    (tmp_path / "b.parquet").write_bytes(data[:size])
    articles, (fault,), _ = outcome(tmp_path / "b.parquet")
    assert not articles
    assert fault.line == 0


def test_a_table_of_contents_without_end_is_refused(tmp_path: Path) -> None:
    data = parquet(tmp_path / "a.parquet").read_bytes()
    (tmp_path / "b.parquet").write_bytes(data[:-8] + (1 << 30).to_bytes(4, "little") + b"PAR1")
    assert "table of contents" in outcome(tmp_path / "b.parquet")[1][0].reason


def test_changed_bytes_never_raise(tmp_path: Path) -> None:
    whole = parquet(tmp_path / "a.parquet", compression="snappy").read_bytes()
    path = tmp_path / "b.parquet"
    for seed in range(200):
        data, chance = bytearray(whole), random.Random(seed)
        for _ in range(chance.choice((1, 3, 20))):
            data[chance.randrange(4, len(data) - 4)] = chance.randrange(256)
        path.write_bytes(data)
        _, rejected, _ = outcome(path)
        assert all(r.file == str(path) and r.reason for r in rejected)


def test_texts_that_their_writer_did_not_mark_as_such(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    texts = pa.array(["Perú voted.".encode(), b"\xff\xfe"], pa.binary())
    pq.write_table(pa.table({"title": ["A", "B"], "text": texts, "date": ["2023-11-10"] * 2}), path)
    (article,), (fault,), _ = outcome(path)
    assert article.text == "Perú voted."
    assert (fault.line, "a value cannot be read" in fault.reason) == (2, True)
