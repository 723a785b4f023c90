"""Whatever bytes a file holds, reading ends without an exception and names file and line."""

from __future__ import annotations

import gzip
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from makers import lines, parquet, table, tarred, warc, workbook, zipped
from newspages import page

from dashboard.limits import cap
from dashboard.sources import read
from dashboard.sources.registry import BY_SUFFIX
from dashboard.types import Article, Rejected

FRAGMENTS = [
    *[
        "date 2023-11-10 ",
        "date:",
        "title: ",
        "\n",
        "\r\n",
        "\r",
        "\0",
        '"',
        ",",
        ";",
        "\t",
        "|",
        "text,date\n",
    ],
    *[
        "{",
        "}",
        "[",
        "]",
        ":",
        "NaN",
        '"text"',
        '"date"',
        '"articles"',
        '"source"',
        "1699617600",
        "03/04/2023",
    ],
    *[
        '{"text": "x", "date": "2023-11-10"}',
        "\\ud800",
        "Peru voted. ",
        "é",
        "2023",
        "10 November 2023",
        "1e999",
    ],
]
anything = st.one_of(
    st.binary(max_size=300),
    st.lists(st.sampled_from(FRAGMENTS), max_size=30).map(lambda parts: "".join(parts).encode()),
    st.lists(st.sampled_from(FRAGMENTS), max_size=20).map(lambda parts: "".join(parts).encode("utf-16")),
)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(BY_SUFFIX)), anything, st.sampled_from(["plain", "packed", "cut", "named"]))
@example(".json", b'{"articles": [[{"text": 1}], {}, null]}', "plain")
@example(".csv", b'text,date\n"', "plain")
@example(".txt", b"\x1f\x8b", "plain")
@example(".warc", b"WARC/1.0\r\nContent-Length: 3\r\n\r\nabc", "plain")
@example(".html", b"<html><body><p>", "packed")
def test_never_raises(suffix: str, data: bytes, wrapping: str) -> None:
    if wrapping in ("packed", "cut"):
        data = gzip.compress(data)
    if wrapping == "cut":
        data = data[: len(data) * 2 // 3]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a" + suffix + (".gz" if wrapping != "plain" else ""))
        path.write_bytes(data)
        warnings: list[str] = []
        records = list(read(path, warn=warnings.append))
    assert all(str(path) in warning for warning in warnings)
    for record in records:
        if isinstance(record, Article):
            assert record.text.strip() or record.title.strip()
            "".join((record.text, record.title, record.source, record.url)).encode()
        else:
            assert isinstance(record, Rejected)
            assert record.file.startswith(str(path))
            assert 0 <= record.line <= data.count(b"\n") + 1_000
            assert record.reason
            assert len(record.excerpt) <= cap("excerpt_chars")
            (record.reason + record.excerpt).encode()


@pytest.mark.parametrize("name", ["a.xlsx", "a.parquet", "a.warc.gz", "a.zip", "a.tar", "a.tar.xz", "a.html"])
def test_whole_files_with_bytes_changed_or_cut_never_raise(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    makers = {
        "a.xlsx": workbook,
        "a.parquet": parquet,
        "a.warc.gz": lambda path: warc(path, {"https://paper.example/1": page().encode()}),
        "a.zip": lambda path: zipped(path, {"a.csv": table(), "b.html": page().encode()}),
        "a.tar": lambda path: tarred(path, {"a.csv": table(), "b.html": page().encode()}, "w"),
        "a.tar.xz": lambda path: tarred(path, {"a.csv": table(), "b.jsonl": lines()}, "w:xz"),
        "a.html": lambda path: path.write_text(page()),
    }
    makers[name](path)
    whole = path.read_bytes()
    for seed in range(60):
        data, chance = bytearray(whole), random.Random(seed)
        for _ in range(chance.choice((1, 5, 50))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data[: chance.randrange(len(data))] if seed % 4 == 0 else data)
        for record in read(path, warn=lambda _: None):
            if isinstance(record, Rejected):
                assert record.file.startswith(str(path))
                assert record.reason
