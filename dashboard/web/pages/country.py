"""The page of one country: its trend, distribution, outlets, company, and the words that pull its tone."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, ctx, dcc, html, no_update

from dashboard import names
from dashboard.series import pulling_words
from dashboard.store.errors import WordsError
from dashboard.store.protocol import Store
from dashboard.web import country_drawing, theme
from dashboard.web.components import chart, country_tables
from dashboard.web.components import country_filters as controls
from dashboard.web.components.aria import aria
from dashboard.web.components.articles import article_list
from dashboard.web.components.outlet_places import places
from dashboard.web.components.states import empty_store, not_found
from dashboard.web.components.unsearched import unsearched
from dashboard.web.country_openings import KINDS, Kind, behind, opening_in, opening_of_mark, with_opening
from dashboard.web.country_view import country_query, country_view, extremes, filters_search, together
from dashboard.web.figures.country import DISTRIBUTION_HEIGHT, DOTS_HEIGHT, WORDS_HEIGHT
from dashboard.web.query import Query, parse

PATH = "/country/"
NAME = ""
TITLE = "One country in the news · Worldtone"

TREND_HEIGHT = 480
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


def layout(store: Store, tail: str, search: str) -> Any:
    """The page of the country whose alpha-3 code the address ends in; the charts are filled in by the callbacks."""
    if tail not in names.countries():
        return not_found()
    info = store.info()
    if not info.articles:
        return empty_store()
    name, query = names.country_name(tail), parse(search)
    dot = html.Span(className="wt-dot wt-dot-large", style={"background": theme.country_colour(tail)}, **_HIDDEN)
    return dmc.Stack(
        [
            html.Div(
                [
                    dmc.Title([dot, name], order=1, size="h2"),
                    html.P(id="cty-lede", className="wt-lede"),
                    unsearched(info),
                ]
            ),
            controls.filters(query, store.sources(), places(store)),
            html.Div(id="cty-notice", **aria(live="polite")),
            html.Div(_charts(name, query), id="cty-charts", className="wt-stack"),
            dcc.Store(id="cty-country", data=tail),
            dcc.Store(id="cty-drawn"),
        ],
        gap="md",
    )


_HIDDEN = aria(hidden="true")


def _charts(name: str, query: Query) -> list[Any]:
    return [
        chart.card("cty-trend", f"Tone toward {name} over time", TREND_HEIGHT),
        html.Div(id="cty-breaks"),
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

    @app.callback(
        Output("cty-lede", "children"),
        Output("cty-notice", "children"),
        Output("cty-charts", "hidden"),
        Output("cty-words", "error"),
        Output("cty-trend", "figure"),
        Output("cty-trend-caption", "children"),
        Output("cty-breaks", "children"),
        Output("cty-steps", "figure"),
        Output("cty-steps-caption", "children"),
        Output("cty-steps-table", "children"),
        Output("cty-outlets-dots", "figure"),
        Output("cty-outlets-dots-caption", "children"),
        Output("cty-outlets-table", "children"),
        Output("cty-drawn", "data"),
        *(Output(name, prop) for name, prop in controls.CONTROLS),
        Input("url", "search"),
        Input("cty-country", "data"),
        State("url", "pathname"),
        State("cty-drawn", "data"),
        State("narrow", "data"),
    )
    def draw(search: object, country: object, path: object, drawn: object, narrow: object) -> tuple[Any, ...]:
        """Draws the first charts for the address, and sets the controls to it (after Back, say)."""
        asked = _asked(country, search)
        same = isinstance(path, str) and unquote(path) == f"{PATH}{country}"
        if asked is None or not same or drawn == filters_search(asked):
            return (no_update,) * (14 + len(controls.CONTROLS))
        key, set_to = filters_search(asked), controls.values(asked)
        code = asked.countries[0]
        try:
            shown = country_view(store, code, asked)
        except WordsError as error:
            return ("", _malformed(), True, str(error), *(no_update,) * 9, key, *set_to)
        if shown.point is None:
            return ("", _no_match(code), True, None, *(no_update,) * 9, key, *set_to)
        links = country_tables.Links(code, key)
        parts = country_drawing.first_charts(store, shown, links, narrow=narrow is True)
        return (parts[0], None, False, None, *parts[1:], key, *set_to)

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

    @app.callback(
        *(Output(name, "children") for name in _PANELS),
        Input("url", "search"),
        Input("cty-country", "data"),
        State("url", "pathname"),
    )
    def open_mark(search: object, country: object, path: object) -> tuple[Any, ...]:
        """Lists the articles behind the mark in the address, beneath the row of its chart."""
        asked, opening = _asked(country, search), opening_in(search)
        if asked is None or opening is None or path != f"{PATH}{country}":
            return (None,) * len(_PANELS)
        try:
            found = behind(store, asked.countries[0], asked, opening)
        except WordsError:
            return (None,) * len(_PANELS)
        panel = article_list(found.heading, found.rows, found.total, asked.measure)
        return tuple(panel if name == _PLACES[opening.kind] else None for name in _PANELS)

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

    app.clientside_callback(
        _REVEAL % list(_PANELS),
        Output("cty-charts", "data-shown"),
        *(Input(name, "children") for name in _PANELS),
        prevent_initial_call=True,
    )


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


def _malformed() -> Any:
    return _notice("These words cannot be searched for", ["Beside the field “Words in the article” stands why."])


def _no_match(country: str) -> Any:
    name = names.country_name(country)
    return _notice(
        f"No article mentions {name} with these filters",
        [
            "Widen the dates, take away an outlet or other words.",
            dcc.Link(f"All articles on {name}", href=f"{PATH}{country}"),
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
