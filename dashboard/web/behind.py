"""The articles behind a mark of the Compare and the Relations page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from dashboard import names
from dashboard.limits import cap
from dashboard.store.protocol import ArticleRow, Store
from dashboard.types import Filters, Measure
from dashboard.web.query import Query
from dashboard.web.wording import span_in_words


@dataclass(frozen=True, slots=True)
class Behind:
    """A heading in words, the newest articles, and how many there are in all."""

    heading: str
    rows: list[ArticleRow]
    total: int


def behind(store: Store, query: Query, outlet: str = "") -> Behind | None:
    """The articles of the query's mark, of one outlet where one is named; None where no mark is open.

    Raises WordsError for words that are no search.
    """
    mark = query.at
    if mark is None:
        return None
    heading = names.country_name(mark.country) + (f" in {outlet}" if outlet else "")
    if mark.start and mark.end:
        heading += f", {span_in_words(mark.start, mark.end)}"
    start = max((day for day in (query.start, mark.start) if day), default=None)
    end = min((day for day in (query.end, mark.end) if day), default=None)
    if start and end and start > end:
        return Behind(heading, [], 0)
    filters = replace(query.filters((mark.country,)), start=start, end=end)
    return listed(store, replace(filters, sources=(outlet,)) if outlet else filters, heading, query.measure)


def listed(store: Store, filters: Filters, heading: str, measure: Measure) -> Behind:
    """The newest articles that the filters leave. Raises WordsError for words that are no search."""
    return Behind(heading, store.articles(filters, limit=cap("list_articles"), measure=measure), store.count(filters))


def custom_data_of(click: Any) -> Any:
    """The custom data of the mark that was clicked, of whatever shape the browser sent; None for none."""
    try:
        return click["points"][0]["customdata"]
    except (KeyError, IndexError, TypeError):
        return None


def cell_of(click: Any) -> Any:
    """[y, x] of the cell of a heat map that was clicked, of whatever shape the browser sent; None for none."""
    try:
        point = click["points"][0]
        return [point["y"], point["x"]]
    except (KeyError, IndexError, TypeError):
        return None
