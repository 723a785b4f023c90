"""Small multiples: one panel for each of those compared, all on the same scale and the same days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.series import period_end, periods_between
from dashboard.types import Period
from dashboard.web import theme
from dashboard.web.figures.parts import XPERIOD, Figure, axis_of, layout_of, neutral_band, plain, tone_ticks, zero_line

PLOT = 150  # pixels: the height of a panel's plot
_HEAD, _FOOT, _TOP, _BOTTOM = 42, 28, 30, 26
_GAP = 0.035  # of the width, between panels side by side
_COLUMNS = {1: 1, 2: 2, 3: 3, 4: 2, 5: 3, 6: 3}  # more than six: four


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark: its period's first day, value and 95% interval (None for none), what it says, its custom data."""

    start: date
    value: float
    low: float | None
    high: float | None
    words: str
    custom: list[str]


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel: name, colour, a line of numbers beneath the name, its dots in order of time.

    `behind` is drawn pale behind the dots, to compare with: first days and values.
    """

    name: str
    colour: str
    numbers: str
    dots: Sequence[Dot]
    behind: Sequence[tuple[date, float]] = ()


def columns(number: int, *, narrow: bool) -> int:
    """How many panels stand side by side."""
    return 1 if narrow else _COLUMNS.get(number, 4)


def height(number: int, *, narrow: bool = False) -> int:
    """The height in pixels of a figure with so many panels."""
    rows = -(-max(1, number) // columns(number, narrow=narrow))
    return _TOP + rows * (_HEAD + PLOT + _FOOT) + _BOTTOM


def panels(
    shown: Sequence[Panel], by: Period, axis: str, span: tuple[float, float], *, narrow: bool, band: float | None = None
) -> Figure:
    """The figure. `axis` says what the values are; `span` is the scale of all panels, lowest and highest value.

    Periods without a dot are gaps in the lines. A dot without interval is open. `band` is half the width of a neutral
    strip, None for no strip.
    """
    days = [dot.start for panel in shown for dot in panel.dots]
    wide, tall = columns(len(shown), narrow=narrow), height(len(shown), narrow=narrow)
    layout = layout_of(height=tall, margin={"l": 46, "r": 10, "t": _TOP, "b": _BOTTOM})
    days_in_words = f"{by.capitalize()} of publication (UTC)"
    size = 11 if narrow else 12
    words = [_words(axis, 1.0, "bottom", 8, size), _words(days_in_words, 0.0, "top", -6, size)]
    data: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    for place, panel in enumerate(shown):
        sign = "" if place == 0 else str(place + 1)
        left, right, bottom, top = _domain(place, len(shown), wide, tall)
        data.extend(_traces(panel, by, sign))
        words.extend(_title(panel, left, top))
        layout[f"xaxis{sign}"] = axis_of(
            domain=[left, right],
            anchor=f"y{sign}",
            type="date",
            showgrid=False,
            nticks=5,
            ticklabelmode="period",  # labels in the middle of a year, so that those of neighbours do not touch
            range=_days(days, by),
            showticklabels=place + wide >= len(shown),
        )
        layout[f"yaxis{sign}"] = axis_of(
            domain=[bottom, top],
            anchor=f"x{sign}",
            range=list(span),
            showticklabels=place % wide == 0,
            **tone_ticks(*span),
            **zero_line(),
        )
        if band is not None:
            strip = neutral_band("y", band)
            shapes.append(strip | {"xref": f"x{sign} domain", "yref": f"y{sign}"})
    layout |= {"hovermode": "closest", "hoverdistance": 30, "annotations": words, "shapes": shapes}
    return {"data": data, "layout": layout}


def _domain(place: int, number: int, wide: int, tall: int) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of a panel's plot, as shares of the plotting area."""
    width = (1 - _GAP * (wide - 1)) / wide
    left = (place % wide) * (width + _GAP)
    area = tall - _TOP - _BOTTOM
    top = 1 - ((place // wide) * (_HEAD + PLOT + _FOOT) + _HEAD) / area
    return round(left, 4), round(left + width, 4), round(max(0.0, top - PLOT / area), 4), round(top, 4)


def _traces(panel: Panel, by: Period, sign: str) -> Iterator[dict[str, Any]]:
    place = {"xaxis": f"x{sign}", "yaxis": f"y{sign}", "xperiod": XPERIOD[by], "xperiodalignment": "middle"}
    if panel.behind:
        known = dict(panel.behind)
        starts = list(periods_between(min(known), max(known), by))
        yield place | {
            "type": "scatter",
            "mode": "lines",
            "x": [start.isoformat() for start in starts],
            "y": [None if start not in known else round(known[start], 4) for start in starts],
            "line": {"color": "rgba(134,142,150,0.6)", "width": 1.5, "dash": "dot"},
            "connectgaps": False,
            "hoverinfo": "skip",
        }
    dots = {dot.start: dot for dot in panel.dots}
    filled = [(start, dots.get(start)) for start in periods_between(min(dots), max(dots), by)] if dots else []
    yield place | {
        "type": "scatter",
        "mode": "lines+markers",
        "name": panel.name,
        "x": [start.isoformat() for start, _ in filled],
        "y": [None if dot is None else round(dot.value, 4) for _, dot in filled],
        "connectgaps": False,
        "line": {"color": panel.colour, "width": 1.5},
        "marker": {
            "color": panel.colour,
            "size": 7,
            "symbol": ["circle-open" if dot is None or dot.low is None else "circle" for _, dot in filled],
        },
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [None if dot is None or dot.high is None else round(dot.high - dot.value, 4) for _, dot in filled],
            "arrayminus": [
                None if dot is None or dot.low is None else round(dot.value - dot.low, 4) for _, dot in filled
            ],
            "color": theme.translucent(panel.colour, 0.3),
            "thickness": 4,
            "width": 0,
        },
        "customdata": [None if dot is None else dot.custom for _, dot in filled],
        "text": [None if dot is None else dot.words for _, dot in filled],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _title(panel: Panel, left: float, top: float) -> list[dict[str, Any]]:
    place = {"xref": "paper", "x": left, "xanchor": "left", "yref": "paper", "y": top, "yanchor": "bottom"}
    glyph = f'<span style="color:{panel.colour}">●</span> '
    return [
        place | {"text": f"{glyph}<b>{plain(panel.name)}</b>", "yshift": 19, "showarrow": False, "font": {"size": 14}},
        place | {"text": panel.numbers, "yshift": 3, "showarrow": False, "font": {"size": 12}},
    ]


def _words(text: str, y: float, anchor: str, shift: int, size: int) -> dict[str, Any]:
    place = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": -44, "yref": "paper", "y": y, "yanchor": anchor}
    return place | {"text": text, "yshift": shift, "showarrow": False, "font": {"size": size}}


def _days(starts: Sequence[date], by: Period) -> list[str] | None:
    """From the first to the last day that any panel shows, so that all show the same."""
    if not starts:
        return None
    return [min(starts).isoformat(), f"{period_end(max(starts), by).isoformat()} 23:59"]
