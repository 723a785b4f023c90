"""Tables: delimiters, quoting, columns, and a line for every fault."""

from __future__ import annotations

import bz2
import gzip
import lzma
from datetime import date
from pathlib import Path

import pytest

from dashboard.limits import LIMITS, Limit
from dashboard.sources import format_name, read

DAY = date(2023, 11, 10)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_the_delimiter_is_found(reading, delimiter: str, name: str) -> None:
    rows = [["Title", "Date", "Body"], ["A vote", "2023-11-10", "Peru voted."]]
    article = reading(name, "\n".join(delimiter.join(row) for row in rows)).article
    assert (article.title, article.published, article.text) == ("A vote", DAY, "Peru voted.")


@pytest.mark.parametrize("mark", ["sep=;\r\n", '"sep=;"\n', "SEP=;\n\n"])
def test_a_line_for_excel_names_the_delimiter(reading, mark: str) -> None:
    outcome = reading(
        "a.csv",
        f"{mark}title;text, all of it;date\nA;One, two, three.;2023-11-10\nB;x\n",
        columns={"text": "text, all of it"},
    )
    (article,), (fault,) = outcome.articles, outcome.rejected
    assert article.text == "One, two, three."
    assert fault.line == 3 + mark.count("\n")


@pytest.mark.parametrize("pack", [bz2.compress, lzma.compress, gzip.compress])
def test_packed_tables_with_and_without_a_name(tmp_path: Path, pack) -> None:
    suffix = {bz2.compress: ".bz2", lzma.compress: ".xz", gzip.compress: ".gz"}[pack]
    for name in (f"a.csv{suffix}", "b", f"c{suffix}"):
        (tmp_path / name).write_bytes(pack(b"title,text,date\nA,Peru voted.,2023-11-10\n"))
        (article,) = read(tmp_path / name)
        assert article.text == "Peru voted."
        assert format_name(tmp_path / name) == "CSV"
    (tmp_path / f"d{suffix}").write_bytes(pack(b"x" * 500)[:20])
    assert "damaged" in next(iter(read(tmp_path / f"d{suffix}"))).reason or suffix == ".gz"


def test_a_quoted_header_cell_may_hold_another_delimiter(reading) -> None:
    assert reading("a.csv", '"a;b;c;d",text,date\nx,Peru.,2023-11-10\n').article.text == "Peru."


def test_quoted_newlines_and_quotes(reading) -> None:
    outcome = reading("a.csv", 'date,text\r\n2023-11-10,"One ""two"",\r\n\r\nthree."\r\n\r\n2023-11-11,Four\r\n')
    assert [a.text for a in outcome.articles] == ['One "two",\r\n\r\nthree.', "Four"]
    assert not outcome.rejected


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("headline,text,date,source,url,language", "T,X,2023-11-10,S,https://e.org/a,en"),
        ("TITLE,Body,Published,Publisher,Link,Lang", "T,X,2023-11-10,S,https://e.org/a,EN"),
        ("title,content,published_at,outlet,url,language", "T,X,2023-11-10,S,https://e.org/a,English"),
        ("title, article ,publish_date,domain,url,lang", "T,X,2023-11-10,S,https://e.org/a,eng"),
        ("title,text,pubDate,source,url,lang", "T,X,2023-11-10,S,https://e.org/a,en_US"),
        ("title,text,seendate,source,url,lang", "T,X,20231110,S,https://e.org/a,en"),
        ("Headline,Full Text,Publication Date,Publication,Web-URL,Lang", "T,X,2023-11-10,S,https://e.org/a,en"),
        ("Title,article text,Publish  date,Source Name,url,Language", "T,X,2023-11-10,S,https://e.org/a,en"),
    ],
)
def test_usual_columns(reading, header: str, row: str) -> None:
    a = reading("a.csv", f"{header}\n{row}\n").article
    assert (a.title, a.text, a.published, a.source, a.url, a.language) == (
        "T",
        "X",
        DAY,
        "S",
        "https://e.org/a",
        "en",
    )


def test_columns_can_be_named(reading) -> None:
    options = {"columns": {"text": "Story", "date": "when", "title": "text"}}
    article = reading("a.csv", "WHEN,story,text\n2023-11-10,Peru voted.,A vote\n", **options).article
    assert (article.title, article.text, article.published) == ("A vote", "Peru voted.", DAY)


def test_an_empty_first_choice_gives_way_to_the_next(reading) -> None:
    assert reading("a.csv", "text,content,date\n,Peru.,2023-11-10\n").article.text == "Peru."


def test_date_and_source_of_the_options(reading) -> None:
    outcome = reading("a.csv", "text,source\nPeru.,\nChile.,Own\n", date=DAY, source="Gazette")
    assert [(a.published, a.source) for a in outcome.articles] == [(DAY, "Gazette"), (DAY, "Own")]


