"""Gives the program files and texts that were made to fill its memory or to take its time, each in a child of its own.

python tests/torture/bombs.py [SHARE]: the first of every so many bombs; all by default
"""

from __future__ import annotations

import bz2
import io
import resource
import lzma
import struct
import sys
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import forked
from corpus import write_corpus
from kinds import makers, whole
from protego import Protego

from dashboard import Article, ingest, open_store, score_article
from dashboard.sources.dates import DateError, parse_date
from dashboard.stories import keys
from dashboard.sources.fetch import AGENT
from dashboard.watch.opml import read_opml
from dashboard.watch.settings import SettingsError

MOST_SECONDS, MOST_MEGABYTES = 1.0, 256
TRIES = (
    4  # of a bomb above these seconds: on a machine that does much else, the same work takes up to three times as long
)
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
    head = b'<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c><c r="B1" t="inlineStr"><is><t>date</t></is></c></row>'
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
    return f'<?xml version="1.0"?>{begun}<rss version="2.0"><channel><title>x</title><item>{text}</item></channel></rss>'.encode()


def _entities(depth: int, times: int) -> str:
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
    "a billion laughs": ("a.rss", lambda: _feed(_TITLE, _entities(9, 10))),
    "quadratic entities": ("a.rss", lambda: _feed(f"<description>{'&e;' * 60_000}</description>", _LONG)),
    "entities of other files": ("a.rss", lambda: _feed(_TITLE, _OUTSIDE)),
    "a feed of 100,000 levels": ("a.rss", lambda: _feed("<a>" * 100_000)),
    "a feed of 100,000 attributes": ("a.rss", lambda: _feed("<a " + " ".join(f"a{n}='x'" for n in range(100_000)) + "/>")),
    "a feed of 200,000 entries": ("a.rss", lambda: _feed("</item><item>" * 200_000)),
    "a feed of open tags": ("a.rss", lambda: _feed("<" * 2_000_000)),
    "a feed of ampersands": ("a.rss", lambda: _feed(f"<description>{'&' * 2_000_000}</description>")),
    "a feed with a page of 100,000 levels": (
        "a.rss",
        lambda: _feed(f"<description>{'&lt;b&gt;' * 100_000}</description>"),
    ),
    "a page of 1,000,000 levels": ("a.html", lambda: _page("<div>" * 1_000_000)),
    "a page of 20,000 levels": ("a.html", lambda: _page("<div>" * 20_000 + "Peru won.")),
    "a page of 24,000 elements": ("a.html", lambda: _page("<p>Peru won praise." * 24_000)),
    "a page of open tags": ("a.html", lambda: _page("<" * 5_000_000)),
    "a page of open comments": ("a.html", lambda: _page("<!--" * 2_000_000)),
    "a page of ampersands": ("a.html", lambda: _page("<p>" + "&" * 5_000_000)),
    "a page of quotes": ("a.html", lambda: _page("<a href='" + '"' * 5_000_000)),
    "a page of spaces": ("a.html", lambda: _page("<p>Peru" + " \n" * 4_000_000 + "won.")),
    "a page of line breaks": ("a.html", lambda: _page("<p>Peru" + "<br>" * 20_000 + "won.")),
    "a page of links": ("a.html", lambda: _page("<p>" + "<a href=/x>Peru won</a> " * 12_000)),
    "a page with 100,000 attributes": ("a.html", lambda: _page(f"<p {' '.join(f'a{n}' for n in range(100_000))}>x")),
    "a page with a title of 5 MB": (
        "a.html",
        lambda: f"<title>{'Peru - ' * 700_000}</title>{_PAGE}<p>Peru won.".encode(),
    ),
    "a page of JSON of 100,000 levels": (
        "a.html",
        lambda: _page(f'<script type="application/ld+json">{"[" * 100_000}</script><p>Peru.'),
    ),
    "a page of many JSON objects": (
        "a.html",
        lambda: _page('<script type="application/ld+json">[' + "{}," * 2_000_000 + "0]</script><p>Peru."),
    ),
    "a record of 5 million lists": ("a.jsonl", lambda: b'{"text": "x", "n": [' + b"[]," * 5_000_000 + b"0]}"),
    "an array of 5 million lists": ("a.json", lambda: b"[" + b"[]," * 1_000_000 + b"0]"),
    "JSON of 1,000,000 levels": ("a.json", lambda: b"[" * 1_000_000),
    "a number of 16 million digits": ("a.json", lambda: b"[" + b"1" * (16 * _MIB - 9) + b"]"),
    "a table of quotes": ("a.csv", lambda: b"text,date\n" + b'""' * 4_000_000),
    "a table whose quote never ends": ("a.csv", lambda: b'text,date\n"' + b"x\n" * 8_000_000),
    "a table of 2 million columns": ("a.csv", lambda: b"text,date" + b",x" * 2_000_000 + b"\n" + b"," * 2_000_001),
    "a text of 16 MiB without a space": ("a.txt", lambda: b"date 2023-11-10 " + b"x" * (15 * _MIB)),
    "a text of zeros": ("a.txt", lambda: bytes(15 * _MIB)),
    "a text of line ends": ("a.txt", lambda: b"date 2023-11-10 Peru" + b"\r" * (15 * _MIB)),
}

