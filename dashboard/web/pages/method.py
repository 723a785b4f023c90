"""The Method page: what the numbers are and how good they are; and the hand-check, in which readers judge them."""

from __future__ import annotations

import random
from typing import Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, State, callback_context, dcc, html, no_update

from dashboard.method import method
from dashboard.store import StoreError, WordsError
from dashboard.store.protocol import Store
from dashboard.types import Label
from dashboard.web import hand_check
from dashboard.web.components import handcheck
from dashboard.web.components.agreeing import result
from dashboard.web.components.aria import aria
from dashboard.web.components.method_sections import TITLES, sections
from dashboard.web.components.states import bad_words, empty_store, failed
from dashboard.web.hand_check import Draw, Item, Key, Progress
from dashboard.web.query import Query, parse
from dashboard.web.stamp import stamp_of

PATH = "/method"
NAME = "Method"
TITLE = "Method · Worldtone"

_FILE = "worldtone-judgements.jsonl"
_ACTIONS = (*(word for word, _, _ in handcheck.LABELS), "undo", "skip", "again", "show")


def layout(store: Store, tail: str, search: str, *, narrow: bool = False) -> Any:
    """The page, or the hand-check where the query string asks for a draw. It has no tail."""
    draw = hand_check.draw_of(search)
    return _page(store) if draw is None else _check(store, draw)


def _page(store: Store) -> Any:
    contents = [html.Li(html.A(title, href=f"#{anchor}")) for anchor, title in TITLES.items()]
    parts = sections(method(), "; ".join(store.info().engines), len(hand_check.labels_of(store)))
    return html.Div(
        [
            dmc.Title("How the numbers are made, and how good they are", order=1, size="h2"),
            html.Nav(html.Ul(contents), className="wt-contents", **aria(label="On this page")),
            *parts,
            dcc.Store(id="m-reach"),
        ],
        className="wt-method",
    )


def _check(store: Store, draw: Draw) -> Any:
    try:
        items = hand_check.drawn(store, draw)
    except WordsError as error:
        return bad_words(str(error))
    if not items:
        return empty_store() if not store.info().articles else _nothing_drawn()
    labelled = hand_check.labels_of(store)
    progress = Progress(hand_check.following(items, labelled))
    shown = _result(store, draw, items, labelled) if progress.at is None else None
    return handcheck.check(draw, items, progress, labelled, shown)


def _nothing_drawn() -> Any:
    return dmc.Paper(
        [
            dmc.Title("No mention fits these filters", order=1, size="h3"),
            html.P("There is nothing to draw from. Widen the filters in the address, or draw from all articles."),
            dcc.Link("Back to the method", href=f"{PATH}#hand-check"),
        ],
        withBorder=True,
        p="xl",
        className="wt-notice",
    )


def _result(store: Store, draw: Draw, items: list[Item], labelled: dict[Key, Label]) -> Any:
    n = len(items) - handcheck.left_of(items, labelled)
    _, engine, made, *_ = stamp_of(store, draw.query, n).split("\n")
    what = f"Worldtone, hand-check: {handcheck.in_words(draw)}"
    stamp = "\n".join((what, engine, made, f"n = {n:,} judged of {len(items):,} mentions drawn, one an article"))
    return result(items, labelled, draw.query.band, stamp)


def register(app: Dash, store: Store) -> None:
    """Connects the page's callbacks to a store."""
    _register_draws(app)
    _register_labels(app, store)
    app.clientside_callback(
        ClientsideFunction("worldtone_method", "reach"),
        Output("m-reach", "data"),
        Input("url", "hash"),
        Input("m-reach", "id"),
    )

    @app.callback(
        Output("m-file", "data"), Output("m-saved", "children"), Input("m-save", "n_clicks"), prevent_initial_call=True
    )
    def save(clicks: object) -> tuple[Any, Any]:
        """Gives all judgements of mentions as a file in the form of gold labels."""
        if not clicks:
            return no_update, no_update
        lines, lost = hand_check.gold_lines(store)
        left_out = f" {lost} left out, whose articles have changed since." if lost else ""
        if not lines:
            return no_update, "There is no judgement of a mention to save." + left_out
        file = {"content": "\n".join(lines) + "\n", "filename": _FILE, "type": "application/x-ndjson", "base64": False}
        return file, f"{len(lines):,} saved.{left_out}"


def _register_draws(app: Dash) -> None:
    @app.callback(
        Output("url", "href", allow_duplicate=True),
        Input("m-draw", "n_clicks"),
        State("m-number", "value"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    def draw(clicks: object, number: object, search: object) -> Any:
        """Opens a new draw of the chosen number."""
        return _new(hand_check.whole(number), parse(search)) if clicks else no_update

    @app.callback(
        Output("url", "href", allow_duplicate=True),
        Input("m-another", "n_clicks"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    def draw_another(clicks: object, search: object) -> Any:
        """Opens another draw of the same number with the same filters."""
        asked = hand_check.draw_of(search if isinstance(search, str) else "")
        return _new(asked.number, asked.query) if clicks and asked else no_update


def _new(number: int | None, query: Query) -> str:
    seed = random.randint(0, hand_check.LARGEST_SEED)  # noqa: S311  a draw, not a secret
    return PATH + Draw(number if number in hand_check.NUMBERS else hand_check.NUMBERS[0], seed, query).search()


def _register_labels(app: Dash, store: Store) -> None:
    @app.callback(
        Output("m-item", "children"),
        Output("m-state", "data"),
        Output("m-labels", "hidden"),
        Output("m-skipping", "hidden"),
        Output("m-end", "hidden"),
        Output("m-again", "disabled"),
        Output("m-result", "children"),
        *(Input(f"m-{action}", "n_clicks") for action in _ACTIONS),
        State("m-state", "data"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    def act(*given: Any) -> tuple[Any, ...]:
        """Stores a label, goes on or back, and shows the agreement at the end or when asked for."""
        action = str(callback_context.triggered_id or "").removeprefix("m-")
        asked = hand_check.draw_of(given[-1] if isinstance(given[-1], str) else "")
        if asked is None or action not in _ACTIONS or not callback_context.triggered[0]["value"]:
            return (no_update,) * 7
        try:
            return _after(store, asked, action, given[-2])
        except (StoreError, WordsError, ValueError) as error:
            return (*(no_update,) * 6, failed(str(error)))


def _after(store: Store, draw: Draw, action: str, data: Any) -> tuple[Any, ...]:
    items = hand_check.drawn(store, draw)
    progress = hand_check.progress_of(data, len(items))
    labels = {word: label for word, _, label in handcheck.LABELS}
    if action in labels and progress.at is not None:
        store.judge(items[progress.at].judgement(labels[action]))
    labelled = hand_check.labels_of(store)
    if action == "show":
        return (*(no_update,) * 6, _result(store, draw, items, labelled))
    progress = hand_check.moved(progress, action, items, labelled)
    step = data.get("step") if isinstance(data, dict) else 0
    step = step + 1 if isinstance(step, int) else 1
    through = progress.at is None
    return (
        handcheck.shown(items, progress, labelled, step),
        handcheck.state(progress, step),
        through,
        through,
        not through,
        not handcheck.left_of(items, labelled),
        _result(store, draw, items, labelled) if through else None,
    )
