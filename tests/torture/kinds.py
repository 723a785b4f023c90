"""Files that are malformed in one way each: `KINDS` maps the way's name to what writes such a file by chance."""

from __future__ import annotations

import gzip
import io
import json
import random
import string
import struct
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / room) for room in ("sources", "hostile")]

import makers  # noqa: E402
from hostile_values import changed  # noqa: E402

Lot = random.Random
Maker = Callable[[Lot, Path], Path]
RECORD = dict(makers.RECORDS[0])
LINE = json.dumps(RECORD).encode()
_GIB = 1 << 30
_DATES: tuple[object, ...] = (
    *(
        "NaN",
        float("nan"),
        float("inf"),
        "0000-01-01",
        "0000-00-00",
        "9999-12-31",
        "10000-01-01",
        "-0001-01-01",
        1e999,
        -1,
    ),
    *("9999-12-31T23:59:59+14:00", "0001-01-01T00:00:00-14:00", "NaT", "", None, [], {}, True, 0, 10**30, "2023-13-45"),
    *("2023-02-30", "31/31/2023", "03/04/2023", "yesterday", "٢٠٢٣-١١-١٠", "2023-11-10T99:99:99Z", "1" * 5_000, "²⁰²³"),
    *("Fri, 10 Nov 2023 08:00:00 +9999", "2023-W99-9", "1699617600", 1699617600000, "2023-11-10\0", "\ud800", 1e308),
)


