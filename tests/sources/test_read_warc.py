"""WARC archives: written by warcio, whole and broken."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zlib
from pathlib import Path

import brotli
import pytest
from makers import warc
from newspages import BODY, page

from dashboard.limits import LIMITS, Limit
from dashboard.sources import read
from dashboard.types import Article, Rejected

URLS = [f"https://paper.example/{number}" for number in range(4)]
PAGES = {url: page(body=(f"Story {url[-1]} of Peru. " + BODY[0], *BODY[1:])).encode() for url in URLS}


def outcome(path: Path) -> tuple[list[Article], list[Rejected], list[str]]:
    warnings: list[str] = []
    records = list(read(path, warn=warnings.append))
    return [r for r in records if isinstance(r, Article)], [r for r in records if isinstance(r, Rejected)], warnings


def member_starts(data: bytes) -> list[int]:
    """Where each gzip member begins, found by unpacking them one after the other."""
    starts, at = [], 0
    while at < len(data):
        starts.append(at)
        unpacker = zlib.decompressobj(31)
        unpacker.decompress(data[at:])
        at = len(data) - len(unpacker.unused_data)
    return starts


@pytest.mark.parametrize(
    ("name", "packed"), [("a.warc", False), ("a.warc.gz", True), ("a.warc", True), ("crawl", True)]
)
def test_pages_become_articles(tmp_path: Path, name: str, packed: bool) -> None:
    articles, rejected, _ = outcome(warc(tmp_path / name, PAGES, gzip=packed))
    assert not rejected
    assert [a.url for a in articles] == URLS
    assert articles[2].text.count("Story 2 of Peru.") == 1
    assert {a.title for a in articles} == {"Kenya signs trade deal"}


def test_one_member_for_all_records_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(warc(tmp_path / "plain.warc", PAGES, gzip=False).read_bytes()))
    assert [a.url for a in outcome(path)[0]] == URLS


def test_a_broken_member_costs_itself_only(tmp_path: Path) -> None:
    path = warc(tmp_path / "a.warc.gz", PAGES)
    data = bytearray(path.read_bytes())
    starts = member_starts(bytes(data))
    second = starts[4]  # warcinfo, then request and response for each page
    data[second + 200 : second + 260] = b"\xff" * 60
    path.write_bytes(data)
    articles, (fault,), _ = outcome(path)
    assert [a.url for a in articles] == [URLS[0], *URLS[2:]]
    assert (fault.file, fault.line) == (str(path), 5)
    assert "damaged" in fault.reason


def test_what_lies_between_members_is_skipped(tmp_path: Path) -> None:
    path = warc(tmp_path / "a.warc.gz", PAGES)
    data = path.read_bytes()
    cut = member_starts(data)[5]
    path.write_bytes(data[:cut] + b"rubbish \x1f\x8b\x08 more rubbish" * 3 + data[cut:])
    articles, rejected, _ = outcome(path)
    assert [a.url for a in articles] == URLS
    assert len(rejected) == 1


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_that_ends_too_early_keeps_what_came_before(tmp_path: Path, packed: bool) -> None:
    path = warc(tmp_path / "a.warc", PAGES, gzip=packed)
    path.write_bytes(path.read_bytes()[:-150])
    articles, (fault,), _ = outcome(path)
    assert [a.url for a in articles] == URLS[:3]
    assert fault.line == 9
    assert "ends" in fault.reason


def test_a_record_that_is_none_is_skipped_in_a_plain_file(tmp_path: Path) -> None:
    path = warc(tmp_path / "a.warc", PAGES, gzip=False)
    parts = path.read_bytes().split(b"WARC/1.0\r\n")
    parts[5] = parts[5].replace(b"Content-Length", b"Content-Lentgh")
    path.write_bytes(b"WARC/1.0\r\n".join(parts))
    articles, rejected, _ = outcome(path)
    assert len(articles) == 3
    assert len(rejected) == 1
    assert "no WARC record" in rejected[0].reason


def test_what_is_no_page_is_counted(tmp_path: Path) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    path = tmp_path / "a.warc.gz"
    answers = [
        ("301 Moved", "text/html"),
        ("404 Not Found", "text/html"),
        ("200 OK", "image/png"),
        ("200 OK", "text/html"),
    ]
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for status, kind in answers:
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            body = io.BytesIO(PAGES[URLS[0]])
            writer.write_record(writer.create_warc_record(URLS[0], "response", payload=body, http_headers=headers))
        body = io.BytesIO(PAGES[URLS[1]])
        writer.write_record(writer.create_warc_record(URLS[1], "resource", payload=body, warc_content_type="text/html"))
        body = io.BytesIO(b"127.0.0.1")
        writer.write_record(
            writer.create_warc_record("dns:a.example", "response", payload=body, warc_content_type="text/dns")
        )
        writer.write_record(writer.create_revisit_record(URLS[0], "sha1:AB", URLS[0], "2023-11-10T12:00:00Z"))
    articles, rejected, (warning,) = outcome(path)
    assert [a.url for a in articles] == URLS[:2]
    assert not rejected
    for words in (str(path), "1 answers 301", "1 answers 404", "1 image/png", "1 text/dns", "1 revisit"):
        assert words in warning


def test_an_archive_without_pages_says_so(tmp_path: Path) -> None:
    articles, (fault,), _ = outcome(warc(tmp_path / "a.warc.gz", {}))
    assert not articles
    assert "no HTML pages" in fault.reason


def chunked(body: bytes) -> bytes:
    parts = [body[at : at + 700] for at in range(0, len(body), 700)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def deflated(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Encoding": "gzip"}, gzip.compress(PAGES[URLS[0]])),
        ({"Content-Encoding": "deflate"}, zlib.compress(PAGES[URLS[0]])),
        ({"Content-Encoding": "deflate"}, deflated(PAGES[URLS[0]])),
        ({"Content-Encoding": "br"}, brotli.compress(PAGES[URLS[0]])),
        ({"Content-Encoding": "br"}, PAGES[URLS[0]]),
        ({"Transfer-Encoding": "chunked", "Content-Encoding": "br"}, chunked(brotli.compress(PAGES[URLS[0]]))),
        ({"Content-Encoding": "gzip"}, PAGES[URLS[0]]),  # the archive unpacked it and kept the header
        ({"Transfer-Encoding": "chunked"}, chunked(PAGES[URLS[0]])),
        ({"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"}, chunked(gzip.compress(PAGES[URLS[0]]))),
        ({"Transfer-Encoding": "chunked"}, PAGES[URLS[0]]),
        ({"Content-Type": "text/html; charset=iso-8859-1"}, PAGES[URLS[0]]),
        ({"Content-Type": "application/xhtml+xml"}, PAGES[URLS[0]]),
    ],
)
def test_answers_as_they_went_over_the_wire(tmp_path: Path, headers: dict[str, str], body: bytes) -> None:
    articles, rejected, _ = outcome(warc(tmp_path / "a.warc.gz", {URLS[0]: body}, headers=headers))
    assert not rejected
    assert "Story 0 of Peru." in articles[0].text


@pytest.mark.parametrize(
    ("headers", "body", "reason"),
    [
        ({"Content-Encoding": "zstd"}, b"x", "packed by 'zstd'"),
        ({"Content-Encoding": "br"}, b"x" * 90, "damaged"),
        ({"Content-Encoding": "br"}, brotli.compress(PAGES[URLS[0]])[:-30], "ends too early"),
        ({"Content-Encoding": "br"}, brotli.compress(b"x" * (64 << 20), quality=1), "larger than 10 MiB"),
        ({"Content-Encoding": "gzip"}, gzip.compress(PAGES[URLS[0]])[:-30], "ends too early"),
        ({"Content-Encoding": "gzip"}, b"\x1f\x8b\x08" + b"x" * 90, "damaged"),
        ({"Content-Encoding": "gzip"}, gzip.compress(b"x" * (64 << 20)), "larger than 10 MiB"),
        ({}, b"<html></html>", "no article text"),
        ({}, page(head="").encode(), "no date"),
        ({}, b"x" * (17 << 20), "200 times its size"),
    ],
)
def test_pages_that_cannot_be_used_are_rejected_with_their_address(
    tmp_path: Path, headers: dict[str, str], body: bytes, reason: str
) -> None:
    path = warc(tmp_path / "a.warc.gz", {URLS[0]: body, URLS[1]: PAGES[URLS[1]]}, headers=headers)
    _, rejected, _ = outcome(path)
    assert (rejected[0].line, rejected[0].excerpt) == (3, URLS[0])
    assert reason in rejected[0].reason


def test_a_header_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with gzip.open(path, "wb", 1) as file:
        file.write(b"WARC/1.0\r\n")
        for _ in range(64):
            file.write(b"x" * (1 << 20))
    tracemalloc.start()
    articles, (fault, *_), _ = outcome(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not articles
    assert "too long" in fault.reason
    assert peak < 16 << 20


def test_an_archive_is_read_as_a_stream(tmp_path: Path) -> None:
    pictures = {f"https://paper.example/{n}.png": bytes([n]) * (1 << 20) for n in range(64)}
    path = warc(tmp_path / "a.warc.gz", pictures, headers={"Content-Type": "image/png"})
    del pictures
    tracemalloc.start()
    _, (fault,), (warning,) = outcome(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "64 image/png" in warning
    assert "no HTML pages" in fault.reason
    assert peak < 16 << 20


def test_an_archive_beyond_the_limit_stops(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setitem(LIMITS, "stream_bytes", Limit(6_000, "bytes", "test"))
    articles, rejected, _ = outcome(warc(tmp_path / "a.warc.gz", PAGES))
    assert 0 < len(articles) < 4
    assert "the rest was left out" in rejected[-1].reason
