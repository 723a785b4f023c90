"""Differences of two means: Welch's interval, movers, and countries beside the first."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsroom import Told, fill, some, sums
from scipy import stats

from dashboard.series import (
    differences,
    movers,
    outlet_differences,
    outlet_span_differences,
    ranking,
    series,
    span_and_previous,
    span_differences,
)
from dashboard.series.interval import student_t
from dashboard.series.sums import UNIT, Sums
from dashboard.series.welch import welch
from dashboard.store import Store
from dashboard.types import Filters

tones = st.lists(st.integers(-UNIT, UNIT), min_size=5, max_size=40)


@given(st.floats(4, 1_000))
def test_the_quantile_is_students_between_whole_numbers_too(freedom: float) -> None:
    assert student_t(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), abs=1e-5)


@given(tones.filter(lambda values: len(set(values)) > 1), tones.filter(lambda values: len(set(values)) > 1))
def test_the_interval_is_that_of_a_statistics_library(first: list[int], second: list[int]) -> None:
    found = welch(sums(first), sums(second))
    values = [[tone / UNIT for tone in side] for side in (second, first)]
    expected = stats.ttest_ind(*values, equal_var=False).confidence_interval(0.95)
    assert found.value == pytest.approx(sums(second).mean - sums(first).mean)
    assert found.low == pytest.approx(max(-2.0, expected.low), abs=1e-4)
    assert found.high == pytest.approx(min(2.0, expected.high), abs=1e-4)


@given(tones, tones)
def test_turned_round_it_is_the_same_difference(first: list[int], second: list[int]) -> None:
    one, other = welch(sums(first), sums(second)), welch(sums(second), sums(first))
    assert one.low is not None
    assert one.high is not None
    assert (other.value, other.low, other.high) == pytest.approx((-one.value, -one.high, -one.low), abs=1e-12)
    assert one.low <= one.value <= one.high


def test_few_articles_have_no_interval_and_equal_ones_no_width() -> None:
    assert welch(sums([100] * 4), sums([200] * 50)).low is None
    assert welch(sums([100] * 5), sums([300] * 5)) == welch(sums([100] * 9), sums([300] * 90))
    assert welch(sums([100] * 5), sums([300] * 5)).low == pytest.approx(0.02)
    one_side = welch(sums([100] * 5), sums([300, 300, 300, 300, 800]))
    assert one_side.low == pytest.approx(0.03 - stats.t.ppf(0.975, 4) * 0.01, abs=1e-6)


def test_sums_of_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="sums of 0 articles"):
        Sums(0, 0, 0)


def test_the_previous_span_is_as_long_and_ends_the_day_before(empty: Store) -> None:
    fill(empty, [Told("RUS", "", date(2023, 1, 1), 0), Told("RUS", "", date(2023, 1, 9), 0)])
    week = Filters(start=date(2023, 2, 1), end=date(2023, 2, 7))
    assert span_and_previous(empty, week) == (
        (date(2023, 1, 25), date(2023, 1, 31)),
        (date(2023, 2, 1), date(2023, 2, 7)),
    )
    halves = (date(2023, 1, 1), date(2023, 1, 4)), (date(2023, 1, 6), date(2023, 1, 9))
    assert span_and_previous(empty, Filters()) == halves
    assert span_and_previous(empty, Filters(start=date(2023, 1, 9))) == (
        (date(2023, 1, 8), date(2023, 1, 8)),
        (date(2023, 1, 9), date(2023, 1, 9)),
    )
    assert span_and_previous(empty, Filters(end=date(2023, 1, 1))) is None
    assert span_and_previous(empty, Filters(countries=("USA",))) is None
    assert span_and_previous(empty, Filters(start=date.min, end=date(1, 1, 5))) is None
    edge = span_and_previous(empty, Filters(start=date(1, 1, 2), end=date(1, 1, 2)))
    assert edge == ((date.min, date.min), (date(1, 1, 2), date(1, 1, 2)))


def test_before_whole_months_lie_as_many_months(empty: Store) -> None:
    fill(empty, [Told("RUS", "", date(2023, 1, 1), 0)])
    february = Filters(start=date(2023, 2, 1), end=date(2023, 2, 28))
    assert span_and_previous(empty, february) == (
        (date(2023, 1, 1), date(2023, 1, 31)),
        (date(2023, 2, 1), date(2023, 2, 28)),
    )
    spring = Filters(start=date(2024, 3, 1), end=date(2024, 5, 31))
    assert span_and_previous(empty, spring) == (
        (date(2023, 12, 1), date(2024, 2, 29)),
        (date(2024, 3, 1), date(2024, 5, 31)),
    )
    assert span_and_previous(empty, Filters(start=date(1, 1, 1), end=date(1, 1, 31))) is None


def test_movers_are_the_changes_of_the_means(empty: Store) -> None:
    articles = some(600, seed=3, days=120, countries=("RUS", "USA", "CHN", "FRA"))
    articles += [Told("PRK", "Herald", date(2023, 4, 1) + timedelta(days=day), -5_000) for day in range(20)]
    articles += [Told("CUB", "Herald", date(2023, 2 + day // 4, 1 + day), 0) for day in range(8)]
    fill(empty, articles)
    after = date(2023, 3, 1), date(2023, 4, 30)
    found = movers(empty, Filters(start=after[0], end=after[1]))
    assert found is not None
    assert (found.before, found.span) == ((date(2023, 1, 1), date(2023, 2, 28)), after)
    changes: defaultdict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for one in articles:
        if found.before[0] <= one.day <= after[1]:
            changes[one.country][one.day >= after[0]].append(one.tone)
    assert {mover.country for mover in found.countries} == {"RUS", "USA", "CHN", "FRA"}  # no other has 5 in both
    for mover in found.countries:
        before, now = map(sums, changes[mover.country])
        assert (mover.before_n, mover.n) == (before.n, now.n)
        assert (mover.before_mean, mover.mean) == pytest.approx((before.mean, now.mean))
        expected = welch(before, now)
        assert (mover.change, mover.low, mover.high) == (expected.value, expected.low, expected.high)
    sizes = [abs(mover.change) for mover in found.countries]
    assert sizes == sorted(sizes, reverse=True)


def test_nothing_stored_has_no_movers(empty: Store) -> None:
    assert movers(empty) is None
    asked = movers(empty, Filters(start=date(2023, 1, 1), end=date(2023, 1, 31)))
    assert asked is not None
    assert asked.countries == ()
    with pytest.raises(ValueError, match="measure must be one of"):
        movers(empty, measure="mood")  # type: ignore[arg-type]


def test_countries_beside_the_first_in_each_period(empty: Store) -> None:
    fill(empty, [*some(300, seed=4, countries=("RUS", "USA", "CHN")), Told("CUB", "Herald", date(2023, 3, 5), 2_000)])
    asked = Filters(countries=("USA", "CUB", "CHN", "USA"))
    found = differences(empty, asked, by="month")
    assert [point.key for point in found] == ["CUB"] + ["CHN"] * 12
    means = {(point.country, point.start): point for point in series(empty, countries=asked.countries)}
    for point in found:
        own, first = means[point.key, point.start], means["USA", point.start]
        assert (point.n, point.first_n, point.first) == (own.articles, first.articles, "USA")
        assert (point.period, point.difference) == (own.period, pytest.approx(own.mean - first.mean))
    assert found[0].low is None  # one article
    sized = [point for point in found if min(point.n, point.first_n) >= 5]
    assert sized
    assert all(point.low is not None and point.low <= point.difference for point in sized)


def test_countries_beside_the_first_over_the_whole_span(empty: Store) -> None:
    fill(empty, some(300, seed=5, countries=("RUS", "USA", "CHN")))
    asked = Filters(countries=("RUS", "CHN", "USA", "CUB"), end=date(2023, 6, 30))
    found = span_differences(empty, asked)
    points = {point.country: point for point in ranking(empty, countries=asked.countries, end=asked.end)}
    assert [point.key for point in found] == ["CHN", "USA"]
    for point in found:
        assert point.difference == pytest.approx(points[point.key].mean - points["RUS"].mean)
        assert (point.period, point.start) == (points["RUS"].period, points["RUS"].start)
        assert point.low is not None
    assert differences(empty, Filters()) == span_differences(empty, Filters()) == []
    assert span_differences(empty, Filters(countries=("CUB", "RUS"))) == []


def test_outlets_beside_the_first_in_each_period_and_over_the_span(empty: Store) -> None:
    told = some(300, seed=6)
    fill(empty, told)
    asked = Filters(countries=("RUS",), sources=("Herald", "Post", "Nowhere"), end=date(2023, 6, 30))
    kept = [one for one in told if one.country == "RUS" and one.day <= date(2023, 6, 30)]
    by_month = outlet_differences(empty, asked, by="month")
    assert {point.key for point in by_month} == {"Post"}
    for point in by_month:
        own, first = (
            [one.tone for one in kept if one.outlet == outlet and one.day.replace(day=1) == point.start]
            for outlet in ("Post", "Herald")
        )
        expected = welch(sums(first), sums(own))
        assert (point.n, point.first_n, point.first) == (len(own), len(first), "Herald")
        assert (point.difference, point.low, point.high) == (expected.value, expected.low, expected.high)
    (whole,) = outlet_span_differences(empty, asked)
    own, first = ([one.tone for one in kept if one.outlet == outlet] for outlet in ("Post", "Herald"))
    assert (whole.key, whole.n, whole.first_n) == ("Post", len(own), len(first))
    assert whole.difference == welch(sums(first), sums(own)).value
    assert outlet_differences(empty, Filters()) == outlet_span_differences(empty, Filters()) == []
    with pytest.raises(ValueError, match="not 'hour'"):
        outlet_differences(empty, asked, by="hour")  # type: ignore[arg-type]
