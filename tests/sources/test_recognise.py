"""Which format a file is taken for, by its name and by what it holds."""

from __future__ import annotations

import gzip
import json
import os
import re
from datetime import date
from pathlib import Path

import pytest
from makers import GDELT, KINDS, MEDIA_CLOUD, NEWS_SERVICE, lines, parquet, table, tarred, warc, workbook, zipped
from newspages import page

from dashboard.sources import FORMATS, ReadOptions, format_name, read, walk
from dashboard.sources.registry import BY_SUFFIX
from dashboard.types import Article, Rejected

FEED = b"<?xml version='1.0'?>\n<!-- made by hand -->\n<rss version='2.0'><channel></channel></rss>"


def test_every_format_says_what_it_is() -> None:
    suffixes = [suffix for format_ in FORMATS for suffix in format_.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    for format_ in FORMATS:
        assert all(re.fullmatch(r"(\.[a-z0-9]+)+", suffix) for suffix in format_.suffixes)
        assert all(re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", kind) for kind in format_.mime_types)
        assert format_.example
        assert "\n" not in format_.example


@pytest.mark.parametrize("name", ["right", "none", "wrong"])
@pytest.mark.parametrize(
    ("make", "suffix", "expected"),
    [
        (workbook, ".xlsx", "Excel"),
        (parquet, ".parquet", "Parquet"),
        (lambda path: warc(path, {}), ".warc.gz", "WARC"),
        (lambda path: warc(path, {}, gzip=False), ".warc", "WARC"),
        (lambda path: zipped(path, {"a.csv": table()}), ".zip", "ZIP"),
        (lambda path: zipped(path, {"a.xlsx": workbook(path.with_name("w")).read_bytes()}), ".zip", "ZIP"),
        (lambda path: tarred(path, {"a.csv": table()}, "w"), ".tar", "tar"),
        (lambda path: tarred(path, {"a.csv": table()}), ".tgz", "tar"),
        (lambda path: tarred(path, {"a.csv": table()}, "w:bz2"), ".tar.bz2", "tar"),
        (lambda path: tarred(path, {"a.csv": table()}, "w:xz"), ".txz", "tar"),
        (lambda path: path.write_text(page()), ".html", "HTML"),
        (lambda path: path.write_text("\ufeff<!-- saved --> <HTML><body>"), ".htm", "HTML"),
        (lambda path: path.write_bytes(page().encode("utf-16")), ".html", "HTML"),
    ],
)
def test_what_a_file_holds_is_surer_than_its_name(tmp_path: Path, make, suffix: str, expected: str, name: str) -> None:
    path = tmp_path / {"right": f"a{suffix}", "none": "a", "wrong": "a.json"}[name]
    make(path)
    assert format_name(path) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (lines(), "JSON"),
        (json.dumps(NEWS_SERVICE).encode(), "JSON"),
        (b"\xef\xbb\xbf  [1]", "JSON"),
        (table(), "CSV"),
        (MEDIA_CLOUD.encode(), "CSV"),
        ("titel;text;datum\n".encode("utf-16"), "CSV"),
        (b"date 2023-11-10 Peru voted.", "Text"),
        (b"\n title: Peru\ndate: 2023-11-10\n\nText.", "Text"),
        (b"Dear reader, this is a letter.", "other"),
        (b"all: build\n\tmake", "other"),
        (b"", "other"),
        (b"\0\1\2", "other"),
    ],
)
def test_text_without_a_telling_name(tmp_path: Path, data: bytes, expected: str) -> None:
    for name, content in (("a", data), ("b.data", data), ("c.gz", gzip.compress(data))):
        (tmp_path / name).write_bytes(content)
        assert format_name(tmp_path / name) == expected, name


