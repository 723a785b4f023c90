"""The confidence interval of a mean tone."""

from __future__ import annotations

import random
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from dashboard.series import interval
from dashboard.series.interval import student_t

units = st.integers(-10_000, 10_000)


def _interval(tones: list[int]) -> tuple[float, float]:
    low, high = interval(len(tones), sum(tones), sum(tone * tone for tone in tones))
    assert low is not None
    assert high is not None
    return low, high


@pytest.mark.parametrize("freedom", [*range(4, 60), 100, 365, 1_000, 10_000, 10**7])
def test_the_quantile_is_students(freedom: int) -> None:
    assert student_t(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), abs=1e-5)


def test_too_few_degrees_of_freedom_are_refused() -> None:
    with pytest.raises(ValueError, match="3 degrees of freedom are too few"):
        student_t(3)


@given(st.lists(units, min_size=5, max_size=60).filter(lambda tones: len(set(tones)) > 1))
def test_it_is_the_interval_of_a_statistics_library(tones: list[int]) -> None:
    values = [tone / 10_000 for tone in tones]
    expected = stats.t.interval(0.95, len(values) - 1, loc=sum(values) / len(values), scale=float(stats.sem(values)))
    low, high = _interval(tones)
    assert low == pytest.approx(max(-1.0, expected[0]), abs=1e-5)
    assert high == pytest.approx(min(1.0, expected[1]), abs=1e-5)


@pytest.mark.parametrize("seed", range(5))
def test_it_agrees_with_a_bootstrap(seed: int) -> None:
    """Resampling 60 tones 4,000 times: both ends within a tenth of the interval's width."""
    chance = random.Random(seed)
    tones = [round(10_000 * max(-1, min(1, chance.gauss(-0.2, 0.3)))) for _ in range(60)]
    means = sorted(sum(chance.choices(tones, k=60)) / 60 / 10_000 for _ in range(4_000))
    low, high = _interval(tones)
    assert low == pytest.approx(means[100], abs=0.1 * (high - low))
    assert high == pytest.approx(means[3_899], abs=0.1 * (high - low))


def test_it_holds_the_true_mean_95_times_in_100() -> None:
    chance = random.Random(11)
    held = 0
    for _ in range(4_000):
        low, high = _interval([round(10_000 * chance.gauss(0.1, 0.2)) for _ in range(6)])
        held += low <= 0.1 <= high
    assert held / 4_000 == pytest.approx(0.95, abs=4 * sqrt(0.95 * 0.05 / 4_000))


@pytest.mark.parametrize("n", range(5))
def test_there_is_none_below_five(n: int) -> None:
    assert interval(n, n * 100, n * 10_000) == (None, None)


def test_equal_tones_have_an_interval_of_no_width() -> None:
    assert interval(7, 7 * -3_333, 7 * 3_333**2) == (-0.3333, -0.3333)


def test_it_stays_within_the_scale() -> None:
    assert _interval([10_000] * 4 + [-10_000]) == (pytest.approx(-0.5106, abs=1e-4), 1.0)
    low, high = _interval([-10_000] * 4 + [10_000])
    assert (low, high) == (-1.0, pytest.approx(0.5106, abs=1e-4))


def test_nothing_is_lost_among_very_many() -> None:
    n = 10**9
    low, high = interval(2 * n, n * 9_999 + n * 9_998, n * 9_999**2 + n * 9_998**2)
    assert low is not None
    assert high is not None
    assert high - low == pytest.approx(2 * 1.959964 * 0.00005 / sqrt(2 * n), rel=1e-4)


def test_impossible_sums_are_refused() -> None:
    with pytest.raises(ValueError, match="no 5 tones have the sum 100"):
        interval(5, 100, 1)