# Texts that a rule or a pattern of ours might take long over, repeated to 200,000 signs: all of them are scored.
UNITS: tuple[str, ...] = (
    *(
        "good but ",
        "not ",
        "never so good ",
        "very ",
        "least ",
        "without doubt ",
        "GOOD ",
        "good!!! ",
        "?",
        "!",
        "kind of ",
        "at least ",
    ),
    *(
        "\U0001f600",
        ":) ",
        "bad ass ",
        "yeah right ",
        "cut the mustard ",
        "no good ",
        "won't ",
        "isn't good, ",
        "good. ",
        "good ",
    ),
    *(
        ". ",
        ".",
        "U.S. ",
        "Mr. ",
        "e.g. ",
        "J. ",
        "... ",
        "“Peru.” ",
        "'",
        '"',
        "(",
        ")",
        "[",
        "—",
        "-",
        "a-",
        ", ",
        ";",
        "\n",
        "\n\n",
        "\t",
        " ",
    ),
    *(
        "Peru ",
        "Peru and ",
        "Peru, Chile, ",
        "Peru's ",
        "Peru-",
        "U.S.-",
        "Georgia ",
        "Jordan ",
        "Chad ",
        "Korea ",
        "Congo ",
        "New York, ",
    ),
    *(
        "Paris, Texas, ",
        "Turkey ",
        "turkey ",
        "Washington ",
        "President of ",
        "Kim Jong Un ",
        "Guinea pig ",
        "American ",
        "Peruvian, ",
        "the U.S. ",
    ),
    *(
        "Peru condemned Chile ",
        "Peru was condemned by ",
        "Critics of Peru said that Chile blamed ",
        "Peru; Chile: ",
        "Mary Nigel Santos Bush ",
    ),
    *(
        "A",
        "x",
        "Ab ",
        "aB",
        "\u0301",
        "İ",
        "ß",
        "ﷺ",
        "\u200b",
        "\u202e",
        "東京",
        "é",
        "\0",
        "\ufffd",
        "1,000 ",
        "1.",
        "% ",
        "$1 ",
        "http://x.y/ ",
        "@a ",
        "# ",
    ),
    *(
        "united nations of the republic of the ",
        "Democratic Republic of the ",
        "South ",
        "North ",
        "West Bank of ",
        "of ",
        "who said that ",
        "to be ",
    ),
)
_SIGNS = 200_000

# Fields of a hundred signs, which is all that is read of a date; the dearest of some hundred is told.
DATES = (
    "1 ",
    "1-",
    "1:",
    "Fri, ",
    "nov ",
    "2023-",
    "T",
    "Z",
    "+00:00",
    "a.m. ",
    "1st ",
    ".",
    "٣",
    "\t",
    "(",
    "May ",
    "th of ",
    "W1-",
    "0",
)


