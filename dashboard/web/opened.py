"""What lies behind a mark that was opened: its articles, and why the tone moved since the period before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dashboard import names
from dashboard.limits import cap
from dashboard.series import Decomposition, decomposition, period_end, period_start, span_and_previous
from dashboard.store.protocol import ArticleRow, Store
from dashboard.types import Filters
from dashboard.web.query import PERIODS, Query
from dashboard.web.wording import span_in_words

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Opened:
    """The articles behind a mark: a heading in words, the newest rows, and how many there are in all.

    `why` takes the change since the period before apart; None where either has no articles.
    """

    heading: str
    rows: list[ArticleRow]
    total: int
    why: Decomposition | None


def opened(store: Store, query: Query) -> Opened | None:
    """What lies behind the query's mark; None where no mark is open. Raises WordsError for words that are no search."""
    if query.at is None:
        return None
    mark = query.at
    start = max((day for day in (query.start, mark.start) if day), default=None)
    end = min((day for day in (query.end, mark.end) if day), default=None)
    if start and end and start > end:
        return Opened(names.country_name(mark.country), [], 0, None)
    filters = Filters((mark.country,), start, end, query.sources, query.salient, query.words, copies=query.copies)
    when = f", {span_in_words(mark.start, mark.end)}" if mark.start and mark.end else ""
    return Opened(
        f"{names.country_name(mark.country)}{when}",
        store.articles(filters, limit=cap("list_articles")),
        store.count(filters),
        _why(store, filters, mark.country, query),
    )


def _why(store: Store, filters: Filters, country: str, query: Query) -> Decomposition | None:
    if filters.start and filters.end:
        before = span_before(filters.start, filters.end)
        spans = (before, (filters.start, filters.end)) if before else None
    else:
        spans = span_and_previous(store, filters)
    return None if spans is None else decomposition(store, country, *spans, filters, measure=query.measure)


def span_before(first: date, last: date) -> Span | None:
    """The week, month, quarter or year before a whole one; else as many days, up to the day before `first`.

    None where the calendar has no such days.
    """
    if first.toordinal() <= (last - first).days + 1:
        return None
    day_before = first - timedelta(days=1)
    for by in PERIODS:
        if period_start(first, by) == first and period_end(first, by) == last:
            return period_start(day_before, by), day_before
    return first - timedelta(days=(last - first).days + 1), day_before
