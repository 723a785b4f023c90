"""Turns the sums of a store into a chart's points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from dashboard.series.asking import asked_span, check, span_label
from dashboard.series.interval import interval_of
from dashboard.series.periods import check_period, period_label, period_start
from dashboard.series.sums import Sums, gather
from dashboard.store.protocol import Store
from dashboard.types import Cell, Copies, Filters, Measure, Period, Point


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
    words: str = "",
    together: str = "",
    outlet_countries: Sequence[str] = (),
    copies: Copies = "all",
) -> list[Point]:
    """Mean tone toward each country in each period, from the store's sums.

    `countries` are ISO alpha-3 codes, `sources` outlets' names; empty means all of them. `start` and `end`
    are days, both included; a period that they cut through counts the days within only. `salient` keeps the
    articles that are to a good part about the country; `measure` is "tone" (toward the country) or "vader"
    (of the whole sentence). `words` and `together` narrow the articles as in `Filters`: a search in title and
    text, and another country (ISO alpha-3) that one sentence names as well. `outlet_countries` are those (ISO alpha-3)
    in which the outlet is edited. `copies` "first" counts each story once, by its first copy; with "all", every article
    counts, and the interval takes the copies of a story as one.

    Returns points in the order of `countries` (else by code), then by time. A period without articles has no
    point. Raises ValueError, in words, for a wrong `by`, `measure` or `words` or a start after the end; StoreError
    from the store.
    """
    check_period(by)
    _check_names(countries=countries, sources=sources, outlet_countries=outlet_countries)
    codes, homes = tuple(dict.fromkeys(countries)), tuple(outlet_countries)
    filters = Filters(codes, start, end, tuple(sources), salient, words, together, homes, copies)
    check(filters, measure)
    sums = by_period(store, filters, measure, by)
    points = [point(country, period_label(first, by), first, found) for (country, first), found in sums.items()]
    return in_order(points, filters.countries)


def ranking(
    store: Store,
    *,
    countries: Sequence[str] = (),
    start: date | None = None,
    end: date | None = None,
    sources: Sequence[str] = (),
    salient: bool = False,
    measure: Measure = "tone",
    words: str = "",
    together: str = "",
    outlet_countries: Sequence[str] = (),
    copies: Copies = "all",
) -> list[Point]:
    """Mean tone toward each country over the whole span: one point per country, most articles first.

    The filters are those of `series`. Every point's `period` is the span's first and last day, such as
    2023-01-01/2023-12-31: as asked for, or where an end is open, as found. Raises what `series` raises.
    """
    _check_names(countries=countries, sources=sources, outlet_countries=outlet_countries)
    homes = tuple(outlet_countries)
    filters = Filters(tuple(countries), start, end, tuple(sources), salient, words, together, homes, copies)
    check(filters, measure)
    span = asked_span(store, filters)
    if span is None:
        return []
    return [
        point(cell.country, span_label(span), span[0], Sums(cell.n, cell.total, cell.squares, cell.overlap))
        for cell in store.totals(filters, measure)
    ]


def by_period(store: Store, filters: Filters, measure: Measure, by: Period) -> dict[tuple[str, date], Sums]:
    """Sums by country and first day of the period, by country and day. Raises ValueError for a wrong `by`."""
    check_period(by)
    start = cache(lambda day: period_start(day, by))  # many countries share a day
    twins = [] if by == "day" else store.twins(filters, measure)
    return gather(cells_of_periods(store, filters, measure, by), lambda cell: (cell.country, start(cell.day)), twins)


def cells_of_periods(store: Store, filters: Filters, measure: Measure, by: Period) -> list[Cell]:
    """The store's cells, as coarse as periods of that kind allow: by month where none begins within one."""
    return (store.cells if by in ("day", "week") else store.cells_by_month)(filters, measure)


def by_outlet_and_period(
    store: Store, filters: Filters, measure: Measure, by: Period
) -> dict[tuple[str, str, date], Sums]:
    """Sums by country, outlet and first day of the period. Raises ValueError for a wrong `by`."""
    check_period(by)
    start = cache(lambda day: period_start(day, by))
    twins = [] if by == "day" else store.twins(filters, measure, by_source=True)
    cells = store.cells_by_source(filters, measure)
    return gather(cells, lambda cell: (cell.country, cell.source, start(cell.day)), twins)


def in_order(points: Iterable[Point], countries: Sequence[str]) -> list[Point]:
    """The points in the order of `countries`, the others by code after them; those of one country by time."""
    place = {country: number for number, country in enumerate(countries)}
    return sorted(points, key=lambda point: (place.get(point.country, len(place)), point.country, point.start))


def point(country: str, period: str, start: date, sums: Sums) -> Point:
    """The point that shows these sums; see `interval` for its band."""
    return Point(country, period, start, sums.n, sums.mean, *interval_of(sums), sums.stories)


def _check_names(**names: Sequence[str]) -> None:
    for name, value in names.items():
        if isinstance(value, str):  # whose letters would otherwise be taken for names
            raise ValueError(f"{name} must be a list of names, not one text; write [{value!r}]")
