"""What the Overview does when its address, its controls, its notes or its marks change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, callback_context, no_update

from dashboard import names
from dashboard.limits import cap
from dashboard.store import StoreError, WordsError
from dashboard.store.protocol import Store
from dashboard.web import overview_charts
from dashboard.web.components import filters as controls
from dashboard.web.components import spans
from dashboard.web.components.articles import article_list
from dashboard.web.components.notes import note_list
from dashboard.web.components.states import bad_words, failed, no_match
from dashboard.web.components.why import why
from dashboard.web.opened import opened
from dashboard.web.query import day_of, mark_of, parse
from dashboard.web.stamp import stamp_of
from dashboard.web.view import first_countries, view

_DRAWN = (
    ("o-cards", "children"),
    ("o-charts", "hidden"),
    *((f"o-{name}{part}", prop) for name in overview_charts.NAMES for part, prop in overview_charts.PARTS),
    ("o-world", "className"),
    ("o-notes", "children"),
    ("f-words", "error"),
    ("f-span", "value"),
    ("o-drawn", "data"),
)


def register(app: Dash, store: Store) -> None:
    """Connects the page's callbacks to a store."""
    _register_drawing(app, store)
    _register_controls(app, store)
    _register_notes(app, store)
    app.clientside_callback(
        ClientsideFunction("worldtone", "reveal"),
        Output("o-opened", "data-shown"),
        Input("o-opened", "children"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("worldtone", "band"),
        Output("o-lines", "className"),
        Input("o-lines", "hoverData"),
        prevent_initial_call=True,
    )
    app.clientside_callback(ClientsideFunction("worldtone", "same"), Output("o-copy", "value"), Input("url", "href"))


def _register_drawing(app: Dash, store: Store) -> None:
    @app.callback(
        *(Output(name, prop) for name, prop in _DRAWN),
        *(Output(name, prop) for name, prop in controls.CONTROLS),
        Input("url", "search"),
        Input("o-noted", "data"),
        State("o-drawn", "data"),
        State("narrow", "data"),
    )
    def draw(search: object, noted: object, drawn: object, narrow: object) -> tuple[Any, ...]:
        """Draws the charts for the address, and sets the controls to it (after Back, say)."""
        query = parse(search)
        first = first_countries(store, query)
        set_to = controls.values(query, first)
        key = controls.from_values(set_to, first).search()
        if key == drawn and "o-noted" not in _triggers():
            return (no_update,) * (len(_DRAWN) + len(controls.CONTROLS))
        info = store.info()
        span = spans.chosen(query.start, query.end, (info.first, info.last)) if info.first and info.last else no_update
        nothing = (no_update,) * (len(_DRAWN) - 5)
        try:
            seen = view(store, query)
        except WordsError as error:
            return (bad_words(str(error)), True, *nothing, str(error), span, key, *set_to)
        except StoreError as error:
            return (failed(str(error)), True, *nothing, "", span, key, *set_to)
        if not any(seen.lines.values()) and not seen.ranking:
            return (no_match(), True, *nothing, "", span, key, *set_to)
        notes = note_list(seen.notes, stamp_of(store, query, 0))
        charts = (*overview_charts.charts(store, seen, narrow is True), overview_charts.arrangement(seen))
        return (overview_charts.cards(store, seen), False, *charts, notes, "", span, key, *set_to)

    @app.callback(Output("o-opened", "children"), Input("url", "search"))
    def open_mark(search: object) -> Any:
        """Lists the articles behind the mark in the address, and says why the tone moved."""
        query = parse(search)
        try:
            found = opened(store, query)
        except WordsError:
            return None  # the notice above the charts says what is wrong
        if found is None:
            return None
        parts = [article_list(found.heading, found.rows, found.total, query.measure, query.band)]
        if found.why:
            n = found.why.n + found.why.before_n
            asked = replace(query, countries=(found.why.country,), start=found.why.before[0], end=found.why.after[1])
            parts.append(why(found.why, stamp_of(store, asked, n)))
        return parts

    @app.callback(
        Output("url", "search", allow_duplicate=True),
        *(Input(f"o-{name}", "clickData") for name in overview_charts.NAMES),
        State("url", "search"),
        prevent_initial_call=True,
    )
    def mark_clicked(*given: Any) -> Any:
        """Puts the clicked mark into the address."""
        triggered = callback_context.triggered
        mark = mark_of(_custom_data(triggered[0]["value"] if triggered else None))
        return no_update if mark is None else replace(parse(given[-1]), at=mark).search()


def _register_controls(app: Dash, store: Store) -> None:
    @app.callback(
        Output("url", "search"),
        *(Input(name, prop) for name, prop in controls.CONTROLS),
        State("o-drawn", "data"),
        prevent_initial_call=True,
    )
    def filter_changed(*given: Any) -> Any:
        """Puts the controls' values into the address; a changed filter closes the opened mark.

        Controls that show what is drawn were set by `draw`, not by the reader. (The address is no guide: after Back
        it may be a step ahead of the controls.) Countries that the page chose by itself are no choice of the reader's.
        """
        drawn = given[-1]
        asked = controls.from_values(given[:-1], first_countries(store, parse(drawn))).search()
        return no_update if asked == drawn else asked

    @app.callback(
        Output("f-start", "value", allow_duplicate=True),
        Output("f-end", "value", allow_duplicate=True),
        Input("f-span", "value"),
        prevent_initial_call=True,
    )
    def span_chosen(choice: object) -> tuple[Any, Any]:
        """Sets both dates to a ready-made span."""
        info = store.info()
        found = spans.ends(choice, (info.first, info.last)) if info.first and info.last else None
        if found is None:
            return no_update, no_update
        start, end = found
        return start.isoformat() if start else None, end.isoformat() if end else None


def _register_notes(app: Dash, store: Store) -> None:
    @app.callback(
        Output("o-noted", "data"),
        Output("o-note-said", "children"),
        Output("o-note-text", "value"),
        Input("o-note-add", "n_clicks"),
        Input({"type": "o-note-forget", "note": ALL}, "n_clicks"),
        State("o-note-day", "value"),
        State("o-note-text", "value"),
        State("o-note-country", "value"),
        State("o-noted", "data"),
        prevent_initial_call=True,
    )
    def note_changed(
        _add: object, _forget: object, day: object, text: object, country: object, noted: object
    ) -> tuple[Any, Any, Any]:
        """Stores the note of the form, or removes the one whose button was pressed; the charts are then drawn anew."""
        pressed = callback_context.triggered_id
        if not callback_context.triggered or not callback_context.triggered[0]["value"]:
            return no_update, no_update, no_update  # a button that was only put on the page
        times = noted + 1 if isinstance(noted, int) else 1
        if pressed != "o-note-add":
            number = pressed.get("note") if pressed else None
            if not isinstance(number, int):
                return no_update, no_update, no_update
            store.forget_note(number)
            return times, "The note was removed.", no_update
        when, words = day_of(day), text.strip()[: cap("note_chars")] if isinstance(text, str) else ""
        if when is None or not words:
            return no_update, "A note needs a day and a few words.", no_update
        store.note(when, words, country if isinstance(country, str) and country in names.countries() else "")
        return times, "The note is on the chart.", ""


def _triggers() -> set[str]:
    return {str(one["prop_id"]).split(".")[0] for one in callback_context.triggered}


def _custom_data(click: Any) -> Any:
    try:
        return click["points"][0]["customdata"]
    except (KeyError, IndexError, TypeError):
        return None
