"""Which period a chart's points are taken by: the one asked for, or the finest that carries enough articles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice

from dashboard.series import automatic_period, periods_between
from dashboard.store.protocol import Store
from dashboard.types import Period, Point
from dashboard.web import theme
from dashboard.web.query import PERIODS, Query

THIN_AT_MOST = 0.25  # of the marks, where the period is chosen for the reader
Lines = Mapping[str, list[Point]]


def fitted(store: Store, query: Query, read: Callable[[Period], Lines], most: int) -> tuple[Lines, Period]:
    """The lines of a chart, and the period of their points.

    `read` gives the lines by a period. It is the period asked for; for "auto" the finest with five articles in three of
    four marks, so that most have an interval; and in either case one coarse enough that no line has more than `most`
    periods.
    """
    by: Period = query.by if query.by != "auto" else _finest(store, query)
    lines = read(by)
    while by != "year" and (_too_many(lines, by, most) or (query.by == "auto" and _too_thin(lines))):
        by = PERIODS[PERIODS.index(by) + 1]
        lines = read(by)
    return lines, by


def _finest(store: Store, query: Query) -> Period:
    info = store.info()
    first, last = query.start or info.first, query.end or info.last
    return automatic_period(first, last) if first and last and first <= last else "month"


def _too_many(lines: Lines, by: Period, most: int) -> bool:
    starts = [point.start for line in lines.values() for point in line]
    return bool(starts) and sum(1 for _ in islice(periods_between(min(starts), max(starts), by), most + 1)) > most


def _too_thin(lines: Lines) -> bool:
    thin = [point.articles < theme.SMALLEST_N for line in lines.values() for point in line]
    return sum(thin) > THIN_AT_MOST * len(thin)
