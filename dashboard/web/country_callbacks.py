"""What the Country page does when its address, its controls or its marks change."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from dash import Dash, Input, Output, State, ctx, no_update

from dashboard import names
from dashboard.series import pulling_words
from dashboard.store.errors import WordsError
from dashboard.store.protocol import Store
from dashboard.web import country_drawing
from dashboard.web.components import country_filters as controls
from dashboard.web.components import country_tables
from dashboard.web.components.articles import article_list
from dashboard.web.country_first import first
from dashboard.web.country_openings import KINDS, Kind, behind, opening_in, opening_of_mark, with_opening
from dashboard.web.country_view import country_query, extremes, filters_search, spread, together
from dashboard.web.query import Query, parse

# The charts whose marks open; the articles appear beneath the row that the chart stands in.
CHARTS = ("cty-trend", "cty-steps", "cty-outlets-dots", "cty-down", "cty-up", "cty-together")
_PLACES: dict[Kind, str] = {
    "time": "cty-behind-trend",
    "tone": "cty-behind-spread",
    "outlet": "cty-behind-spread",
    "edited": "cty-behind-spread",
    "word": "cty-behind-words",
    "with": "cty-behind-together",
}
_PANELS = tuple(dict.fromkeys(_PLACES[kind] for kind in KINDS))
_REVEAL = """function () {
    const filled = Array.from(arguments).map(Boolean).indexOf(true);
    if (filled >= 0) {
        const panel = document.getElementById(%s[filled]);
        const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
        window.requestAnimationFrame(function () {
            panel.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "nearest" });
        });
    }
    return String(filled);
}"""


def register(app: Dash, store: Store) -> None:
    """Connects the page's callbacks to a store."""
    _register_first(app, store)
    _register_others(app, store)
    _register_marks(app, store)
    _register_controls(app)
    app.clientside_callback(
        _REVEAL % list(_PANELS),
        Output("cty-charts", "data-shown"),
        *(Input(name, "children") for name in _PANELS),
        prevent_initial_call=True,
    )


def _register_first(app: Dash, store: Store) -> None:
    @app.callback(
        Output("cty-lede", "children"),
        Output("cty-notice", "children"),
        Output("cty-charts", "hidden"),
        Output("cty-words", "error"),
        Output("cty-trend", "figure"),
        Output("cty-trend-caption", "children"),
        Output("cty-breaks", "children"),
        Output("cty-drawn", "data"),
        *(Output(name, prop) for name, prop in controls.CONTROLS),
        Input("url", "search"),
        State("cty-country", "data"),
        State("url", "pathname"),
        State("cty-drawn", "data"),
        State("narrow", "data"),
        prevent_initial_call=True,
    )
    def draw(search: object, country: object, path: object, drawn: object, narrow: object) -> tuple[Any, ...]:
        """Draws the trend for another query string, and sets the controls to it (after Back, say)."""
        asked = _asked(country, search)
        same = isinstance(path, str) and unquote(path) == f"/country/{country}"
        if asked is None or not same or drawn == filters_search(asked):
            return (no_update,) * (8 + len(controls.CONTROLS))
        begun = first(store, asked.countries[0], asked, narrow=narrow is True)
        trend_parts: tuple[Any, ...] = (no_update,) * 3
        if begun.drawn:
            trend_parts = (begun.drawn.figure, begun.drawn.caption, begun.breaks)
        return (
            *(begun.lede, begun.notice, begun.drawn is None, begun.error),
            *trend_parts,
            filters_search(asked),
            *controls.values(asked),
        )


