"""Reads .json files: an array of objects, one object, an object with a list of articles, or JSON Lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from dashboard.limits import cap
from dashboard.sources.bounded import Line, chunks, in_words, lines, whole
from dashboard.sources.clean import excerpt, file_name
from dashboard.sources.columns import Columns
from dashboard.sources.encoding import Decoder
from dashboard.sources.jsonlines import article, fault_of, read_lines, unfolded
from dashboard.sources.options import ReadOptions, Record, Warn
from dashboard.types import Rejected

_SPACE = re.compile(r"[ \t\n\r]*")
_HINT = "; as JSON Lines, one object a line, it may be larger"
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

    JSON Lines are read line by line; all else is parsed in memory, up to the limit `json_array_bytes`. Where
    an array breaks, the records before that place are kept.
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
    begins_again = len(top) < 2 or top[1].data.lstrip().startswith(b"{")
    return not top[0].fault and first.startswith(b"{") and first.endswith(b"}") and begins_again


def _read_whole(path: Path, file: str, decoder: Decoder, columns: Columns) -> Iterator[Record]:
    data, broken = whole(path, "json_array_bytes")
    text = decoder.text(b"".join(decoder.utf8([data])))
    reason = broken + (_HINT if len(data) >= cap("json_array_bytes") else "")
    del data  # it may be as large as the text
    last = 1
    for found in _values(text):
        last = found.line
        if found.ends and broken:
            break  # the record was cut off where the data broke
        if found.fault:
            yield Rejected(file, found.line, found.fault, excerpt(found.shown))
            continue
        records = unfolded(found.value)
        inside = isinstance(found.value, dict) and not (len(records) == 1 and records[0] is found.value)
        for number, record in enumerate(records, 1):
            at, shown = (number, None) if inside else (found.line, found.shown)
            yield article(record, columns, file, at, shown)
    if broken:
        yield Rejected(file, last, reason)


def _values(text: str) -> Iterator[_Found]:
    """The values that stand one after the other in a text, those of arrays one by one.

    After the first one that is no JSON nothing more comes: where the next begins cannot be known.
    """
    constants: list[str] = []  # NaN and Infinity, which Python's parser takes though JSON has none
    parser = json.JSONDecoder(parse_constant=constants.append)
    at, line, counted, inside = _skip(text, 0), 1, 0, False
    while at < len(text):
        line, counted = line + text.count("\n", counted, at), at
        shown = text[at : at + 4 * cap("excerpt_chars")]
        if not inside and text[at] == "[":
            inside, at = True, _skip(text, at + 1)
            if text[at : at + 1] == "]":
                inside, at = False, _skip(text, at + 1)
            continue
        try:
            value, end = parser.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            line = error.lineno if isinstance(error, json.JSONDecodeError) else line
            yield _Found(line, None, fault_of(error) + _LOST, shown, ends=True)
            return
        yield _Found(line, value, _unusable(constants, end - at), shown)
        constants.clear()
        at = _skip(text, end)
        if inside:
            mark = text[at : at + 1]
            if mark not in (",", "]"):
                reason = "not valid JSON: a comma or ] is missing after this record"
                yield _Found(line, None, reason + _LOST, shown, ends=True)
                return
            inside, at = mark == ",", _skip(text, at + 1)
    if inside:
        yield _Found(line, None, "not valid JSON: the array does not end", "", ends=True)


def _unusable(constants: list[str], size: int) -> str:
    if constants:
        return f"{constants[0]} is not valid JSON"
    if size > cap("record_bytes"):
        return f"the record is larger than {in_words(cap('record_bytes'))}"
    return ""


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
