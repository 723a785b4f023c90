"""LOESS: a local line through the nearest points, each weighing by its nearness times its articles."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from operator import mul

from dashboard.limits import cap

FEWEST = 5  # points that a local line is laid through, where there are as many


def loess(times: Sequence[float], values: Sequence[float], weights: Sequence[float], *, share: float) -> list[float]:
    """The smoothed value at each of the times, which rise; `weights` are above 0, such as numbers of articles.

    W. S. Cleveland, "Robust Locally Weighted Regression and Smoothing Scatterplots", JASA 74, 1979, without its robust
    repetition: at each time a straight line is fitted by least squares to the `share` of all points that are nearest in
    time (five at least, the limit `loess_points` at most), weighted by tricube (1 − (d/h)³)³ times the point's own
    weight, where d is the distance in time, and h that of the farthest of them. As that one weighs nothing, h is
    stretched where fewer than three would weigh. A straight line comes out as it is.
    """
    number = min(len(times), max(FEWEST, ceil(share * len(times))), cap("loess_points"))
    first, found = 0, []
    for time in times:
        while first + number < len(times) and times[first + number] - time < time - times[first]:
            first += 1
        near = slice(first, first + number)
        found.append(_at(time, times[near], values[near], weights[near]))
    return found


def _at(time: float, times: Sequence[float], values: Sequence[float], weights: Sequence[float]) -> float:
    """The value at `time` of the line through these points."""
    aside = [near - time for near in times]
    reach = max(-aside[0], aside[-1])
    if not reach:
        return values[0]
    if sum(abs(apart) < reach for apart in aside) < 3:
        reach *= 1.5
    near = [own * (1 - (abs(apart) / reach) ** 3) ** 3 for own, apart in zip(weights, aside, strict=True)]
    total = sum(near)
    middle: float = sum(map(mul, near, aside)) / total
    mean: float = sum(map(mul, near, values)) / total
    spread = sum(weight * (apart - middle) ** 2 for weight, apart in zip(near, aside, strict=True))
    if not spread:
        return mean
    together = zip(near, aside, values, strict=True)
    return mean - middle * sum(weight * (apart - middle) * (value - mean) for weight, apart, value in together) / spread