def _register_others(app: Dash, store: Store) -> None:
    @app.callback(
        Output("cty-steps", "figure"),
        Output("cty-steps-caption", "children"),
        Output("cty-steps-table", "children"),
        Output("cty-outlets-dots", "figure"),
        Output("cty-outlets-dots-caption", "children"),
        Output("cty-outlets-table", "children"),
        Input("cty-drawn", "data"),
        State("cty-country", "data"),
        State("narrow", "data"),
    )
    def draw_spread(drawn: object, country: object, narrow: object) -> tuple[Any, ...]:
        """Draws how the articles spread over tones and outlets, after the first chart."""
        asked = _asked(country, drawn)
        if asked is None or drawn is None:
            return (no_update,) * 6
        code = asked.countries[0]
        try:
            found = spread(store, code, asked)
        except WordsError:
            return (no_update,) * 6
        links = country_tables.Links(code, filters_search(asked))
        return country_drawing.spread_charts(store, found, links, narrow=narrow is True)

    @app.callback(
        Output("cty-down", "figure"),
        Output("cty-down-caption", "children"),
        Output("cty-up", "figure"),
        Output("cty-up-caption", "children"),
        Output("cty-words-table", "children"),
        Input("cty-drawn", "data"),
        State("cty-country", "data"),
    )
    def draw_words(drawn: object, country: object) -> tuple[Any, ...]:
        """Draws the words that pull, after the first charts."""
        asked = _asked(country, drawn)
        if asked is None or drawn is None:
            return (no_update,) * 5
        try:
            found = pulling_words(store, asked.countries[0], asked.filters())
        except WordsError:
            return (no_update,) * 5
        links = country_tables.Links(asked.countries[0], filters_search(asked))
        return country_drawing.word_charts(store, asked, found, links)

    @app.callback(
        Output("cty-together", "figure"),
        Output("cty-together-caption", "children"),
        Output("cty-together-table", "children"),
        Output("cty-lowest", "children"),
        Output("cty-highest", "children"),
        Input("cty-drawn", "data"),
        State("cty-country", "data"),
    )
    def draw_company(drawn: object, country: object) -> tuple[Any, ...]:
        """Draws the countries mentioned together, and lists the most negative and most positive articles."""
        asked = _asked(country, drawn)
        if asked is None or drawn is None:
            return (no_update,) * 5
        code = asked.countries[0]
        try:
            found = together(store, code, asked.filters(), asked.measure)
            low, high = extremes(store, code, asked.filters(), asked.measure)
        except WordsError:
            return (no_update,) * 5
        links = country_tables.Links(code, filters_search(asked))
        return (
            *country_drawing.company(store, asked, found, links),
            country_drawing.extreme("Most negative articles about it", low, asked.measure),
            country_drawing.extreme("Most positive articles about it", high, asked.measure),
        )


def _register_marks(app: Dash, store: Store) -> None:
    @app.callback(
        *(Output(name, "children") for name in _PANELS),
        Input("url", "search"),
        Input("cty-country", "data"),
        State("url", "pathname"),
    )
    def open_mark(search: object, country: object, path: object) -> tuple[Any, ...]:
        """Lists the articles behind the mark in the address, beneath the row of its chart."""
        asked, opening = _asked(country, search), opening_in(search)
        if asked is None or opening is None or path != f"/country/{country}":
            return (None,) * len(_PANELS)
        try:
            found = behind(store, asked.countries[0], asked, opening)
        except WordsError:
            return (None,) * len(_PANELS)
        panel = article_list(found.heading, found.rows, found.total, asked.measure)
        return tuple(panel if name == _PLACES[opening.kind] else None for name in _PANELS)

    @app.callback(
        Output("url", "search", allow_duplicate=True),
        *(Output(name, "clickData") for name in CHARTS),
        *(Input(name, "clickData") for name in CHARTS),
        State("cty-drawn", "data"),
        prevent_initial_call=True,
    )
    def mark_clicked(*given: Any) -> tuple[Any, ...]:
        """Puts the clicked mark into the address, and forgets the click, so that the same mark can be clicked again."""
        opening = opening_of_mark(_custom_data(ctx.triggered[0]["value"] if ctx.triggered else None))
        if opening is None or not isinstance(given[-1], str):
            return (no_update,) * (1 + len(CHARTS))
        return (with_opening(filters_search(parse(given[-1])), opening), *(None,) * len(CHARTS))


def _register_controls(app: Dash) -> None:
    @app.callback(
        Output("url", "search", allow_duplicate=True),
        *(Input(name, prop) for name, prop in controls.CONTROLS),
        State("cty-drawn", "data"),
        prevent_initial_call=True,
    )
    def filter_changed(*given: Any) -> Any:
        """Puts the controls' values into the address; a changed filter closes the opened mark."""
        drawn = given[-1]
        if not isinstance(drawn, str):
            return no_update
        asked = filters_search(controls.from_values(given[:-1], parse(drawn)))
        return no_update if asked == drawn else asked


def _asked(country: object, search: object) -> Query | None:
    """The query about the page's country; None where it is none that we know."""
    if not isinstance(country, str) or country not in names.countries():
        return None
    return country_query(parse(search), country)


def _custom_data(click: Any) -> Any:
    try:
        return click["points"][0]["customdata"]
    except (KeyError, IndexError, TypeError):
        return None
