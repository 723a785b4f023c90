"""Reads JSON Lines: one object on each line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn

from dashboard.sources.bounded import Line, chunks, lines
from dashboard.sources.clean import excerpt, file_name, kind
from dashboard.sources.columns import Columns
from dashboard.sources.encoding import Decoder
from dashboard.sources.fields import RecordError
from dashboard.sources.jsonwindow import check_crowd
from dashboard.sources.options import ReadOptions, Record, Warn
from dashboard.types import Rejected


def _refuse(constant: str) -> NoReturn:
    raise RecordError(f"{constant} is not valid JSON")


DECODER = json.JSONDecoder(parse_constant=_refuse)


def read(path: Path, options: ReadOptions, warn: Warn) -> Iterator[Record]:
    """One article for each line that holds a JSON object; blank lines are passed over."""
    file = file_name(path)
    decoder = Decoder(file, warn)
    yield from read_lines(file, lines(decoder.utf8(chunks(path))), decoder, Columns(options))


def read_lines(file: str, source: Iterable[Line], decoder: Decoder, columns: Columns) -> Iterator[Record]:
    """The articles of lines that were opened already."""
    for line in source:
        text = decoder.text(line.data)
        if line.fault:
            yield Rejected(file, line.number, line.fault, excerpt(text))
            continue
        if not text or text.isspace():
            continue
        try:
            check_crowd(text)
            value = DECODER.decode(text)
        except (ValueError, RecursionError) as error:
            yield Rejected(file, line.number, fault_of(error), excerpt(text))
            continue
        for record in unfolded(value):
            yield article(record, columns, file, line.number, text if record is value else None)


# What news services and archives call the list of articles in an answer, and what makes an object an article itself.
_LISTS = ("articles", "results", "stories", "data", "response", "docs")
_OWN = frozenset(("text", "title", "headline", "body", "content"))
_DEEPEST = 3


def unfolded(value: object) -> list[object]:
    """The records of a value: those in its list `articles` or the like, as news services answer, else the value."""
    if isinstance(value, dict) and ("text" in value or "title" in value):
        return [value]  # nearly always
    inner = value
    for _ in range(_DEEPEST):
        if not isinstance(inner, dict) or not _OWN.isdisjoint(inner):
            break
        inner = next((inner[name] for name in _LISTS if isinstance(inner.get(name), list | dict)), None)
        if isinstance(inner, list):
            return inner
    return [value]


def article(record: object, columns: Columns, file: str, number: int, shown: str | None) -> Record:
    """The article of one JSON value, or why it is none.

    `shown` is the text the excerpt is taken from; None where that is the record itself, written anew.
    """
    try:
        if not isinstance(record, dict):
            raise RecordError(f"the record is {kind(record)}, not an object")
        return columns.article(record)
    except RecordError as error:
        shown = json.dumps(record, ensure_ascii=False) if shown is None else shown
        return Rejected(file, number, str(error), excerpt(shown))


def fault_of(error: Exception) -> str:
    """Why JSON could not be parsed, in plain words."""
    if isinstance(error, json.JSONDecodeError):
        return f"not valid JSON: {error.msg} at column {error.colno}"
    if isinstance(error, RecursionError):
        return "not usable JSON: nested too deep"
    if isinstance(error, RecordError):
        return str(error)
    return "not usable JSON: a number has too many digits"
