"""From a comparison and the store to what the Compare page draws: lines, and their differences from the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import islice
from statistics import median

from dashboard import names
from dashboard.limits import cap
from dashboard.series import (
    automatic_period,
    by_outlet,
    differences,
    outlet_series,
    period_label,
    period_start,
    periods_between,
    ranking,
    series,
    span_differences,
)
from dashboard.series.sums import gather
from dashboard.series.welch import welch
from dashboard.store.protocol import Store
from dashboard.types import Period, Point
from dashboard.web import theme
from dashboard.web.comparison import MOST, Comparison
from dashboard.web.query import PERIODS, Query

FIRST_COUNTRIES = 4
FIRST_OUTLETS = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One of those compared: a country, or an outlet where one country is compared across outlets.

    `key` is its code or the outlet's name, `country` and `outlet` whose articles they are (no outlet: of all). `points`
    are by period, in order of time; `whole` is the mean over the whole span, None without articles.
    """

    key: str
    name: str
    colour: str
    country: str
    outlet: str
    points: tuple[Point, ...]
    whole: Point | None


@dataclass(frozen=True, slots=True)
class Apart:
    """How far a mean is from the first one's, in [−2, 2], with its 95% interval: None where either n is below 5."""

    start: date
    period: str
    n: int
    first_n: int
    difference: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A line's difference from the first line: by period, in order of time, and over the whole span."""

    line: Line
    points: tuple[Apart, ...]
    whole: Apart | None


@dataclass(frozen=True, slots=True)
class Compared:
    """All that the page draws. The first of the lines is the one that the others are held against."""

    asked: Comparison
    by: Period
    lines: tuple[Line, ...]
    differences: tuple[Difference, ...]


def shown_countries(store: Store, query: Query) -> tuple[str, ...]:
    """The countries asked for, or the most mentioned ones."""
    return query.countries or tuple(code for code, _ in store.countries()[:FIRST_COUNTRIES])


def shown_outlets(store: Store, query: Query) -> tuple[str, ...]:
    """The outlets asked for, or those with the most articles on the first country shown."""
    if query.sources:
        return query.sources[:MOST]
    countries = shown_countries(store, query)
    if not countries:
        return ()
    found = by_outlet(store, countries[0], query.filters(countries[:1]), query.measure)
    return tuple(point.outlet for point in found if point.outlet)[:FIRST_OUTLETS]


def compared(store: Store, asked: Comparison) -> Compared:
    """Reads from the store what the page draws. Raises WordsError for words that are no search."""
    query = asked.query
    keys = shown_outlets(store, query) if asked.outlets else shown_countries(store, query)
    if asked.first in keys:
        keys = (asked.first, *(key for key in keys if key != asked.first))
    if not keys:
        return Compared(asked, "month", (), ())
    if asked.outlets:
        query = replace(query, countries=shown_countries(store, query)[:1], sources=keys)
        points, by = _fitting(store, query, lambda by: _outlet_points(store, query, by))
        lines, apart = _outlet_lines(store, query, points), _between_outlets(store, query, by)
    else:
        query = replace(query, countries=keys)
        points, by = _fitting(store, query, lambda by: _country_points(store, query, by))
        lines, apart = _country_lines(store, query, points), _between_countries(store, query, by)
    first = lines[0]
    return Compared(
        asked, by, lines, tuple(Difference(line, *apart.get(line.key, ((), None))) for line in lines if line != first)
    )


_Points = dict[str, list[Point]]
_Differences = dict[str, tuple[tuple[Apart, ...], Apart | None]]


def _fitting(store: Store, query: Query, read: Callable[[Period], _Points]) -> tuple[_Points, Period]:
    """The points by the period asked for, or by the finest with five articles in most marks; never too many."""
    by: Period = query.by if query.by != "auto" else _finest(store, query)
    points = read(by)
    while by != "year" and (_too_many(points, by) or (query.by == "auto" and _mostly_thin(points))):
        by = PERIODS[PERIODS.index(by) + 1]
        points = read(by)
    return points, by


def _finest(store: Store, query: Query) -> Period:
    info = store.info()
    first, last = query.start or info.first, query.end or info.last
    return automatic_period(first, last) if first and last and first <= last else "month"


