"""The world map of mean tone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.types import Point
from dashboard.web import theme
from dashboard.web.figures.parts import (
    Figure,
    hover,
    layout_of,
)


def tone_map(ranking: Sequence[Point], country_names: Mapping[str, str], title: str, *, narrow: bool = False) -> Figure:
    """World map of mean tone per country, paler where fewer than five stories stand behind it."""
    few = [point.low is None for point in ranking]
    trace = {
        "type": "choropleth",
        "locationmode": "ISO-3",
        "locations": [point.country for point in ranking],
        "z": [round(point.mean, 4) for point in ranking],
        "zmin": -theme.TONE_RANGE,
        "zmax": theme.TONE_RANGE,
        "colorscale": theme.TONE_SCALE,
        "marker": {
            "opacity": [0.45 if pale else 1.0 for pale in few],
            "line": {"color": "rgba(90,98,104,0.55)", "width": 0.5},
        },
        "colorbar": {
            "orientation": "h",
            "y": -0.02,
            "yanchor": "top",
            "thickness": 10,
            "len": 0.7,
            "outlinewidth": 0,
            **theme.tone_bar_ticks(),
            "title": {"text": title, "side": "bottom", "font": {"size": 12}},
        },
        "customdata": [[point.country] for point in ranking],
        "text": [hover(point, country_names[point.country]) for point in ranking],
        "hovertemplate": "%{text}<extra></extra>",
    }
    layout = layout_of(height=250 if narrow else 360, margin={"l": 0, "r": 0, "t": 0, "b": 56})
    layout |= {
        "dragmode": False,
        "geo": {
            "projection": {"type": "natural earth"},
            "fitbounds": False,
            "showframe": False,
            "showcoastlines": False,
            "showland": True,
            "landcolor": "rgba(140,146,152,0.30)",
            "showcountries": True,
            "countrycolor": "rgba(140,146,152,0.35)",
            "countrywidth": 0.5,
            "lataxis": {"range": [-57, 84]},
            "bgcolor": "rgba(0,0,0,0)",
        },
    }
    return {"data": [trace], "layout": layout}