@cache
def whole(name: str) -> bytes:
    """The bytes of the good file of that name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        makers.KINDS[name](path)
        return path.read_bytes()


def _written(path: Path, name: str, data: bytes) -> Path:
    (path / name).write_bytes(data)
    return path / name


def _mutated(name: str) -> Maker:
    def make(lot: Lot, place: Path) -> Path:
        data = bytearray(whole(name))
        for _ in range(lot.choice((1, 1, 3, 20, 200))):
            data[lot.randrange(len(data))] = lot.randrange(256)
        return _written(place, name, bytes(data))

    return make


def _spliced(name: str) -> Maker:
    def make(lot: Lot, place: Path) -> Path:
        data = whole(name)
        one, two = sorted(lot.choices(range(len(data)), k=2))
        piece = data[one:two]
        made = (data[:one], data[two:], data[:one] + data[two:], data[:two] + piece * lot.choice((1, 9)) + data[two:])
        return _written(place, name, lot.choice(made))

    return make


def _inserted(lot: Lot, data: bytes, signs: tuple[bytes, ...]) -> bytes:
    for _ in range(lot.choice((1, 3, 30))):
        at = lot.randrange(len(data) + 1)
        data = data[:at] + lot.choice(signs) * lot.choice((1, 1, 500)) + data[at:]
    return data


def _with(signs: tuple[bytes, ...], *names: str) -> Maker:
    def make(lot: Lot, place: Path) -> Path:
        name = lot.choice(names)
        return _written(place, name, _inserted(lot, whole(name), signs))

    return make


_TEXTS = ("text.txt", "table.csv", "lines.jsonl", "service.json", "page.html", "feed.rss", "feed.json", "stories.csv")


def deep_json(lot: Lot, place: Path) -> Path:
    depth = lot.choice((1_000, 10_000, 100_000))
    opened, closed = lot.choice(((b"[", b"]"), (b'{"a":', b"}"), (b'[{"articles":', b"}]"), (b'{"text":[', b"]}")))
    data = opened * depth + lot.choice((b"1", b"", LINE)) + closed * lot.choice((0, 1, depth))
    return _written(place, lot.choice(("a.json", "a.jsonl", "feed.json")), lot.choice((b"", LINE + b"\n", b"[")) + data)


def long_line(lot: Lot, place: Path) -> Path:
    path = place / lot.choice(("a.txt", "a.csv", "a.jsonl", "a.json", "a.html", "a.rss"))
    begun = {".csv": b'date,text\n2023-11-10,"', ".jsonl": LINE + b'\n{"text": "', ".json": b'[{"text": "'}
    with path.open("wb") as file:
        file.write(begun.get(path.suffix, b"date 2023-11-10 "))
        for _ in range(lot.choice((1, 1, 1, 2, 8, 20))):
            file.write(
                lot.choice((b"x", b" ", b"Peru ", b"good but ", b'"', b"<b>", b"\\u0041", b"\xc3\xa9")) * (1 << 18)
            )
        file.write(b"\n" + LINE)
    return path


def gigabyte_line(lot: Lot, place: Path) -> Path:
    """A line of 1 GiB that takes no room on the disk: zeros, of which the file system keeps only their number."""
    path = place / lot.choice(("a.txt", "a.csv", "a.jsonl", "a.json", "a.html", "a.rss", "a.warc", "a.tar"))
    with path.open("wb") as file:
        file.write(b"date,text\n2023-11-10,Peru" if path.suffix == ".csv" else LINE)
        file.truncate(_GIB)
        file.seek(_GIB)
        file.write(b"\n" + LINE)
    return path


def odd_dates(lot: Lot, place: Path) -> Path:
    rows = [RECORD | {"date": lot.choice(_DATES), "text": f"Peru won {n}."} for n in range(5)]
    if lot.random() < 0.4:
        table = "\n".join(["date,text", *(f"{json.dumps(row['date'], default=str)},Peru won." for row in rows)])
        return _written(place, "a.csv", table.encode("utf-8", "surrogatepass"))
    return _written(place, "a.jsonl", "\n".join(map(json.dumps, rows)).encode())


def odd_dates_in_pages(lot: Lot, place: Path) -> Path:
    name = lot.choice(("page.html", "feed.rss", "feed.json"))
    data = whole(name).decode()
    for good in ("2023-11-10", "Fri, 10 Nov 2023 08:00:00 GMT", "2023-11-10T08:00:00Z"):
        data = data.replace(good, str(lot.choice(_DATES)))
    return _written(place, name, data.encode("utf-8", "surrogatepass"))


def mixed_encodings(lot: Lot, place: Path) -> Path:
    name = lot.choice(_TEXTS)
    lines = whole(name).decode().replace("Peru", "São Tomé’s €").split("\n") * 3
    codes = ("utf-8", "cp1252", "utf-16", "utf-16-be", "utf-32", "latin-1", "utf-7", "shift-jis", "koi8-r", "cp037")
    parts = [line.encode(lot.choice(codes), "replace") for line in lines]
    mark = lot.choice((b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff"))
    return _written(place, name, mark + b"\n".join(parts))


def duplicate_columns(lot: Lot, place: Path) -> Path:
    names = lot.choices(
        ("text", "date", "title", "Text", "DATE ", "", "source", "text", "published", "body"), k=lot.choice((3, 9, 900))
    )
    rows = [[lot.choice(("Peru won.", "2023-11-10", "", "Norway", '"x"')) for _ in names] for _ in range(4)]
    if lot.random() < 0.3:
        pairs = [
            ", ".join(f"{json.dumps(n)}: {json.dumps(v)}" for n, v in zip(names, row, strict=True)) for row in rows
        ]
        return _written(place, "a.jsonl", "\n".join(f"{{{pair}}}" for pair in pairs).encode())
    return _written(place, "a.csv", "\n".join(",".join(row) for row in [names, *rows]).encode())


def ragged_rows(lot: Lot, place: Path) -> Path:
    sign = lot.choice(",;\t|")
    rows = [
        sign.join(lot.choices(("Peru", '"', '"a', "2023-11-10", "", "'", '""', "a\r", "x" * 9_000), k=lot.randrange(9)))
        for _ in range(40)
    ]
    return _written(
        place,
        lot.choice(("a.csv", "a.tsv")),
        f"text{sign}date\n{lot.choice((chr(10), chr(13), chr(13) + chr(10))).join(rows)}".encode(),
    )


def very_many_columns(lot: Lot, place: Path) -> Path:
    number = lot.choice((1_000, 30_000, 200_000))
    head = ",".join(["date", "text", *("x" * (number % 7) for _ in range(number))])
    return _written(place, "a.csv", f"{head}\n2023-11-10,Peru won.{',' * number}\n".encode())


def other_values(lot: Lot, place: Path) -> Path:
    """Records in which something was put in another's place."""
    rows = [changed(lot, RECORD) for _ in range(5)]
    name = lot.choice(("a.jsonl", "a.json"))
    data = "\n".join(map(json.dumps, rows)) if name == "a.jsonl" else json.dumps(rows)
    return _written(place, name, data.encode("utf-8", "surrogatepass"))


