"""The Country page's figures: breaks in the trend, the distribution, dots with intervals, and words that pull."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from dashboard.series import Break, PullingWord
from dashboard.types import Point
from dashboard.web import theme
from dashboard.web.figures.parts import (
    Figure,
    axis_of,
    layout_of,
    neutral_band,
    plain,
    title,
    tone_ticks,
    zero_line,
)

DISTRIBUTION_HEIGHT = 400
DOTS_SHOWN = 14
DOTS_HEIGHT = 400
WORDS_SHOWN = 12
WORDS_HEIGHT = 360
_LONGEST = 26  # of a label beside a dot; all of it shows when one points at the dot
_GREY = "rgba(134,142,150,0.9)"
_UP, _DOWN = "#4393c3", "#d6604d"


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot with its interval: label, n, mean, the ends (None below n = 5), more words for the hover, custom data."""

    label: str
    n: int
    mean: float
    low: float | None
    high: float | None
    custom: tuple[str, str]
    more: str = ""


def with_breaks(figure: Figure, found: Sequence[Break], first: date, last: date, low: float) -> Figure:
    """The tone lines with breaks in level: an upright line at each, and the mean of each level as a dashed one.

    `first` and `last` are the days that the lines reach over; the means' words stand above the tone `low`.
    """
    if not found:
        return figure
    edges = [first, *(one.day for one in found), last]
    means = [found[0].before_mean, *(one.mean for one in found)]
    levels = [
        _segment((start.isoformat(), end.isoformat()), (mean, mean), "dash")
        for (start, end), mean in zip(pairwise(edges), means, strict=True)
    ]
    steps = [_segment((one.day.isoformat(),) * 2, (0.34, 1.0), "solid", yref="paper") for one in found]
    words = [
        {
            "xref": "x",
            "x": one.day.isoformat(),
            "xanchor": "left",
            "xshift": 4,
            "yref": "y",
            "y": low,
            "yanchor": "bottom",
            "text": f"{theme.signed(one.before_mean)} → {theme.signed(one.mean)}",
            "hovertext": f"Break in level on {one.day.isoformat()}",
            "showarrow": False,
            "font": {"size": 12},
        }
        for one in found
    ]
    layout = figure["layout"]
    return figure | {
        "layout": layout
        | {
            "shapes": [*layout.get("shapes", ()), *levels, *steps],
            "annotations": [*layout.get("annotations", ()), *words],
        }
    }