def _ingested(path: Path) -> str:
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "s.db") as store:
        report = ingest(path, store, warn=lambda _: None)
        reasons = {record.reason for record in store.rejected(3)}
        return f"{report.stored} stored, {report.unchanged} unchanged, {report.rejected} rejected: {'; '.join(reasons)[:150]}"


def _scored(text: str) -> str:
    article = Article(text, date(2023, 11, 10), text[:300])
    keys(article)
    return f"{len(score_article(article).tones)} countries"


def _dated() -> str:
    refused = 0
    for one in DATES:
        for other in DATES:
            try:
                parse_date(((one * 50)[:50] + other * 50)[:100])
            except DateError:
                refused += 1
    return f"{refused} of {len(DATES) ** 2} refused"


def _robots() -> str:
    rules = "User-agent: *\n" + "".join(f"Disallow: /{'*a' * 40}{n}$\n" for n in range(500))
    return f"allowed: {Protego.parse(rules).can_fetch('https://x.test/' + 'a' * 3_000, AGENT)}"


def _opml(path: Path) -> str:
    path.write_text(f'<?xml version="1.0"?>{_entities(9, 10)}<opml><body>&l9;</body></opml>', "utf-8")
    try:
        return f"{len(read_opml(path, print))} feeds"
    except SettingsError as error:
        return str(error)


def bombs(place: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    """Every bomb: its name, and what meets it."""
    for name, (file, make) in FILES.items():
        path = place / "files" / file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(make())
        yield name, lambda path=path: _ingested(path)
        path.unlink()
    for unit in UNITS:
        text = (unit * (_SIGNS // len(unit) + 1))[:_SIGNS]
        yield f"a text of {unit!r}", lambda text=text: _scored(text)
        yield (
            f"sentences of {unit!r}",
            lambda text=text: _scored(" ".join(f"{text[n : n + 900]}." for n in range(0, _SIGNS, 900))),
        )
    yield "dates", _dated
    yield "robots.txt", _robots
    yield "entities in OPML", lambda: _opml(place / "a.opml")


def _at_best(meet: Callable[[], str]) -> forked.Ended:
    """How a child ends that meets the bomb, the quickest of some where they took too long."""
    tries: list[forked.Ended] = []
    while not tries or (tries[-1].seconds > MOST_SECONDS and len(tries) < TRIES):
        tries.append(forked.run(lambda: _limited(meet)))
    return min(tries, key=lambda ended: ended.seconds)


def _limited(meet: Callable[[], str]) -> None:
    """Meets the bomb where it can harm nobody: what takes far too long, or far too much memory, is ended."""
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
    resource.setrlimit(resource.RLIMIT_AS, (6 * _GIB, 6 * _GIB))
    print(meet())


def main(share: int = 1) -> int:
    failures: list[str] = []
    dearest, largest, number = (0.0, ""), (0.0, ""), 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        forked.warm(write_corpus(place / "corpus", 8), place / "warm.db")
        for name in ("book.xlsx", "rows.parquet", "page.html", "feed.rss", "crawl.warc.gz"):
            (place / name).write_bytes(whole(name))
            _ingested(place / name)  # its libraries are loaded before the forks
        for place_in_list, (name, meet) in enumerate(bombs(place)):
            print(place_in_list, name, file=sys.stderr)
            if place_in_list % share:
                continue
            number += 1
            best = _at_best(meet)
            dearest, largest = max(dearest, (best.seconds, name)), max(largest, (best.megabytes, name))
            if best.status or best.seconds > MOST_SECONDS or best.megabytes > MOST_MEGABYTES:
                print("^^^^", best, file=sys.stderr)
                failures.append(
                    f"{name}: {best.seconds:.2f} s, {best.megabytes:.0f} MB, exit {best.status}, {best.said[-300:]}"
                )
    print(
        f"{number} bombs; dearest {dearest[0]:.2f} s of processor time ({dearest[1]}); most memory {largest[0]:.0f} MB ({largest[1]})"
    )
    print(f"(of one above {MOST_SECONDS:g} s, the quickest of {TRIES} tries)")
    print(f"failures {len(failures)}", *failures, sep="\n")
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
