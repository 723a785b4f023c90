"""Checks a question before the store is asked, and finds the days that an open end stands for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

from dashboard.series.periods import check_span, period_end, period_start
from dashboard.store.protocol import Store
from dashboard.types import Filters, Measure

EVERYTHING = Filters()

_MEASURES: tuple[str, ...] = get_args(Measure)

Span = tuple[date, date]  # the first and the last day, both included


def check(filters: Filters, measure: str) -> None:
    """Raises ValueError, in words, for a start after the end or an unknown measure."""
    check_span(filters.start, filters.end)
    if measure not in _MEASURES:
        raise ValueError(f"measure must be one of {', '.join(_MEASURES)}, not {measure!r}")


def only(filters: Filters, country: str) -> Filters:
    """The same question about this one country."""
    return replace(filters, countries=(country,))


def within(filters: Filters, span: Span) -> Filters:
    """The same question about these days. Raises ValueError where they end before they start."""
    check_span(*span)
    return replace(filters, start=span[0], end=span[1])


def asked_span(store: Store, filters: Filters) -> Span | None:
    """The days asked for, an open end being the first or last day with articles; None where there are none."""
    if filters.start is not None and filters.end is not None:
        return filters.start, filters.end
    found = store.span(filters)
    if found is None:
        return None
    return filters.start or found[0], filters.end or found[1]


def span_label(span: Span) -> str:
    """How a span is written as a point's period: 2023-01-01/2023-12-31."""
    return f"{span[0].isoformat()}/{span[1].isoformat()}"


def span_and_previous(store: Store, filters: Filters) -> tuple[Span, Span] | None:
    """Two equal spans that follow each other: (previous, asked for).

    The previous one ends on the day before `filters.start` and has as many days; before whole months it has as many
    months ("the three months before"), though these may be some days longer or shorter. Where the start is open nothing
    lies before what is asked for; then the days with articles are halved, a middle day left out. None where
    nothing is stored, or no previous span of that length fits the calendar.
    """
    asked = asked_span(store, filters)
    if asked is None:
        return None
    first, last = asked
    days = (last - first).days + 1
    if filters.start is None:
        days //= 2
        first, middle = last - timedelta(days=days - 1), first + timedelta(days=days - 1)
        return ((asked[0], middle), (first, last)) if days else None
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    if period_start(first, "month") == first and period_end(last, "month") == last:
        year, month = divmod(12 * first.year + first.month - 1 - months, 12)
        if year < 1:
            return None
        return (date(year, month + 1, 1), first - timedelta(days=1)), (first, last)
    if first.toordinal() <= days:
        return None
    return (first - timedelta(days=days), first - timedelta(days=1)), (first, last)
