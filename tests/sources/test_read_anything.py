"""Whatever bytes a file holds, reading ends without an exception and names file and line."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

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
            assert record.text.strip()
            "".join((record.text, record.title, record.source, record.url)).encode()
        else:
            assert isinstance(record, Rejected)
            assert record.file == str(path)
            assert 0 <= record.line <= data.count(b"\n") + 1_000
            assert record.reason
            assert len(record.excerpt) <= cap("excerpt_chars")
            (record.reason + record.excerpt).encode()
