"""Malformed files that are read as a whole: pages, feeds, archives, workbooks."""

from __future__ import annotations

import gzip
import io
import string
import struct
import tarfile
import zipfile
from pathlib import Path

from kinds_made import (
    Lot,
    inserted,
    makers,
    whole,
    written,
)


def wrong_suffix(lot: Lot, place: Path) -> Path:
    other = lot.choice(
        (*makers.KINDS, "a.xyz", "a", "a.gz", "a.tar.bz2", "a.tar.xz", "a.xlsm", "a.pdf", "a.exe", "a.png")
    )
    return written(place, other, whole(lot.choice(tuple(makers.KINDS))))


def foreign(lot: Lot, place: Path) -> Path:
    """The marks of other programs' files before chance bytes."""
    marks = (
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n",
        b"PK\x03\x04",
        b"PAR1",
        b"\x1f\x8b\x08",
        b"BZh9",
        b"\xfd7zXZ\0",
        b"SQLite format 3\0",
    )
    marks += (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"WARC/1.0\r\n", b"MZ", b"<?xml version='1.0'?>", b"{", b"[", b"")
    return written(
        place, lot.choice((*makers.KINDS, "a.bin")), lot.choice(marks) + lot.randbytes(lot.choice((0, 9, 900, 9_000)))
    )


def nothing(lot: Lot, place: Path) -> Path:
    return written(
        place, lot.choice(tuple(makers.KINDS)), lot.choice((b"", b"\n", b" \t\r\n" * 99, b"\xef\xbb\xbf", b"\0" * 999))
    )


def packed(lot: Lot, place: Path) -> Path:
    name = lot.choice(tuple(makers.KINDS))
    data = gzip.compress(whole(name)) + lot.choice((b"", b"rubbish", gzip.compress(b"more")))
    cut = data[: lot.randrange(len(data))] if lot.random() < 0.5 else inserted(lot, data, (b"\0", b"\xff"))
    return written(place, f"{name}.gz", lot.choice((cut, gzip.compress(data), cut)))


def nested_archives(lot: Lot, place: Path) -> Path:
    """Archives in archives, deeper than any is read; some hold a file of their own name, as one that holds itself."""
    name, data = "a.csv", whole("table.csv")
    for _ in range(lot.choice((1, 2, 3, 4, 8, 40))):
        buffer = io.BytesIO()
        if lot.random() < 0.5:
            with zipfile.ZipFile(buffer, "w") as archive:
                archive.writestr(name, data)
            name = "a.zip"
        else:
            with tarfile.open(fileobj=buffer, mode="w") as pack:
                entry = tarfile.TarInfo(name)
                entry.size = len(data)
                pack.addfile(entry, io.BytesIO(data))
            name = "a.tar"
        data = buffer.getvalue()
    return written(place, name, data)


def cyclic_zip(lot: Lot, place: Path) -> Path:
    """A ZIP whose table of contents names one place many times, itself, or places outside the file."""
    data = bytearray(whole("pack.zip"))
    at = data.index(b"PK\x01\x02")
    entry = bytes(data[at : data.index(b"PK\x01\x02", at + 4)])
    many = lot.choice((1, 2, 50, 5_000))
    offset = lot.choice((0, at, len(data), 2**32 - 1, lot.randrange(len(data))))
    entry = entry[:42] + struct.pack("<I", offset) + entry[46:]
    sizes = struct.pack("<HHII", many & 0xFFFF, many & 0xFFFF, len(entry) * many, at)
    return written(place, "a.zip", bytes(data[:at]) + entry * many + b"PK\x05\x06\0\0\0\0" + sizes + b"\0\0")


def odd_members(lot: Lot, place: Path) -> Path:
    """A tar with links to itself and elsewhere, devices, and names that lead out of it."""
    path = place / lot.choice(("a.tar", "a.tar.gz"))
    names = (
        "../../a.csv",
        "/etc/passwd",
        "a.csv",
        "a.csv",
        "",
        ".",
        "x" * 5_000 + ".csv",
        "a\nb.csv",
        "con.csv",
        "\u202ea.csv",
    )
    with tarfile.open(path, "w:gz" if path.suffix == ".gz" else "w") as pack:
        for name in lot.choices(names, k=lot.choice((1, 5, 60))):
            entry = tarfile.TarInfo(name)
            entry.type = lot.choice(
                (tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE)
            )
            entry.linkname = lot.choice((name, "/etc/passwd", "..", "a.csv"))[:90]
            data = whole("table.csv") if entry.type == tarfile.REGTYPE else b""
            entry.size = len(data)
            pack.addfile(entry, io.BytesIO(data))
    return path


def deep_page(lot: Lot, place: Path) -> Path:
    tag = lot.choice(("div", "b", "table", "ul", "font", "span", "blockquote", "p", "a", "svg", "template"))
    depth = lot.choice((100, 2_000, 20_000, 100_000))
    page = f"<html><body>{f'<{tag}>' * depth}Peru won praise.{f'</{tag}>' * lot.choice((0, depth))}"
    return written(place, "a.html", page.encode())


def odd_page(lot: Lot, place: Path) -> Path:
    pieces = (
        "<",
        ">",
        "</",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<script>",
        "<style>",
        "<title>",
        "&#0;",
        "&#xD800;",
        "&#99999999;",
        "&",
        '="',
        "'",
        "\0",
    )
    pieces += (
        '<meta property="article:published_time" content="',
        "<article>",
        "<p>Peru won.",
        "<plaintext>",
        "<svg>",
        "<base href=",
        "﻿",
        "<?php",
    )
    extra = "".join(lot.choices(pieces, k=lot.choice((3, 30, 3_000))))
    data = whole("page.html").decode()
    at = lot.randrange(len(data))
    return written(place, "a.html", (data[:at] + extra + data[at:]).encode("utf-8", "surrogatepass"))