def distribution(
    steps: Sequence[int], point: Point | None, axis: str, band: float = theme.NEUTRAL_BAND, *, narrow: bool = False
) -> Figure:
    """Number of articles by tone, in steps of 0.1 from −1, each a bar; the mean with its interval stands behind.

    Custom data is ["tone", number of the step]. A narrow figure leaves out steps beyond all articles, so that the bars
    are as wide as their numbers.
    """
    middles = [round(-0.95 + 0.1 * step, 2) for step in range(len(steps))]
    trace = {
        "type": "bar",
        "x": middles,
        "y": list(steps),
        "width": 0.094,
        "marker": {
            "color": middles,
            "colorscale": theme.TONE_SCALE,
            "cmin": -theme.TONE_RANGE,
            "cmax": theme.TONE_RANGE,
            "showscale": False,
            "line": {"color": _GREY, "width": 1},
        },
        "text": [str(n) if n else "" for n in steps],
        "textposition": "outside",
        "textfont": {"size": 10 if narrow else 11},
        "textangle": 0,
        "constraintext": "none",
        "customdata": [["tone", str(step)] for step in range(len(steps))],
        "hovertext": [
            f"{theme.signed(middle - 0.05, 1)} to {theme.signed(middle + 0.05, 1)}<br>"
            f"{'1 article' if n == 1 else f'{n:,} articles'}"
            for middle, n in zip(middles, steps, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }
    held = [middle for middle, n in zip(middles, steps, strict=True) if n]
    ends = (min([*held, -0.4]) - 0.1, max([*held, 0.4]) + 0.1) if narrow else (-1.0, 1.0)
    layout = layout_of(height=DISTRIBUTION_HEIGHT, margin={"l": 56, "r": 12, "t": 28, "b": 62})
    layout |= {
        "hovermode": "closest",
        "bargap": 0,
        "xaxis": axis_of(
            title=title(axis, 10), range=list(ends), showgrid=False, **tone_ticks(*ends, "x"), **zero_line()
        ),
        "yaxis": axis_of(title=title("Articles", 8), rangemode="tozero", nticks=5, tickformat="d"),
        "shapes": [neutral_band("x", band), *_mean_marks(point)],
        "annotations": _mean_words(point),
    }
    return {"data": [trace], "layout": layout}


def dots(rows: Sequence[Dot], axis: str, band: float = theme.NEUTRAL_BAND, colour: str = theme.UNCHOSEN) -> Figure:
    """Dots with their 95% intervals, one to a row, the first at the bottom; open without an interval.

    Custom data is that of the rows.
    """
    means = [round(row.mean, 4) for row in rows]
    ends = [end for row in rows for end in (row.mean, row.low, row.high) if end is not None]
    low, high = max(-1.05, min([*ends, -0.3]) - 0.05), min(1.05, max([*ends, 0.3]) + 0.05)
    places = list(range(len(rows)))
    trace = {
        "type": "scatter",
        "mode": "markers",
        "x": means,
        "y": places,
        "marker": {
            "size": 10,
            "color": colour,
            "symbol": ["circle-open" if row.low is None else "circle" for row in rows],
        },
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [None if row.high is None else round(row.high - row.mean, 4) for row in rows],
            "arrayminus": [None if row.low is None else round(row.mean - row.low, 4) for row in rows],
            "color": _GREY,
            "thickness": 1.5,
            "width": 0,
        },
        "customdata": [list(row.custom) for row in rows],
        "text": [_dot_words(row) for row in rows],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
    }
    layout = layout_of(height=DOTS_HEIGHT, margin={"l": 8, "r": 12, "t": 4, "b": 62})
    layout |= {
        "hovermode": "closest",
        "xaxis": axis_of(title=title(axis, 10), range=[low, high], **tone_ticks(low, high, "x"), **zero_line()),
        "yaxis": _rows_axis([f"{plain(_short(row.label))} ({row.n:,})" for row in rows], DOTS_SHOWN),
        "shapes": [neutral_band("x", band)],
    }
    return {"data": [trace], "layout": layout}


def word_bars(words: Sequence[PullingWord], most: float, *, up: bool) -> Figure:
    """Words by their summed share, the strongest on top; custom data is ["word", word].

    `most` is the largest share on the axis: the same for both lists, so that their bars compare.
    """
    shown = list(reversed(words[:WORDS_SHOWN]))
    trace = {
        "type": "bar",
        "orientation": "h",
        "x": [round(abs(word.contribution), 4) for word in shown],
        "y": list(range(len(shown))),
        "width": 0.72,
        "marker": {"color": _UP if up else _DOWN, "line": {"width": 0}},
        "text": [f"{word.count:,}× in {word.articles:,}" for word in shown],
        "textposition": "outside",
        "textfont": {"size": 11},
        "customdata": [["word", word.word] for word in shown],
        "hovertext": [
            f"<b>{plain(word.word)}</b><br>{word.count:,} times in {word.articles:,} "
            f"{'article' if word.articles == 1 else 'articles'}<br>summed share {theme.signed(word.contribution)}"
            for word in shown
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }
    layout = layout_of(height=WORDS_HEIGHT, margin={"l": 8, "r": 12, "t": 4, "b": 46})
    layout |= {
        "hovermode": "closest",
        "xaxis": axis_of(
            title=title(f"Summed share, {'upward' if up else 'downward'}", 8), range=[0, 1.3 * most], nticks=5
        ),
        "yaxis": _rows_axis([plain(_short(word.word)) for word in shown], WORDS_SHOWN),
    }
    return {"data": [trace], "layout": layout}


def _rows_axis(labels: Sequence[str], most: int) -> dict[str, Any]:
    """Rows by number, not by label, as two long labels may be cut to the same words; few rows do not spread out."""
    top = max(len(labels), min(6, most)) - 0.4
    return axis_of(
        tickmode="array",
        tickvals=list(range(len(labels))),
        ticktext=list(labels),
        automargin=True,
        showgrid=False,
        ticks="",
        range=[len(labels) - 0.4 - top - 0.5, len(labels) - 0.4],
    )


def _segment(x: tuple[str, str], y: tuple[float, float], dash: str, yref: str = "y") -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "x",
        "x0": x[0],
        "x1": x[1],
        "yref": yref,
        "y0": round(y[0], 4),
        "y1": round(y[1], 4),
        "line": {"color": _GREY, "width": 1.6, "dash": dash},
    }


def _mean_marks(point: Point | None) -> list[dict[str, Any]]:
    if point is None:
        return []
    line = {"type": "line", "xref": "x", "yref": "paper", "y0": 0, "y1": 1}
    marks: list[dict[str, Any]] = [
        line | {"x0": point.mean, "x1": point.mean, "line": {"color": _GREY, "width": 1.6, "dash": "dot"}}
    ]
    if point.low is not None and point.high is not None:
        strip = {"type": "rect", "x0": point.low, "x1": point.high, "fillcolor": "rgba(134,142,150,0.28)"}
        marks.append(line | strip | {"line": {"width": 0}, "layer": "below"})
    return marks


def _mean_words(point: Point | None) -> list[dict[str, Any]]:
    if point is None:
        return []
    return [
        {
            "xref": "x",
            "x": round(point.mean, 4),
            "yref": "paper",
            "y": 1,
            "yanchor": "bottom",
            "text": f"mean {theme.signed(point.mean)}",
            "showarrow": False,
            "font": {"size": 12},
        }
    ]


def _dot_words(row: Dot) -> str:
    ends = (
        f"95% interval {theme.signed(row.low)} to {theme.signed(row.high)}"
        if row.low is not None and row.high is not None
        else "too few for an interval"
    )
    articles = "1 article" if row.n == 1 else f"{row.n:,} articles"
    more = f"<br>{row.more}" if row.more else ""
    return f"<b>{plain(row.label)}</b><br>{theme.signed(row.mean)} from {articles}{more}<br>{ends}"


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST else label[: _LONGEST - 1].rstrip() + "…"