def other_answers(lot: Lot, place: Path) -> Path:
    """Answers of news services, and JSON feeds, in which something was put in another's place."""
    name, value = lot.choice(
        (
            ("service.json", makers.NEWS_SERVICE),
            ("gdelt.json", makers.GDELT),
            ("feed.json", json.loads(makers.JSON_FEED)),
        )
    )
    return _written(place, name, json.dumps(changed(lot, value)).encode("utf-8", "surrogatepass"))


def lone_surrogates(lot: Lot, place: Path) -> Path:
    row = {
        key: f"{value}{lot.choice(('', chr(0xD800), chr(0xDFFF), chr(0xDC80) * 50))}" for key, value in RECORD.items()
    }
    raw = lot.random() < 0.3
    return _written(
        place,
        lot.choice(("a.jsonl", "a.csv", "a.txt")),
        json.dumps(row, ensure_ascii=not raw).encode("utf-8", "surrogatepass"),
    )


def wrong_suffix(lot: Lot, place: Path) -> Path:
    other = lot.choice(
        (*makers.KINDS, "a.xyz", "a", "a.gz", "a.tar.bz2", "a.tar.xz", "a.xlsm", "a.pdf", "a.exe", "a.png")
    )
    return _written(place, other, whole(lot.choice(tuple(makers.KINDS))))


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
    return _written(
        place, lot.choice((*makers.KINDS, "a.bin")), lot.choice(marks) + lot.randbytes(lot.choice((0, 9, 900, 9_000)))
    )


def nothing(lot: Lot, place: Path) -> Path:
    return _written(
        place, lot.choice(tuple(makers.KINDS)), lot.choice((b"", b"\n", b" \t\r\n" * 99, b"\xef\xbb\xbf", b"\0" * 999))
    )


def packed(lot: Lot, place: Path) -> Path:
    name = lot.choice(tuple(makers.KINDS))
    data = gzip.compress(whole(name)) + lot.choice((b"", b"rubbish", gzip.compress(b"more")))
    cut = data[: lot.randrange(len(data))] if lot.random() < 0.5 else _inserted(lot, data, (b"\0", b"\xff"))
    return _written(place, f"{name}.gz", lot.choice((cut, gzip.compress(data), cut)))


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
    return _written(place, name, data)


def cyclic_zip(lot: Lot, place: Path) -> Path:
    """A ZIP whose table of contents names one place many times, itself, or places outside the file."""
    data = bytearray(whole("pack.zip"))
    at = data.index(b"PK\x01\x02")
    entry = bytes(data[at : data.index(b"PK\x01\x02", at + 4)])
    many = lot.choice((1, 2, 50, 5_000))
    offset = lot.choice((0, at, len(data), 2**32 - 1, lot.randrange(len(data))))
    entry = entry[:42] + struct.pack("<I", offset) + entry[46:]
    sizes = struct.pack("<HHII", many & 0xFFFF, many & 0xFFFF, len(entry) * many, at)
    return _written(place, "a.zip", bytes(data[:at]) + entry * many + b"PK\x05\x06\0\0\0\0" + sizes + b"\0\0")


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
    return _written(place, "a.html", page.encode())


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
    return _written(place, "a.html", (data[:at] + extra + data[at:]).encode("utf-8", "surrogatepass"))


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
    return _written(place, lot.choice(("a.rss", "a.xml", "a.atom")), data.encode("utf-8", "surrogatepass"))


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
    return _written(place, "a.zip", buffer.getvalue())


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
    return _written(place, name, buffer.getvalue())


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
    return _written(place, "a.warc", data)


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


