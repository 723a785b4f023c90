"""From a query and the store to what the Country page draws of one country."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from dashboard.series import Break, OutletPoint, breaks, by_outlet, by_outlet_country, interval
from dashboard.store.protocol import ArticleRow, Store
from dashboard.types import Filters, Measure, Point
from dashboard.web.query import Query
from dashboard.web.view import View, means, view

EXTREMES = 5  # articles listed at either end


@dataclass(frozen=True, slots=True)
class Together:
    """Tone toward the country in sentences that name `other` too: n articles, mean, 95% interval (None below n = 5).

    `sentences` counts the sentences themselves.
    """

    other: str
    n: int
    sentences: int
    mean: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Trend:
    """What the first chart draws: `seen` holds trend and notes, `point` the mean over the span, None without any."""

    country: str
    seen: View
    point: Point | None
    breaks: list[Break]


@dataclass(frozen=True, slots=True)
class Spread:
    """How the articles spread around their mean, `point`, which is None without articles.

    `steps` are numbers of articles by tone, as `Store.histogram` counts them; `outlets` are sorted by mean;
    where the query asks for the countries of outlets, each is one of these, as `by_outlet_country` has it.
    """

    country: str
    query: Query
    point: Point | None
    steps: list[int]
    outlets: list[OutletPoint]


def country_query(query: Query, country: str) -> Query:
    """The query of the Country page: the address's filters about this one country, its tone as it is."""
    return replace(query, countries=(country,), groups=(), baseline="raw", at=None)


def filters_search(query: Query) -> str:
    """The query string of the filters alone: the country is in the path."""
    return replace(query, countries=(), groups=(), baseline="raw", at=None).search()


def trend(store: Store, country: str, query: Query) -> Trend:
    """Reads what the first chart draws. Raises WordsError for words that are no search."""
    seen = view(store, country_query(query, country))
    return Trend(
        country,
        seen,
        next((point for point in seen.ranking if point.country == country), None),
        breaks(store, country, by=break_period(seen), filters=seen.query.filters(), measure=query.measure),
    )


def spread(store: Store, country: str, query: Query) -> Spread:
    """Reads how the articles spread over tones and outlets. Raises WordsError for words that are no search."""
    asked = country_query(query, country)
    filters = asked.filters()
    outlets = by_outlet_country if query.per == "country" else by_outlet
    return Spread(
        country,
        asked,
        next(iter(means(store, filters, asked)), None),
        store.histogram(filters, query.measure).get(country, []),
        sorted(outlets(store, country, filters, query.measure), key=lambda one: (one.mean, one.outlet)),
    )


def break_period(seen: View) -> Literal["week", "month"]:
    """Breaks are sought in weekly means where the marks are days or weeks, else in monthly ones."""
    return "week" if seen.by in ("day", "week") else "month"


def together(store: Store, country: str, filters: Filters, measure: Measure) -> list[Together]:
    """The countries that sentences name with `country`, most articles first, then by code.

    Raises WordsError for words that are no search.
    """
    cells = store.pairs(replace(filters, countries=()), measure, of=country)
    found = [
        Together(
            cell.other,
            cell.n,
            cell.sentences,
            cell.total / cell.n / 10_000,
            *interval(cell.n, cell.total, cell.squares, cell.overlap),
        )
        for cell in cells
    ]
    return sorted(found, key=lambda one: (-one.n, one.other))


def extremes(
    store: Store, country: str, filters: Filters, measure: Measure
) -> tuple[list[ArticleRow], list[ArticleRow]]:
    """The lowest articles below 0 and the highest above 0, of those in which the country is salient."""
    salient = replace(filters, countries=(country,), salient=True)
    low = store.articles(salient, limit=EXTREMES, order="lowest", measure=measure)
    high = store.articles(salient, limit=EXTREMES, order="highest", measure=measure)
    return (
        [row for row in low if _tone(row, measure) < 0],
        [row for row in high if _tone(row, measure) > 0],
    )


def _tone(row: ArticleRow, measure: Measure) -> float:
    return row.vader if measure == "vader" else row.tone
