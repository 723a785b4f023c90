"""Relations: countries that sentences mention together, and the tone toward each in these sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update

from dashboard import names
from dashboard.store import WordsError
from dashboard.store.protocol import Store
from dashboard.web import figures
from dashboard.web.behind import cell_of
from dashboard.web.captions import NOT_READING, TOO_FEW
from dashboard.web.components import chart
from dashboard.web.components import relating as parts
from dashboard.web.components.aria import aria
from dashboard.web.components.articles import article_list
from dashboard.web.components.nothing import nothing_fits, words_unread
from dashboard.web.components.outlet_places import places
from dashboard.web.components.states import empty_store
from dashboard.web.components.unsearched import unsearched
from dashboard.web.figures import relations as drawn_as
from dashboard.web.relating import Related, behind_pair, parse, related
from dashboard.web.stamp import narrowed, span_asked, stamp_of
from dashboard.web.wording import counted, measure_in_words

PATH = "/relations"
NAME = "Relations"
TITLE = "Countries mentioned together · Worldtone"

_MAP = "Mentioned together: tone in sentences that name both"


def layout(store: Store, tail: str, search: str, *, narrow: bool = False) -> Any:
    """The page for a query string; the chart is filled in by the callbacks."""
    info = store.info()
    if not info.articles:
        return empty_store()
    asked = parse(search)
    number = len(asked.query.countries) if len(asked.query.countries) > 1 else asked.size
    return dmc.Stack(
        [
            html.Div(
                [
                    dmc.Title("Countries mentioned together", order=1, size="h2"),
                    html.P(
                        "Tone toward a country in the sentences that also name another. It is the tone of the writing, "
                        "not what one country thinks of the other.",
                        className="wt-lede",
                    ),
                    unsearched(info),
                ]
            ),
            parts.controls(asked, store.countries(), store.sources(), places(store)),
            html.Div(id="rel-state"),
            html.Div(
                [
                    html.Div(chart.card("rel-map", _MAP, drawn_as.height(number)), className="wt-heat"),
                    html.Div(id="rel-opened", className="wt-opened", **aria(live="polite")),
                    html.Div(id="rel-pairs"),
                ],
                id="rel-charts",
                className="wt-stack",
            ),
            dcc.Store(id="rel-drawn"),
        ],
        gap="md",
    )


def register(app: Dash, store: Store) -> None:
    """Connects the page's callbacks to a store."""

    @app.callback(
        Output("rel-state", "children"),
        Output("rel-charts", "hidden"),
        Output("rel-map", "figure"),
        Output("rel-map-caption", "children"),
        Output("rel-pairs", "children"),
        Output("rel-drawn", "data"),
        *(Output(name, prop) for name, prop in parts.CONTROLS),
        Input("url", "search"),
        State("rel-drawn", "data"),
    )
    def draw(search: object, drawn: object) -> tuple[Any, ...]:
        """Draws the page for the address, and sets the controls to it (after Back, say)."""
        asked = parse(search)
        set_to = parts.values(asked)
        key = parts.from_values(set_to).search()
        if key == drawn:
            return (no_update,) * (6 + len(parts.CONTROLS))
        try:
            seen = related(store, replace(asked, pair=None))
            state = None if seen.cells else nothing_fits(PATH)
        except WordsError as error:
            seen, state = Related(asked, (), {}), words_unread(str(error), PATH)
        if state is not None:
            return (state, True, *(no_update,) * 3, key, *set_to)
        figure, pairs = _drawn(store, seen)
        return (None, False, figure, caption(seen), pairs, key, *set_to)

    @app.callback(Output("rel-opened", "children"), Input("url", "search"))
    def open_pair(search: object) -> Any:
        """Lists the articles behind the cell in the address."""
        asked = parse(search)
        try:
            found = behind_pair(store, asked)
        except WordsError:
            return None
        if found is None:
            return None
        note = "The tone beside each title is that of the whole article; the cell counts only the sentences with both."
        return [
            article_list(found.heading, found.rows, found.total, asked.query.measure),
            html.P(note, className="wt-caption"),
        ]

    @app.callback(
        Output("url", "search", allow_duplicate=True),
        *(Input(name, prop) for name, prop in parts.CONTROLS),
        State("rel-drawn", "data"),
        prevent_initial_call=True,
    )
    def filter_changed(*given: Any) -> Any:
        """Puts the controls' values into the address; a changed filter closes the opened cell.

        Controls that show what is drawn were set by `draw`, not by the reader.
        """
        asked = parts.from_values(given[:-1]).search()
        return no_update if asked == given[-1] else asked

    @app.callback(
        Output("url", "search", allow_duplicate=True),
        Input("rel-map", "clickData"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    def cell_clicked(click: Any, search: object) -> Any:
        """Puts the clicked cell into the address."""
        opening = parse(search).opening(cell_of(click))
        return no_update if opening is None else opening.search()

    app.clientside_callback(
        ClientsideFunction("worldtone_opened", "reveal"),
        Output("rel-opened", "data-shown"),
        Input("rel-opened", "children"),
        prevent_initial_call=True,
    )


def caption(seen: Related) -> str:
    """What is under the heat map: what a cell is, n, span, filters, and what is not said."""
    query = seen.asked.query
    n = counted(sum(one.n for one in seen.cells.values()), "article-and-pair count")
    span = "; ".join([span_asked(query.start, query.end), *narrowed(query)])
    return (
        f"Row: the country whose tone it is. Column: the country named in the same sentence. Mean over articles, "
        f"{counted(len(seen.countries), 'country', 'countries')}, {n}, {span}; countries with most articles first. In "
        f"each cell the mean and beneath it the number of articles; paler and in brackets: {TOO_FEW}. Empty: no "
        f"sentence names both. The 95% interval shows when one points at a cell ({NOT_READING}). Click a cell for its "
        "articles."
    )


def _drawn(store: Store, seen: Related) -> tuple[figures.Figure, Any]:
    """The heat map, and the list of pairs; both carry the same numbers along."""
    country_names = {code: country.name for code, country in names.countries().items()}
    query = replace(seen.asked.query, countries=seen.countries)
    stamp = stamp_of(store, query, sum(one.n for one in seen.cells.values()))
    columns, rows = drawn_as.relation_rows(seen, country_names)
    drawn = drawn_as.heat_map(seen, country_names, measure_in_words(query.measure))
    export = chart.table_export("rel-table", _MAP, stamp, columns, rows)
    return figures.with_data(drawn, _MAP, stamp, columns, rows), parts.pair_list(seen, PATH, export)
