"""Reads plain text files: one article each, the date at the start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dashboard.sources.bounded import whole
from dashboard.sources.clean import excerpt, file_name
from dashboard.sources.dates import DateError, parse_date
from dashboard.sources.encoding import Decoder
from dashboard.sources.fields import RecordError, article_of
from dashboard.sources.options import ReadOptions, Record, Warn
from dashboard.types import Rejected

_OPENING = re.compile(
    r"date[ \t]*(?::[ \t]*|[ \t])(\d{4}-\d\d-\d\d(?:T[\d:.,]+(?:Z|[+-][\d:]+)?)?)(?=\s|$)",
    re.IGNORECASE,
)
_NAMES = {
    **{"title": "title", "headline": "title", "date": "date", "published": "date", "source": "source"},
    **{"outlet": "source", "url": "url", "link": "url", "language": "language"},
}
_HEADER = re.compile(rf"[ \t]*({'|'.join(_NAMES)})[ \t]*:(.*)", re.IGNORECASE)
_BARE_DATE = re.compile(r"[ \t]*(date)[ \t]+(\d.*)", re.IGNORECASE | re.ASCII)
_FORMS = "begin the file with 'date 2023-11-10', with a line 'date: 2023-11-10', or give --date"


@dataclass(frozen=True, slots=True)
class _Parts:
    """What stands in a file: header values, the line of its date (from 1), and the text."""

    values: dict[str, str]
    date_line: int
    text: str


def read(path: Path, options: ReadOptions, warn: Warn) -> Iterator[Record]:
    """The one article of a text file, or why there is none.

    The file begins with the word "date" and an ISO date, the text following at once; or with lines `title:`,
    `date:`, `source:`, `url:`, `language:` in any order, the text below. Without a title, the text gives one.
    """
    file = file_name(path)
    data, fault = whole(path, "record_bytes")
    if fault:
        yield Rejected(file, data.count(b"\n") + 1, fault)
        return
    decoder = Decoder(file, warn)
    text = decoder.text(b"".join(decoder.utf8([data])))
    if (nul := text.find("\0")) >= 0:
        line = text.count("\n", 0, nul) + 1
        yield Rejected(file, line, "holds NUL bytes, so this is no plain text; UTF-16 needs its byte order mark")
        return
    if not text.strip():
        yield Rejected(file, 0, "the file is empty")
        return
    parts = _parts(text.replace("\r\n", "\n").replace("\r", "\n"))
    try:
        yield _article(parts, options)
    except (RecordError, DateError) as error:
        yield Rejected(file, parts.date_line, str(error), excerpt(text))


def _article(parts: _Parts, options: ReadOptions) -> Record:
    given = parts.values.get("date")
    if not given and options.date is None:
        raise RecordError(f"no date; {_FORMS}")
    # The date comes first: where it is no ISO date, text on its line is taken for part of it.
    published = parse_date(given, day_first=options.day_first) if given else options.date
    if not parts.text:
        raise RecordError("no text follows the header")
    return article_of({**parts.values, "text": parts.text, "date": published}, options)


def _parts(text: str) -> _Parts:
    begin = len(text) - len(text.lstrip())
    first_line = text.count("\n", 0, begin) + 1
    opening = _OPENING.match(text, begin)
    if opening and not _is_date(text[opening.start(1) :].partition("\n")[0]):
        return _Parts({"date": opening[1]}, first_line, text[opening.end() :].strip())
    return _header(text[begin:], first_line)


def _header(text: str, first_line: int) -> _Parts:
    """Takes header lines from the top until one is none, or a name comes again."""
    values: dict[str, str] = {}
    date_line, at, number = first_line, 0, first_line
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        match = _HEADER.fullmatch(text, at, end) or _BARE_DATE.fullmatch(text, at, end)
        name = _NAMES[match[1].lower()] if match else ""
        if match is None or name in values:
            break
        values[name] = match[2].strip()
        if name == "date":
            date_line = number
        at, number = end + 1, number + 1
    return _Parts(values, date_line, text[at:].strip())


def _is_date(line: str) -> bool:
    """Whether a line holds a date, its time at most, and nothing else."""
    try:
        parse_date(line.strip())
    except DateError:
        return False
    return True
