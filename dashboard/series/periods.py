"""The calendar's periods: days, ISO weeks, months, quarters, years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import get_args

from dashboard.types import Period

_PERIODS: tuple[str, ...] = get_args(Period)

# The longest span, in days, that each period divides into marks that can still be told apart in one chart.
_LONGEST: tuple[tuple[int, Period], ...] = (
    (92, "day"),
    (2 * 366, "week"),
    (15 * 366, "month"),
    (40 * 366, "quarter"),
)


def check_period(by: str) -> None:
    """Raises ValueError where `by` names no period."""
    if by not in _PERIODS:
        raise ValueError(f"by must be one of {', '.join(_PERIODS)}, not {by!r}")


def check_span(start: date | None, end: date | None) -> None:
    """Raises ValueError where the span ends before it starts."""
    if start is not None and end is not None and start > end:
        raise ValueError(f"the start, {start}, is after the end, {end}")


def period_start(day: date, by: Period) -> date:
    """The first day of the period that `day` lies in; a week's is its Monday.

    Raises ValueError for a wrong `by`.
    """
    check_period(by)
    match by:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "quarter":
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        case "year":
            return day.replace(month=1, day=1)


def period_end(start: date, by: Period) -> date:
    """The last day of the period that begins on `start`, as `period_start` gives it.

    The calendar ends with the year 9999, and so does a week that would go on beyond it. Raises ValueError for
    a wrong `by`.
    """
    check_period(by)
    months = {"month": 1, "quarter": 3, "year": 12}.get(by)
    if months is None:
        return start + min(timedelta(days=6 if by == "week" else 0), date.max - start)
    last = start.month + months - 1
    if last == 12:
        return date(start.year, 12, 31)
    return date(start.year, last + 1, 1) - timedelta(days=1)


def period_label(start: date, by: Period) -> str:
    """The name of the period that begins on `start`.

    It is 2023-11-10 for a day and for a week (its Monday), else 2023-11, 2023-Q4 or 2023. Raises ValueError
    for a wrong `by`.
    """
    check_period(by)
    text = start.isoformat()
    year, month = text[:4], text[:7]
    match by:
        case "day" | "week":
            return text
        case "month":
            return month
        case "quarter":
            return f"{year}-Q{(start.month + 2) // 3}"
        case "year":
            return year


def period_number(start: date, by: Period) -> int:
    """A number for the period that begins on `start`, one more for each that follows: tells gaps from neighbours.

    Raises ValueError for a wrong `by`.
    """
    check_period(by)
    match by:
        case "day":
            return start.toordinal()
        case "week":
            return (start.toordinal() - 1) // 7  # day 1 of the calendar is a Monday
        case "month":
            return 12 * start.year + start.month
        case "quarter":
            return 4 * start.year + (start.month - 1) // 3
        case "year":
            return start.year


def periods_between(start: date, end: date, by: Period) -> Iterator[date]:
    """The first days of all periods from the one with `start` to the one with `end`, in order.

    With it a chart finds the gaps: periods in which nothing was published. Raises ValueError for a wrong `by`
    or a start after the end.
    """
    check_period(by)
    check_span(start, end)
    return _walk(period_start(start, by), end, by)


def automatic_period(start: date, end: date) -> Period:
    """The period that suits a span.

    Days up to three months, weeks up to two years, months up to fifteen, quarters up to forty, then years.
    Raises ValueError for a start after the end.
    """
    check_span(start, end)
    days = (end - start).days + 1
    return next((by for longest, by in _LONGEST if days <= longest), "year")


def _walk(start: date, end: date, by: Period) -> Iterator[date]:
    while start <= end:
        yield start
        last = period_end(start, by)
        if last == date.max:
            return
        start = last + timedelta(days=1)
