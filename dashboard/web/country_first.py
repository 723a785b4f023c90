"""What the Country page begins with: its finding in words with the trend, or a notice in their stead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard import names
from dashboard.store.errors import WordsError
from dashboard.store.protocol import Store
from dashboard.web import country_drawing
from dashboard.web.components import chart, country_tables
from dashboard.web.country_view import filters_search, trend
from dashboard.web.query import Query


@dataclass(frozen=True, slots=True)
class First:
    """What the page begins with: words, the first chart or a notice in its stead, and what is wrong with the words."""

    lede: str = ""
    notice: Any = None
    error: str | None = None
    drawn: chart.Drawn | None = None
    breaks: Any = None


def first(store: Store, country: str, asked: Query, *, narrow: bool) -> First:
    """Reads and draws it for a query about a country, in a window that may be narrow."""
    try:
        shown = trend(store, country, asked)
    except WordsError as error:
        return First(notice=_malformed(), error=str(error))
    if shown.point is None:
        return First(notice=_no_match(country))
    links = country_tables.Links(country, filters_search(asked))
    lede, figure, caption, breaks = country_drawing.first_chart(store, shown, links, narrow=narrow)
    return First(lede, drawn=chart.Drawn(figure, caption), breaks=breaks)


def _malformed() -> Any:
    return _notice("These words cannot be searched for", ["Beside the field “Words in the article” stands why."])


def _no_match(country: str) -> Any:
    name = names.country_name(country)
    return _notice(
        f"No article mentions {name} with these filters",
        [
            "Widen the dates, take away an outlet or other words.",
            dcc.Link(f"All articles on {name}", href=f"/country/{country}"),
            dcc.Link("To the overview", href="/"),
        ],
    )


def _notice(title: str, body: list[Any]) -> Any:
    return dmc.Paper(
        dmc.Stack([dmc.Title(title, order=2, size="h3"), *[html.Div(part) for part in body]], gap="sm"),
        withBorder=True,
        p="xl",
        className="wt-notice",
    )
