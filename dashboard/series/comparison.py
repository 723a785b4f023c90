"""How the tone of countries, or of outlets toward one country, differs from that of the first of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from dashboard.series.asking import asked_span, check, span_label
from dashboard.series.periods import check_period, period_label, period_start
from dashboard.series.points import by_period
from dashboard.series.sums import Sums, gather
from dashboard.series.welch import welch
from dashboard.store.protocol import Store
from dashboard.types import Filters, Measure, Period


@dataclass(frozen=True, slots=True)
class DifferencePoint:
    """The mean of one less that of the first, in one period or over a span.

    `key` and `first` are countries (ISO alpha-3), or outlets where outlets are compared.

    `period` and `start` are as in `Point`, or as `ranking` writes a span. `n` and `first_n` count the articles of
    both. `difference` lies in [−2, 2]; `low` and `high` are its 95% interval, None where either weighs less than 5
    stories.
    """

    key: str
    first: str
    period: str
    start: date
    n: int
    first_n: int
    difference: float
    low: float | None
    high: float | None


def differences(
    store: Store, filters: Filters, *, by: Period = "month", measure: Measure = "tone"
) -> list[DifferencePoint]:
    """For each country of `filters.countries` but the first, its difference from the first in each period.

    In the order of the countries, then by time; no point where either has no articles. The interval is Welch's (see
    `welch`). It takes the stories for independent, although one that names both countries counts on both sides:
    where such stories speak alike of both, the interval is too wide; where they praise one against the other, too
    narrow.

    Raises ValueError for a wrong `by` or measure, a start after the end or malformed search words; StoreError from the
    store.
    """
    check(filters, measure)
    countries = tuple(dict.fromkeys(filters.countries))
    return _by_period(by_period(store, filters, measure, by), countries, by) if countries else []


def span_differences(store: Store, filters: Filters, measure: Measure = "tone") -> list[DifferencePoint]:
    """The same over the whole span: one point for each country but the first. Raises what `differences` raises."""
    check(filters, measure)
    countries = tuple(dict.fromkeys(filters.countries))
    span = asked_span(store, filters) if countries else None
    if span is None:
        return []
    return _over(gather(store.totals(filters, measure), lambda cell: cell.country), countries, span)


def outlet_differences(
    store: Store, filters: Filters, *, by: Period = "month", measure: Measure = "tone"
) -> list[DifferencePoint]:
    """For each outlet of `filters.sources` but the first, its difference from the first in each period.

    As `differences`; but each article is of one outlet only, so that the two sides are independent, as Welch asks, but
    for stories that both outlets carried: they move both means alike, and make the interval too wide. Outlets are
    compared over all countries that the filters leave: name one. Raises what `differences` raises.
    """
    check(filters, measure)
    check_period(by)
    outlets = tuple(dict.fromkeys(filters.sources))
    if not outlets:
        return []
    start = cache(lambda day: period_start(day, by))
    twins = store.twins(filters, measure, by_source=True)
    sums = gather(store.cells_by_source(filters, measure), lambda cell: (cell.source, start(cell.day)), twins)
    return _by_period(sums, outlets, by)


def outlet_span_differences(store: Store, filters: Filters, measure: Measure = "tone") -> list[DifferencePoint]:
    """The same over the whole span: one point for each outlet but the first. Raises what `differences` raises."""
    check(filters, measure)
    outlets = tuple(dict.fromkeys(filters.sources))
    span = asked_span(store, filters) if outlets else None
    if span is None:
        return []
    return _over(gather(store.totals_by_source(filters, measure), lambda cell: cell.source), outlets, span)


def _by_period(sums: Mapping[tuple[str, date], Sums], keys: Sequence[str], by: Period) -> list[DifferencePoint]:
    first, starts = keys[0], sorted({start for _, start in sums})
    return [
        _point((key, first), period_label(start, by), start, (sums[key, start], sums[first, start]))
        for key in keys[1:]
        for start in starts
        if (key, start) in sums and (first, start) in sums
    ]


def _over(sums: Mapping[str, Sums], keys: Sequence[str], span: tuple[date, date]) -> list[DifferencePoint]:
    first = keys[0]
    return [
        _point((key, first), span_label(span), span[0], (sums[key], sums[first]))
        for key in keys[1:]
        if key in sums and first in sums
    ]


def _point(pair: tuple[str, str], period: str, start: date, sums: tuple[Sums, Sums]) -> DifferencePoint:
    own, first = sums
    found = welch(first, own)
    return DifferencePoint(*pair, period, start, own.n, first.n, found.value, found.low, found.high)
