"""From a comparison and the store to what the Compare page draws: lines, and their differences from the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard import names
from dashboard.limits import cap
from dashboard.series import (
    DifferencePoint,
    by_outlet,
    differences,
    outlet_differences,
    outlet_series,
    outlet_span_differences,
    ranking,
    series,
    span_differences,
)
from dashboard.store.protocol import Store
from dashboard.types import Period, Point
from dashboard.web import theme
from dashboard.web.comparison import MOST, Comparison
from dashboard.web.fitting import Lines, fitted
from dashboard.web.query import Query

FIRST_COUNTRIES = 4
FIRST_OUTLETS = 6
# So that all panels together stay within the marks of one chart.
_MOST_PERIODS = cap("chart_points") // MOST


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
class Difference:
    """A line's difference from the first line: by period, in order of time, and over the whole span."""

    line: Line
    points: tuple[DifferencePoint, ...]
    whole: DifferencePoint | None


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
        points, by = fitted(store, query, lambda by: _outlet_points(store, query, by), _MOST_PERIODS)
        lines, filters, measure = _outlet_lines(store, query, points), query.filters(), query.measure
        apart = _apart(
            outlet_differences(store, filters, by=by, measure=measure), outlet_span_differences(store, filters, measure)
        )
    else:
        query = replace(query, countries=keys)
        points, by = fitted(store, query, lambda by: _country_points(store, query, by), _MOST_PERIODS)
        lines, filters, measure = _country_lines(store, query, points), query.filters(), query.measure
        apart = _apart(differences(store, filters, by=by, measure=measure), span_differences(store, filters, measure))
    first = lines[0]
    return Compared(
        asked, by, lines, tuple(Difference(line, *apart.get(line.key, ((), None))) for line in lines if line != first)
    )


def _country_points(store: Store, query: Query, by: Period) -> Lines:
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
        outlet_countries=query.outlet_countries,
        copies=query.copies,
    )
    return {code: [point for point in points if point.country == code] for code in query.countries}


def _outlet_points(store: Store, query: Query, by: Period) -> Lines:
    country = query.countries[0]
    found: dict[str, list[Point]] = {outlet: [] for outlet in query.sources}
    for one in outlet_series(store, country, by=by, filters=query.filters(), measure=query.measure):
        found[one.outlet].append(Point(country, one.period, one.start, one.n, one.mean, one.low, one.high, one.stories))
    return found


def _country_lines(store: Store, query: Query, points: Lines) -> tuple[Line, ...]:
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
            outlet_countries=query.outlet_countries,
            copies=query.copies,
        )
    }
    return tuple(
        Line(code, names.country_name(code), theme.country_colour(code), code, "", tuple(line), whole.get(code))
        for code, line in points.items()
    )


def _outlet_lines(store: Store, query: Query, points: Lines) -> tuple[Line, ...]:
    country = query.countries[0]
    whole = {
        one.outlet: Point(country, one.period, one.start, one.n, one.mean, one.low, one.high, one.stories)
        for one in by_outlet(store, country, query.filters(), query.measure)
    }
    # By its place among all outlets, so that it keeps its colour when others are taken away.
    places = {outlet: place for place, (outlet, _) in enumerate(store.sources())}
    return tuple(
        Line(outlet, outlet, theme.line_colour(places.get(outlet, 0)), country, outlet, tuple(line), whole.get(outlet))
        for outlet, line in points.items()
    )


def _apart(
    points: Sequence[DifferencePoint], wholes: Sequence[DifferencePoint]
) -> dict[str, tuple[tuple[DifferencePoint, ...], DifferencePoint | None]]:
    """The differences of each line but the first: by period, and over the whole span."""
    whole = {one.key: one for one in wholes}
    keys = dict.fromkeys(one.key for one in (*points, *wholes))
    return {key: (tuple(one for one in points if one.key == key), whole.get(key)) for key in keys}


def articles_behind(lines: Sequence[Line]) -> int:
    """How many articles stand behind the lines, each counted once for each line that it is in."""
    return sum(line.whole.articles for line in lines if line.whole)
