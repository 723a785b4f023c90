"""Compare: two to eight countries on one scale, or one country across outlets, and how they differ."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, State, callback_context, dcc, html, no_update

from dashboard.store import WordsError
from dashboard.store.protocol import Store
from dashboard.web import compare_words as words
from dashboard.web import figures
from dashboard.web.behind import behind, custom_data_of
from dashboard.web.compared import Compared, articles_behind, compared, shown_countries
from dashboard.web.comparison import FEWEST, parse
from dashboard.web.components import chart, comparing
from dashboard.web.components.aria import aria
from dashboard.web.components.articles import article_list
from dashboard.web.components.differences import difference_table
from dashboard.web.components.nothing import nothing_fits, words_unread
from dashboard.web.components.outlet_places import places
from dashboard.web.components.states import empty_store
from dashboard.web.components.unsearched import unsearched
from dashboard.web.figures import compare as drawn_as
from dashboard.web.figures import panels
from dashboard.web.query import Query
from dashboard.web.stamp import stamp_of

PATH = "/compare"
NAME = "Compare"
TITLE = "Compare countries or outlets · Worldtone"

_TONE = "Tone side by side, on one scale"
_APART = "Difference from the first, period by period"
_WHOLE = "Difference from the first, over the whole span"
_GRAPHS = ("cmp-tone", "cmp-apart", "cmp-whole")


def layout(store: Store, tail: str, search: str, *, narrow: bool = False) -> Any:
    """The page for a query string; the charts are filled in by the callbacks."""
    info = store.info()
    if not info.articles:
        return empty_store()
    asked = parse(search)
    shown = shown_countries(store, Query())
    number = max(FEWEST, len(asked.query.sources if asked.outlets else asked.query.countries or shown))
    return dmc.Stack(
        [
            html.Div(
                [
                    dmc.Title("Compare", order=1, size="h2"),
                    html.P("Tone toward countries, or toward one country across outlets.", className="wt-lede"),
                    unsearched(info),
                ]
            ),
            comparing.controls(asked, shown, store.countries(), store.sources(), places(store)),
            html.Div(id="cmp-state"),
            html.Div(
                [
                    chart.card("cmp-tone", _TONE, panels.height(number)),
                    html.Div(id="cmp-opened", className="wt-opened", **aria(live="polite")),
                    html.Div(
                        [
                            dmc.Paper(
                                [
                                    dmc.Title("Differences as a table", order=2, size="h4", mb="xs"),
                                    html.Div(id="cmp-table"),
                                ],
                                withBorder=True,
                                p="md",
                            ),
                            chart.card("cmp-whole", _WHOLE, drawn_as.whole_height(number - 1)),
                            chart.card("cmp-apart", _APART, panels.height(number - 1)),
                        ],
                        id="cmp-differences",
                        className="wt-stack",
                    ),
                ],
                id="cmp-charts",
                className="wt-stack",
            ),
            dcc.Store(id="cmp-drawn"),
        ],
        gap="md",
    )


def register(app: Dash, store: Store) -> None:
    """Connects the page's callbacks to a store."""

    @app.callback(
        Output("cmp-state", "children"),
        Output("cmp-charts", "hidden"),
        Output("cmp-differences", "hidden"),
        *(Output(graph, "figure") for graph in _GRAPHS),
        *(Output(f"{graph}-caption", "children") for graph in _GRAPHS),
        Output("cmp-table", "children"),
        Output("cmp-countries-place", "style"),
        Output("cmp-country-place", "style"),
        Output("cmp-first", "data"),
        Output("cmp-drawn", "data"),
        *(Output(name, prop) for name, prop in comparing.CONTROLS),
        Input("url", "search"),
        State("cmp-drawn", "data"),
        State("narrow", "data"),
    )
    def draw(search: object, drawn: object, narrow: object) -> tuple[Any, ...]:
        """Draws the charts for the address, and sets the controls to it (after Back, say)."""
        asked = parse(search)
        shown = shown_countries(store, Query())
        try:
            seen = compared(store, asked)
            state = None if any(line.points for line in seen.lines) else nothing_fits(PATH)
        except WordsError as error:
            seen, state = Compared(asked, "month", (), ()), words_unread(str(error), PATH)
        keys = [(line.key, line.name) for line in seen.lines]
        set_to = comparing.values(asked, shown, [key for key, _ in keys])
        key = comparing.from_values(set_to, shown).search()
        if key == drawn:
            return (no_update,) * (14 + len(comparing.CONTROLS))
        places = (comparing.HIDDEN, {}) if asked.outlets else ({}, comparing.HIDDEN)
        choices = comparing.firsts(keys)
        if state is not None:
            return (state, True, True, *(no_update,) * 7, *places, choices, key, *set_to)
        single = not seen.differences
        state = words.too_few(asked) if single else None
        return (state, False, single, *_charts(store, seen, narrow is True), *places, choices, key, *set_to)

    @app.callback(Output("cmp-opened", "children"), Input("url", "search"))
    def open_mark(search: object) -> Any:
        """Lists the articles behind the mark in the address."""
        asked = parse(search)
        try:
            found = behind(store, asked.query, asked.outlet)
        except WordsError:
            return None
        return None if found is None else article_list(found.heading, found.rows, found.total, asked.query.measure)

    @app.callback(
        Output("url", "search", allow_duplicate=True),
        *(Input(name, prop) for name, prop in comparing.CONTROLS),
        State("cmp-drawn", "data"),
        prevent_initial_call=True,
    )
    def filter_changed(*given: Any) -> Any:
        """Puts the controls' values into the address; a changed filter closes the opened mark.

        Controls that show what is drawn were set by `draw`, not by the reader.
        """
        asked = comparing.from_values(given[:-1], shown_countries(store, Query())).search()
        return no_update if asked == given[-1] else asked

    @app.callback(
        Output("url", "search", allow_duplicate=True),
        *(Input(graph, "clickData") for graph in _GRAPHS),
        State("url", "search"),
        prevent_initial_call=True,
    )
    def mark_clicked(*given: Any) -> Any:
        """Puts the clicked mark into the address."""
        triggered = callback_context.triggered
        opening = parse(given[-1]).opening(custom_data_of(triggered[0]["value"] if triggered else None))
        return no_update if opening is None else opening.search()

    app.clientside_callback(
        ClientsideFunction("worldtone_opened", "reveal"),
        Output("cmp-opened", "data-shown"),
        Input("cmp-opened", "children"),
        prevent_initial_call=True,
    )


def _charts(store: Store, seen: Compared, narrow: bool) -> tuple[Any, ...]:
    stamp = stamp_of(store, words.query_of(seen), articles_behind(seen.lines))
    axis = figures.TONE_AXIS if seen.asked.query.measure == "tone" else figures.VADER_AXIS
    less = f" less that of {seen.lines[0].name}"
    made = (
        (drawn_as.small_multiples(seen, axis, narrow=narrow), words.tone_title(seen), drawn_as.tone_rows(seen)),
        (
            drawn_as.difference_multiples(seen, narrow=narrow),
            f"Tone{less}, by {seen.by}",
            drawn_as.difference_rows(seen, whole=False),
        ),
        (drawn_as.whole_differences(seen, narrow=narrow), f"Tone{less}", drawn_as.difference_rows(seen, whole=True)),
    )
    drawn = [figures.with_data(figure, title, stamp, *table) for figure, title, table in made]
    captions = (words.of_tone(seen), words.of_differences(seen), words.of_whole(seen))
    return (*drawn, *captions, difference_table(seen, PATH))
