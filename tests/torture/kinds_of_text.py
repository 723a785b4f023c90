"""Malformed files whose lines are read: texts, tables, JSON."""

from __future__ import annotations

import json
from pathlib import Path

from kinds_made import (
    LINE,
    RECORD,
    TEXTS,
    Lot,
    changed,
    inserted,
    makers,
    whole,
    written,
)

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


def deep_json(lot: Lot, place: Path) -> Path:
    depth = lot.choice((1_000, 10_000, 100_000))
    opened, closed = lot.choice(((b"[", b"]"), (b'{"a":', b"}"), (b'[{"articles":', b"}]"), (b'{"text":[', b"]}")))
    data = opened * depth + lot.choice((b"1", b"", LINE)) + closed * lot.choice((0, 1, depth))
    return written(place, lot.choice(("a.json", "a.jsonl", "feed.json")), lot.choice((b"", LINE + b"\n", b"[")) + data)


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
        return written(place, "a.csv", table.encode("utf-8", "surrogatepass"))
    return written(place, "a.jsonl", "\n".join(map(json.dumps, rows)).encode())


def odd_dates_in_pages(lot: Lot, place: Path) -> Path:
    name = lot.choice(("page.html", "feed.rss", "feed.json"))
    data = whole(name).decode()
    for good in ("2023-11-10", "Fri, 10 Nov 2023 08:00:00 GMT", "2023-11-10T08:00:00Z"):
        data = data.replace(good, str(lot.choice(_DATES)))
    return written(place, name, data.encode("utf-8", "surrogatepass"))


def mixed_encodings(lot: Lot, place: Path) -> Path:
    name = lot.choice(TEXTS)
    lines = whole(name).decode().replace("Peru", "São Tomé’s €").split("\n") * 3
    codes = ("utf-8", "cp1252", "utf-16", "utf-16-be", "utf-32", "latin-1", "utf-7", "shift-jis", "koi8-r", "cp037")
    parts = [line.encode(lot.choice(codes), "replace") for line in lines]
    mark = lot.choice((b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff"))
    return written(place, name, mark + b"\n".join(parts))


def duplicate_columns(lot: Lot, place: Path) -> Path:
    names = lot.choices(
        ("text", "date", "title", "Text", "DATE ", "", "source", "text", "published", "body"), k=lot.choice((3, 9, 900))
    )
    rows = [[lot.choice(("Peru won.", "2023-11-10", "", "Norway", '"x"')) for _ in names] for _ in range(4)]
    if lot.random() < 0.3:
        pairs = [
            ", ".join(f"{json.dumps(n)}: {json.dumps(v)}" for n, v in zip(names, row, strict=True)) for row in rows
        ]
        return written(place, "a.jsonl", "\n".join(f"{{{pair}}}" for pair in pairs).encode())
    return written(place, "a.csv", "\n".join(",".join(row) for row in [names, *rows]).encode())


def ragged_rows(lot: Lot, place: Path) -> Path:
    sign = lot.choice(",;\t|")
    rows = [
        sign.join(lot.choices(("Peru", '"', '"a', "2023-11-10", "", "'", '""', "a\r", "x" * 9_000), k=lot.randrange(9)))
        for _ in range(40)
    ]
    return written(
        place,
        lot.choice(("a.csv", "a.tsv")),
        f"text{sign}date\n{lot.choice((chr(10), chr(13), chr(13) + chr(10))).join(rows)}".encode(),
    )


def very_many_columns(lot: Lot, place: Path) -> Path:
    number = lot.choice((1_000, 30_000, 200_000))
    head = ",".join(["date", "text", *("x" * (number % 7) for _ in range(number))])
    return written(place, "a.csv", f"{head}\n2023-11-10,Peru won.{',' * number}\n".encode())


def other_values(lot: Lot, place: Path) -> Path:
    """Records in which something was put in another's place."""
    rows = [changed(lot, RECORD) for _ in range(5)]
    name = lot.choice(("a.jsonl", "a.json"))
    data = "\n".join(map(json.dumps, rows)) if name == "a.jsonl" else json.dumps(rows)
    return written(place, name, data.encode("utf-8", "surrogatepass"))


def other_answers(lot: Lot, place: Path) -> Path:
    """Answers of news services, and JSON feeds, in which something was put in another's place."""
    name, value = lot.choice(
        (
            ("service.json", makers.NEWS_SERVICE),
            ("gdelt.json", makers.GDELT),
            ("feed.json", json.loads(makers.JSON_FEED)),
        )
    )
    return written(place, name, json.dumps(changed(lot, value)).encode("utf-8", "surrogatepass"))


def lone_surrogates(lot: Lot, place: Path) -> Path:
    row = {
        key: f"{value}{lot.choice(('', chr(0xD800), chr(0xDFFF), chr(0xDC80) * 50))}" for key, value in RECORD.items()
    }
    raw = lot.random() < 0.3
    return written(
        place,
        lot.choice(("a.jsonl", "a.csv", "a.txt")),
        json.dumps(row, ensure_ascii=not raw).encode("utf-8", "surrogatepass"),
    )


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
    return written(
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
    return written(place, "a.jsonl", b"\n".join(lot.choices(pieces, k=lot.choice((1, 9, 900)))))


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
    return written(
        place,
        "a.json",
        lot.choice((b"[", b'{"articles": [', b"")) + b"".join(lot.choices(pieces, k=lot.choice((2, 9, 400)))),
    )


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
    return written(place, lot.choice(names), inserted(lot, whole("table.csv"), (b"\0", b'"')))
