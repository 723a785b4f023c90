"""Tone over time: a line with its band for each country, and the number of articles beneath."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from dashboard.series import SmoothedPoint, period_end
from dashboard.types import Note, Period, Point
from dashboard.web import theme
from dashboard.web.figures.notes import ROW, note_marks
from dashboard.web.figures.parts import (
    XPERIOD,
    Figure,
    axis_of,
    hover,
    layout_of,
    mark,
    neutral_band,
    symbol,
    title,
    tone_range,
    tone_ticks,
    with_gaps,
    zero_line,
)
from dashboard.web.figures.volume import volume_bars

MOST_BANDS = 3  # more filled bands over each other are mud: then each mark has an upright bar of its own
MOST_GROUPED = 3  # bars side by side; more are stacked
_ASIDE = 0.55  # of a period: how far the marks of many countries reach over, from the first to the last
_LABEL_GAP = 0.055  # of the axis: names of lines closer than this would overprint each other


def tone_lines(
    lines: Mapping[str, Sequence[Point]],
    by: Period,
    country_names: Mapping[str, str],
    axis: str,
    *,
    narrow: bool = False,
    smoothed: Mapping[str, Sequence[SmoothedPoint]] | None = None,
    notes: Sequence[Note] = (),
    band: float | None = theme.NEUTRAL_BAND,
) -> Figure:
    """Tone of each country over time with its 95% band, and articles per period beneath on the same time axis.

    `lines` maps country codes to their points in order of time. Periods without articles are gaps. Marks with fewer
    than five articles are open and have no band. Each mark carries [country, first day, last day] as custom data.
    With more than three countries the intervals are upright bars, the countries' marks stand a little beside each
    other within their period, and worldtone.js shows the band of the line pointed at.
    Where `smoothed` is given its means are the lines, and the points stay as dots. `notes` are thin upright lines;
    `band` is half the width of the neutral strip, None for no strip. A narrow chart leaves out the names at the
    lines' ends, which the cards above it give too, and has the axes' titles lying above the plots.
    """
    dashes = theme.dashes(list(lines))
    many = len(lines) > MOST_BANDS
    data: list[dict[str, Any]] = []
    for place, (country, points) in enumerate(lines.items()):
        colour, name = theme.country_colour(country), country_names[country]
        aside = (place - (len(lines) - 1) / 2) * _ASIDE / len(lines) if many else None
        data.append(_band(country, points, colour, by, seen=not many))
        if smoothed is not None:
            data.append(_smooth(smoothed[country], by, colour, dashes[country]))
        dots = smoothed is not None
        data.append(_line(country, name, points, by, colour=colour, dash=dashes[country], aside=aside, dots=dots))
        data.append(volume_bars(country, name, points, by, colour))
    low, high = tone_range((point for points in lines.values() for point in points), beyond=band is None)
    ends = {country: _end(points, (smoothed or {}).get(country)) for country, points in lines.items()}
    labels = [] if narrow else _end_labels(ends, country_names, low, high)
    longest = max((len(label["text"]) for label in labels), default=0) - len(_glyph(""))
    shapes, remarks, rows = note_marks(notes, _days(lines, by), narrow=narrow)
    top = 12 + ROW * rows
    right, left = (8, 46) if narrow else (34 + 7 * longest, 80)
    layout = layout_of(height=480, margin={"l": left, "r": right, "t": top + (34 if narrow else 0), "b": 48})
    layout |= {
        "barmode": "group" if len(lines) <= MOST_GROUPED and not narrow else "stack",
        "bargap": 0.25,
        "hovermode": "closest",
        "hoverdistance": 30,
        "xaxis": axis_of(
            anchor="y2",
            title=title(f"{by.capitalize()} of publication (UTC)", 8),
            showgrid=False,
            type="date",
            fixedrange=False,
        ),
        "yaxis": axis_of(
            domain=[0.34, 1.0],
            title=title("" if narrow else axis, 10),
            range=[low, high],
            **tone_ticks(low, high),
            **zero_line(),
        ),
        "yaxis2": axis_of(
            domain=[0.0, 0.24],
            title=title("" if narrow else "Articles", 14),
            rangemode="tozero",
            nticks=4,
            tickformat="d",
        ),
        "shapes": [*([] if band is None else [neutral_band("y", band)]), *shapes],
        "annotations": [*labels, *remarks, *(_lying_titles(axis, top, left) if narrow else ())],
    }
    return {"data": data, "layout": layout}


def _line(
    country: str,
    name: str,
    points: Sequence[Point],
    by: Period,
    *,
    colour: str,
    dash: str,
    aside: float | None,
    dots: bool,
) -> dict[str, Any]:
    filled = with_gaps(points, by)
    alone = _alone(filled) if aside is None else [True] * len(filled)
    places = [start.isoformat() if aside is None else _beside(start, by, aside) for start, _ in filled]
    within = {} if aside is not None else {"xperiod": XPERIOD[by], "xperiodalignment": "middle"}
    return within | {
        "type": "scatter",
        "mode": "markers" if dots else "lines+markers",
        "name": name,
        "showlegend": False,
        "connectgaps": False,
        "x": places,
        "y": [None if point is None else round(point.mean, 4) for _, point in filled],
        "line": {"color": colour, "width": 2 if aside is None else 1.6, "dash": dash},
        "marker": {
            "color": theme.translucent(colour, 0.7) if dots else colour,
            "size": 7,
            "symbol": [symbol(point) for _, point in filled],
        },
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [_above(point) if lone else None for (_, point), lone in zip(filled, alone, strict=True)],
            "arrayminus": [_below(point) if lone else None for (_, point), lone in zip(filled, alone, strict=True)],
            "color": theme.translucent(colour, 0.3),
            "thickness": 4 if aside is None else 3,
            "width": 0,
        },
        "customdata": [mark(country, start, by) for start, _ in filled],
        "text": [None if point is None else hover(point, name) for _, point in filled],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _smooth(points: Sequence[SmoothedPoint], by: Period, colour: str, dash: str) -> dict[str, Any]:
    at = {one.raw.start: one.smooth for one in points}
    filled = with_gaps([one.raw for one in points], by)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [start.isoformat() for start, _ in filled],
        "y": [None if point is None else round(at[start], 4) for start, point in filled],
        "xperiod": XPERIOD[by],
        "xperiodalignment": "middle",
        "connectgaps": False,
        "line": {"color": colour, "width": 2.5, "dash": dash},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _band(country: str, points: Sequence[Point], colour: str, by: Period, *, seen: bool) -> dict[str, Any]:
    x: list[str | None] = []
    y: list[float | None] = []
    for run in _runs(with_gaps(points, by)):
        if len(run) < 2:
            continue  # a band of one point has no width: that point gets an error bar
        starts = [point.start.isoformat() for point in run]
        x += [*starts, *reversed(starts), None]
        y += [round(point.high or 0.0, 4) for point in run]
        y += [round(point.low or 0.0, 4) for point in reversed(run)]
        y.append(None)
    return {
        "type": "scatter",
        "mode": "lines",
        "meta": {"band": country, "seen": seen},
        "opacity": 1 if seen else 0,
        "x": x,
        "y": y,
        "xperiod": XPERIOD[by],
        "xperiodalignment": "middle",
        "fill": "toself",
        "fillcolor": theme.translucent(colour, 0.15),
        "line": {"width": 0},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _runs(filled: Iterable[tuple[date, Point | None]]) -> Iterable[list[Point]]:
    """Stretches of neighbouring periods that all have an interval."""
    run: list[Point] = []
    for _, point in filled:
        if point is not None and point.low is not None:
            run.append(point)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _alone(filled: Sequence[tuple[date, Point | None]]) -> list[bool]:
    """For each period whether it has an interval and neither neighbour has one."""
    has = [False, *(point is not None and point.low is not None for _, point in filled), False]
    return [here and not before and not after for before, here, after in zip(has, has[1:], has[2:], strict=False)]


def _days(lines: Mapping[str, Sequence[Point]], by: Period) -> tuple[date, date] | None:
    starts = [point.start for points in lines.values() for point in points]
    return (min(starts), period_end(max(starts), by)) if starts else None


def _beside(start: date, by: Period, aside: float) -> str:
    """A moment within the period that begins on `start`: `aside` periods from its middle."""
    hours = 24 * ((period_end(start, by) - start).days + 1)
    return (datetime(start.year, start.month, start.day) + timedelta(hours=round(hours * (0.5 + aside)))).isoformat()


def _above(point: Point | None) -> float | None:
    return None if point is None or point.high is None else round(point.high - point.mean, 4)


def _below(point: Point | None) -> float | None:
    return None if point is None or point.low is None else round(point.mean - point.low, 4)


def _end(points: Sequence[Point], smoothed: Sequence[SmoothedPoint] | None) -> float | None:
    if not points:
        return None
    return smoothed[-1].smooth if smoothed else points[-1].mean


def _glyph(colour: str) -> str:
    return f'<span style="color:{colour}">●</span> '


def _lying_titles(axis: str, top: int, left: int) -> list[dict[str, Any]]:
    """The axes' titles above their plots, as a narrow chart has no room for them on their sides."""
    place = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": 4 - left, "yref": "paper", "yanchor": "bottom"}
    look = {"showarrow": False, "align": "left", "font": {"size": 12}}
    return [
        place | look | {"text": axis, "y": 1.0, "yshift": top - 8},
        place | look | {"text": "Articles", "y": 0.24, "yshift": 2},
    ]


def _end_labels(
    ends: Mapping[str, float | None], country_names: Mapping[str, str], low: float, high: float
) -> list[dict[str, Any]]:
    """The countries' names at the right end of their lines, moved apart where they would overprint."""
    found = sorted((end, country) for country, end in ends.items() if end is not None)
    heights: list[float] = []
    gap = _LABEL_GAP * (high - low)
    for end, _ in found:
        heights.append(end if not heights else max(end, heights[-1] + gap))
    surplus = max(0.0, heights[-1] - (high - gap / 2)) if heights else 0.0
    return [
        {
            "xref": "paper",
            "x": 1.0,
            "xanchor": "left",
            "xshift": 6,
            "yref": "y",
            "y": round(height - surplus, 4),
            # The dot has the line's colour; the name the text's, which every scheme can read.
            "text": _glyph(theme.country_colour(country)) + country_names[country],
            "showarrow": False,
            "font": {"size": 13},
        }
        for height, (_, country) in zip(heights, found, strict=True)
    ]
