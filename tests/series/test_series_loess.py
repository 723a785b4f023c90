"""LOESS: straight lines stay straight, and each value is that of a weighted fit made by another's code."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.series import smooth
from dashboard.series.loess import FEWEST, loess
from dashboard.types import Point

points = st.dictionaries(
    st.integers(0, 80), st.tuples(st.floats(-1, 1), st.integers(1, 400)), min_size=1, max_size=40
).map(lambda found: [(time, *rest) for time, rest in sorted(found.items())])


@given(points, st.floats(-0.01, 0.01), st.floats(-0.5, 0.5), st.sampled_from([0.3, 0.5, 1.0]))
def test_a_straight_line_comes_out_as_it_is(
    line: list[tuple[int, float, int]], slope: float, start: float, share: float
) -> None:
    times = [time for time, _, _ in line]
    values = [start + slope * time for time in times]
    assert loess(times, values, [n for _, _, n in line], share=share) == pytest.approx(values, abs=1e-9)


@given(points.filter(lambda line: len(line) >= 8))
def test_it_is_the_weighted_least_squares_line_of_the_nearest_half(line: list[tuple[int, float, int]]) -> None:
    times, values, counts = (np.array(part, dtype=float) for part in zip(*line, strict=True))
    found = loess(list(times), list(values), list(counts), share=0.5)
    number = max(FEWEST, -(-len(times) // 2))
    for time, value in zip(times, found, strict=True):
        far = np.abs(times - time)
        near = np.argsort(far, kind="stable")[:number]
        reach = far[near].max() * (1.5 if (far[near] < far[near].max()).sum() < 3 else 1)
        weights = counts[near] * (1 - (far[near] / reach) ** 3) ** 3
        root = np.sqrt(weights)
        design = np.stack([np.ones(number), times[near] - time], axis=1)
        solved, *_ = np.linalg.lstsq(design * root[:, None], values[near] * root, rcond=None)
        assert value == pytest.approx(solved[0], abs=1e-6)


def test_few_points_are_smoothed_too_and_one_stays() -> None:
    assert loess([3], [0.4], [9], share=0.5) == [0.4]
    assert loess([1, 2], [0.0, 0.2], [9, 9], share=0.5) == pytest.approx([0.0, 0.2])
    first, middle, last = loess([1, 2, 3], [0.0, 0.6, 0.0], [1, 1, 1], share=0.5)
    assert first == pytest.approx(last)
    assert 0 < middle < 0.6


def test_months_without_articles_are_time_that_passes() -> None:
    def month(number: int, mean: float) -> Point:
        return Point("RUS", "", date(2020 + number // 12, number % 12 + 1, 1), 10, mean, None, None)

    line = [month(number, 0.01 * number) for number in (0, 1, 2, 9, 10, 11, 23)]
    found = smooth(line, by="month", smoothing="loess")
    assert [one.smooth for one in found] == pytest.approx([one.raw.mean for one in found])
