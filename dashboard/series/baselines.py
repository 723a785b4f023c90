"""Tone as a difference from a baseline: the outlet's habit, everyone's mean, or where the country began."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from math import fsum, sqrt
from typing import Literal, get_args

from dashboard.series.asking import EVERYTHING, check
from dashboard.series.interval import FEWEST, student_t
from dashboard.series.periods import check_period, period_label, period_start
from dashboard.series.points import by_outlet_and_period, by_period, cells_of_periods, in_order, point
from dashboard.series.sums import Sums, gather
from dashboard.store.protocol import Store
from dashboard.types import Cell, Filters, Measure, Period, Point

Baseline = Literal["raw", "outlet", "everyone", "start"]
_BASELINES: tuple[str, ...] = get_args(Baseline)
START_MONTHS = 3

Key = tuple[str, date]  # a country, and the first day of a period
Shifted = tuple[Sums, float]  # sums of articles, and the baseline that is taken from each of them


def baseline_series(
    store: Store,
    baseline: Baseline,
    *,
    by: Period = "month",
    filters: Filters = EVERYTHING,
    measure: Measure = "tone",
    months: int = START_MONTHS,
) -> list[Point]:
    """Mean tone toward each country in each period, each article's tone taken as a difference from a baseline.

    `baseline` is what is taken from an article's tone x:

    - "raw": nothing; the points are those of `series`.
    - "outlet": the mean of all tones of the article's outlet in the span, toward all countries. So an outlet that is
      harsh on everyone does not make its favourite subject look bad.
    - "everyone": the mean of all tones in the period, toward all countries. So a gloomy month is not held against
      one country.
    - "start": the country's own mean in the first `months` calendar months, counted from the month with its first
      article in the span.

    Each mean is one over the articles that the filters leave when their countries are put aside. An article counts
    once for each country it names.

    A point is n articles, Σ(x − b)/n, and an interval that takes the copies of one story as one; mean and ends lie in
    [−2, 2]. Where all articles of a point share one b ("everyone", "start") its variance is that of `interval`, since
    one number taken from each moves nothing else. For "outlet" it is that of independent articles,
    Σ(x − b − mean)²/(n·(n − 1)) with the sum of squares exact, Σ over outlets o of scatter_o + n_o·(mean_o − b_o −
    mean)², times the factor by which copies widen the variance of the raw tones (a design effect): the store's sums do
    not say which outlets two copies of one story lie in. The interval takes the baseline for known: it leaves out that
    the baseline too is a mean of a sample, that the country's own articles are part of it, and for "outlet" that b_o
    was taken from each outlet's own articles. It is too narrow where the baseline rests on few articles.

    Order and gaps are those of `series`. Raises ValueError for an unknown baseline, `by` or measure, fewer than 1
    months, a start after the end or malformed search words; StoreError from the store.
    """
    check_period(by)
    check(filters, measure)
    if baseline not in _BASELINES:
        raise ValueError(f"baseline must be one of {', '.join(_BASELINES)}, not {baseline!r}")
    if months < 1:
        raise ValueError(f"the start must have at least 1 month, not {months}")
    sums = by_period(store, filters, measure, by)
    if baseline == "raw":
        points = [point(country, period_label(first, by), first, found) for (country, first), found in sums.items()]
        return in_order(points, filters.countries)
    if baseline == "outlet":
        parts = _less_outlet(store, by, filters, measure)
        return _points({key: (found, parts[key]) for key, found in sums.items()}, by, filters)
    level = (
        _everyone(store, by, filters, measure)
        if baseline == "everyone"
        else _start(store.cells(filters, measure), months)
    )
    return _points({key: (found, [(found, level(key))]) for key, found in sums.items()}, by, filters)


def _less_outlet(store: Store, by: Period, filters: Filters, measure: Measure) -> dict[Key, list[Shifted]]:
    """For each country and period: each outlet's sums, and that outlet's mean over all countries."""
    all_countries = replace(filters, countries=())
    own = gather(store.totals_by_source(all_countries, measure), lambda cell: cell.source)
    sums = by_outlet_and_period(store, filters, measure, by)
    groups: defaultdict[Key, list[Shifted]] = defaultdict(list)
    for (country, outlet, first), found in sums.items():
        groups[country, first].append((found, own[outlet].mean))
    return groups


def _everyone(store: Store, by: Period, filters: Filters, measure: Measure) -> Callable[[Key], float]:
    start = cache(lambda day: period_start(day, by))
    everyone = cells_of_periods(store, replace(filters, countries=()), measure, by)
    sums = gather(everyone, lambda cell: start(cell.day))
    return lambda key: sums[key[1]].mean


def _start(cells: Iterable[Cell], months: int) -> Callable[[Key], float]:
    cells = list(cells)
    last: dict[str, int] = {}
    for cell in cells:  # each country's come in order of days
        last.setdefault(cell.country, _month(cell.day) + months - 1)
    sums = gather((cell for cell in cells if _month(cell.day) <= last[cell.country]), lambda cell: cell.country)
    return lambda key: sums[key[0]].mean


def _month(day: date) -> int:
    return 12 * day.year + day.month


def _points(groups: Mapping[Key, tuple[Sums, list[Shifted]]], by: Period, filters: Filters) -> list[Point]:
    points = [
        Point(country, period_label(first, by), first, *_adjusted(parts, whole), whole.stories)
        for (country, first), (whole, parts) in groups.items()
    ]
    return in_order(points, filters.countries)


def _adjusted(parts: list[Shifted], whole: Sums) -> tuple[int, float, float | None, float | None]:
    """n, mean and interval of the articles, each less its baseline; see `baseline_series`.

    `parts` are their sums by baseline, `whole` those of all together.
    """
    n = whole.n
    mean = fsum(sums.n * (sums.mean - level) for sums, level in parts) / n
    if whole.weight < FEWEST:
        return n, mean, None, None
    variance = whole.variance
    if len(parts) > 1:
        scatter = fsum(sums.scatter + sums.n * (sums.mean - level - mean) ** 2 for sums, level in parts)
        alone = whole.scatter / (n * (n - 1))
        variance = scatter / (n * (n - 1)) * (variance / alone if alone else n / whole.weight)
    half = student_t(whole.weight - 1) * sqrt(variance)
    return n, mean, max(-2.0, mean - half), min(2.0, mean + half)
