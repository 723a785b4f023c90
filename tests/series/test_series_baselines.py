"""Tone as a difference from a baseline, held against the same worked out article by article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import Told, fill, some
from scipy import stats

from dashboard.series import baseline_series, period_start, series
from dashboard.series.baselines import Baseline, _adjusted
from dashboard.series.sums import UNIT, Sums
from dashboard.store import Store, open_store
from dashboard.types import Filters

ARTICLES = some(500, seed=2, countries=("RUS", "USA", "CHN"))
ASKED = Filters(countries=("USA", "RUS"), start=date(2023, 2, 10), end=date(2023, 11, 20))
INSIDE = [one for one in ARTICLES if date(2023, 2, 10) <= one.day <= date(2023, 11, 20)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    opened = open_store(Path(tmp_path_factory.mktemp("baselines")) / "store.sqlite")
    fill(opened, ARTICLES)
    return opened


def _mean(keep: Callable[[Told], bool]) -> float:
    return fmean(one.tone / UNIT for one in INSIDE if keep(one))


def _outlet(article: Told) -> float:
    return _mean(lambda one: one.outlet == article.outlet)


def _everyone(article: Told) -> float:
    return _mean(lambda one: period_start(one.day, "month") == period_start(article.day, "month"))


def _start(article: Told) -> float:
    return _mean(lambda one: one.country == article.country and one.day < date(2023, 5, 1))


@pytest.mark.parametrize(
    ("baseline", "level"), [("raw", lambda _: 0.0), ("outlet", _outlet), ("everyone", _everyone), ("start", _start)]
)
def test_each_article_less_its_baseline(store: Store, baseline: Baseline, level: Callable[[Told], float]) -> None:
    values: defaultdict[tuple[str, date], list[float]] = defaultdict(list)
    for one in INSIDE:
        values[one.country, period_start(one.day, "month")].append(one.tone / UNIT - level(one))
    points = baseline_series(store, baseline, filters=ASKED)
    assert [point.country for point in points] == ["USA"] * 10 + ["RUS"] * 10
    for point in points:
        expected = values[point.country, point.start]
        assert point.articles == len(expected) >= 5
        low, high = stats.t.interval(0.95, len(expected) - 1, loc=fmean(expected), scale=stats.sem(expected))
        assert point.mean == pytest.approx(fmean(expected))
        assert (point.low, point.high) == (pytest.approx(low, abs=1e-5), pytest.approx(high, abs=1e-5))


def test_raw_is_the_plain_series(store: Store) -> None:
    asked = Filters(countries=("CHN",), sources=("Post",))
    assert baseline_series(store, "raw", by="week", filters=asked) == series(
        store, countries=["CHN"], sources=["Post"], by="week"
    )


def test_against_everyone_the_whole_world_is_average(store: Store) -> None:
    """With all countries in view, the points of a period, weighted by n, average to 0."""
    sums: defaultdict[date, float] = defaultdict(float)
    for point in baseline_series(store, "everyone", by="quarter"):
        sums[point.start] += point.articles * point.mean
    assert list(sums.values()) == pytest.approx([0.0] * 4, abs=1e-9)


def test_against_their_own_habit_all_outlets_together_are_average(store: Store) -> None:
    points = baseline_series(store, "outlet")
    assert sum(point.articles * point.mean for point in points) == pytest.approx(0.0, abs=1e-9)


def test_the_start_is_each_countrys_own(empty: Store) -> None:
    fill(
        empty,
        [
            Told("RUS", "Herald", date(2023, 1, 31), 1_000),
            Told("RUS", "Herald", date(2023, 3, 31), 3_000),
            Told("RUS", "Herald", date(2023, 4, 1), 9_000),
            Told("USA", "Herald", date(2023, 3, 31), -5_000),
            Told("USA", "Herald", date(2023, 5, 31), -3_000),
        ],
    )

    def means(months: int) -> list[float]:
        return [round(point.mean, 6) for point in baseline_series(empty, "start", months=months)]

    assert means(3) == [-0.1, 0.1, 0.7, -0.1, 0.1]
    assert means(1) == [0.0, 0.2, 0.8, 0.0, 0.2]


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(-UNIT, UNIT)), min_size=5, max_size=60),
    st.lists(st.floats(-1, 1), min_size=4, max_size=4),
)
def test_sums_by_group_give_what_single_values_give(tones: list[tuple[int, int]], levels: list[float]) -> None:
    groups = {group: [tone for other, tone in tones if other == group] for group, _ in tones}
    parts = [
        (Sums(len(values), sum(values), sum(value * value for value in values)), levels[group])
        for group, values in groups.items()
    ]
    shifted = [tone / UNIT - levels[group] for group, tone in tones]
    whole = [tone for _, tone in tones]
    n, mean, low, high = _adjusted(parts, Sums(len(whole), sum(whole), sum(tone * tone for tone in whole)))
    assert n == len(shifted)
    assert mean == pytest.approx(fmean(shifted), abs=1e-12)
    assert low is not None
    assert high is not None
    half = stats.t.ppf(0.975, n - 1) * stats.sem(shifted)
    assert (low, high) == (
        pytest.approx(max(-2.0, mean - half), abs=1e-4),
        pytest.approx(min(2.0, mean + half), abs=1e-4),
    )


def test_wrong_questions_are_refused_in_words(store: Store) -> None:
    with pytest.raises(ValueError, match="baseline must be one of raw, outlet, everyone, start, not 'zero'"):
        baseline_series(store, "zero")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="at least 1 month, not 0"):
        baseline_series(store, "start", months=0)
    with pytest.raises(ValueError, match="by must be one of"):
        baseline_series(store, "raw", by="decade")  # type: ignore[arg-type]


def test_an_empty_store_has_no_points(empty: Store) -> None:
    assert (
        baseline_series(empty, "outlet") == baseline_series(empty, "everyone") == baseline_series(empty, "start") == []
    )
