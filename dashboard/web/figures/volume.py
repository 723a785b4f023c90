"""Articles per period, beneath the tone lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.types import Period, Point
from dashboard.web import theme
from dashboard.web.figures.parts import (
    XPERIOD,
    hover,
    mark,
)


def volume_bars(country: str, name: str, points: Sequence[Point], by: Period, colour: str) -> dict[str, Any]:
    """A country's bars: articles per period on the axis y2, each with the custom data of `mark`."""
    return {
        "type": "bar",
        "yaxis": "y2",
        "name": name,
        "showlegend": False,
        "x": [point.start.isoformat() for point in points],
        "y": [point.articles for point in points],
        "xperiod": XPERIOD[by],
        "xperiodalignment": "middle",
        "marker": {"color": theme.translucent(colour, 0.8), "line": {"width": 0}},
        "customdata": [mark(country, point.start, by) for point in points],
        "text": [hover(point, name) for point in points],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
    }
