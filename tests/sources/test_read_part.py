"""The parts of a JSON Lines file, put together, are the file, wherever it is cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.sources import ReadOptions, read
from dashboard.sources.part import has_parts, read_part

GOOD = b'{"text": "Peru won praise.", "date": "2024-01-02", "title": "\xc3\xa9"}'
LINES = st.lists(st.sampled_from((GOOD, b"", b"not JSON", b"[]", GOOD + b"\r", b"\xef\xbb\xbf" + GOOD)), max_size=12)


@settings(max_examples=150, deadline=None)
@given(lines=LINES, ended=st.booleans(), marked=st.booleans(), size=st.integers(1, 200))
def test_every_line_comes_once_with_its_number(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], ended: bool, marked: bool, size: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "parts.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" * marked + b"\n".join(lines) + b"\n" * ended)
    whole = list(read(path, ReadOptions(), print))
    end = path.stat().st_size
    parts = [
        record
        for start in range(0, end, size)
        for record in read_part(path, start, min(end, start + size), ReadOptions(), print)
    ]
    assert parts == (whole if end else [])


def test_a_line_larger_than_many_parts_belongs_to_the_one_it_begins_in(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    long = GOOD.replace(b"Peru", b"Peru " * 200_000)
    path.write_bytes(GOOD + b"\n" + long + b"\n" + GOOD)
    end = path.stat().st_size
    parts = [read_part(path, start, min(end, start + 1_000), ReadOptions(), print) for start in range(0, end, 1_000)]
    assert [number for number in map(len, map(list, parts)) if number] == [2, 1]


def test_only_plain_json_lines_have_parts(tmp_path: Path) -> None:
    for name, content, expected in (
        ("a.jsonl", GOOD, True),
        ("b.csv", b"text,date\n", False),
        ("c.jsonl", GOOD.decode().encode("utf-16"), False),
        ("missing.jsonl", None, False),
    ):
        if content is not None:
            (tmp_path / name).write_bytes(content)
        assert has_parts(tmp_path / name) is expected
