"""What all figures are made of: axes, the layout, the words of a mark, and the data that a figure carries along.

Figures are plain dictionaries, which cost a fraction of `go.Figure`. Text and grid colours for dark mode are set by
the style sheet, so that a figure need not be drawn again when the scheme changes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from dashboard.series import period_end, periods_between
from dashboard.types import Period, Point
from dashboard.web import theme
from dashboard.web.wording import articles_and_stories

Figure = dict[str, Any]

TONE_AXIS = "Tone toward the country<br>(−1 negative … +1 positive)"
VADER_AXIS = "Plain VADER of the sentences<br>(−1 negative … +1 positive)"
LESS_AXIS = "Tone less the baseline<br>(below 0: more negative than it)"

# Plotly's period units: it then draws marks and bars in the middle of their period, at its width.
XPERIOD: Mapping[Period, str | int] = {
    "day": 86_400_000,
    "week": 604_800_000,
    "month": "M1",
    "quarter": "M3",
    "year": "M12",
}


def mark(country: str, start: date, by: Period) -> list[str]:
    """A mark's custom data: country, first day and last day of its period."""
    return [country, start.isoformat(), period_end(start, by).isoformat()]


def with_gaps(points: Sequence[Point], by: Period) -> list[tuple[date, Point | None]]:
    """Every period from the first point to the last, with its point, or None where nothing was published."""
    if not points:
        return []
    known = {point.start: point for point in points}
    return [(start, known.get(start)) for start in periods_between(points[0].start, points[-1].start, by)]


def symbol(point: Point | None) -> str:
    """An open circle where there is no interval, below five stories; else a filled one."""
    return "circle-open" if point is None or point.low is None else "circle"


def hover(point: Point, name: str) -> str:
    """What a mark says when one points at it: country, period, mean, n, interval."""
    interval = (
        f"95% interval {theme.signed(point.low)} to {theme.signed(point.high)}"
        if point.low is not None and point.high is not None
        else "too few for an interval"
    )
    articles = articles_and_stories(point.articles, point.stories)
    return f"<b>{name}</b> · {point.period}<br>{theme.signed(point.mean)} from {articles}<br>{interval}"


def tone_ticks(low: float, high: float, axis: str = "y") -> dict[str, Any]:
    """Ticks of a tone axis: signed with a true minus, and a bare 0."""
    step = (
        0.5
        if high - low > (2.2 if axis == "y" else 1.6)
        else 0.2
        if high - low > (0.9 if axis == "y" else 0.5)
        else 0.1
    )
    values = [
        round(step * place, 1) for place in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)
    ]
    return {"tickmode": "array", "tickvals": values, "ticktext": [theme.signed(v, 1) if v else "0" for v in values]}


def with_data(
    figure: Figure, title: str, stamp: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> Figure:
    """The same figure with what its exports are made of: title, stamp (see stamp.py), and its numbers as a table.

    `rows` hold text, whole numbers, floats or None, one for each of the `columns`.
    """
    meta = {"title": title, "stamp": stamp, "columns": list(columns), "rows": [list(row) for row in rows]}
    return {"data": figure["data"], "layout": figure["layout"] | {"meta": meta}}


def tone_range(points: Iterable[Point], *, beyond: bool = False) -> tuple[float, float]:
    """An axis that holds every mark and band with some air, never narrower than ±0.3, never beyond ±1.05.

    `beyond` allows ±2.05, where tones less a baseline can lie.
    """
    values = [value for point in points for value in (point.mean, point.low, point.high) if value is not None]
    low, high = min([*values, -0.3]), max([*values, 0.3])
    end = 2.05 if beyond else 1.05
    return max(-end, low - 0.05), min(end, high + 0.05)


def plain(text: str) -> str:
    """Words of others as Plotly shows them, sign by sign: it reads a small part of HTML in every text."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def neutral_band(axis: str, width: float = theme.NEUTRAL_BAND) -> dict[str, Any]:
    """A grey strip over the neutral tones, from −width to +width on the axis "x" or "y"."""
    across = {"x": ("yref", "y0", "y1"), "y": ("xref", "x0", "x1")}[axis]
    reference = "xref" if axis == "x" else "yref"
    return {
        "type": "rect",
        reference: axis,
        f"{axis}0": -width,
        f"{axis}1": width,
        across[0]: "paper" if axis == "x" else "x domain",
        across[1]: 0,
        across[2]: 1,
        "fillcolor": "rgba(134,142,150,0.09)",
        "line": {"width": 0},
        "layer": "below",
    }


def title(text: str, standoff: int) -> dict[str, Any]:
    """An axis title, `standoff` pixels from the tick labels."""
    return {"text": text, "standoff": standoff, "font": {"size": 12}}


def zero_line() -> dict[str, Any]:
    """Settings of a tone axis that draw its zero."""
    return {"zeroline": True, "zerolinecolor": theme.ZERO, "zerolinewidth": 1.2}


def axis_of(**more: Any) -> dict[str, Any]:
    """An axis as all charts have it, with what is said besides."""
    return {
        "gridcolor": theme.GRID,
        "zeroline": False,
        "linecolor": theme.GRID,
        "fixedrange": True,
        "tickfont": {"size": 12},
        "ticks": "outside",
        "tickcolor": theme.GRID,
        "ticklen": 4,
    } | more


def layout_of(height: int, margin: dict[str, int]) -> dict[str, Any]:
    """The layout that all charts share; `height` and `margin` (l, r, t, b) in pixels."""
    return {
        "height": height,
        "margin": margin,
        "autosize": True,
        "font": {"family": theme.FONT, "size": 13, "color": theme.INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "hoverlabel": {"align": "left", "bgcolor": "#212529", "font": {"color": "#f8f9fa", "size": 13}},
        "dragmode": False,
    }
