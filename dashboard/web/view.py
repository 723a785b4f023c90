"""From a query and the store to what the Overview draws: which countries, which period, which points."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from dashboard.groups import members
from dashboard.limits import cap
from dashboard.series import (
    Movers,
    SmoothedPoint,
    baseline_series,
    movers,
    ranking,
    series,
    smooth,
)
from dashboard.store.protocol import Store
from dashboard.types import Filters, Note, Period, Point
from dashboard.web.fitting import Lines, fitted
from dashboard.web.query import Query

# How many countries the first view draws: few enough that four lines can be told apart.
FIRST_COUNTRIES = 4


@dataclass(frozen=True, slots=True)
class View:
    """All that the charts need.

    `countries` are those drawn as lines; `lines` their points and `smoothed` these smoothed, None without smoothing;
    `means` the mean of each drawn country over the whole span, of a group or not; `ranking` the mean of every country
    that the filters leave; `movers` the changes since the span before; `outlets`
    how many outlets wrote of the drawn countries; `notes` those of the span on them, or on all.
    """

    query: Query
    countries: tuple[str, ...]
    by: Period
    lines: Lines
    smoothed: dict[str, list[SmoothedPoint]] | None
    means: list[Point]
    ranking: list[Point]
    movers: Movers | None
    outlets: int
    notes: list[Note]


def first_countries(store: Store, query: Query) -> tuple[str, ...]:
    """The most mentioned countries, of the query's groups where it has any: drawn when the address names none."""
    among = group_members(store, query)
    codes = (code for code, _ in store.countries() if among is None or code in among)
    return tuple(islice(codes, FIRST_COUNTRIES))


def group_members(store: Store, query: Query) -> tuple[str, ...] | None:
    """The members of the query's groups on the last day that is shown; None for a query without groups."""
    if not query.groups:
        return None
    day = query.end or store.info().last
    return tuple(sorted({code for group in query.groups for code in members(group, day)})) if day else ()


def view(store: Store, query: Query) -> View:
    """Reads from the store what the Overview draws for a query. Raises WordsError for words that are no search."""
    countries = query.countries or first_countries(store, query)
    among = group_members(store, query)
    wide = query.filters(among or ())
    nobody = among == () or not countries
    lines, by = ({}, "month") if nobody else _lines(store, query, countries)
    smoothed = None
    if query.smoothing != "none":
        smoothed = {code: smooth(line, by=by, smoothing=query.smoothing) for code, line in lines.items()}
    ranked = [] if nobody else means(store, wide, query)
    outside = not nobody and among is not None and not set(countries) <= set(among)
    return View(
        query,
        countries,
        by,
        lines,
        smoothed,
        means(store, query.filters(countries), query) if outside else ranked,
        ranked,
        None if nobody else movers(store, wide, query.measure),
        0 if nobody else store.count_outlets(query.filters(countries)),
        [note for note in store.notes(query.start, query.end) if not note.country or note.country in countries],
    )


def means(store: Store, filters: Filters, query: Query) -> list[Point]:
    """The mean of each country of the filters over their whole span, by the query's measure, highest first."""
    return ranking(
        store,
        countries=filters.countries,
        start=filters.start,
        end=filters.end,
        sources=filters.sources,
        salient=filters.salient,
        measure=query.measure,
        words=filters.words,
        outlet_countries=filters.outlet_countries,
        copies=filters.copies,
    )


def _lines(store: Store, query: Query, countries: tuple[str, ...]) -> tuple[Lines, Period]:
    """The points of each country, less the baseline, and their period."""
    lines, by = fitted(store, query, lambda by: _points(store, query, countries, by), cap("chart_points"))
    if query.baseline == "raw":
        return lines, by
    points = baseline_series(store, query.baseline, by=by, filters=query.filters(countries), measure=query.measure)
    return _by_country(points, countries), by


def _by_country(points: list[Point], countries: tuple[str, ...]) -> Lines:
    return {code: [point for point in points if point.country == code] for code in countries}


def _points(store: Store, query: Query, countries: tuple[str, ...], by: Period) -> Lines:
    filters = query.filters(countries)
    points = series(
        store,
        countries=filters.countries,
        start=filters.start,
        end=filters.end,
        by=by,
        sources=filters.sources,
        salient=filters.salient,
        measure=query.measure,
        words=filters.words,
        outlet_countries=filters.outlet_countries,
        copies=filters.copies,
    )
    return _by_country(points, countries)
