"""Points to figures: pure functions that return plain dictionaries for Plotly.

Plain dictionaries cost a fraction of `go.Figure`. Text and grid colours for dark mode are set by the style sheet,
so that a figure need not be drawn again when the scheme changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from dashboard.series import period_end, periods_between
from dashboard.types import Period, Point
from dashboard.web import theme

Figure = dict[str, Any]

TONE_AXIS = "Tone toward the country<br>(−1 negative … +1 positive)"
VADER_AXIS = "Plain VADER of the sentences<br>(−1 negative … +1 positive)"

# Plotly's period units: it then draws marks and bars in the middle of their period, at its width.
_XPERIOD: Mapping[Period, str | int] = {
    "day": 86_400_000,
    "week": 604_800_000,
    "month": "M1",
    "quarter": "M3",
    "year": "M12",
}
_LABEL_GAP = 0.055  # of the axis: names of lines closer than this would overprint each other


def tone_lines(
    lines: Mapping[str, Sequence[Point]],
    by: Period,
    country_names: Mapping[str, str],
    axis: str,
    *,
    narrow: bool = False,
) -> Figure:
    """Tone of each country over time with its 95% band, and articles per period beneath on the same time axis.

    `lines` maps country codes to their points in order of time. Periods without articles are gaps. Marks with fewer
    than five articles are open and have no band. Each mark carries [country, first day, last day] as custom data.
    A narrow chart leaves out the names at the lines' ends, which the cards above it give too.
    """
    data: list[dict[str, Any]] = []
    for place, (country, points) in enumerate(lines.items()):
        colour = theme.line_colour(place)
        data.append(_band(points, colour, by))
        data.append(_line(country, country_names[country], points, by, colour))
        data.append(_volume(country, country_names[country], points, by, colour))
    low, high = _tone_range(point for points in lines.values() for point in points)
    labels = [] if narrow else _end_labels(lines, country_names, low, high)
    longest = max((len(label["text"]) for label in labels), default=0)
    margin = {"l": 80, "r": 8 if narrow else 24 + 7 * longest, "t": 12, "b": 48}
    layout = _layout(height=480, margin=margin)
    layout |= {
        "barmode": "group",
        "bargap": 0.25,
        "hovermode": "closest",
        "hoverdistance": 30,
        "xaxis": _axis(
            anchor="y2",
            title=_title(f"{by.capitalize()} of publication (UTC)", 8),
            showgrid=False,
            type="date",
            fixedrange=False,
        ),
        "yaxis": _axis(
            domain=[0.34, 1.0], title=_title(axis, 10), range=[low, high], tickformat="+.1f", **_zero_line()
        ),
        "yaxis2": _axis(domain=[0.0, 0.24], title=_title("Articles", 14), rangemode="tozero", nticks=4, tickformat="d"),
        "shapes": [_neutral_band("y")],
        "annotations": labels,
    }
    return {"data": data, "layout": layout}


def tone_map(ranking: Sequence[Point], country_names: Mapping[str, str], title: str, *, narrow: bool = False) -> Figure:
    """World map of mean tone per country, paler where fewer than five articles stand behind it."""
    few = [point.articles < theme.SMALLEST_N for point in ranking]
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
            "tickformat": "+.1f",
            "tickvals": [-0.6, -0.3, 0, 0.3, 0.6],
            "title": {"text": title, "side": "bottom", "font": {"size": 12}},
        },
        "customdata": [[point.country] for point in ranking],
        "text": [_hover(point, country_names[point.country]) for point in ranking],
        "hovertemplate": "%{text}<extra></extra>",
    }
    layout = _layout(height=250 if narrow else 360, margin={"l": 0, "r": 0, "t": 0, "b": 56})
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


def ranked(ranking: Sequence[Point], country_names: Mapping[str, str], chosen: Sequence[str], axis: str) -> Figure:
    """Countries from most negative to most positive mean tone, each dot with its 95% interval and n."""
    ordered = sorted(ranking, key=lambda point: (point.mean, point.country))
    labels = [f"{country_names[point.country]} ({point.articles:,})" for point in ordered]
    colours = [
        theme.line_colour(chosen.index(point.country)) if point.country in chosen else "#868e96" for point in ordered
    ]
    means = [round(point.mean, 4) for point in ordered]
    trace = {
        "type": "scatter",
        "mode": "markers",
        "x": means,
        "y": labels,
        "marker": {"size": 9, "color": colours, "symbol": [_symbol(point) for point in ordered]},
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
        "text": [_hover(point, country_names[point.country]) for point in ordered],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
    }
    layout = _layout(height=84 + 22 * max(1, len(ordered)), margin={"l": 8, "r": 12, "t": 4, "b": 72})
    low, high = _tone_range(ordered)
    layout |= {
        "hovermode": "closest",
        "xaxis": _axis(title=_title(axis, 12), range=[low, high], tickformat="+.1f", **_zero_line()),
        "yaxis": _axis(type="category", automargin=True, showgrid=False, ticks="", range=[-0.7, len(ordered) - 0.3]),
        "shapes": [_neutral_band("x")],
    }
    return {"data": [trace], "layout": layout}


def _line(country: str, name: str, points: Sequence[Point], by: Period, colour: str) -> dict[str, Any]:
    filled = _with_gaps(points, by)
    alone = _alone(filled)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "showlegend": False,
        "connectgaps": False,
        "x": [start.isoformat() for start, _ in filled],
        "y": [None if point is None else round(point.mean, 4) for _, point in filled],
        "xperiod": _XPERIOD[by],
        "xperiodalignment": "middle",
        "line": {"color": colour, "width": 2},
        "marker": {"color": colour, "size": 7, "symbol": [_symbol(point) for _, point in filled]},
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [_above(point) if lone else None for (_, point), lone in zip(filled, alone, strict=True)],
            "arrayminus": [_below(point) if lone else None for (_, point), lone in zip(filled, alone, strict=True)],
            "color": theme.translucent(colour, 0.45),
            "thickness": 4,
            "width": 0,
        },
        "customdata": [_mark(country, start, by) for start, _ in filled],
        "text": [None if point is None else _hover(point, name) for _, point in filled],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _band(points: Sequence[Point], colour: str, by: Period) -> dict[str, Any]:
    x: list[str | None] = []
    y: list[float | None] = []
    for run in _runs(_with_gaps(points, by)):
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
        "x": x,
        "y": y,
        "xperiod": _XPERIOD[by],
        "xperiodalignment": "middle",
        "fill": "toself",
        "fillcolor": theme.translucent(colour, 0.13),
        "line": {"width": 0},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _volume(country: str, name: str, points: Sequence[Point], by: Period, colour: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "yaxis": "y2",
        "name": name,
        "showlegend": False,
        "x": [point.start.isoformat() for point in points],
        "y": [point.articles for point in points],
        "xperiod": _XPERIOD[by],
        "xperiodalignment": "middle",
        "marker": {"color": theme.translucent(colour, 0.8), "line": {"width": 0}},
        "customdata": [_mark(country, point.start, by) for point in points],
        "text": [_hover(point, name) for point in points],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
    }


def _mark(country: str, start: date, by: Period) -> list[str]:
    return [country, start.isoformat(), period_end(start, by).isoformat()]


def _with_gaps(points: Sequence[Point], by: Period) -> list[tuple[date, Point | None]]:
    if not points:
        return []
    known = {point.start: point for point in points}
    return [(start, known.get(start)) for start in periods_between(points[0].start, points[-1].start, by)]


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


def _above(point: Point | None) -> float | None:
    return None if point is None or point.high is None else round(point.high - point.mean, 4)


def _below(point: Point | None) -> float | None:
    return None if point is None or point.low is None else round(point.mean - point.low, 4)


def _symbol(point: Point | None) -> str:
    return "circle-open" if point is None or point.articles < theme.SMALLEST_N else "circle"


def _hover(point: Point, name: str) -> str:
    interval = (
        f"95% interval {theme.signed(point.low)} to {theme.signed(point.high)}"
        if point.low is not None and point.high is not None
        else "too few for an interval"
    )
    articles = "1 article" if point.articles == 1 else f"{point.articles:,} articles"
    return f"<b>{name}</b> · {point.period}<br>{theme.signed(point.mean)} from {articles}<br>{interval}"


def _tone_range(points: Iterable[Point]) -> tuple[float, float]:
    """An axis that holds every mark and band with some air, never narrower than ±0.3, never beyond ±1.05."""
    values = [value for point in points for value in (point.mean, point.low, point.high) if value is not None]
    low, high = min([*values, -0.3]), max([*values, 0.3])
    return max(-1.05, low - 0.05), min(1.05, high + 0.05)


def _end_labels(
    lines: Mapping[str, Sequence[Point]], country_names: Mapping[str, str], low: float, high: float
) -> list[dict[str, Any]]:
    """The countries' names at the right end of their lines, moved apart where they would overprint."""
    ends = sorted(
        (points[-1].mean, country_names[country], theme.line_colour(place))
        for place, (country, points) in enumerate(lines.items())
        if points
    )
    heights: list[float] = []
    gap = _LABEL_GAP * (high - low)
    for mean, _, _ in ends:
        heights.append(mean if not heights else max(mean, heights[-1] + gap))
    surplus = max(0.0, heights[-1] - (high - gap / 2)) if heights else 0.0
    return [
        {
            "xref": "paper",
            "x": 1.0,
            "xanchor": "left",
            "xshift": 6,
            "yref": "y",
            "y": round(height - surplus, 4),
            "text": name,
            "showarrow": False,
            "font": {"color": colour, "size": 13},
        }
        for height, (_, name, colour) in zip(heights, ends, strict=True)
    ]


def _neutral_band(axis: str) -> dict[str, Any]:
    across = {"x": ("yref", "y0", "y1"), "y": ("xref", "x0", "x1")}[axis]
    reference = "xref" if axis == "x" else "yref"
    return {
        "type": "rect",
        reference: axis,
        f"{axis}0": -theme.NEUTRAL_BAND,
        f"{axis}1": theme.NEUTRAL_BAND,
        across[0]: "paper" if axis == "x" else "x domain",
        across[1]: 0,
        across[2]: 1,
        "fillcolor": "rgba(134,142,150,0.09)",
        "line": {"width": 0},
        "layer": "below",
    }


def _title(text: str, standoff: int) -> dict[str, Any]:
    return {"text": text, "standoff": standoff, "font": {"size": 12}}


def _zero_line() -> dict[str, Any]:
    return {"zeroline": True, "zerolinecolor": theme.ZERO, "zerolinewidth": 1.2}


def _axis(**more: Any) -> dict[str, Any]:
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


def _layout(height: int, margin: dict[str, int]) -> dict[str, Any]:
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
