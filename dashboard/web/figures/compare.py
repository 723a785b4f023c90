"""The Compare page's charts: tone in small multiples, and differences from the first by period and over the span."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.series import DifferencePoint, period_end
from dashboard.types import Period, Point
from dashboard.web import theme
from dashboard.web.compared import Compared, Difference, Line
from dashboard.web.comparison import custom_data
from dashboard.web.figures.panels import Dot, Panel, panels
from dashboard.web.figures.parts import (
    Figure,
    axis_of,
    hover,
    layout_of,
    plain,
    title,
    tone_range,
    tone_ticks,
    zero_line,
)
from dashboard.web.query import Mark
from dashboard.web.wording import articles_and_stories, counted


def small_multiples(seen: Compared, axis: str, *, narrow: bool) -> Figure:
    """Tone of each line in a panel of its own; the first line's is repeated behind the others, pale and dotted."""
    first = [(point.start, point.mean) for point in seen.lines[0].points] if seen.lines else []
    shown = [
        Panel(
            line.name,
            line.colour,
            _whole(line.whole, narrow=narrow),
            [_tone_dot(line, point, seen.by) for point in line.points],
            first if place else (),
        )
        for place, line in enumerate(seen.lines)
    ]
    span = tone_range(point for line in seen.lines for point in line.points)
    return panels(shown, seen.by, axis.replace("<br>", " "), span, narrow=narrow, band=seen.asked.query.band)


def difference_multiples(seen: Compared, *, narrow: bool) -> Figure:
    """The difference of each other line from the first, period by period, in a panel of its own."""
    shown = [
        Panel(
            one.line.name,
            one.line.colour,
            _whole_difference(one.whole),
            [_difference_dot(one, point, seen) for point in one.points],
        )
        for one in seen.differences
    ]
    axis = f"Tone less that of {_first_name(seen)}"
    span = _difference_range(point for one in seen.differences for point in one.points)
    return panels(shown, seen.by, plain(axis), span, narrow=narrow)


def whole_differences(seen: Compared, *, narrow: bool = False) -> Figure:
    """A dot with its 95% interval for each other line: its difference from the first over the whole span."""
    shown = [(one.line, one.whole) for one in reversed(seen.differences) if one.whole]
    trace = {
        "type": "scatter",
        "mode": "markers",
        "x": [round(whole.difference, 4) for _, whole in shown],
        "y": [f"{plain(line.name)} ({whole.n:,})" for line, whole in shown],
        "marker": {
            "size": 10,
            "color": [line.colour for line, _ in shown],
            "symbol": ["circle-open" if whole.low is None else "circle" for _, whole in shown],
        },
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [None if whole.high is None else round(whole.high - whole.difference, 4) for _, whole in shown],
            "arrayminus": [None if whole.low is None else round(whole.difference - whole.low, 4) for _, whole in shown],
            "color": "rgba(134,142,150,0.75)",
            "thickness": 1.5,
            "width": 0,
        },
        "customdata": [custom_data(line.country, None, line.outlet) for line, _ in shown],
        "text": [_difference_words(line.name, _first_name(seen), whole, "whole span") for line, whole in shown],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
    }
    low, high = _difference_range(whole for _, whole in shown)
    layout = layout_of(
        height=whole_height(len(seen.differences)), margin={"l": 8, "r": 12, "t": 4, "b": 62 if narrow else 48}
    )
    layout |= {
        "hovermode": "closest",
        "xaxis": axis_of(
            title=title(f"Tone less that{'<br>' if narrow else ' '}of {plain(_first_name(seen))}", 12),
            range=[low, high],
            **tone_ticks(low, high, "x"),
            **zero_line(),
        ),
        "yaxis": axis_of(
            type="category", automargin=True, showgrid=False, ticks="", range=[-0.7, max(1, len(shown)) - 0.3]
        ),
    }
    return {"data": [trace], "layout": layout}


def whole_height(number: int) -> int:
    """The height in pixels of `whole_differences` with so many dots."""
    return 90 + 34 * max(1, number)


def interval_words(low: float | None, high: float | None) -> str:
    """An interval's ends as "−0.24 to −0.12", or that there are too few articles for one."""
    return "too few for an interval" if low is None or high is None else f"{theme.signed(low)} to {theme.signed(high)}"


def _tone_dot(line: Line, point: Point, by: Period) -> Dot:
    custom = custom_data(line.country, Mark(line.country, point.start, period_end(point.start, by)), line.outlet)
    return Dot(point.start, point.mean, point.low, point.high, hover(point, plain(line.name)), custom)


def _difference_dot(one: Difference, point: DifferencePoint, seen: Compared) -> Dot:
    line = one.line
    custom = custom_data(line.country, Mark(line.country, point.start, period_end(point.start, seen.by)), line.outlet)
    words = _difference_words(line.name, _first_name(seen), point, point.period)
    return Dot(point.start, point.difference, point.low, point.high, words, custom)


def _difference_words(name: str, first: str, point: DifferencePoint, period: str) -> str:
    return (
        f"<b>{plain(name)}</b> less {plain(first)} · {period}<br>{theme.signed(point.difference)}, "
        f"95% {interval_words(point.low, point.high)}<br>n = {point.n:,} and {point.first_n:,}"
    )


def _whole(whole: Point | None, *, narrow: bool) -> str:
    if whole is None:
        return "no articles"
    interval = "" if whole.low is None else f" ({interval_words(whole.low, whole.high)})"
    told = counted(whole.articles, "article") if narrow else articles_and_stories(whole.articles, whole.stories)
    return f"{theme.signed(whole.mean)}{interval}, {told}"


def _whole_difference(whole: DifferencePoint | None) -> str:
    if whole is None:
        return "no articles"
    interval = "" if whole.low is None else f" ({interval_words(whole.low, whole.high)})"
    return f"{theme.signed(whole.difference)}{interval}"


def _difference_range(points: Iterable[DifferencePoint]) -> tuple[float, float]:
    values = [value for point in points for value in (point.difference, point.low, point.high) if value is not None]
    return max(-2.05, min([*values, -0.3]) - 0.05), min(2.05, max([*values, 0.3]) + 0.05)


def _first_name(seen: Compared) -> str:
    return seen.lines[0].name if seen.lines else ""


def tone_rows(seen: Compared) -> tuple[Sequence[str], list[list[object]]]:
    """Columns and rows of the tone: one row a mark."""
    return ("country", "outlet", "name", "period", "start", "articles", "stories", "mean", "low", "high"), [
        [
            *(line.country, line.outlet, line.name, point.period, point.start.isoformat(), point.articles),
            *(point.stories, *map(_rounded, (point.mean, point.low, point.high))),
        ]
        for line in seen.lines
        for point in line.points
    ]


def difference_rows(seen: Compared, *, whole: bool) -> tuple[Sequence[str], list[list[object]]]:
    """Columns and rows of the differences: one row a mark, over the whole span or by period."""
    return (
        *("country", "outlet", "name", "less", "period", "articles", "articles_of_first", "difference", "low", "high"),
    ), [
        [
            *(one.line.country, one.line.outlet, one.line.name, _first_name(seen), point.period, point.n),
            *(point.first_n, *map(_rounded, (point.difference, point.low, point.high))),
        ]
        for one in seen.differences
        for point in ([one.whole] if whole and one.whole else () if whole else one.points)
    ]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4) + 0.0
