"""Reads the date of an article without ever guessing a part of it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from dashboard.limits import cap
from dashboard.sources import clock
from dashboard.sources.clean import kind

_FIRST_YEAR = 1800  # before this, a year is more likely a typing error than an article
_AHEAD = timedelta(days=2)  # time zones, and papers dated the day after they are printed

_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_WEEK = re.compile(r"\d{4}-?W\d\d-?[1-7]", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[T ]?(\d\d)(\d\d)(\d\d)?\s?(?:(Z|UTC|GMT)|([+-]\d\d:?\d\d))?)?", re.ASCII)
_EPOCH = re.compile(r"(\d{9,10}|\d{13})(?:\.\d{1,9})?", re.ASCII)
_MONTH = re.compile(r"(?<![a-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"(\d{1,2}[ -][a-z]{3,9}[ -])(\d\d)", re.IGNORECASE | re.ASCII)
_RELATIVE = re.compile(r"\b(?:ago|now|today|yesterday|tomorrow|last|next|this)\b", re.IGNORECASE)
_HINT = "write it as 2023-11-10"


class DateError(ValueError):
    """A date that cannot be used; the message says why in plain words."""


def parse_date(value: object, *, day_first: bool | None = None, now: datetime | None = None) -> date | datetime:
    """The date or the aware datetime that a field holds.

    Takes strings (ISO 8601, RFC 2822, 20231110, 20231110T120000Z, epoch seconds or milliseconds, dates
    written in English, numeric dates), numbers (epoch, or 20231110), dates and datetimes. A date without a
    time stays a `date`; a time without a zone is UTC. `day_first` settles numeric dates that can be read both
    ways; `now` stands in for the clock, which only sets how late a date may be.

    Raises DateError for anything else: relative words, missing parts, an ambiguous order, a day before 1800
    or more than two days ahead.
    """
    found = _parse(value, day_first)
    latest = (now or datetime.now(UTC)) + _AHEAD
    if found.year < _FIRST_YEAR:
        raise DateError(f"the date {_shown(value)} lies before {_FIRST_YEAR}")
    # Years far ahead are refused before any zone is applied: 9999-12-31 has no day after it.
    if found.year > latest.year + 1 or _utc_day(found) > latest.astimezone(UTC).date():
        raise DateError(f"the date {_shown(value)} lies in the future")
    return found


def _utc_day(found: date | datetime) -> date:
    return found.astimezone(UTC).date() if isinstance(found, datetime) else found


def _parse(value: object, day_first: bool | None) -> date | datetime:
    if isinstance(value, datetime):
        return value if value.utcoffset() is not None else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise DateError(f"the date is {kind(value)}, neither text nor a number")
    text = value.strip()
    if not text:
        raise DateError("no date")
    if len(text) > cap("date_chars"):
        raise DateError(f"the date field is longer than {cap('date_chars')} characters; {_HINT}")
    try:
        return _digits(text) or _words(text, day_first)
    except DateError:
        raise
    except (ValueError, OverflowError) as error:
        raise DateError(f"the date {_shown(value)} cannot be: {error}") from None


def _digits(text: str) -> date | datetime | None:
    """Dates of digits only: 20231110, 20231110T120000Z, epoch seconds and milliseconds. None for all else."""
    plain = text.removesuffix(".0")  # what tables make of whole numbers
    if match := _COMPACT.fullmatch(plain):
        day = date(*map(int, match.group(1, 2, 3)))
        if match[4] is None:
            return day
        at = time(int(match[4]), int(match[5]), int(match[6] or 0))
        return datetime.combine(day, at, clock.zone_of(match[8], match[7]))
    if match := _EPOCH.fullmatch(text):
        seconds = float(text) / (1000 if len(match[1]) == 13 else 1)
        return datetime.fromtimestamp(seconds, UTC)
    return None


def _words(text: str, day_first: bool | None) -> date | datetime:
    """Dates in parts: splits off the time, then reads the day."""
    at = clock.TIME.search(text)
    rest = text if at is None else f"{text[: at.start()].removesuffix('T')} {text[at.end() :]}"
    rest = _WEEKDAY.sub("", rest.strip(" ,;|"), count=1).strip(" ,")
    day = _day(rest, day_first)
    return day if at is None else clock.moment(day, at)


def _day(text: str, day_first: bool | None) -> date:
    if match := _YEAR_FIRST.fullmatch(text):
        return date(int(match[1]), int(match[3]), int(match[4]))
    if match := _YEAR_LAST.fullmatch(text):
        return _numeric(match, day_first)
    if _WEEK.fullmatch(text):
        return date.fromisoformat(text)
    if _RELATIVE.search(text):
        raise DateError(f"{_shown(text)} is relative to a day that is not given; {_HINT}")
    if _MONTH.search(text):
        return _written(text)
    if not text:
        raise DateError(f"a time without a day; {_HINT}")
    if re.fullmatch(r"\d{4}(?:[-/.]?\d{1,2})?|\d{1,2}[-/.]\d{1,2}(?:\d{2})?", text, re.ASCII):
        raise DateError(f"{_shown(text)} is only part of a date; {_HINT}")
    raise DateError(f"{_shown(text)} is not a date; {_HINT}")


def _numeric(match: re.Match[str], day_first: bool | None) -> date:
    first, second, year = int(match[1]), int(match[3]), _year(match[4])
    # 23-11-10 is as likely the year first; with slashes and full stops, the year comes last.
    year_first = match[2] == "-" and len(match[4]) == 2 and 1 <= int(match[4]) <= 31
    if day_first is None:
        if year_first or (first <= 12 and second <= 12 and first != second):
            reason = f"the order of day and month in {match[0]!r} is not clear"
            raise DateError(f"{reason}; say --day-first or --month-first")
        day_first = first > 12
    if (day_first and second > 12) or (not day_first and first > 12):
        first, second = second, first
    return date(year, second, first) if day_first else date(year, first, second)


def _year(digits: str) -> int:
    """The year of two or four digits; 69 to 99 are 1969 to 1999, the others 2000 to 2068, as in POSIX."""
    number = int(digits)
    if len(digits) == 4:
        return number
    return number + (1900 if number >= 69 else 2000)


def _written(text: str) -> date:
    """A day with its month as an English word.

    dateutil fills in what it does not find, so it reads the text twice with defaults that differ in every
    part: what differs in the results was not in the text.
    """
    from dateutil import parser  # noqa: PLC0415  slow to import, and dates of most files are plain

    if match := _SHORT_YEAR.fullmatch(text):
        text = f"{match[1]}{_year(match[2])}"
    try:
        one = parser.parse(text, default=datetime(2000, 1, 1, 1, 1, 1, 1), ignoretz=True)
        two = parser.parse(text, default=datetime(2004, 2, 2, 2, 2, 2, 2), ignoretz=True)
    except (parser.ParserError, OverflowError, TypeError, AttributeError, IndexError):
        raise DateError(f"{_shown(text)} is not a date; {_HINT}") from None
    if one.date() != two.date():
        raise DateError(f"{_shown(text)} is only part of a date; {_HINT}")
    # The time was cut off before, so a number that was read as one is none; nor may centuries be guessed.
    # A zone is read only behind an hour; to leave it out spares the user dateutil's warnings of those it does not know.
    time_read = one.hour == two.hour or one.minute == two.minute
    if time_read or f"{one.year:04}" not in text:
        raise DateError(f"{_shown(text)} is not a date; {_HINT}")
    return date(one.year, one.month, one.day)


def _shown(value: object) -> str:
    text = str(value)
    return repr(text if len(text) <= 40 else text[:40] + "…")
