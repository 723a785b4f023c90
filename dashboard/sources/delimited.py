"""Reads tables: CSV, TSV and their kin, a header line first."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dashboard.limits import cap
from dashboard.sources.bounded import Line, chunks, in_words, lines
from dashboard.sources.clean import excerpt, file_name
from dashboard.sources.columns import Columns
from dashboard.sources.encoding import Decoder
from dashboard.sources.fields import RecordError
from dashboard.sources.options import ReadOptions, Record, Warn
from dashboard.types import Rejected

_DELIMITERS = ",;\t|"
_NAMED = re.compile(r'"?sep=([,;\t|])"?\s*', re.IGNORECASE)  # the first line of tables that are written for Excel
_WORDS = {
    "unexpected end of data": "a quote that opens here never closes; all lines from here to the end are lost",
    "new-line character seen": "a carriage return stands alone in the middle of a line",
    "field larger than": "a field is larger than the limit; probably a quote never closes",
    "expected after": "text follows a closing quote; quotes inside a field must be doubled",
}


class _LineError(Exception):
    """A line that cannot be part of a row: its number, why, and how it begins."""

    def __init__(self, number: int, reason: str, beginning: str) -> None:
        super().__init__(reason)
        self.number, self.reason, self.beginning = number, reason, beginning


class _Feed:
    """Hands lines to the csv module while it notes where a record began and holds its size in bounds."""

    def __init__(self, source: Iterator[Line], decoder: Decoder) -> None:
        self._source, self._decoder = source, decoder
        self._size = self._lines = 0
        self.first = 0
        self.beginning = ""

    def begin(self) -> None:
        """The next line begins a record."""
        self.first, self._size, self._lines, self.beginning = 0, 0, 0, ""

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = next(self._source)
        text = self._decoder.text(line.data)
        self.first = self.first or line.number
        self.beginning = self.beginning or text[: 4 * cap("excerpt_chars")]
        if line.fault:
            raise _LineError(line.number, line.fault, text)
        self._lines += 1
        if self._lines > cap("record_lines"):
            reason = f"the record has more than {cap('record_lines'):,} lines; probably a quote never closes"
            raise _LineError(self.first, reason, self.beginning)
        self._size += len(line.data)
        if self._size > cap("record_bytes"):
            size = in_words(cap("record_bytes"))
            reason = f"the record is larger than {size}; probably a quote never closes"
            raise _LineError(self.first, reason, self.beginning)
        return text + "\n"


def read(path: Path, options: ReadOptions, warn: Warn) -> Iterator[Record]:
    """One article for each row of a table with a header.

    The delimiter is the one among comma, semicolon, tab and bar that a line `sep=;` above the header names, else that
    is commonest in the header line. Rows with another number of fields than the header are rejected.
    """
    file = file_name(path)
    csv.field_size_limit(cap("record_bytes"))  # the module's own default would refuse long articles
    decoder = Decoder(file, warn)
    source = lines(decoder.utf8(chunks(path)))
    filled = (line for line in source if line.fault or line.data.strip())
    top = next(filled, None)
    named = None if top is None or top.fault else _NAMED.fullmatch(decoder.text(top.data))
    top = next(filled, None) if named else top
    if top is None or top.fault:
        yield Rejected(file, top.number if top else 0, top.fault if top else "the file is empty")
        return
    feed = _Feed(_again(top, source), decoder)
    rows = csv.reader(feed, delimiter=named[1] if named else _delimiter(decoder.text(top.data)), strict=True)
    try:
        header = [name.strip() for name in next(rows)]
        columns = Columns(options)
        _check_header(header)
        if warning := columns.check(header):
            warn(f"{file}: {warning}")
    except (csv.Error, RecordError, _LineError) as error:
        reason = f"the header cannot be used: {_plain(error)}"
        yield Rejected(file, top.number, reason, excerpt(feed.beginning))
        return
    for item in _rows(rows, feed):
        if isinstance(item, _LineError):
            yield Rejected(file, item.number, item.reason, excerpt(item.beginning))
            continue
        try:
            if len(item) != len(header):
                raise RecordError(f"the row has {len(item)} fields, the header has {len(header)}")
            yield columns.article(dict(zip(header, item, strict=True)))
        except RecordError as error:
            yield Rejected(file, feed.first, str(error), excerpt(feed.beginning))


def _rows(rows: Iterator[list[str]], feed: _Feed) -> Iterator[list[str] | _LineError]:
    """The rows that are not blank, between them the faults; after one, reading goes on with the next line."""
    while True:
        feed.begin()
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield _LineError(feed.first, _plain(error), feed.beginning)
        except _LineError as error:
            yield error
        else:
            if row:
                yield row


def _again(top: Line, rest: Iterator[Line]) -> Iterator[Line]:
    yield top
    yield from rest


def _delimiter(header: str) -> str:
    outside = "".join(header.split('"')[::2])  # every other piece stands between quotes
    return max(_DELIMITERS, key=outside.count)


def _check_header(header: list[str]) -> None:
    if any("\0" in name for name in header):
        raise RecordError("it holds NUL bytes, so this is no text table; UTF-16 needs its byte order mark")
    counts = Counter(name.casefold() for name in header if name)
    if twice := [name for name, count in counts.items() if count > 1]:
        raise RecordError(f"more than one column is called {twice[0][:40]!r}")


def _plain(error: Exception) -> str:
    message = str(error)
    return next((words for sign, words in _WORDS.items() if sign in message), message)
