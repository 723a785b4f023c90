"""Reads a part of a JSON Lines file: the lines that begin within a range of its bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import BinaryIO

from dashboard.sources.bounded import is_packed, lines
from dashboard.sources.clean import file_name
from dashboard.sources.columns import Columns
from dashboard.sources.encoding import Decoder, marked_encoding
from dashboard.sources.hollow import without_hollow
from dashboard.sources.jsonlines import read_lines
from dashboard.sources.options import ReadOptions, Record, Warn
from dashboard.sources.registry import recognise
from dashboard.types import Rejected

_CHUNK = 1 << 18


def has_parts(path: Path) -> bool:
    """Whether a file can be read in parts: plain JSON Lines, in UTF-8 or without a mark of its encoding."""
    try:
        found = recognise(path)
        if isinstance(found, Rejected) or found.name != "JSON Lines" or is_packed(path):
            return False
        with path.open("rb") as file:
            return marked_encoding(file.read(4))[0] in ("", "utf-8")
    except (OSError, ValueError):
        return False


def read_part(path: Path, start: int, end: int, options: ReadOptions, warn: Warn) -> Iterator[Record]:
    """The records of the lines whose first byte lies at `start` or later, before `end`; as `read` gives them.

    The parts of a file, each of which begins where the one before it ends, give every line once. Raises OSError where
    the file cannot be read.
    """
    name = file_name(path)
    decoder = Decoder(name, warn)
    found = _bytes(path, start, end)
    number = cache(lambda: _lines_before(path, start))
    source = lines(found if start else decoder.utf8(found))
    for record in without_hollow(read_lines(name, source, decoder, Columns(options))):
        # What stands before it is counted only where a line must be named.
        yield replace(record, line=record.line + number()) if isinstance(record, Rejected) else record


def _bytes(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        if start:
            file.seek(start - 1)
            while not _ended(file.readline(_CHUNK)):
                pass
        left = end - file.tell()
        chunk = b"\n"
        while left > 0 and (chunk := file.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk
        if left == 0 and not chunk.endswith(b"\n"):
            yield from _rest_of_line(file)


def _rest_of_line(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.readline(_CHUNK):
        yield chunk
        if _ended(chunk):
            return


def _ended(chunk: bytes) -> bool:
    return not chunk or chunk.endswith(b"\n")


def _lines_before(path: Path, start: int) -> int:
    """How many lines begin before the first one of a part."""
    if not start:
        return 0
    number, left = 0, start - 1
    with path.open("rb") as file:
        while left > 0 and (chunk := file.read(min(_CHUNK, left))):
            left -= len(chunk)
            number += chunk.count(b"\n")
    return number + 1
