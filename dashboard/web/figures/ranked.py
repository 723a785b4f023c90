"""Countries ranked by mean tone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.types import Point
from dashboard.web import theme
from dashboard.web.figures.parts import (
    Figure,
    axis_of,
    hover,
    layout_of,
    neutral_band,
    symbol,
    title,
    tone_range,
    tone_ticks,
    zero_line,
)


def ranked_height(countries: int) -> int:
    """How high the ranking of so many countries is, in pixels."""
    return 84 + 25 * max(1, countries)


def ranked(
    ranking: Sequence[Point],
    country_names: Mapping[str, str],
    chosen: Sequence[str],
    axis: str,
    band: float = theme.NEUTRAL_BAND,
) -> Figure:
    """Countries from most negative to most positive mean tone, each dot with its 95% interval and n.

    `band` is half the width of the neutral strip.
    """
    ordered = sorted(ranking, key=lambda point: (point.mean, point.country))
    labels = [f"{country_names[point.country]} ({point.articles:,})" for point in ordered]
    colours = [theme.country_colour(point.country) if point.country in chosen else theme.UNCHOSEN for point in ordered]
    means = [round(point.mean, 4) for point in ordered]
    trace = {
        "type": "scatter",
        "mode": "markers",
        "x": means,
        "y": labels,
        "marker": {"size": 9, "color": colours, "symbol": [symbol(point) for point in ordered]},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [None if point.high is None else round(point.high - point.mean, 4) for point in ordered],
            "arrayminus": [None if point.low is None else round(point.mean - point.low, 4) for point in ordered],
            "color": "rgba(134,142,150,0.75)",
            "thickness": 1.5,
            "width": 0,
        },
        "customdata": [[point.country] for point in ordered],
        "text": [hover(point, country_names[point.country]) for point in ordered],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
    }
    layout = layout_of(height=ranked_height(len(ordered)), margin={"l": 8, "r": 12, "t": 4, "b": 72})
    low, high = tone_range(ordered)
    layout |= {
        "hovermode": "closest",
        "xaxis": axis_of(title=title(axis, 12), range=[low, high], **tone_ticks(low, high, "x"), **zero_line()),
        "yaxis": axis_of(type="category", automargin=True, showgrid=False, ticks="", range=[-0.7, len(ordered) - 0.3]),
        "shapes": [neutral_band("x", band)],
    }
    return {"data": [trace], "layout": layout}
