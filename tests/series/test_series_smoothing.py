"""Smoothing: exact means of articles, and never a value where there was none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.series import period_number, period_start, smooth
from dashboard.types import Period, Point


def _point(month: int, n: int, mean: float, country: str = "RUS") -> Point:
    start = date(2020 + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    return Point(country, f"{start:%Y-%m}", start, n, mean, None, None)


def _smooth(points: Sequence[Point], **how: object) -> list[float]:
    return [one.smooth for one in smooth(points, by="month", **how)]  # type: ignore[arg-type]


lines = st.dictionaries(
    st.integers(1, 60), st.tuples(st.integers(1, 500), st.floats(-1, 1)), min_size=1, max_size=40
).map(lambda found: [_point(month, n, mean) for month, (n, mean) in sorted(found.items())])


@given(lines, st.sampled_from([1, 3, 5, 13]))
def test_the_rolling_mean_is_that_of_all_articles_in_the_window(line: list[Point], window: int) -> None:
    for one in smooth(line, by="month", smoothing="mean", window=window):
        middle = period_number(one.raw.start, "month")
        near = [point for point in line if abs(period_number(point.start, "month") - middle) <= window // 2]
        assert one.n == sum(point.articles for point in near)
        assert one.smooth == pytest.approx(sum(point.articles * point.mean for point in near) / one.n, abs=1e-12)


@given(lines, st.floats(0.25, 24))
def test_the_exponential_mean_weighs_each_article_by_its_age(line: list[Point], half_life: float) -> None:
    for place, one in enumerate(smooth(line, by="month", smoothing="ewm", half_life=half_life)):
        now = period_number(one.raw.start, "month")
        weights = [
            point.articles * 2 ** ((period_number(point.start, "month") - now) / half_life)
            for point in line[: place + 1]
        ]
        means = [point.mean for point in line[: place + 1]]
        expected = sum(weight * mean for weight, mean in zip(weights, means, strict=True)) / sum(weights)
        assert one.smooth == pytest.approx(expected, abs=1e-9)


@given(lines, st.sampled_from(["none", "mean", "ewm"]))
def test_points_stay_what_and_where_they_were(line: list[Point], smoothing: str) -> None:
    found = smooth(line, by="month", smoothing=smoothing)  # type: ignore[arg-type]
    assert [one.raw for one in found] == line
    lowest, highest = min(point.mean for point in line), max(point.mean for point in line)
    assert all(lowest - 1e-9 <= one.smooth <= highest + 1e-9 for one in found)


def test_a_gap_is_time_that_passes_and_no_value() -> None:
    line = [_point(1, 10, 0.4), _point(2, 10, 0.2), _point(5, 10, -0.6)]
    assert _smooth(line, smoothing="mean", window=3) == pytest.approx([0.3, 0.3, -0.6])
    assert _smooth(line, smoothing="ewm", half_life=1.0)[2] == pytest.approx((0.4 / 16 + 0.2 / 8 - 0.6) / (1 + 3 / 16))


def test_a_period_with_more_articles_counts_for_more() -> None:
    assert _smooth([_point(1, 30, 0.0), _point(2, 10, 0.4)], window=3) == pytest.approx([0.1, 0.1])


def test_countries_do_not_mix_and_keep_their_order() -> None:
    mixed = [_point(2, 5, 1.0), _point(1, 5, -1.0, "USA"), _point(1, 5, 0.0), _point(2, 5, -1.0, "USA")]
    assert _smooth(mixed, window=3) == pytest.approx([0.5, -1.0, 0.5, -1.0])
    assert _smooth(mixed, smoothing="none") == [1.0, -1.0, 0.0, -1.0]
    assert _smooth([]) == []


@pytest.mark.parametrize("by", ["day", "week", "month", "quarter", "year"])
def test_neighbouring_periods_have_neighbouring_numbers(by: Period) -> None:
    days = [date.fromordinal(number) for number in range(700_000, 703_000)]
    starts = list(dict.fromkeys(period_start(day, by) for day in days))
    numbers = [period_number(start, by) for start in starts]
    assert numbers == list(range(numbers[0], numbers[0] + len(starts)))


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"smoothing": "spline"}, "smoothing must be one of none, mean, loess, ewm, not 'spline'"),
        ({"window": 4}, "an odd number of periods, not 4"),
        ({"window": -1}, "an odd number of periods, not -1"),
        ({"half_life": 0.0}, "above 0 periods, not 0.0"),
        ({"half_life": float("nan")}, "above 0 periods, not nan"),
    ],
)
def test_wrong_settings_are_refused_in_words(how: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        _smooth([_point(1, 1, 0.0)], **how)