def odd_feed(lot: Lot, place: Path) -> Path:
    pieces = (
        "<item>",
        "</item>",
        "<title>",
        "<pubDate>NaN</pubDate>",
        "<link/>",
        "&nbsp;",
        "&x;",
        "]]>",
        "<![CDATA[",
        "<?xml?>",
        "<!DOCTYPE x>",
        "\x0b",
    )
    pieces += (
        "<content:encoded>",
        "<media:content url='x'/>",
        "<guid>",
        "<x:y xmlns:x='z'/>",
        "<entry>",
        "</channel>",
        "<feed>",
        "￿",
        "<item" * 50,
    )
    data = whole("feed.rss").decode()
    for _ in range(lot.choice((1, 5, 200))):
        at = lot.randrange(len(data))
        data = data[:at] + lot.choice(pieces) + data[at:]
    return written(place, lot.choice(("a.rss", "a.xml", "a.atom")), data.encode("utf-8", "surrogatepass"))


def odd_sheet(lot: Lot, place: Path) -> Path:
    """A workbook, one of whose parts was changed inside its ZIP."""
    return _changed_part(lot, place, "book.xlsx")


def odd_names_in_zip(lot: Lot, place: Path) -> Path:
    names = (
        "../a.csv",
        "/a.csv",
        "C:\\a.csv",
        "a/../../b.csv",
        "a.csv/",
        "\u202ea.csv",
        "a\nb.csv",
        "x" * 9_000,
        "",
        "caf\xe9.csv",
        "a.csv",
        "!.csv",
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in {*lot.choices(names, k=lot.choice((1, 4, 12)))}:
            archive.writestr(zipfile.ZipInfo(name), whole(lot.choice(("table.csv", "lines.jsonl", "pack.zip"))))
    return written(place, "a.zip", buffer.getvalue())


def changed_part(lot: Lot, place: Path) -> Path:
    """A ZIP, one of whose files was changed before it was packed."""
    return _changed_part(lot, place, "pack.zip")


def _changed_part(lot: Lot, place: Path, name: str) -> Path:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole(name))) as source, zipfile.ZipFile(buffer, "w") as made:
        chosen = lot.choice(source.namelist())
        for member in source.namelist():
            data = bytearray(source.read(member))
            for _ in range(lot.choice((1, 9, 99)) if member == chosen else 0):
                data[lot.randrange(len(data))] = lot.choice((lot.randrange(256), ord(lot.choice(string.printable))))
            made.writestr(
                member, bytes(data[: lot.randrange(len(data))] if member == chosen and lot.random() < 0.2 else data)
            )
    return written(place, name, buffer.getvalue())


def odd_parquet(lot: Lot, place: Path) -> Path:
    """Columns of types that no reader of news expects."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    day, text = pa.array([19_000, None, 2**31 - 1], pa.int32()), pa.array(["Peru won.", None, "x" * 99_999])
    dates = (
        pa.array([0, None, 2**62]),
        pa.array([1.5, float("nan"), 1e308]),
        day.cast(pa.date32()),
        pa.array([b"\xff", None, b""]),
        pa.array([[1], None, []]),
    )
    dates += (
        pa.array([2**62, None, -(2**62)], pa.timestamp("ns")),
        pa.array(["2023-11-10", None, ""]),
        pa.nulls(3),
        pa.array([True, None, False]),
    )
    texts = (
        text,
        text.dictionary_encode(),
        pa.array([b"\xff\xfe", None, b"x"]),
        pa.array([{"a": 1}, None, {"a": 2}]),
        pa.nulls(3),
        pa.array([1, None, 3]),
    )
    columns = {
        "date": lot.choice(dates),
        lot.choice(("text", "Text", "body")): lot.choice(texts),
        "source": lot.choice((*texts, *dates)),
    }
    pq.write_table(pa.table(columns), place / "a.parquet", compression=lot.choice(("none", "snappy", "gzip", "zstd")))
    return place / "a.parquet"


def odd_warc(lot: Lot, place: Path) -> Path:
    """Records whose lengths and lines are other than they say."""
    data = gzip.decompress(whole("crawl.warc.gz"))
    for old, new in (
        (
            b"Content-Length: ",
            (b"Content-Length: 9", b"Content-Length: -", b"content-length:", b"Content-Length: 99999999999"),
        ),
        (b"\r\n", (b"\n", b"\r", b"\r\n\r\n")),
        (b"WARC/1.0", (b"WARC/9.9", b"warc/0.1", b"")),
        (b"200 OK", (b"404 No", b"", b"\xff")),
        (b"text/html", (b"text/plain", b"application/pdf", b"x" * 9_000)),
    ):
        if lot.random() < 0.4:
            data = data.replace(old, lot.choice(new), lot.choice((1, -1)))
    return written(place, "a.warc", data)


def odd_transfer(lot: Lot, place: Path) -> Path:
    """A page that a WARC holds packed or in pieces, as it says, or not."""
    headers = {
        "Content-Encoding": lot.choice(("gzip", "deflate", "br", "zstd", "x", "gzip, gzip")),
        "Transfer-Encoding": lot.choice(("chunked", "identity")),
    }
    body = lot.choice(
        (
            gzip.compress(whole("page.html")),
            whole("page.html"),
            b"5\r\nhello\r\nzz\r\n",
            b"ffffffff\r\n",
            lot.randbytes(500),
        )
    )
    return makers.warc(place / "a.warc.gz", {"https://paper.example/1": body}, headers=headers)
