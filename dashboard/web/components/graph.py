"""A chart on the page: a Plotly graph that never asks another server for anything."""

from __future__ import annotations

from typing import Any

from dash import dcc, get_app, html

from dashboard.web.components.aria import aria


def graph(name: str, height: int, description: str, figure: dict[str, Any] | None = None) -> Any:
    """A graph of a fixed height (pixels), empty without a figure, so that nothing jumps when that comes.

    Map shapes come from our own assets; the buttons that upload or lead elsewhere are off.
    """
    config: Any = {
        "topojsonURL": get_app().get_asset_url("topojson/"),
        "showSendToCloud": False,
        "displaylogo": False,
        "displayModeBar": False,
        "scrollZoom": False,
        "responsive": True,
    }
    empty = {
        "height": height,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": {"visible": False},
        "yaxis": {"visible": False},
    }
    return html.Div(
        dcc.Graph(id=name, figure=figure or {"data": [], "layout": empty}, config=config, responsive="auto"),
        role="figure",
        className="wt-graph",
        style={"--wt-tall": f"{height}px"},  # kept free until the chart stands
        **aria(label=description),
    )
