"""Writes series, articles and tones as CSV or JSON Lines, each row with the engine that made it."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal, TextIO

from dashboard import names
from dashboard.series import period_end, periods_between, series
from dashboard.store.protocol import Store
from dashboard.types import Filters, Measure, Period

Format = Literal["csv", "jsonl"]
Row = Mapping[str, object]

# A spreadsheet would run a cell that begins so; a leading apostrophe makes it plain text again. Where it takes other
# signs than ours for the ends of cells, one begins within the text.
_FORMULA = re.compile(r"(?:^(?=[\t\r])|(?:^|[;\t\r\n])(?=[=+\-@＝＋－＠]))")


def series_rows(store: Store, filters: Filters, by: Period, measure: Measure) -> Iterator[Row]:
    """One row per country and period: articles, stories, mean and 95% interval (empty below five stories)."""
    engines = "; ".join(store.info().engines)
    points = series(
        store,
        countries=filters.countries,
        start=filters.start,
        end=filters.end,
        by=by,
        sources=filters.sources,
        salient=filters.salient,
        measure=measure,
        words=filters.words,
        together=filters.together,
        outlet_countries=filters.outlet_countries,
        copies=filters.copies,
    )
    for point in points:
        yield {
            "country": point.country,
            "name": names.country_name(point.country),
            "period": point.period,
            "start": point.start.isoformat(),
            "articles": point.articles,
            "stories": point.stories,
            "mean": round(point.mean, 4) + 0.0,  # never "-0.0"
            "low": None if point.low is None else round(point.low, 4),
            "high": None if point.high is None else round(point.high, 4),
            "measure": measure,
            "engine": engines,
        }


def article_rows(store: Store, filters: Filters) -> Iterator[Row]:
    """One row per stored article that matches, newest first, without its text.

    `story` is the number of the story that it is a copy of, empty where it is none; `first` 0 for later copies.
    """
    seen: set[int] = set()
    for row in _pages(store, filters):
        number = int(str(row["id"]))
        if number not in seen:
            seen.add(number)
            yield {key: row[key] for key in COLUMNS["articles"]}


def tone_rows(store: Store, filters: Filters) -> Iterator[Row]:
    """One row per article and country, newest first: tone, plain VADER, mentions, salience."""
    return _pages(store, filters)


def write(rows: Iterator[Row], columns: tuple[str, ...], out: TextIO, fmt: Format) -> int:
    """Writes rows to `out`; returns how many. CSV cells that a spreadsheet would run are made harmless."""
    count = 0
    if fmt == "jsonl":
        for count, row in enumerate(rows, 1):  # noqa: B007
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
        return count
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    for count, row in enumerate(rows, 1):  # noqa: B007
        writer.writerow({key: _harmless(value) for key, value in row.items()})
    return count


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "series": ("country", "name", "period", "start", "articles", "stories", "mean", "low", "high", "measure", "engine"),
    "articles": ("id", "day", "source", "title", "story", "first"),
    "tones": ("id", "day", "source", "title", "story", "first", "country", "tone", "vader", "mentions", "salient"),
}


def _harmless(value: object) -> object:
    return _FORMULA.sub(r"\g<0>'", value) if isinstance(value, str) else value


def _months(store: Store, filters: Filters) -> Iterator[Filters]:
    """The same filters month by month, newest first: a page deep in a long list costs more than a month's first."""
    span = store.span(filters)
    if span is not None:
        for first in reversed(list(periods_between(*span, "month"))):
            yield replace(filters, start=max(first, span[0]), end=min(period_end(first, "month"), span[1]))


def _pages(store: Store, filters: Filters, size: int = 1_000) -> Iterator[Row]:
    for month in _months(store, filters):
        offset = 0
        while rows := store.articles(month, limit=size, offset=offset):
            for row in rows:
                yield {
                    "id": row.id,
                    "day": row.day.isoformat(),
                    "source": row.source,
                    "title": row.title,
                    "story": row.story or None,
                    "first": int(row.first),
                    "country": row.country,
                    "tone": row.tone,
                    "vader": row.vader,
                    "mentions": row.mentions,
                    "salient": int(row.salient),
                }
            offset += size
