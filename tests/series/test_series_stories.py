"""Copies of one story: how they count in points, and what they do to every interval."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, timedelta
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsroom import scored
from scipy import stats

from dashboard.series import (
    baseline_series,
    by_outlet,
    decomposition,
    interval,
    movers,
    outlet_series,
    ranking,
    series,
    span_differences,
)
from dashboard.series.sums import UNIT, Sums
from dashboard.series.welch import welch
from dashboard.store import Store
from dashboard.types import Filters, Overlap

Copy = tuple[int, int]  # a story's number, and a tone in 10⁻⁴

copies = st.lists(st.tuples(st.integers(0, 12), st.integers(-UNIT, UNIT)), min_size=5, max_size=60)


def sums_of(articles: list[Copy]) -> Sums:
    stories: defaultdict[int, list[int]] = defaultdict(list)
    for story, tone in articles:
        stories[story].append(tone)
    overlap = Overlap()
    for tones in stories.values():
        n, total = len(tones), sum(tones)
        overlap += Overlap(n - 1, n * (n - 1), (n - 1) * total, total**2 - sum(tone**2 for tone in tones))
    tones = [tone for _, tone in articles]
    return Sums(len(tones), sum(tones), sum(tone**2 for tone in tones), overlap)


def by_hand(articles: list[Copy]) -> tuple[float, float, float]:
    """Mean, variance of the mean and weight, from the single tones as the formula has it."""
    stories: defaultdict[int, list[float]] = defaultdict(list)
    for story, tone in articles:
        stories[story].append(tone / UNIT)
    n = len(articles)
    mean = sum(map(sum, stories.values())) / n
    weight = n**2 / sum(len(tones) ** 2 for tones in stories.values())
    spread = sum((sum(tones) - len(tones) * mean) ** 2 for tones in stories.values())
    return mean, weight / (weight - 1) * spread / n**2 if weight > 1 else 0.0, weight


@given(copies)
def test_it_is_the_cluster_robust_interval_of_the_single_tones(articles: list[Copy]) -> None:
    found, (mean, variance, weight) = sums_of(articles), by_hand(articles)
    assert found.stories == len({story for story, _ in articles})
    assert found.weight == pytest.approx(weight)
    low, high = interval(found.n, found.total, found.squares, found.overlap)
    if found.weight < 5:
        assert low is None
        assert high is None
        return
    half = stats.t.ppf(0.975, weight - 1) * sqrt(variance)
    assert low == pytest.approx(max(-1, mean - half), abs=1e-4)
    assert high == pytest.approx(min(1, mean + half), abs=1e-4)


@given(copies)
def test_without_copies_it_is_the_interval_of_independent_articles(articles: list[Copy]) -> None:
    alone = sums_of([(number, tone) for number, (_, tone) in enumerate(articles)])
    assert alone.overlap == Overlap()
    assert interval(alone.n, alone.total, alone.squares, alone.overlap) == interval(alone.n, alone.total, alone.squares)


@pytest.mark.parametrize(
    ("sizes", "least"), [([1] * 12, 0.94), ([4, 3, 2, *[1] * 12], 0.92), ([12, *[1] * 12], 0.92), ([5] * 8, 0.93)]
)
def test_it_holds_the_true_mean_also_where_stories_have_unlike_numbers_of_copies(
    sizes: list[int], least: float
) -> None:
    """1,500 trials with copies that are wholly alike; taken as independent, ten equal copies hold it far less often."""
    chance = random.Random(str(sizes))
    held = plain = 0
    for _ in range(1_500):
        tones = [round(UNIT * chance.gauss(0.1, 0.2)) for _ in sizes]
        found = sums_of([(story, tones[story]) for story, n in enumerate(sizes) for _ in range(n)])
        low, high = interval(found.n, found.total, found.squares, found.overlap)
        if low is None or high is None:  # too few stories' weight to say
            held += 1
            plain += 1
            continue
        held += low <= 0.1 <= high
        low, high = interval(found.n, found.total, found.squares)
        plain += low is not None and high is not None and low <= 0.1 <= high
    assert held / 1_500 >= least
    if max(sizes) > 4 and sums_of([(s, 0) for s, n in enumerate(sizes) for _ in range(n)]).weight >= 5:
        assert plain < held - 150


def test_a_difference_takes_the_copies_on_each_side_as_one() -> None:
    once = [sums_of([(n, tone) for n, tone in enumerate(tones)]) for tones in ([0, 900, 400, 100, 600, 200], [50] * 6)]
    often = [sums_of([(n, tone) for n, tone in enumerate(tones) for _ in range(4)]) for tones in
             ([0, 900, 400, 100, 600, 200], [50] * 6)]  # fmt: skip
    one, four = welch(*once), welch(*often)
    assert (four.value, four.low, four.high) == pytest.approx((one.value, one.low, one.high))
    assert welch(Sums(24, 8_800, 4 * 1_380_000), often[1]).high != pytest.approx(
        four.high
    )  # as if all were independent


TEXTS = [
    " ".join(f"Word{random.Random(seed).randrange(10**6) + place * 7}" for place in range(40)) for seed in range(40)
]


def _fill(store: Store) -> None:
    """Two months of stories of RUS: each of eight a week apart, in four outlets on days that follow each other."""
    items = [
        scored(date(2024, 1, 1) + timedelta(days=7 * number + day), outlet, TEXTS[number], RUS=(number % 5 - 2) / 10)
        for number in range(8)
        for day, outlet in enumerate(("Herald", "Post", "Echo", "Herald"))
    ]
    store.write(items, [], "e")


def test_points_count_articles_and_stories_wherever_a_story_lies(empty: Store) -> None:
    _fill(empty)
    (whole,) = ranking(empty)
    assert (whole.articles, whole.stories) == (32, 8)
    months = series(empty, by="month")
    assert [(point.articles, point.stories) for point in months] == [(19, 5), (13, 4)]  # one story lies in both
    (year,) = series(empty, by="year")
    assert (year.low, year.high) == (whole.low, whole.high)
    (first,) = ranking(empty, copies="first")
    assert (first.articles, first.stories) == (8, 8)
    assert first.mean == pytest.approx(whole.mean)
    # All copies of a story are alike here: the interval is that of the eight stories.
    assert (first.low, first.high) == pytest.approx((whole.low, whole.high))
    assert {point.outlet: (point.n, point.stories) for point in by_outlet(empty, "RUS")} == {
        "Herald": (16, 8),
        "Post": (8, 8),
        "Echo": (8, 8),
    }
    herald = [point for point in outlet_series(empty, "RUS", by="year") if point.outlet == "Herald"]
    assert [(point.n, point.stories) for point in herald] == [(16, 8)]


def test_every_comparison_knows_the_stories(empty: Store) -> None:
    _fill(empty)
    (whole,) = ranking(empty)
    for baseline in ("everyone", "start"):
        (point,) = baseline_series(empty, baseline, by="year", months=12)  # type: ignore[arg-type]
        assert point.stories == 8
        assert point.high - point.low == pytest.approx(whole.high - whole.low)  # type: ignore[operator]
    (point,) = baseline_series(empty, "outlet", by="year")
    assert point.stories == 8
    assert point.high - point.low == pytest.approx(whole.high - whole.low, rel=0.1)  # type: ignore[operator]
    # Four stories on a side are too few, however many their copies.
    assert movers(empty) is not None
    assert movers(empty).countries == ()  # type: ignore[union-attr]
    spans = (date(2024, 1, 1), date(2024, 1, 28)), (date(2024, 1, 29), date(2024, 2, 29))
    found = decomposition(empty, "RUS", *spans)
    assert found is not None
    assert (found.before_n, found.n) == (16, 16)
    assert found.change.low is None
    assert span_differences(empty, Filters(countries=("RUS", "USA"))) == []
