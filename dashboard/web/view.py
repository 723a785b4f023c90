"""From a query and the store to what the Overview draws: which countries, which period, which points."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from statistics import median

from dashboard import names
from dashboard.limits import cap
from dashboard.series import automatic_period, period_end, period_start, periods_between, ranking, series
from dashboard.store.protocol import ArticleRow, Store
from dashboard.types import Filters, Measure, Period, Point
from dashboard.web import theme
from dashboard.web.query import PERIODS, Query

# How many countries the first view draws: few enough that four bands can be told apart.
FIRST_COUNTRIES = 4


_ORDINALS = ("first", "second", "third", "fourth")
_WHOLE: dict[Period, Callable[[date], str]] = {
    "month": lambda day: f"{day:%B %Y}",
    "quarter": lambda day: f"{_ORDINALS[day.month // 3]} quarter of {day.year}",
    "year": lambda day: str(day.year),
}


@dataclass(frozen=True, slots=True)
class View:
    """All that the charts need. `countries` are those drawn as lines, in the order of their colours."""

    query: Query
    countries: tuple[str, ...]
    by: Period
    lines: dict[str, list[Point]]
    ranking: list[Point]


@dataclass(frozen=True, slots=True)
class Opened:
    """The articles behind a mark: a heading in words, the newest rows, and how many there are in all."""

    heading: str
    rows: list[ArticleRow]
    total: int


def first_countries(store: Store) -> tuple[str, ...]:
    """The most mentioned countries: what is drawn when the address names none."""
    return tuple(code for code, _ in store.countries()[:FIRST_COUNTRIES])


def view(store: Store, query: Query) -> View:
    """Reads from the store what the Overview draws for a query."""
    countries = query.countries or first_countries(store)
    lines, by = _lines(store, query, countries)
    everyone = ranking(
        store,
        start=query.start,
        end=query.end,
        sources=query.sources,
        salient=query.salient,
        measure=query.measure,
    )
    return View(query, countries, by, lines, everyone)


def opened(store: Store, query: Query) -> Opened | None:
    """The articles behind the query's mark; None where no mark is open."""
    if query.at is None:
        return None
    mark = query.at
    start = max((day for day in (query.start, mark.start) if day), default=None)
    end = min((day for day in (query.end, mark.end) if day), default=None)
    filters = Filters((mark.country,), start, end, query.sources, query.salient)
    when = f", {span_in_words(mark.start, mark.end)}" if mark.start and mark.end else ""
    return Opened(
        f"{names.country_name(mark.country)}{when}",
        store.articles(filters, limit=cap("list_articles")),
        store.count(filters),
    )


def span_in_words(first: date, last: date) -> str:
    """Two days as one reads them: "November 2023" for a whole month, "2023", "4 to 10 March 2024"."""
    if first == last:
        return f"{first.day} {first:%B %Y}"
    for by, in_words in _WHOLE.items():
        if period_start(first, by) == first and period_end(first, by) == last:
            return in_words(first)
    return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"


def measure_in_words(measure: Measure) -> str:
    """What the numbers are called."""
    return "Tone toward the country" if measure == "tone" else "Plain VADER of the sentences"


def _lines(store: Store, query: Query, countries: tuple[str, ...]) -> tuple[dict[str, list[Point]], Period]:
    """The points of each country, by the period asked for, or the finest with five articles in most marks."""
    by = query.by if query.by != "auto" else _finest(store, query)
    points = _points(store, query, countries, by)
    while by != "year" and (_too_many(points, by) or (query.by == "auto" and _mostly_thin(points))):
        by = PERIODS[PERIODS.index(by) + 1]
        points = _points(store, query, countries, by)
    return {code: [point for point in points if point.country == code] for code in countries}, by


def _too_many(points: list[Point], by: Period) -> bool:
    """Whether the chart would have more periods than it may draw; then a coarser one is taken, and captioned."""
    if not points:
        return False
    first, last = min(point.start for point in points), max(point.start for point in points)
    drawn = sum(1 for _ in islice(periods_between(first, last, by), cap("chart_points") + 1))
    return drawn > cap("chart_points")


def _mostly_thin(points: list[Point]) -> bool:
    return bool(points) and median(point.articles for point in points) < theme.SMALLEST_N


def _finest(store: Store, query: Query) -> Period:
    info = store.info()
    first, last = query.start or info.first, query.end or info.last
    return automatic_period(first, last) if first and last and first <= last else "month"


def _points(store: Store, query: Query, countries: tuple[str, ...], by: Period) -> list[Point]:
    return series(
        store,
        countries=countries,
        start=query.start,
        end=query.end,
        by=by,
        sources=query.sources,
        salient=query.salient,
        measure=query.measure,
    )
