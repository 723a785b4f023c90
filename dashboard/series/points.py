"""Turns the sums of a store into a chart's points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import get_args

from dashboard.series.interval import interval
from dashboard.series.periods import check_period, check_span, period_label, period_start
from dashboard.store.protocol import Store
from dashboard.types import Filters, Measure, Period, Point

_UNIT = 10_000  # sums count tone in ten-thousandths
_MEASURES: tuple[str, ...] = get_args(Measure)


def series(
    store: Store,
    *,
    countries: Sequence[str] = (),
    start: date | None = None,
    end: date | None = None,
    by: Period = "month",
    sources: Sequence[str] = (),
    salient: bool = False,
    measure: Measure = "tone",
) -> list[Point]:
    """Mean tone toward each country in each period, from the store's sums.

    `countries` are ISO alpha-3 codes, `sources` outlets' names; empty means all of them. `start` and `end`
    are days, both included; a period that they cut through counts the days within only. `salient` keeps the
    articles that are to a good part about the country; `measure` is "tone" (toward the country) or "vader"
    (of the whole sentence).

    Returns points in the order of `countries` (else by code), then by time. A period without articles has no
    point. Raises ValueError, in words, for a wrong `by` or `measure` or a start after the end; StoreError
    from the store.
    """
    check_period(by)
    _check_names(countries=countries, sources=sources)
    filters = Filters(tuple(dict.fromkeys(countries)), start, end, tuple(sources), salient)
    _check(filters, measure)
    starts: dict[date, date] = {}  # many countries share a day
    sums: defaultdict[tuple[str, date], list[int]] = defaultdict(lambda: [0, 0, 0])
    for cell in store.cells(filters, measure):
        first = starts.get(cell.day) or starts.setdefault(cell.day, period_start(cell.day, by))
        counts = sums[cell.country, first]
        counts[0] += cell.n
        counts[1] += cell.total
        counts[2] += cell.squares
    points = [
        _point(country, period_label(first, by), first, (n, total, squares))
        for (country, first), (n, total, squares) in sums.items()
    ]
    place = {country: number for number, country in enumerate(filters.countries)}
    return sorted(points, key=lambda point: (place.get(point.country, 0), point.country, point.start))


def ranking(
    store: Store,
    *,
    countries: Sequence[str] = (),
    start: date | None = None,
    end: date | None = None,
    sources: Sequence[str] = (),
    salient: bool = False,
    measure: Measure = "tone",
) -> list[Point]:
    """Mean tone toward each country over the whole span: one point per country, most articles first.

    The filters are those of `series`. Every point's `period` is the span's first and last day, such as
    2023-01-01/2023-12-31: as asked for, or where an end is open, as found. Raises what `series` raises.
    """
    _check_names(countries=countries, sources=sources)
    filters = Filters(tuple(countries), start, end, tuple(sources), salient)
    _check(filters, measure)
    first, last = start, end
    if first is None or last is None:
        found = store.span(filters)
        if found is None:
            return []
        first, last = first or found[0], last or found[1]
    label = f"{first.isoformat()}/{last.isoformat()}"
    return [
        _point(cell.country, label, first, (cell.n, cell.total, cell.squares))
        for cell in store.totals(filters, measure)
    ]


def _check_names(**names: Sequence[str]) -> None:
    for name, value in names.items():
        if isinstance(value, str):  # whose letters would otherwise be taken for names
            raise ValueError(f"{name} must be a list of names, not one text; write [{value!r}]")


def _check(filters: Filters, measure: str) -> None:
    check_span(filters.start, filters.end)
    if measure not in _MEASURES:
        raise ValueError(f"measure must be one of {', '.join(_MEASURES)}, not {measure!r}")


def _point(country: str, period: str, start: date, sums: tuple[int, int, int]) -> Point:
    n, total, squares = sums
    low, high = interval(n, total, squares)
    return Point(country, period, start, n, total / n / _UNIT, low, high)
