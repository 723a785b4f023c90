"""Excel workbooks: written by openpyxl, and twisted."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from makers import RECORDS, workbook

from dashboard.limits import LIMITS, Limit
from dashboard.sources import read
from dashboard.sources.options import ReadOptions
from dashboard.types import Article, Rejected


def outcome(path: Path, **options: object) -> tuple[list[Article], list[Rejected], list[str]]:
    warnings: list[str] = []
    records = list(read(path, ReadOptions(**options), warnings.append))
    return [r for r in records if isinstance(r, Article)], [r for r in records if isinstance(r, Rejected)], warnings


def sheet(path: Path, rows: list[list[object]], name: str = "Sheet") -> Path:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The workbook with each of its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, change(name, data))
    return path


def test_rows_become_articles_and_dates_stay_dates(tmp_path: Path) -> None:
    articles, rejected, warnings = outcome(workbook(tmp_path / "a.xlsx"))
    assert (rejected, warnings) == ([], [])
    assert [(a.title, a.text, a.source, a.url) for a in articles] == [
        (r["title"], r["text"], r["source"], r["url"]) for r in RECORDS
    ]
    assert articles[0].published == date(2023, 11, 10)


def test_a_time_a_serial_number_and_words_as_dates(tmp_path: Path) -> None:
    rows = [
        ["text", "date"],
        ["A.", datetime(2023, 11, 10, 9, 30)],
        ["B.", "10 Nov 2023"],
        ["C.", 45240],
        ["D.", 20231110],
        ["E.", 45240.25],
        ["F.", 2023],
    ]
    articles, (fault,), _ = outcome(sheet(tmp_path / "a.xlsx", rows))
    assert [a.published for a in articles] == [
        datetime(2023, 11, 10, 9, 30, tzinfo=UTC),
        date(2023, 11, 10),
        date(2023, 11, 10),
        date(2023, 11, 10),
        datetime(2023, 11, 10, 6, tzinfo=UTC),
    ]
    assert (fault.line, "'2023'" in fault.reason) == (7, True)


def test_days_are_counted_from_the_workbooks_own_first(tmp_path: Path) -> None:
    from xlsxwriter import Workbook

    path = tmp_path / "a.xlsx"
    with Workbook(path, {"date_1904": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["text", "date"])
        page.write_row(1, 0, ["Peru voted.", 43778])
        page.write_string(2, 0, "Peru voted again.")
        page.write_datetime(2, 1, datetime(2023, 11, 10), book.add_format({"num_format": "d mmm yyyy"}))
    articles, rejected, _ = outcome(path)
    assert not rejected
    assert [a.published for a in articles] == [date(2023, 11, 10)] * 2


def test_a_title_may_stand_above_the_header(tmp_path: Path) -> None:
    from openpyxl import Workbook

    path = tmp_path / "a.xlsx"
    book = Workbook()
    for row in (
        ["Articles on Peru"],
        [],
        ["made on 12 November 2023"],
        ["Text", "Date"],
        ["Peru voted.", "2023-11-10"],
    ):
        book.active.append(row)
    book.active.merge_cells("A1:D1")
    book.active.append(["No day.", None])
    book.save(path)
    (article,), (fault,), _ = outcome(path)
    assert (article.text, fault.line) == ("Peru voted.", 6)
    named = sheet(tmp_path / "b.xlsx", [["Articles on Peru"], ["Body", "Day"], ["Peru voted.", "2023-11-10"]])
    assert outcome(named, columns={"date": "Day"})[0]
    _, (fault,), _ = outcome(named)
    assert (fault.line, "found 'Body', 'Day'" in fault.reason) == (2, True)


def test_a_sheet_by_name(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    assert len(outcome(path, sheet=" articles ")[0]) == len(RECORDS)
    assert "header cannot be used" in outcome(path, sheet="Notes")[1][0].reason
    articles, (fault,), _ = outcome(path, sheet="Other")
    assert not articles
    assert fault.reason == "no sheet is called 'Other'; there are 'Articles', 'Notes'"


def test_empty_rows_numbers_and_missing_cells(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [],
        ["Title", None, "Body", "Published", "Source"],
        [],
        [1984, "unnamed", "A text.", "2023-11-10", 5],
        ["Only a title", None, None, "2023-11-10"],
        ["No date", None, "A text."],
        [None, None, None, "2023-11-10"],
    ]
    articles, rejected, _ = outcome(sheet(tmp_path / "a.xlsx", rows))
    assert [(a.title, a.text, a.source) for a in articles] == [("1984", "A text.", "5"), ("Only a title", "", "")]
    assert [(r.line, r.reason.split(";")[0].split(" in ")[0]) for r in rejected] == [
        (6, "no date"),
        (7, "no text and no title"),
    ]
    assert rejected[0].excerpt == "No date | A text."


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "the sheet is empty"),
        ([["a", "b"]], "no column holds the text or the date"),
        ([["text", "Text", "date"]], "more than one column is called 'text'"),
    ],
)
def test_headers_that_cannot_be_used(tmp_path: Path, rows: list[list[object]], reason: str) -> None:
    articles, (fault,), _ = outcome(sheet(tmp_path / "a.xlsx", rows))
    assert not articles
    assert reason in fault.reason


def test_packed_or_misnamed_workbooks(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    for name in ("a.xlsx.gz", "b.zip", "c.csv", "d"):
        data = path.read_bytes()
        (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
        assert len(outcome(tmp_path / name)[0]) == len(RECORDS), name


def test_a_table_that_was_named_xlsx_is_read_as_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"text,date\nPeru voted.,2023-11-10\n")
    assert outcome(tmp_path / "a.xlsx")[0][0].text == "Peru voted."


def test_no_document_type_and_no_entity_is_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the secret")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/secret"><!ENTITY a "b">]>'.encode()

    def twisted(name: str, data: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return data
        head, _, rest = data.rpartition(b"<worksheet")
        return head + entity + b"<worksheet" + rest.replace(b"Peru", b"&e;")

    articles, (fault,), _ = outcome(rewritten(workbook(tmp_path / "a.xlsx"), twisted))
    assert not articles
    assert "document type" in fault.reason


def test_rows_that_would_be_filled_up_to_the_last_column_are_refused(tmp_path: Path) -> None:
    def twisted(name: str, data: bytes) -> bytes:
        return data.replace(b'r="A2"', b'r="XFD2"') if name.endswith("sheet1.xml") else data

    articles, (fault,), _ = outcome(rewritten(workbook(tmp_path / "a.xlsx"), twisted))
    assert not articles
    assert "more than 702 columns" in fault.reason


@pytest.mark.parametrize("encoding", ["utf-16", "cp037"])
def test_parts_in_other_encodings_are_refused(tmp_path: Path, encoding: str) -> None:
    def twisted(name: str, data: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return data
        declaration = f'<?xml version="1.0" encoding="{encoding}"?>'
        return (declaration + data.decode()).encode("utf-16" if encoding == "utf-16" else "utf-8")

    articles, (fault,), _ = outcome(rewritten(workbook(tmp_path / "a.xlsx"), twisted))
    assert not articles
    assert "UTF-8" in fault.reason


@pytest.mark.parametrize(
    ("limit", "reason"),
    [("xlsx_part_bytes", "unpacks to more than"), ("xlsx_cell_bytes", "a cell larger than")],
)
def test_bombs_are_refused_before_they_are_opened(tmp_path: Path, monkeypatch, limit: str, reason: str) -> None:
    path = sheet(tmp_path / "a.xlsx", [["text", "date"], ["Peru. " * 5_000, "2023-11-10"]])
    monkeypatch.setitem(LIMITS, limit, Limit(10_000, "bytes", "test"))
    articles, (fault,), _ = outcome(path)
    assert not articles
    assert reason in fault.reason


def shared(path: Path) -> Path:
    """A workbook that keeps its texts in one part, as Excel's own do."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"default_date_format": "d mmm yyyy", "remove_timezone": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["text", "date", "source"])
        page.write_row(1, 0, ["Peru voted.", datetime(2023, 11, 10), "The Daily Paper"])
        page.write_rich_string(2, 0, "Chile ", book.add_format({"bold": True}), "voted.")
        page.write(2, 1, datetime(2023, 11, 11, 8, 15))
        page.write_formula(2, 2, '=CONCATENATE("The ", "Post")', value="The Post")
    return path


