"""Writes files of each kind with the libraries that people write them with."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from newspages import page

RECORDS: Sequence[Mapping[str, object]] = (
    {
        "title": "Peru praised",
        "text": "Peru won praise for its election.",
        "date": "2023-11-10",
        "source": "The Daily Paper",
        "url": "https://paper.example/1",
        "language": "en",
    },
    {
        "title": "Chile warned",
        "text": "Critics condemned Chile over the dam.",
        "date": "2023-11-11",
        "source": "The Evening Post",
        "url": "https://post.example/2",
        "language": "en",
    },
)


def workbook(path: Path, *, records: Sequence[Mapping[str, object]] = RECORDS, sheet: str = "Articles") -> Path:
    """An Excel workbook with the records on its second sheet, dates as Excel's dates."""
    from openpyxl import Workbook

    book = Workbook()
    first = book.active
    first.title = sheet
    names = list(records[0])
    first.append(names)
    for record in records:
        first.append([_day(record[name]) if name == "date" else record[name] for name in names])
    notes = book.create_sheet("Notes")
    notes.append(["made by", "hand"])
    book.save(path)
    return path


def _day(value: object) -> object:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def parquet(path: Path, **how: object) -> Path:
    """A Parquet file with nested columns, of two row groups."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [
        {
            **record,
            "date": date.fromisoformat(str(record["date"])),
            "source": {"id": 7, "name": record["source"]},
            "authors": [{"name": "A", "tags": ["x", "y"]}],
            "counts": {"words": 5},
        }
        for record in RECORDS
    ]
    pq.write_table(pa.Table.from_pylist(rows), path, **{"row_group_size": 1, **how})
    return path


def warc(
    path: Path, pages: Mapping[str, bytes], *, gzip: bool = True, headers: Mapping[str, str] | None = None
) -> Path:
    """A WARC file as crawlers write it: a warcinfo record, then a request and a response for each page."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=gzip)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "a crawler"}))
        for url, body in pages.items():
            asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "example")], is_http_request=True)
            writer.write_record(writer.create_warc_record(url, "request", http_headers=asked))
            told = {"Content-Type": "text/html; charset=utf-8", **(headers or {})}
            answer = StatusAndHeaders("200 OK", list(told.items()), protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=answer)
            )
    return path


def zipped(path: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def tarred(path: Path, files: Mapping[str, bytes], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return path


def table(records: Sequence[Mapping[str, object]] = RECORDS) -> bytes:
    lines = [",".join(records[0]), *(",".join(str(value) for value in record.values()) for record in records)]
    return "\n".join(lines).encode()


def lines(records: Sequence[Mapping[str, object]] = RECORDS) -> bytes:
    return "\n".join(json.dumps(record) for record in records).encode()


NEWS_SERVICE = {
    "status": "ok",
    "totalResults": 3,
    "articles": [
        {
            "source": {"id": None, "name": "The Daily Paper"},
            "author": "A",
            "title": "Peru praised",
            "description": "Peru won praise.",
            "url": "https://paper.example/n1",
            "urlToImage": None,
            "publishedAt": "2023-11-10T12:00:00Z",
            "content": "Peru won praise for its election on Friday, and… [+1234 chars]",
        },
        {
            "source": {"id": "x", "name": "The Evening Post"},
            "title": "Chile warned",
            "description": "Critics condemned Chile.",
            "url": "https://post.example/n2",
            "publishedAt": "2023-11-11T12:00:00Z",
            "content": None,
        },
        {
            "source": {"id": None, "name": "[Removed]"},
            "title": "[Removed]",
            "description": "[Removed]",
            "url": "https://removed.com",
            "publishedAt": "1970-01-01T00:00:00Z",
            "content": "[Removed]",
        },
    ],
}
GDELT = {
    "articles": [
        {
            "url": "https://paper.example/g1",
            "url_mobile": "",
            "title": "Peru praised for its election",
            "seendate": "20231110T123000Z",
            "socialimage": "https://paper.example/g1.jpg",
            "domain": "paper.example",
            "language": "English",
            "sourcecountry": "United States",
        }
    ]
}
MEDIA_CLOUD = (
    "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
    "f00,2023-11-12 01:02:03,en,paper.example,https://paper.example/,2023-11-10,"
    '"Peru praised, at last",https://paper.example/m1\n'
)
RSS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>The Daily Paper</title><item><title>Peru thanked</title>'
    "<link>https://paper.example/f1</link><description>&lt;p&gt;Chile thanked Peru.&lt;/p&gt;</description>"
    "<pubDate>Fri, 10 Nov 2023 08:00:00 GMT</pubDate></item></channel></rss>"
)
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Daily Paper",
        "items": [{"id": "1", "url": "/f2", "content_text": "Kenya thanked Norway.", "date_published": "2023-11-10"}],
    }
)

# One file of each kind: its name, and how it is written.
KINDS: Mapping[str, Callable[[Path], object]] = {
    "text.txt": lambda path: path.write_text("date 2023-11-10 Peru won praise for its election."),
    "table.csv": lambda path: path.write_bytes(table()),
    "lines.jsonl": lambda path: path.write_bytes(lines()),
    "service.json": lambda path: path.write_text(json.dumps(NEWS_SERVICE)),
    "gdelt.json": lambda path: path.write_text(json.dumps(GDELT)),
    "stories.csv": lambda path: path.write_text(MEDIA_CLOUD),
    "page.html": lambda path: path.write_text(page()),
    "feed.rss": lambda path: path.write_text(RSS),
    "feed.json": lambda path: path.write_text(JSON_FEED),
    "book.xlsx": workbook,
    "rows.parquet": parquet,
    "crawl.warc.gz": lambda path: warc(path, {"https://paper.example/w1": page().encode()}),
    "pack.zip": lambda path: zipped(path, {"in/a.csv": table(), "in/page.html": page().encode()}),
    "pack.tar.gz": lambda path: tarred(path, {"a.jsonl": lines(), "notes.xyz": b"x"}),
}
