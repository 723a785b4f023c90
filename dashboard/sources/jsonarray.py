"""Reads .json files: an array of objects, one object, an object with a list of articles, or JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from dashboard.limits import cap
from dashboard.sources.bounded import Line, chunks, in_words, lines
from dashboard.sources.clean import excerpt, file_name
from dashboard.sources.columns import Columns
from dashboard.sources.encoding import Decoder
from dashboard.sources.jsonlines import article, fault_of, read_lines, unfolded
from dashboard.sources.jsonwindow import Window
from dashboard.sources.options import ReadOptions, Record, Warn
from dashboard.types import Rejected

_LOST = "; the rest of the file is lost"


@dataclass(frozen=True, slots=True)
class _Found:
    """One value of a file: its line, why it cannot be used (or ""), its beginning, whether it ends all."""

    line: int
    value: object
    fault: str
    shown: str
    ends: bool = False


def read(path: Path, options: ReadOptions, warn: Warn) -> Iterator[Record]:
    """One article for each object, whichever way the file holds them.

    JSON Lines are read line by line, arrays value by value. Where an array breaks, the records before that place are
    kept.
    """
    file = file_name(path)
    columns = Columns(options)
    decoder = Decoder(file, warn)
    source = lines(decoder.utf8(chunks(path)))
    top = list(islice((line for line in source if line.fault or line.data.strip()), 2))
    if not top:
        yield Rejected(file, 0, "the file is empty")
    elif _is_json_lines(top):
        yield from read_lines(file, chain(top, source), decoder, columns)
    else:
        yield from _read_whole(path, file, decoder, columns)


def _is_json_lines(top: list[Line]) -> bool:
    """Whether the first two lines that are not blank look like an object each."""
    first = top[0].data.strip()
    begins_again = len(top) > 1 and top[1].data.lstrip().startswith(b"{")
    return not top[0].fault and first.startswith(b"{") and first.endswith(b"}") and begins_again


def _read_whole(path: Path, file: str, decoder: Decoder, columns: Columns) -> Iterator[Record]:
    window = Window(decoder.utf8(chunks(path)), decoder)
    last = 1
    for found in _values(window):
        last = found.line
        if found.ends and window.broken:
            break  # the record was cut off where the data broke
        if found.fault:
            yield Rejected(file, found.line, found.fault, excerpt(found.shown))
            continue
        records = unfolded(found.value)
        inside = isinstance(found.value, dict) and not (len(records) == 1 and records[0] is found.value)
        for number, record in enumerate(records, 1):
            at, shown = (number, None) if inside else (found.line, found.shown)
            yield article(record, columns, file, at, shown)
    if window.broken:
        yield Rejected(file, last, window.broken)


def _values(window: Window) -> Iterator[_Found]:
    """The values that stand one after the other in a text, those of arrays one by one.

    After the first one that is no JSON nothing more comes: where the next begins cannot be known.
    """
    line, inside = 1, False
    while sign := window.sign():
        shown, line = window.shown(), window.line
        if not inside and sign == "[":
            window.step()
            inside = window.sign() != "]"
            if not inside:
                window.step()
            continue
        try:
            value, size = window.value()
        except (ValueError, RecursionError) as error:
            line = window.line_of(error)
            yield _Found(line, None, fault_of(error) + _LOST, shown, ends=True)
            return
        yield _Found(line, value, _unusable(window.constants, size), shown[:size])
        if inside:
            mark = window.sign()
            if mark not in (",", "]"):
                reason = "not valid JSON: a comma or ] is missing after this record"
                yield _Found(line, None, reason + _LOST, shown, ends=True)
                return
            inside = mark == ","
            window.step()
    if inside:
        yield _Found(line, None, "not valid JSON: the array does not end", "", ends=True)


def _unusable(constants: list[str], size: int) -> str:
    if constants:
        return f"{constants[0]} is not valid JSON"
    if size > cap("record_bytes"):
        return f"the record is larger than {in_words(cap('record_bytes'))}"
    return ""