def test_texts_that_are_shared_rich_or_of_a_formula(tmp_path: Path) -> None:
    articles, rejected, _ = outcome(shared(tmp_path / "a.xlsx"))
    assert not rejected
    assert [(a.text, a.source) for a in articles] == [("Peru voted.", "The Daily Paper"), ("Chile voted.", "The Post")]
    assert [a.published for a in articles] == [date(2023, 11, 10), datetime(2023, 11, 11, 8, 15, tzinfo=UTC)]


def test_shared_texts_have_a_limit_of_their_own(tmp_path: Path, monkeypatch) -> None:
    path = shared(tmp_path / "a.xlsx")
    monkeypatch.setitem(LIMITS, "xlsx_strings_bytes", Limit(10, "bytes", "test"))
    assert "xl/sharedStrings.xml" in outcome(path)[1][0].reason


def test_a_sheet_that_lies_about_its_size(tmp_path: Path) -> None:
    def twisted(name: str, data: bytes) -> bytes:
        return data.replace(b'ref="A1:F3"', b'ref="A1:A1"') if name.endswith("sheet1.xml") else data

    assert len(outcome(rewritten(workbook(tmp_path / "a.xlsx"), twisted))[0]) == len(RECORDS)


@pytest.mark.parametrize(
    "part", ["sheet1.xml", "workbook.xml", "sharedStrings.xml", "styles.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize("how", ["gone", "cut", "other"])
def test_broken_parts_never_raise(tmp_path: Path, part: str, how: str) -> None:
    def twisted(name: str, data: bytes) -> bytes:
        if not name.endswith(part):
            return data
        return {"gone": b"", "cut": data[: len(data) // 2], "other": b"<x/>"}[how]

    articles, rejected, _ = outcome(rewritten(workbook(tmp_path / "a.xlsx"), twisted))
    assert articles or rejected
    assert all(r.file == str(tmp_path / "a.xlsx") and r.reason for r in rejected)
