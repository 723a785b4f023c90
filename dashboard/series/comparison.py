"""How the tone toward countries differs from that toward the first of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.series.asking import asked_span, check, span_label
from dashboard.series.periods import period_label
from dashboard.series.points import by_period
from dashboard.series.sums import Sums, gather
from dashboard.series.welch import welch
from dashboard.store.protocol import Store
from dashboard.types import Filters, Measure, Period


@dataclass(frozen=True, slots=True)
class DifferencePoint:
    """The mean tone toward `country` less that toward `first`, in one period or over a span.

    `period` and `start` are as in `Point`, or as `ranking` writes a span. `n` and `first_n` count the articles of
    both. `difference` lies in [−2, 2]; `low` and `high` are its 95% interval, None where either has fewer than 5.
    """

    country: str
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
    `welch`). It takes the articles for independent, although one that names both countries counts on both sides:
    where such articles speak alike of both, the interval is too wide; where they praise one against the other, too
    narrow.

    Raises ValueError for a wrong `by` or measure, a start after the end or malformed search words; StoreError from the
    store.
    """
    check(filters, measure)
    countries = tuple(dict.fromkeys(filters.countries))
    if not countries:
        return []
    sums = by_period(store.cells(filters, measure), by)
    starts = sorted({start for _, start in sums})
    return [
        _point(
            (country, countries[0]), period_label(start, by), start, (sums[country, start], sums[countries[0], start])
        )
        for country in countries[1:]
        for start in starts
        if (country, start) in sums and (countries[0], start) in sums
    ]


def span_differences(store: Store, filters: Filters, measure: Measure = "tone") -> list[DifferencePoint]:
    """The same over the whole span: one point for each country but the first. Raises what `differences` raises."""
    check(filters, measure)
    countries = tuple(dict.fromkeys(filters.countries))
    span = asked_span(store, filters) if countries else None
    if span is None:
        return []
    sums = gather(store.totals(filters, measure), lambda cell: cell.country)
    return [
        _point((country, countries[0]), span_label(span), span[0], (sums[country], sums[countries[0]]))
        for country in countries[1:]
        if country in sums and countries[0] in sums
    ]


def _point(pair: tuple[str, str], period: str, start: date, sums: tuple[Sums, Sums]) -> DifferencePoint:
    own, first = sums
    found = welch(first, own)
    return DifferencePoint(*pair, period, start, own.n, first.n, found.value, found.low, found.high)