def hostile_file_name(lot: Lot, place: Path) -> Path:
    names = (
        "a\nb.csv",
        "\u202egnp.csv",
        "<b>.csv",
        "'; DROP TABLE articles;--.csv",
        " .csv",
        "-rf.csv",
        "a" * 240 + ".csv",
        "\udce9.csv",
        "=1+1.csv",
        "é.csv",
    )
    return _written(place, lot.choice(names), _inserted(lot, whole("table.csv"), (b"\0", b'"')))


def title_slots(lot: Lot, place: Path) -> Path:
    """Fields of impossible lengths and signs."""
    signs = (
        "\u202e",
        "\0",
        "\ufeff",
        "🗞" * 99,
        "\u0301" * 9_999,
        "A" * 99_999,
        "<script>",
        "Peru " * 9_999,
        "\u2028",
        "\x1b[31m",
        "ﷺ" * 500,
    )
    rows = [
        {key: lot.choice((value, lot.choice(signs), f"{value}{lot.choice(signs)}")) for key, value in RECORD.items()}
        for _ in range(4)
    ]
    return _written(
        place, "a.jsonl", "\n".join(map(json.dumps, [row | {"date": "2023-11-10"} for row in rows])).encode()
    )


def broken_lines(lot: Lot, place: Path) -> Path:
    pieces = (
        b'{"text": "x"',
        b"}",
        b"NaN",
        b"null",
        b"[]",
        b'"text"',
        b"{}",
        b'{"text": NaN, "date": "2023-11-10"}',
        b"\xff",
        b"1e999",
        b"//",
        LINE,
    )
    return _written(place, "a.jsonl", b"\n".join(lot.choices(pieces, k=lot.choice((1, 9, 900)))))


def broken_array(lot: Lot, place: Path) -> Path:
    pieces = (
        b"[",
        b"]",
        b"{",
        b"}",
        b",",
        b":",
        b'"text"',
        b'"',
        b"NaN",
        b"1e999",
        b"-",
        b"\\u12",
        LINE,
        b" ",
        b"null",
        b"1" * 5_000,
    )
    return _written(
        place,
        "a.json",
        lot.choice((b"[", b'{"articles": [', b"")) + b"".join(lot.choices(pieces, k=lot.choice((2, 9, 400)))),
    )


KINDS: Mapping[str, Maker] = {
    **{f"bytes changed, {name}": _mutated(name) for name in makers.KINDS},
    **{f"cut or doubled, {name}": _spliced(name) for name in makers.KINDS},
    "zeros put in": _with((b"\0", b"\0\0"), *_TEXTS),
    "controls and line ends put in": _with((b"\x1a", b"\x1b[2J", b"\r", b"\x85", b"\x0c", b"\xe2\x80\xa8"), *_TEXTS),
    "bytes that are no UTF-8 put in": _with(
        (b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\xbf\xbf\xbf", b"\xc3"), *_TEXTS
    ),
    **{
        make.__name__.replace("_", " "): make
        for make in (
            *(deep_json, long_line, gigabyte_line, odd_dates, odd_dates_in_pages, mixed_encodings, duplicate_columns),
            *(
                ragged_rows,
                very_many_columns,
                other_values,
                other_answers,
                lone_surrogates,
                wrong_suffix,
                foreign,
                nothing,
            ),
            *(
                packed,
                nested_archives,
                cyclic_zip,
                odd_members,
                deep_page,
                odd_page,
                odd_feed,
                odd_sheet,
                odd_names_in_zip,
            ),
            *(
                changed_part,
                odd_parquet,
                odd_warc,
                odd_transfer,
                hostile_file_name,
                title_slots,
                broken_lines,
                broken_array,
            ),
        )
    },
}
