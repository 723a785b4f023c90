"""A chart on a card: title, chart, caption, and a menu to take its numbers and its picture along."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard.web.components.aria import aria
from dashboard.web.components.graph import graph

FORMATS = (
    ("csv", "Numbers as CSV"),
    ("json", "Numbers as JSON"),
    ("png", "Picture as PNG"),
    ("svg", "Picture as SVG"),
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a chart begins with: its figure and its caption."""

    figure: dict[str, Any]
    caption: str


def card(id: str, title: str, height: int, control: Any = None, drawn: Drawn | None = None) -> Any:
    """A card with the graph `id` of a height in pixels; its caption is the text `id`-caption,
    behind which the Method page is linked.

    A `control` of the chart stands beside its title. A chart that is `drawn` already comes with its page; the others
    are filled in by a callback.

    The menu needs no callback: assets/export.js makes the files in the browser from the figure's `layout.meta`, which
    `figures.with_data` fills.
    """
    return dmc.Paper(
        [
            dmc.Group(
                [_titled(title, control), export_menu(id, title)],
                justify="space-between",
                wrap="nowrap",
                align="flex-start",
                mb="xs",
            ),
            graph(id, height, title, drawn.figure if drawn else None),
            html.Div(
                [
                    html.Span(drawn.caption if drawn else None, id=f"{id}-caption"),
                    " ",
                    dcc.Link("How this is computed", href="/method"),
                ],
                className="wt-caption",
            ),
        ],
        withBorder=True,
        p="md",
        className="wt-chart",
    )


def _titled(title: str, control: Any) -> Any:
    heading = dmc.Title(title, order=2, size="h4")
    return heading if control is None else dmc.Group([heading, control], gap="xs")


def export_menu(id: str, title: str) -> Any:
    """The menu "Take it with you" of the graph `id`.

    An HTML disclosure: the keyboard opens it, and screen readers tell whether it is open, without any script.
    """
    items = [
        html.Button(words, id=f"{id}-take-{kind}", type="button", className="wt-take-item", **_data(id, kind))
        for kind, words in FORMATS
    ]
    return html.Details(
        [
            html.Summary("Take it with you", className="wt-export", **aria(label=f"Take it with you: {title}")),
            html.Div(items, className="wt-take-items"),
        ],
        className="wt-take wt-shrinkless",
    )


def table_export(id: str, title: str, stamp: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Any:
    """A button that gives a table as CSV; stamp, columns and rows are those of `figures.with_data`."""
    meta = {"title": title, "stamp": stamp, "columns": list(columns), "rows": [list(row) for row in rows]}
    carried: dict[str, Any] = {"data-wt-meta": json.dumps(meta)}
    button = dmc.Button(
        "Table as CSV",
        id=f"{id}-take-csv",
        variant="subtle",
        size="compact-xs",
        className="wt-export",
        **_data(id, "csv"),
    )
    return html.Div(button, id=id, className="wt-shrinkless", **carried)


def _data(graph_id: str, kind: str) -> dict[str, Any]:
    return {"data-wt-graph": graph_id, "data-wt-take": kind}
