"""The first page: what the filters leave, in words and charts, and what lies behind a mark."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import Dash, dcc, html

from dashboard.languages import unscored_in_words
from dashboard.store.protocol import Store
from dashboard.web import figures, overview_callbacks
from dashboard.web.captions import RANKED_AT_MOST
from dashboard.web.components import chart
from dashboard.web.components import filters as controls
from dashboard.web.components.aria import aria
from dashboard.web.components.notes import notes_panel
from dashboard.web.components.outlet_places import places
from dashboard.web.components.states import empty_store
from dashboard.web.components.unsearched import unsearched
from dashboard.web.query import parse
from dashboard.web.view import first_countries
from dashboard.web.wording import articles_and_stories, counted, span_in_words

PATH = "/"
NAME = "Overview"
TITLE = "Worldtone: how the news speaks of each country"


def layout(store: Store, tail: str, search: str, *, narrow: bool = False) -> Any:
    """The page for a query string; the charts are filled in by the callbacks. It has no tail."""
    info = store.info()
    if not info.articles or info.first is None or info.last is None:
        return empty_store()
    query = parse(search)
    mentioned = store.countries()
    lede = (
        f"{articles_and_stories(info.articles, info.stories)}, from {counted(info.sources, 'outlet')}, "
        f"{span_in_words(info.first, info.last)}, {counted(info.countries, 'country', 'countries')} mentioned."
    )
    if info.unscored:
        lede += f" {unscored_in_words(info.unscored, named=True)}."
    return dmc.Stack(
        [
            html.Div(
                [
                    html.Div(
                        [
                            dmc.Title("How the news speaks of each country", order=1, size="h2"),
                            dmc.CopyButton(
                                id="o-copy",
                                value="",
                                children="Copy link",
                                copiedChildren="Link copied",
                                variant="default",
                                size="xs",
                            ),
                        ],
                        className="wt-between",
                    ),
                    html.P(lede, className="wt-lede"),
                    unsearched(info),
                ]
            ),
            controls.filters(
                query,
                first_countries(store, query),
                mentioned,
                store.sources(),
                edited=places(store),
                days=(info.first, info.last),
            ),
            html.Div(id="o-cards", className="wt-cards", **aria(live="polite")),
            _charts([code for code, _ in mentioned]),
            dcc.Store(id="o-drawn"),
            dcc.Store(id="o-noted"),
        ],
        gap="md",
    )


def register(app: Dash, store: Store) -> None:
    """Connects the page's callbacks to a store."""
    overview_callbacks.register(app, store)


def _charts(countries: list[str]) -> Any:
    world = chart.card("o-map", "Mean tone on the map", 360)
    movers = chart.card("o-movers", "Biggest movers since the span before", figures.MOVERS_HEIGHT)
    ranked = chart.card("o-ranked", "Countries ranked by mean tone", figures.ranked_height(RANKED_AT_MOST))
    return html.Div(
        [
            chart.card("o-lines", "Tone over time", 480),
            dmc.Paper(notes_panel(countries), withBorder=True, px="md", py="sm"),
            html.Div(id="o-opened", className="wt-opened wt-stack", **aria(live="polite")),
            html.Div([world, movers, ranked], id="o-world", className="wt-world"),
        ],
        id="o-charts",
        className="wt-stack",
    )
