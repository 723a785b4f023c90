"""Tone toward one country by outlet: over the whole span, and period by period."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dashboard.series.asking import EVERYTHING, asked_span, check, only, span_label
from dashboard.series.interval import interval_of
from dashboard.series.periods import period_label
from dashboard.series.points import by_outlet_and_period
from dashboard.series.sums import Sums, gather
from dashboard.store.protocol import Store
from dashboard.types import Filters, Measure, Period


@dataclass(frozen=True, slots=True)
class OutletPoint:
    """One outlet's mean tone toward a country, in one period or over a span.

    `outlet` is empty where it is unknown; `period` and `start` are as in `Point`, or as `ranking` writes a span. `n`
    is the number of articles and `stories` that of their stories, `mean` in [−1, 1], `low` and `high` its 95% interval
    as in `Point`.
    """

    outlet: str
    period: str
    start: date
    n: int
    mean: float
    low: float | None
    high: float | None
    stories: int = 0


def by_outlet(
    store: Store, country: str, filters: Filters = EVERYTHING, measure: Measure = "tone"
) -> list[OutletPoint]:
    """Mean tone toward `country` (ISO alpha-3) in each outlet over the whole span, most articles first, then by name.

    The countries in `filters` do not count. Raises ValueError for an unknown measure, a start after the end or
    malformed search words; StoreError from the store.
    """
    check(filters, measure)
    asked = only(filters, country)
    span = asked_span(store, asked)
    if span is None:
        return []
    sums = gather(store.totals_by_source(asked, measure), lambda cell: cell.source)
    points = [_point(outlet, span_label(span), span[0], found) for outlet, found in sums.items()]
    return sorted(points, key=lambda point: (-point.n, point.outlet))


def by_outlet_country(
    store: Store, country: str, filters: Filters = EVERYTHING, measure: Measure = "tone"
) -> list[OutletPoint]:
    """As `by_outlet`, the outlets of one country taken together: `outlet` is the alpha-3 code of where they are edited.

    It is empty for outlets of which that is unknown, and for articles without an outlet. The mean is over articles, so
    an outlet weighs as much as it writes.
    """
    check(filters, measure)
    asked = only(filters, country)
    span = asked_span(store, asked)
    if span is None:
        return []
    countries = store.outlet_countries()
    codes = {countries.get(cell.source, "") for cell in store.totals_by_source(asked, measure)}
    points: list[OutletPoint] = []
    for code in codes:  # asked for one by one: only the store can tell what two outlets of a country have in common
        sums = gather(store.totals(replace(asked, outlet_countries=(code,)), measure), lambda cell: cell.country)
        points += [_point(code, span_label(span), span[0], found) for found in sums.values()]
    return sorted(points, key=lambda point: (-point.n, point.outlet))


def outlet_series(
    store: Store, country: str, *, by: Period = "month", filters: Filters = EVERYTHING, measure: Measure = "tone"
) -> list[OutletPoint]:
    """Mean tone toward `country` in each outlet and period: by outlet in the order of `filters.sources`, then by time.

    Without sources in the filters, all outlets by name. A period in which an outlet has no articles has no point.
    Raises what `by_outlet` raises, and ValueError for a wrong `by`.
    """
    check(filters, measure)
    sums = by_outlet_and_period(store, only(filters, country), measure, by)
    place = {outlet: number for number, outlet in enumerate(filters.sources)}
    points = [_point(outlet, period_label(first, by), first, found) for (_, outlet, first), found in sums.items()]
    return sorted(points, key=lambda point: (place.get(point.outlet, len(place)), point.outlet, point.start))


def _point(outlet: str, period: str, start: date, sums: Sums) -> OutletPoint:
    return OutletPoint(outlet, period, start, sums.n, sums.mean, *interval_of(sums), sums.stories)
