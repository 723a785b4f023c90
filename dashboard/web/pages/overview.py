"""The first page: tone over time, volume, map and ranking, and the articles behind a mark."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, State, callback_context, dcc, html, no_update

from dashboard import names
from dashboard.store.protocol import Store
from dashboard.types import Point
from dashboard.web import captions, figures, map_shapes, theme
from dashboard.web.components import filters as controls
from dashboard.web.components.aria import aria
from dashboard.web.components.articles import article_list
from dashboard.web.components.graph import graph
from dashboard.web.components.states import empty_store, no_match
from dashboard.web.components.tone import tone_chip
from dashboard.web.query import mark_of, parse
from dashboard.web.view import View, first_countries, measure_in_words, opened, span_in_words, view

PATH = "/"
TITLE = "Worldtone: how the news speaks of each country"


def layout(store: Store, search: str) -> Any:
    """The page for a query string; the charts are filled in by the callbacks."""
    info = store.info()
    if not info.articles or info.first is None or info.last is None:
        return empty_store()
    query = parse(search)
    outlets = "1 outlet" if info.sources == 1 else f"{info.sources:,} outlets"
    return dmc.Stack(
        [
            html.Div(
                [
                    dmc.Title("How the news speaks of each country", order=1, size="h2"),
                    html.P(
                        f"{info.articles:,} articles from {outlets}, "
                        f"{span_in_words(info.first, info.last)}, {info.countries:,} countries mentioned.",
                        className="wt-lede",
                    ),
                ]
            ),
            controls.filters(query, first_countries(store), store.countries(), store.sources()),
            html.Div(id="o-cards"),
            html.Div(
                [
                    _card("Tone over time", "o-lines", "o-lines-caption", height=480),
                    html.Div(id="o-opened", className="wt-opened", **aria(live="polite")),
                    dmc.Grid(
                        [
                            dmc.GridCol(
                                _card("Mean tone on the map", "o-map", "o-map-caption", height=360),
                                span={"base": 12, "lg": 7},
                            ),
                            dmc.GridCol(
                                _card(
                                    "Countries ranked by mean tone",
                                    "o-ranked",
                                    "o-ranked-caption",
                                    height=400,
                                ),
                                span={"base": 12, "lg": 5},
                            ),
                        ]
                    ),
                ],
                id="o-charts",
                className="wt-stack",
            ),
            dcc.Store(id="o-drawn"),
        ],
        gap="md",
    )


def register(app: Dash, store: Store) -> None:
    """Connects the page's callbacks to a store."""

    @app.callback(
        Output("o-cards", "children"),
        Output("o-charts", "hidden"),
        Output("o-lines", "figure"),
        Output("o-lines-caption", "children"),
        Output("o-map", "figure"),
        Output("o-map-caption", "children"),
        Output("o-ranked", "figure"),
        Output("o-ranked-caption", "children"),
        Output("o-drawn", "data"),
        *(Output(name, prop) for name, prop in controls.CONTROLS),
        Input("url", "search"),
        State("o-drawn", "data"),
        State("narrow", "data"),
    )
    def draw(search: str | None, drawn: str | None, narrow: bool | None) -> tuple[Any, ...]:
        """Draws the charts for the address, and sets the controls to it (after Back, say)."""
        query = parse(search)
        first = first_countries(store)
        set_to = controls.values(query, first)
        key = controls.from_values(set_to, first).search()
        if key == drawn:
            return (no_update,) * (9 + len(controls.CONTROLS))
        seen = view(store, query)
        if not any(seen.lines.values()) and not seen.ranking:
            return (no_match(), True, *(no_update,) * 6, key, *set_to)
        return (_cards(seen), False, *_charts(seen, narrow is True), key, *set_to)

    @app.callback(Output("o-opened", "children"), Input("url", "search"))
    def open_mark(search: str | None) -> Any:
        """Lists the articles behind the mark in the address."""
        query = parse(search)
        found = opened(store, query)
        return None if found is None else article_list(found.heading, found.rows, found.total, query.measure)

    @app.callback(
        Output("url", "search"),
        *(Input(name, prop) for name, prop in controls.CONTROLS),
        State("o-drawn", "data"),
        prevent_initial_call=True,
    )
    def filter_changed(*given: Any) -> Any:
        """Puts the controls' values into the address; a changed filter closes the opened mark.

        Controls that show what is drawn were set by `draw`, not by the reader. (The address is no guide: after Back
        it may be a step ahead of the controls.)
        """
        asked = controls.from_values(given[:-1], first_countries(store)).search()
        return no_update if asked == given[-1] else asked

    @app.callback(
        Output("url", "search", allow_duplicate=True),
        Input("o-lines", "clickData"),
        Input("o-map", "clickData"),
        Input("o-ranked", "clickData"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    def mark_clicked(_lines: Any, _map: Any, _ranked: Any, search: str | None) -> Any:
        """Puts the clicked mark into the address."""
        triggered = callback_context.triggered
        mark = mark_of(_custom_data(triggered[0]["value"] if triggered else None))
        if mark is None:
            return no_update
        return replace(parse(search), at=mark).search()

    app.clientside_callback(
        ClientsideFunction("worldtone", "reveal"),
        Output("o-opened", "data-shown"),
        Input("o-opened", "children"),
        prevent_initial_call=True,
    )


def _custom_data(click: Any) -> Any:
    try:
        return click["points"][0]["customdata"]
    except (KeyError, IndexError, TypeError):
        return None


def _card(title: str, graph_id: str, caption_id: str, height: int) -> Any:
    return dmc.Paper(
        [
            dmc.Title(title, order=2, size="h4", mb="xs"),
            graph(graph_id, height, title),
            html.P(id=caption_id, className="wt-caption"),
        ],
        withBorder=True,
        p="md",
    )


def _charts(seen: View, narrow: bool) -> tuple[Any, ...]:
    countries = {code: country.name for code, country in names.countries().items()}
    measure = seen.query.measure
    axis = figures.TONE_AXIS if measure == "tone" else figures.VADER_AXIS
    enough = captions.worth_ranking(seen.ranking, seen.countries)
    return (
        figures.tone_lines(seen.lines, seen.by, countries, axis, narrow=narrow),
        captions.of_lines(seen),
        figures.tone_map(seen.ranking, countries, measure_in_words(measure), narrow=narrow),
        captions.of_map(seen, map_shapes.missing(point.country for point in seen.ranking)),
        figures.ranked(enough, countries, seen.countries, axis),
        captions.of_ranking(seen, len(enough)),
    )


def _cards(seen: View) -> Any:
    means = {point.country: point for point in seen.ranking}
    return dmc.SimpleGrid(
        [_country_card(code, means.get(code), place) for place, code in enumerate(seen.countries)],
        cols={"base": 2, "sm": 3, "lg": 4},
        spacing="sm",
    )


def _country_card(code: str, point: Point | None, place: int) -> Any:
    name = html.Div(
        [
            html.Span(className="wt-dot", style={"background": theme.line_colour(place)}, **aria(hidden="true")),
            names.country_name(code),
        ],
        className="wt-card-name",
    )
    if point is None:
        return dmc.Paper([name, html.Div("no articles", className="wt-caption")], withBorder=True, p="sm")
    interval = (
        f"95% {theme.signed(point.low)} to {theme.signed(point.high)}"
        if point.low is not None and point.high is not None
        else "too few for an interval"
    )
    articles = "1 article" if point.articles == 1 else f"{point.articles:,} articles"
    return dmc.Paper(
        [name, tone_chip(point.mean), html.Div(f"{interval} · {articles}", className="wt-caption")],
        withBorder=True,
        p="sm",
    )