def _too_many(points: _Points, by: Period) -> bool:
    starts = [point.start for line in points.values() for point in line]
    most = cap("chart_points") // MOST
    return bool(starts) and sum(1 for _ in islice(periods_between(min(starts), max(starts), by), most + 1)) > most


def _mostly_thin(points: _Points) -> bool:
    counts = [point.articles for line in points.values() for point in line]
    return bool(counts) and median(counts) < theme.SMALLEST_N


def _country_points(store: Store, query: Query, by: Period) -> _Points:
    points = series(
        store,
        countries=query.countries,
        start=query.start,
        end=query.end,
        by=by,
        sources=query.sources,
        salient=query.salient,
        measure=query.measure,
        words=query.words,
    )
    return {code: [point for point in points if point.country == code] for code in query.countries}


def _outlet_points(store: Store, query: Query, by: Period) -> _Points:
    country = query.countries[0]
    found: _Points = {outlet: [] for outlet in query.sources}
    for one in outlet_series(store, country, by=by, filters=query.filters(), measure=query.measure):
        found[one.outlet].append(Point(country, one.period, one.start, one.n, one.mean, one.low, one.high))
    return found


def _country_lines(store: Store, query: Query, points: _Points) -> tuple[Line, ...]:
    whole = {
        point.country: point
        for point in ranking(
            store,
            countries=query.countries,
            start=query.start,
            end=query.end,
            sources=query.sources,
            salient=query.salient,
            measure=query.measure,
            words=query.words,
        )
    }
    return tuple(
        Line(code, names.country_name(code), theme.country_colour(code), code, "", tuple(line), whole.get(code))
        for code, line in points.items()
    )


def _outlet_lines(store: Store, query: Query, points: _Points) -> tuple[Line, ...]:
    country = query.countries[0]
    whole = {
        one.outlet: Point(country, one.period, one.start, one.n, one.mean, one.low, one.high)
        for one in by_outlet(store, country, query.filters(), query.measure)
    }
    # By its place among all outlets, so that it keeps its colour when others are taken away.
    places = {outlet: place for place, (outlet, _) in enumerate(store.sources())}
    return tuple(
        Line(outlet, outlet, theme.line_colour(places.get(outlet, 0)), country, outlet, tuple(line), whole.get(outlet))
        for outlet, line in points.items()
    )


def _between_countries(store: Store, query: Query, by: Period) -> _Differences:
    filters = query.filters()
    wholes = {
        one.country: Apart(one.start, one.period, one.n, one.first_n, one.difference, one.low, one.high)
        for one in span_differences(store, filters, query.measure)
    }
    points = differences(store, filters, by=by, measure=query.measure)
    return {
        code: (
            tuple(
                Apart(one.start, one.period, one.n, one.first_n, one.difference, one.low, one.high)
                for one in points
                if one.country == code
            ),
            wholes.get(code),
        )
        for code in query.countries[1:]
    }


def _between_outlets(store: Store, query: Query, by: Period) -> _Differences:
    """As `differences` and `span_differences`, between outlets; their articles are different ones, as Welch asks."""
    filters = query.filters()
    start = cache(lambda day: period_start(day, by))
    sums = gather(store.cells_by_source(filters, query.measure), lambda cell: (cell.source, start(cell.day)))
    totals = gather(store.totals_by_source(filters, query.measure), lambda cell: cell.source)
    starts = sorted({when for _, when in sums})
    first, others = query.sources[0], query.sources[1:]

    def apart(outlet: str, when: date) -> Apart:
        one, base = sums[outlet, when], sums[first, when]
        found = welch(base, one)
        return Apart(when, period_label(when, by), one.n, base.n, found.value, found.low, found.high)

    def whole(outlet: str) -> Apart | None:
        if outlet not in totals or first not in totals:
            return None
        one, base = totals[outlet], totals[first]
        found = welch(base, one)
        return Apart(starts[0], "whole span", one.n, base.n, found.value, found.low, found.high)

    return {
        outlet: (
            tuple(apart(outlet, when) for when in starts if (outlet, when) in sums and (first, when) in sums),
            whole(outlet),
        )
        for outlet in others
    }


def articles_behind(lines: Sequence[Line]) -> int:
    """How many articles stand behind the lines, each counted once for each line that it is in."""
    return sum(line.whole.articles for line in lines if line.whole)