@pytest.mark.parametrize("text", ["[Reuters] Peru voted.", "{sic} Peru voted.", "Peru, Chile", "<b>Peru</b> voted."])
def test_a_text_stays_a_text_whatever_it_begins_with(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{text}\n")
    assert format_name(path) == "Text"


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        *((name, lines(), "JSON") for name in ("a.txt", "a.csv", "a.html")),
        *((f"a.{kind}", json.dumps(NEWS_SERVICE, indent=1).encode(), "JSON") for kind in ("txt", "csv", "jsonl")),
        *((f"a.{kind}", table(), "CSV") for kind in ("txt", "json", "jsonl", "html", "xml")),
        *((f"a.{kind}", MEDIA_CLOUD.encode(), "CSV") for kind in ("txt", "json", "jsonl")),
        ("a.jsonl", b"[" + lines().replace(b"\n", b",\n") + b"]", "JSON"),
        ("a.jsonl.gz", gzip.compress(b'[\n{"title": "x"}]', mtime=0), "JSON"),
        *((f"a.{kind}", b"date 2023-11-10 Peru voted, at last.", "Text") for kind in ("json", "csv", "html", "rss")),
        ("a.jsonl", b'{\n{"title": "x"}', "JSON Lines"),
        ("a.jsonl", b"date: rubbish\n" + lines(), "JSON Lines"),
        ("a.csv", b'{"a",text,date\n', "CSV"),
        ("a.txt", b"Titles, dates and text: what an archive keeps", "Text"),
        ("a.json", b"nonsense", "JSON"),
    ],
)
def test_text_formats_under_each_others_names(tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert format_name(tmp_path / name) == expected


def test_json_under_the_name_of_a_text_is_never_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(lines())
    records = list(read(tmp_path / "a.txt", ReadOptions(date=date(2023, 1, 1))))
    assert [record.title for record in records if isinstance(record, Article)] == ["Peru praised", "Chile warned"]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"%PDF-1.7", "a PDF document; save its text as .txt"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel or Word file"),
        ("a.docx", b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml word/document.xml", "an Office document"),
        (
            "a.ods",
            b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis",
            "an OpenDocument or EPUB file; save it as",
        ),
        ("a.mhtml", b"From: <Saved by Blink>\r\nSubject: x\r\n", "save it as .html alone"),
        ("a.bz2", b"BZh9" + b"1AY&SY" + b"\0" * 30, "bzip2 data that is damaged"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "a picture"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "7-Zip"),
        ("a.bin", b"\0\1\2\3", "binary data"),
        ("a.svg", b"<?xml version='1.0'?><svg/>", "XML of a kind"),
        ("a", b"", "an empty file"),
        ("a.doc", b"Some words.", "`worldtone formats` lists them"),
    ],
)
def test_why_no_format_fits(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    (record,) = read(tmp_path / name)
    assert isinstance(record, Rejected)
    assert "no reader for" in record.reason
    assert reason in record.reason


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")
    (record,) = read(tmp_path / "a")
    assert isinstance(record, Rejected)
    assert "not an ordinary file" in record.reason
    assert format_name(tmp_path / "a") == format_name(tmp_path / "missing") == "other"


def test_a_folder_of_everything(tmp_path: Path) -> None:
    for name, make in KINDS.items():
        make(tmp_path / name)
    (tmp_path / "table").write_bytes(table())
    (tmp_path / "notes").write_text("buy milk")
    found = list(walk([tmp_path]))
    assert [path.name for path in found if isinstance(path, Path)] == sorted([*KINDS, "table"])
    assert [Path(r.file).name for r in found if isinstance(r, Rejected)] == ["notes"]
    kinds = {format_name(path) for path in found if isinstance(path, Path)}
    assert kinds == {"Text", "CSV", "JSON Lines", "JSON", "HTML", "Excel", "Parquet", "WARC", "ZIP", "tar", "Feed"}


def test_lists_of_stories(tmp_path: Path) -> None:
    for name, data in (("n.json", NEWS_SERVICE), ("g.json", GDELT)):
        (tmp_path / name).write_text(json.dumps(data, indent=1))
    (tmp_path / "m.csv").write_text(MEDIA_CLOUD)
    first, second, removed = read(tmp_path / "n.json")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert isinstance(removed, Rejected)
    assert (first.source, first.text) == ("The Daily Paper", "Peru won praise for its election on Friday, and")
    assert second.text == "Critics condemned Chile."
    assert (removed.line, removed.reason) == (3, "the news service has removed this article")
    assert removed.excerpt.startswith('{"source": {"id": null, "name": "[Removed]"')
    (gdelt,) = read(tmp_path / "g.json")
    (cloud,) = read(tmp_path / "m.csv", warn=lambda _: None)
    for article, source in ((gdelt, "paper.example"), (cloud, "paper.example")):
        assert isinstance(article, Article)
        assert article.title_only
        assert (article.source, article.language, article.day.isoformat()) == (source, "en", "2023-11-10")


@pytest.mark.parametrize("name", ["results", "stories", "data"])
def test_other_lists_of_articles(tmp_path: Path, name: str) -> None:
    record = {
        "title": "A vote",
        "description": "Peru voted.",
        "pubDate": "2023-11-10 12:00:00",
        "link": "https://a.example/1",
    }
    path = tmp_path / "a.json"
    for answer in ({name: [record]}, {"status": "ok", "articles": {name: [record], "page": 1}}):
        path.write_text(json.dumps(answer))
        (article,) = read(path)
        assert isinstance(article, Article)
        assert (article.text, article.url) == ("Peru voted.", "https://a.example/1")


def test_suffixes_of_two_parts() -> None:
    assert BY_SUFFIX[".tar.bz2"].name == "tar"


def test_a_feed_is_not_taken_for_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(FEED)
    assert format_name(tmp_path / "a.html") != "HTML"