def test_day_first_reaches_the_dates(reading) -> None:
    assert reading("a.csv", "text,date\nPeru.,03/04/2023\n", day_first=True).article.published == date(2023, 4, 3)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a?b=1#c", True),
        ("HTTP://EXAMPLE.ORG", True),
        ("javascript:alert(1)", False),
        ("ftp://example.org/a", False),
        ("www.example.org", False),
        ("https://", False),
        ("https:///path", False),
        ("https://exa mple.org", False),
        ("https://example.org/<script>", False),
        ("https://example.org/" + "x" * 5000, False),
    ],
)
def test_only_web_addresses_are_kept(reading, url: str, kept: bool) -> None:
    assert reading("a.csv", f"text|date|url\nPeru.|2023-11-10|{url}\n").article.url == (url if kept else "")


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("", 0, "the file is empty"),
        ("\n \n", 0, "the file is empty"),
        ("text,date,Text\nA,2023-11-10,B\n", 1, "more than one column is called 'text'"),
        ("\n\ntitle,when\nA,2023-11-10\n", 3, "found 'title', 'when'"),
        ("text,when\nA,2023-11-10\n", 1, "no column holds the date"),
        ("text\nA\n", 1, "--date"),
        ("te\0xt,date\nA,2023-11-10\n", 1, "NUL"),
        ('text,"date\nA,2023-11-10\n', 1, "never closes"),
    ],
)
def test_headers_that_cannot_be_used(reading, content: str, line: int, reason: str) -> None:
    fault = reading("a.csv", content).fault
    assert fault.line == line
    assert reason in fault.reason


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2023-11-10,T", "the row has 2 fields, the header has 3"),
        ("2023-11-10,T,X,Y", "the row has 4 fields"),
        ("2023-11-10,, ", "no text and no title"),
        (",T,X", "no date"),
        ("03/04/2023,T,X", "--day-first"),
        ('2023-11-10,"T"x,X', "text follows a closing quote"),
        ("2023-11-10,T\rT,X", "carriage return"),
    ],
)
def test_a_bad_row_is_named_and_the_next_is_read(reading, row: str, reason: str) -> None:
    good = '2023-11-10,T,"Two\nlines"'
    outcome = reading("a.csv", f"date,title,text\n{good}\n\n{row}\n{good}\n")
    assert len(outcome.articles) == 2
    (fault,) = outcome.rejected
    assert fault.line == 5
    assert reason in fault.reason
    assert fault.excerpt


def test_a_quote_that_never_closes_is_not_taken_for_text(reading) -> None:
    outcome = reading("a.csv", 'date,text\n2023-11-10,Peru.\n2023-11-10,"Chile.\n2023-11-10,Cuba.\n')
    assert [a.text for a in outcome.articles] == ["Peru."]
    assert [(r.line, "never closes" in r.reason) for r in outcome.rejected] == [(3, True)]


def test_a_record_above_the_limit_is_dropped_and_reading_goes_on(reading, monkeypatch) -> None:
    monkeypatch.setitem(LIMITS, "record_bytes", Limit(100, "bytes", "test"))
    long = '"' + "line\n" * 40  # the quote never closes
    outcome = reading(
        "a.csv", f"date,text\n2023-11-10,{long}\n2023-11-10,Peru.\n2023-11-10,{'x' * 200}\n2023-11-10,Cuba.\n"
    )
    assert [a.text for a in outcome.articles][-2:] == ["Peru.", "Cuba."]
    assert outcome.rejected[0].line == 2
    assert any("longer than 100 bytes" in r.reason and r.line == 44 for r in outcome.rejected)


def test_a_long_field_passes(reading) -> None:
    text = "Peru voted. " * 20_000  # beyond the csv module's own default of 131,072
    assert reading("a.csv", f"date,text\n2023-11-10,{text}\n").article.text == text


def test_nul_in_a_field_becomes_a_mark(reading) -> None:
    assert reading("a.csv", "date,text\n2023-11-10,Pe\0ru\n").article.text == "Pe�ru"


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.json", "a.txt"])
def test_unknown_fields_in_the_columns_option(reading, name: str) -> None:
    fault = reading(name, "{}", columns={"author": "by"}).fault
    assert fault.line == 0
    assert "'author'" in fault.reason
    assert "title, text, date, source, url, language" in fault.reason


def test_a_named_column_that_is_absent(reading) -> None:
    fault = reading("a.csv", "text,date\nA,2023-11-10\n", columns={"text": "story"}).fault
    assert "'story'" in fault.reason
    assert "found 'text', 'date'" in fault.reason
