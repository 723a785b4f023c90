"""A span of days as whole months, which have sums of their own, and the days left at its ends."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass

from dashboard.store.rollups import month

FIRST_MONTH, LAST_MONTH = "0001-01", "9999-12"
Span = tuple[str, str]  # first and last, both included, as text


@dataclass(frozen=True, slots=True)
class Parts:
    """Whole months (2024-01), None for no such, and spans of days; together they are the days that were asked for."""

    months: Span | None
    days: tuple[Span, ...]


def days_of(months: Span) -> Span:
    """The days of whole months; no month has days after its 31st."""
    return f"{months[0]}-01", f"{months[1]}-31"


def parts(days: Span | None) -> Parts:
    """Cuts a span of days as the tables hold them; None stands for all days there are."""
    if days is None:
        return Parts((FIRST_MONTH, LAST_MONTH), ())
    start, end = days
    if start > end:
        return Parts(None, ())
    first = month(start) if start.endswith("-01") else _next(month(start))
    last = month(end) if end == _last_day(month(end)) else _before(month(end))
    if first is None or first > last:
        return Parts(None, (days,))
    ends = []
    if month(start) != first:
        ends.append((start, _last_day(month(start))))
    if month(end) != last:
        ends.append((f"{month(end)}-01", end))
    return Parts((first, last), tuple(ends))


def _last_day(text: str) -> str:
    year, number = map(int, text.split("-"))
    return f"{text}-{monthrange(year, number)[1]:02}"


def _next(text: str) -> str | None:
    """The month after; None where there is none."""
    if text == LAST_MONTH:
        return None
    year, number = map(int, text.split("-"))
    return f"{year + number // 12:04}-{number % 12 + 1:02}"


def _before(text: str) -> str:
    year, number = map(int, text.split("-"))
    return f"{year - (number == 1):04}-{(number - 2) % 12 + 1:02}"
