"""The page of one country: its trend, distribution, outlets, company, and the words that pull its tone."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import Dash, dcc, html

from dashboard import names
from dashboard.store.protocol import Store
from dashboard.web import country_callbacks, theme
from dashboard.web.components import chart
from dashboard.web.components import country_filters as controls
from dashboard.web.components.aria import aria
from dashboard.web.components.outlet_places import places
from dashboard.web.components.states import empty_store, not_found
from dashboard.web.components.unsearched import unsearched
from dashboard.web.country_first import First, first
from dashboard.web.country_view import country_query, filters_search
from dashboard.web.figures.country import DISTRIBUTION_HEIGHT, DOTS_HEIGHT, WORDS_HEIGHT
from dashboard.web.query import Query, parse

PATH = "/country/"
NAME = ""
TITLE = "One country in the news · Worldtone"

TREND_HEIGHT = 480


def layout(store: Store, tail: str, search: str, *, narrow: bool = False) -> Any:
    """The page of the country whose alpha-3 code the address ends in.

    The trend comes with it, so that it stands without another question; callbacks fill in the other charts.
    """
    if tail not in names.countries():
        return not_found()
    info = store.info()
    if not info.articles:
        return empty_store()
    name, query = names.country_name(tail), country_query(parse(search), tail)
    dot = html.Span(className="wt-dot wt-dot-large", style={"background": theme.country_colour(tail)}, **_HIDDEN)
    begun = first(store, tail, query, narrow=narrow)
    return dmc.Stack(
        [
            html.Div(
                [
                    dmc.Title([dot, name], order=1, size="h2"),
                    html.P(begun.lede, id="cty-lede", className="wt-lede"),
                    unsearched(info),
                ]
            ),
            controls.filters(query, store.sources(), places(store), begun.error),
            html.Div(begun.notice, id="cty-notice", **aria(live="polite")),
            html.Div(_charts(name, query, begun), id="cty-charts", className="wt-stack", hidden=begun.drawn is None),
            dcc.Store(id="cty-country", data=tail),
            dcc.Store(id="cty-drawn", data=filters_search(query)),
        ],
        gap="md",
    )


_HIDDEN = aria(hidden="true")


def _charts(name: str, query: Query, begun: First) -> list[Any]:
    return [
        chart.card("cty-trend", f"Tone toward {name} over time", TREND_HEIGHT, drawn=begun.drawn),
        html.Div(begun.breaks, id="cty-breaks"),
        _panel("cty-behind-trend"),
        dmc.Grid(
            [
                _half([chart.card("cty-steps", "How the articles spread", DISTRIBUTION_HEIGHT)], "cty-steps-table"),
                _half(
                    [chart.card("cty-outlets-dots", "By outlet", DOTS_HEIGHT, controls.per_outlet(query))],
                    "cty-outlets-table",
                ),
            ],
            className="wt-even",
        ),
        _panel("cty-behind-spread"),
        dmc.Grid(
            [
                _half([chart.card("cty-down", "Words that pull it down", WORDS_HEIGHT)], ""),
                _half([chart.card("cty-up", "Words that pull it up", WORDS_HEIGHT)], ""),
            ],
            className="wt-even",
        ),
        html.Div(id="cty-words-table"),
        _panel("cty-behind-words"),
        dmc.Grid(
            [
                _half([chart.card("cty-together", f"Mentioned together with {name}", DOTS_HEIGHT)], ""),
                _half([], "cty-together-table"),
            ],
            className="wt-even",
        ),
        _panel("cty-behind-together"),
        dmc.Grid([_half([], "cty-lowest"), _half([], "cty-highest")], className="wt-even"),
    ]


def _half(parts: list[Any], also: str) -> Any:
    return dmc.GridCol([*parts, *([html.Div(id=also)] if also else [])], span={"base": 12, "md": 6})


def _panel(name: str) -> Any:
    return html.Div(id=name, className="wt-opened", **aria(live="polite"))


def register(app: Dash, store: Store) -> None:
    """Connects the page's callbacks to a store."""
    country_callbacks.register(app, store)
