"""Smooths a line of points without inventing any."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, get_args

from dashboard.series.loess import loess
from dashboard.series.periods import check_period, period_number
from dashboard.types import Period, Point

Smoothing = Literal["none", "mean", "loess", "ewm"]
LOESS_SHARE = 0.5  # of a line's points that each local line is laid through
_SMOOTHINGS: tuple[str, ...] = get_args(Smoothing)


@dataclass(frozen=True, slots=True)
class SmoothedPoint:
    """A point as it was, and its smoothed mean: `smooth`, made of `n` articles.

    For "ewm" these are all up to here, for "loess" those of the whole line.
    """

    raw: Point
    smooth: float
    n: int


def smooth(
    points: Sequence[Point], *, by: Period, smoothing: Smoothing = "mean", window: int = 3, half_life: float = 2.0
) -> list[SmoothedPoint]:
    """Each point with its smoothed mean, in the order given; `by` is the period that the points stand for.

    Lines are told apart by country. Every article weighs the same, so a period with many counts for more:

    - "none": smooth is the mean itself.
    - "mean": the mean of all articles in `window` periods, an odd number, with the point's own in the middle. Centred,
      because the pages look back on what is past: a trailing mean would show every turn (window − 1)/2 periods late. At
      the ends of a line, and beside gaps, it takes the periods of the window that there are.
    - "loess": a local line through the nearest half of the periods with articles, five at least; see `loess`. It
      follows slopes to the ends of a line, where it is least sure.
    - "ewm": the exponentially weighted mean of all articles up to the point's period, Σ w·n·mean / Σ w·n with
      w = 2^(−age/half_life), the age in periods. It uses nothing that came later, and so lags.

    Periods without articles count as time that passes, not as values: a gap has no point before and none after. A
    smoothed mean has no interval, because neighbours share articles.

    Raises ValueError for an unknown smoothing or `by`, a window that is even or below 1, or a half-life that is not
    above 0.
    """
    check_period(by)
    if smoothing not in _SMOOTHINGS:
        raise ValueError(f"smoothing must be one of {', '.join(_SMOOTHINGS)}, not {smoothing!r}")
    if window < 1 or window % 2 == 0:
        raise ValueError(f"the window must be an odd number of periods, not {window}")
    if not half_life > 0:
        raise ValueError(f"the half-life must be above 0 periods, not {half_life}")
    if smoothing == "none":
        return [SmoothedPoint(point, point.mean, point.articles) for point in points]
    lines: defaultdict[str, list[Point]] = defaultdict(list)
    for point in points:
        lines[point.country].append(point)
    found: dict[Point, SmoothedPoint] = {}
    for line in lines.values():
        line.sort(key=lambda point: point.start)
        times = [period_number(point.start, by) for point in line]
        if smoothing == "mean":
            smoothed = _rolling(line, times, window)
        elif smoothing == "loess":
            smoothed = _local(line, times)
        else:
            smoothed = _decaying(line, times, half_life)
        found.update((point.raw, point) for point in smoothed)
    return [found[point] for point in points]


def _rolling(line: list[Point], times: list[int], window: int) -> list[SmoothedPoint]:
    n = [0, *accumulate(point.articles for point in line)]
    smoothed = []
    for point, time in zip(line, times, strict=True):
        first, end = bisect_left(times, time - window // 2), bisect_right(times, time + window // 2)
        count = n[end] - n[first]
        total = sum(near.articles * near.mean for near in line[first:end])
        smoothed.append(SmoothedPoint(point, total / count, count))
    return smoothed


def _local(line: list[Point], times: list[int]) -> list[SmoothedPoint]:
    means, counts = [point.mean for point in line], [point.articles for point in line]
    found = loess(times, means, counts, share=LOESS_SHARE)
    return [SmoothedPoint(point, value, sum(counts)) for point, value in zip(line, found, strict=True)]


def _decaying(line: list[Point], times: list[int], half_life: float) -> list[SmoothedPoint]:
    smoothed = []
    weight = mean = 0.0
    count, before = 0, times[0]
    for point, time in zip(line, times, strict=True):
        weight = weight * 0.5 ** ((time - before) / half_life) + point.articles
        mean += (point.mean - mean) * point.articles / weight
        count, before = count + point.articles, time
        smoothed.append(SmoothedPoint(point, mean, count))
    return smoothed
