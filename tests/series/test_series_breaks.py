"""Breaks in level: found where one was made, rarely where none was, and the division is the best there is."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import Told, fill, sums
from scipy import stats

from dashboard.series import breaks
from dashboard.series.breaks import level_breaks
from dashboard.series.noise import noise
from dashboard.series.segments import segment
from dashboard.series.sums import UNIT, Sums
from dashboard.store import Store
from dashboard.types import Filters

Line = list[tuple[date, Sums]]


def _line(levels: list[float], *, seed: int, n: int = 30, noise: float = 0.3, between: float = 0.0) -> Line:
    """A week for each level: n articles about it, whose common mean is moved by `between`."""
    chance = random.Random(seed)
    line = []
    for week, level in enumerate(levels):
        centre = level + chance.gauss(0, between)
        tones = [round(UNIT * max(-1, min(1, chance.gauss(centre, noise)))) for _ in range(chance.randint(1, 2 * n))]
        line.append((date(2023, 1, 2) + timedelta(weeks=week), sums(tones)))
    return line


def _cost(values: list[float], weights: list[float], places: list[int], penalty: float) -> float:
    total = penalty * len(places)
    for start, end in pairwise([0, *places, len(values)]):
        part, weight = np.array(values[start:end]), np.array(weights[start:end])
        total += float((weight * (part - np.average(part, weights=weight)) ** 2).sum())
    return total


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.floats(-1, 1), st.integers(1, 50)), min_size=1, max_size=11),
    st.floats(0, 3),
    st.integers(1, 4),
)
def test_no_other_division_costs_less(line: list[tuple[float, int]], penalty: float, shortest: int) -> None:
    """Every division tried one by one."""
    values, weights = [value for value, _ in line], [float(weight) for _, weight in line]
    found = segment(values, weights, penalty=penalty, shortest=shortest)
    allowed = [
        list(places)
        for size in range(len(values))
        for places in combinations(range(1, len(values)), size)
        if not places or all(end - start >= shortest for start, end in pairwise([0, *places, len(values)]))
    ]
    assert found in allowed
    best = min(_cost(values, weights, places, penalty) for places in allowed)
    assert _cost(values, weights, found, penalty) == pytest.approx(best, abs=1e-9)


def test_segments_of_nothing_and_wrong_settings() -> None:
    assert segment([], [], penalty=1, shortest=2) == []
    assert segment([1, 1, 1, 9], [1, 1, 1, 1], penalty=0.1, shortest=1) == [3]
    with pytest.raises(ValueError, match="at least 1 value, not 0"):
        segment([1], [1], penalty=1, shortest=0)
    with pytest.raises(ValueError, match="a weight above 0"):
        segment([1, 2], [1, 0], penalty=1, shortest=1)
    with pytest.raises(ValueError, match="a weight above 0"):
        segment([1, 2], [1], penalty=1, shortest=1)


@pytest.mark.parametrize("seed", range(20))
def test_steps_that_were_made_are_found(seed: int) -> None:
    line = _line([0.1] * 20 + [-0.3] * 25 + [0.0] * 15, seed=seed)
    first, second = level_breaks(line)
    assert abs((first.day - line[20][0]).days) <= 14
    assert abs((second.day - line[45][0]).days) <= 14
    assert first.step == pytest.approx(-0.4, abs=0.1)
    assert second.step == pytest.approx(0.3, abs=0.1)
    assert first.low <= first.step <= first.high < 0 < second.low
    assert (first.n, first.mean) == (second.before_n, second.before_mean)


@pytest.mark.parametrize(("between", "memory"), [(0.0, 0.0), (0.1, 0.0), (0.1, 0.3)])
def test_where_no_step_was_made_hardly_any_is_found(between: float, memory: float) -> None:
    """Of 100 level lines of 60 weeks, at most 8 show a break: with noise of articles, of weeks, and that lasts."""
    shown = 0
    for seed in range(100):
        chance = random.Random(seed)
        drift, levels = chance.gauss(0, between), []
        for _ in range(60):
            drift = memory * drift + chance.gauss(0, between) * (1 - memory**2) ** 0.5
            levels.append(drift)
        shown += bool(level_breaks(_line(levels, seed=seed)))
    assert shown <= 8


@pytest.mark.parametrize(("between", "memory"), [(0.0, 0.0), (0.1, 0.0), (0.1, 0.5)])
def test_noise_is_told_apart(between: float, memory: float) -> None:
    """Over many lines: the articles' variance 0.09, the periods' 0.01 where there is one, and how long it lasts."""
    chance = random.Random(1)
    drift, levels = 0.0, []
    for _ in range(3_000):
        drift = memory * drift + chance.gauss(0, between) * (1 - memory**2) ** 0.5
        levels.append(drift)
    found = noise([one for _, one in _line(levels, seed=2)])
    assert found.articles == pytest.approx(0.09, rel=0.1)
    # Jumps between neighbours show the periods' variance less what they have in common.
    assert found.periods == pytest.approx(between**2 * (1 - memory), rel=0.2, abs=0.001)
    assert found.memory <= 0.1 if not memory else 0.2 <= found.memory <= 0.6


def test_before_mean_n_and_interval_are_those_of_clustered_means() -> None:
    line = _line([0.2] * 12 + [-0.2] * 9, seed=1, between=0.05)
    (found,) = level_breaks(line)
    place = [start for start, _ in line].index(found.day)
    variance, levels = 0.0, []
    for part in (line[:place], line[place:]):
        n = np.array([one.n for _, one in part])
        means = np.array([one.mean for _, one in part])
        levels.append((n.sum(), np.average(means, weights=n)))
        variance += len(part) * np.var(n / n.sum() * (means - levels[-1][1]), ddof=1)
    memory = noise([one for _, one in line]).memory
    half = stats.t.ppf(0.975, len(line) - 2) * (variance * (1 + memory) / (1 - memory)) ** 0.5
    step = levels[1][1] - levels[0][1]
    assert (found.before_n, found.before_mean, found.n, found.mean) == pytest.approx((*levels[0], *levels[1]))
    assert (found.step, found.low, found.high) == pytest.approx((step, step - half, step + half), abs=1e-5)


def test_a_line_without_noise_breaks_exactly_where_it_steps() -> None:
    weeks = [date(2023, 1, 2) + timedelta(weeks=week) for week in range(12)]
    tones = [1_000] * 5 + [2_500] * 7
    (found,) = level_breaks([(week, sums([tone] * 6)) for week, tone in zip(weeks, tones, strict=True)])
    assert (found.day, found.step, found.before_n, found.n) == (weeks[5], pytest.approx(0.15), 30, 42)
    assert level_breaks([(week, sums([1_000] * 6)) for week in weeks]) == []


def test_too_short_or_too_thin_a_line_has_none() -> None:
    line = _line([0.5] * 3 + [-0.5] * 3, seed=1)
    assert len(level_breaks(line)) == 1
    assert level_breaks(line[:5]) == level_breaks([]) == level_breaks(line, shortest=4) == []
    thin = [(day, sums([one.total // one.n])) for day, one in line]
    assert level_breaks(thin) == []  # three articles on each side
    with pytest.raises(ValueError, match="at least 3 periods, not 2"):
        level_breaks(line, shortest=2)


def test_from_a_store_by_month_and_by_week(empty: Store) -> None:
    chance = random.Random(3)
    days = [date(2022, 1, 3) + timedelta(days=number) for number in range(600)]
    told = [
        Told(country, "Herald", day, round(UNIT * chance.gauss(level, 0.2)))
        for day in days
        for country, level in (("RUS", 0.1 if day < date(2022, 9, 1) else -0.2), ("USA", 0.0))
    ]
    fill(empty, told)
    (found,) = breaks(empty, "RUS", filters=Filters(countries=("USA",)))
    assert found.day == date(2022, 9, 1)
    assert found.before_n + found.n == 600
    (weekly,) = breaks(empty, "RUS", by="week")
    assert abs((weekly.day - date(2022, 9, 1)).days) <= 7
    assert breaks(empty, "USA") == breaks(empty, "CHN") == []
    assert breaks(empty, "RUS", filters=Filters(end=date(2022, 8, 31))) == []
    with pytest.raises(ValueError, match="by must be one of week, month, not 'day'"):
        breaks(empty, "RUS", by="day")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="measure must be one of"):
        breaks(empty, "RUS", measure="mood")  # type: ignore[arg-type]
