"""Files that were made to fill the memory or to take the time of whoever opens them."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from kinds import makers, whole

_GIB, _MIB = 1 << 30, 1 << 20


def gzipped(size: int, unit: bytes = b"\0", begun: bytes = b"") -> bytes:
    """A gzip stream that unpacks to `begun` and so many bytes of a repeated unit; made in a moment."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(begun) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(unit * (_MIB // len(unit))) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + head + block * (size // _MIB) + packer.flush() + bytes(8)


def _zip(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def overlapping_zip(entries: int, size: int) -> bytes:
    """A ZIP of so many files that all are the same packed bytes: a few kilobytes that unpack to entries × size."""
    data = _zip({"a.csv": makers.table() + b" " * size})
    at = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    contents = data[at:end] * entries
    return data[:at] + contents + b"PK\x05\x06\0\0\0\0" + struct.pack("<HHIIH", entries, entries, len(contents), at, 0)


def nested_zip(levels: int, each: int) -> bytes:
    data = _zip({"a.jsonl": b"0" * (8 * _MIB)})
    for _ in range(levels):
        data = _zip({f"{n}.zip": data for n in range(each)})
    return data


def sparse_tar(size: int) -> bytes:
    """A tar with a file that is said to be so large, and of which almost nothing is there."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT) as pack:
        entry = tarfile.TarInfo("a.jsonl")
        entry.size = 512
        pack.addfile(entry, io.BytesIO(b"x" * 512))
    data = bytearray(buffer.getvalue())
    data[156:157] = b"S"
    data[386:410] = b"%011o\0%011o\0" % (size - 512, 512)
    data[483:495] = b"%011o\0" % size
    data[148:156] = b"        "
    data[148:156] = b"%06o\0 " % sum(data[:512])
    return bytes(data)


def workbook(sheet: bytes = b"", strings: bytes = b"", *, size: int = 0) -> bytes:
    """A workbook with another sheet, or with other texts; filled up with spaces to a size."""
    source = zipfile.ZipFile(io.BytesIO(whole("book.xlsx")))
    files = {name: source.read(name) for name in source.namelist()}
    if sheet:
        names = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        files["xl/worksheets/sheet1.xml"] = names + sheet + b" " * size + b"</worksheet>"
    if strings:
        names = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        files["xl/sharedStrings.xml"] = names + strings + b"</sst>"
    return _zip(files)


def wide_rows(rows: int, column: str) -> bytes:
    cell = b'<c r="%s1" t="inlineStr"><is><t>%s</t></is></c>'
    head = b'<row r="1">' + cell % (b"A", b"text") + cell % (b"B", b"date") + b"</row>"
    body = b"".join(b'<row r="%d"><c r="%s%d"><v>1</v></c></row>' % (n, column.encode(), n) for n in range(2, rows + 2))
    return workbook(b"<sheetData>" + head + body + b"</sheetData>")


def parquet_of_one_text(rows: int, size: int) -> bytes:
    """A column of one large text that is named by its number in every row: a few kilobytes for rows × size bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    text = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array(["Peru " * (size // 5)]))
    dates = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array(["2023-11-10"]))
    buffer = io.BytesIO()
    pq.write_table(pa.table({"text": text, "date": dates}), buffer, compression="zstd", use_dictionary=True)
    return buffer.getvalue()


def lying_parquet() -> bytes:
    """Rows that the table of contents counts far higher than they are."""
    data = bytearray(whole("rows.parquet"))
    length = struct.unpack("<I", data[-8:-4])[0]
    footer = data[-8 - length : -8].replace(b"\x16\x04", b"\x16\xfe", 1)
    data[-8 - length : -8] = footer
    return bytes(data)


def large_parquet() -> bytes:
    """A page of 1 GiB that packs to a few kilobytes, as zstd has it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    buffer = io.BytesIO()
    table = pa.table({"text": ["x" * (96 * _MIB)], "date": ["2023-11-10"]})
    pq.write_table(table, buffer, compression="zstd", use_dictionary=False)
    return buffer.getvalue()


def warc_with(headers: Mapping[str, str], body: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = makers.warc(Path(folder) / "a.warc.gz", {"https://paper.example/1": body}, headers=headers)
        return path.read_bytes()


def _feed(text: str, begun: str = "") -> bytes:
    channel = f"<channel><title>x</title><item>{text}</item></channel>"
    return f'<?xml version="1.0"?>{begun}<rss version="2.0">{channel}</rss>'.encode()


def entities(depth: int, times: int) -> str:
    """A document type whose entities each stand for the one before, so many times."""
    lines = "".join(f"<!ENTITY l{n + 1} '{f'&l{n};' * times}'>" for n in range(depth))
    return f'<!DOCTYPE x [<!ENTITY l0 "lol">{lines}]>'


_TITLE = "<title>Peru &e;</title><description>&e;&l9;</description><pubDate>Fri, 10 Nov 2023 08:00:00 GMT</pubDate>"
_LONG = f'<!DOCTYPE x [<!ENTITY e "{"a" * 60_000}">]>'
_OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd">%p;]>'
_PAGE = '<html><head><meta property="article:published_time" content="2023-11-10"></head><body>'


def _page(text: str) -> bytes:
    return f"{_PAGE}{text}".encode()


FILES: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    **{
        f"gzip, 2 GiB, {suffix}": (f"a{suffix}.gz", lambda: gzipped(2 * _GIB))
        for suffix in (".txt", ".csv", ".jsonl", ".json", ".html", ".rss", ".xlsx", ".parquet", ".warc", ".tar", ".zip")
    },
    "gzip, 2 GiB of columns": ("a.csv.gz", lambda: gzipped(2 * _GIB, b"a,", b"text,date,")),
    "gzip in gzip, 1 GiB": ("a.jsonl.gz.gz", lambda: gzipped(_MIB, b"\0", gzipped(_GIB))),
    "bzip2, 1.8 GB": ("a.tar.bz2", lambda: bz2.compress(bytes(900_000)) * 2_000),
    "xz, 1 GiB": ("a.tar.xz", lambda: lzma.compress(bytes(16 * _MIB)) * 64),
    "a ZIP of one file of 512 MiB": ("a.zip", lambda: _zip({"a.jsonl": bytes(512 * _MIB)})),
    "a ZIP whose 5,000 files are one": ("a.zip", lambda: overlapping_zip(5_000, 4 * _MIB)),
    "a ZIP whose 60,000 files are one": ("a.zip", lambda: overlapping_zip(60_000, 1_000)),
    "ZIPs in ZIPs, 8 × 8 × 8 × 8 MiB": ("a.zip", lambda: nested_zip(3, 8)),
    "names that lead out of a ZIP": (
        "a.zip",
        lambda: _zip({"../../../../tmp/bomb.csv": makers.table(), "/bomb.csv": b"x"}),
    ),
    "a sparse tar of 8 GiB": ("a.tar", lambda: sparse_tar(8 * _GIB - 512)),
    "a tar in gzip, 1 GiB": ("a.tar.gz", lambda: gzipped(_GIB, b"\0", sparse_tar(1024)[:512])),
    "a workbook with a sheet of 512 MiB": ("a.xlsx", lambda: workbook(b"<sheetData/>", size=512 * _MIB)),
    "a workbook with 4 million texts": ("a.xlsx", lambda: workbook(strings=b"<si><t>x</t></si>" * 4_000_000)),
    "a workbook with one text of 64 MiB": (
        "a.xlsx",
        lambda: workbook(strings=b"<si><t>" + b"x" * (64 * _MIB) + b"</t></si>"),
    ),
    "a workbook of 16,384 columns": ("a.xlsx", lambda: wide_rows(20_000, "XFD")),
    "a workbook with a row far below": (
        "a.xlsx",
        lambda: workbook(b'<sheetData><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'),
    ),
    "a Parquet file that counts too many rows": ("a.parquet", lying_parquet),
    "a Parquet file, one text in a million rows": ("a.parquet", lambda: parquet_of_one_text(1_000_000, _MIB)),
    "a Parquet file with a page of 96 MiB": ("a.parquet", large_parquet),
    "a page in a WARC, 1 GiB packed": (
        "a.warc.gz",
        lambda: warc_with({"Content-Encoding": "gzip"}, gzipped(_GIB, b"<b>")),
    ),
    "a WARC record that says 1 TB": (
        "a.warc",
        lambda: b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 999999999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
    ),
    "a billion laughs": ("a.rss", lambda: _feed(_TITLE, entities(9, 10))),
    "quadratic entities": ("a.rss", lambda: _feed(f"<description>{'&e;' * 60_000}</description>", _LONG)),
    "entities of other files": ("a.rss", lambda: _feed(_TITLE, _OUTSIDE)),
    "a feed of 100,000 levels": ("a.rss", lambda: _feed("<a>" * 100_000)),
    "a feed of 100,000 attributes": (
        "a.rss",
        lambda: _feed("<a " + " ".join(f"a{n}='x'" for n in range(100_000)) + "/>"),
    ),
    "a feed of open tags alone": ("a.rss", lambda: _feed("<a>" * 3_000_000)),
    "a feed of beginnings of tags": ("a.rss", lambda: _feed("<" * 9_000_000)),
    "a feed of tags that never end": ("a.rss", lambda: _feed("<a " * 3_000_000)),
    "a feed of empty tags": ("a.rss", lambda: _feed("<a/>" * 2_250_000)),
    "a feed of closing tags": ("a.rss", lambda: _feed("</a>" * 2_250_000)),
    "a feed of comments": ("a.rss", lambda: _feed("<!-- -->" * 1_100_000)),
    "a feed of marked texts": ("a.rss", lambda: _feed("<![CDATA[<br>]]>" * 550_000)),
    "a feed of tags in a marked text that never ends": ("a.rss", lambda: _feed("<![CDATA[" + "<a/>" * 2_250_000)),
    "a feed of references": ("a.rss", lambda: _feed("&lt;a&gt;" * 1_000_000)),
    "a feed of ampersands": ("a.rss", lambda: _feed("&" * 9_000_000)),
    "lines of one letter in a quote that never ends": ("a.csv", lambda: b'text,date\n"' + b"a\n" * (4 * _MIB)),
    "the same, 18 MB": ("a.csv", lambda: b'text,date\n"' + b"a\n" * (9 * _MIB)),
    "rows of one letter": ("a.csv", lambda: b"text,date\n" + b"a\n" * (4 * _MIB)),
    "blank lines, CSV": ("a.csv", lambda: b"text,date\n" + b"\n" * (8 * _MIB)),
    "blank lines, JSON Lines": ("a.jsonl", lambda: b"{}\n" + b"\r\n" * (4 * _MIB)),
    "packed lines of {}": ("a.jsonl.gz", lambda: gzip.compress(b"{}\n" * (8 * _MIB // 3))),
    "packed lines of []": ("a.jsonl.gz", lambda: gzip.compress(b"[]\n" * (8 * _MIB // 3))),
    "a packed array of {}": ("a.json.gz", lambda: gzip.compress(b"[" + b"{}," * (8 * _MIB // 3) + b"{}]")),
    "a packed array of []": ("a.json.gz", lambda: gzip.compress(b"[" + b"[]," * (8 * _MIB // 3) + b"[]]")),
    "a list of 400,000 {} in an answer": ("a.json", lambda: b'{"articles": [' + b"{}," * 400_000 + b"{}]}"),
    "a feed of 200,000 entries": ("a.rss", lambda: _feed("</item><item>" * 200_000)),
}
