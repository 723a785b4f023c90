"""Agreement of scores with people's labels."""

from __future__ import annotations

import random
from collections.abc import Sequence
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from dashboard.agreement import Estimate, agreement, cut, macro_f1

judged = st.lists(
    st.tuples(st.sampled_from([-1, 0, 1]), st.sampled_from([-0.7, -0.1, 0.0, 0.3])), min_size=1, max_size=25
)


def _pairs(**counts: int) -> list[tuple[int, float]]:
    """`nn=3`: three that a reader called negative and the score reads so; letters n, o, p."""
    label, tone = {"n": -1, "o": 0, "p": 1}, {"n": -0.5, "o": 0.0, "p": 0.5}
    return [(label[key[0]], tone[key[1]]) for key, count in counts.items() for _ in range(count)]


def _noisy(number: int, seed: int, right: float = 0.7) -> list[tuple[int, float]]:
    chance = random.Random(seed)
    labels = chance.choices([-1, 0, 1], [3, 5, 2], k=number)
    return [(label, (label if chance.random() < right else chance.choice([-1, 0, 1])) / 2) for label in labels]


@settings(deadline=None)
@given(judged)
def test_the_values_by_their_definitions(pairs: Sequence[tuple[int, float]]) -> None:
    found = agreement(pairs, 0.2)
    assert found is not None
    gold = [label for label, _ in pairs]
    read = cut([tone for _, tone in pairs], -0.2, 0.2)
    assert found.n == len(pairs)
    assert found.accuracy.value == pytest.approx(fmean(a == b for a, b in zip(gold, read, strict=True)))
    assert found.macro_f1.value == pytest.approx(macro_f1(read, gold))
    for i, label in enumerate((-1, 0, 1)):
        for j, other in enumerate((-1, 0, 1)):
            assert found.table[i][j] == sum(a == label and b == other for a, b in zip(gold, read, strict=True))
    chance = sum(gold.count(label) * read.count(label) for label in (-1, 0, 1)) / len(pairs) ** 2
    if chance == 1:
        assert found.kappa is None
    else:
        assert found.kappa is not None
        assert found.kappa.value == pytest.approx((found.accuracy.value - chance) / (1 - chance))


def test_a_worked_example() -> None:
    """Twenty, fifteen hit: e = (6·7 + 8·7 + 6·6)/400."""
    found = agreement(_pairs(nn=5, no=1, on=2, oo=5, op=1, po=1, pp=5), 0.2)
    assert found is not None
    assert found.table == ((5, 1, 0), (2, 5, 1), (0, 1, 5))
    assert found.accuracy.value == 0.75
    assert found.kappa is not None
    assert found.kappa.value == pytest.approx((0.75 - 0.335) / (1 - 0.335))
    assert found.macro_f1.value == pytest.approx((10 / 13 + 10 / 15 + 10 / 12) / 3)


@given(st.integers(5, 300), st.data())
def test_accuracys_interval_is_wilsons(n: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, n))
    found = agreement(_pairs(nn=hits, no=n - hits), 0.2)
    expected = stats.binomtest(hits, n).proportion_ci(method="wilson")
    assert found is not None
    assert (found.accuracy.low, found.accuracy.high) == pytest.approx((expected.low, expected.high))


def test_intervals_hold_the_value_narrow_with_n_and_repeat() -> None:
    widths = []
    for number in (40, 640):
        found = agreement(_noisy(number, 1), 0.2)
        assert found is not None
        assert found == agreement(_noisy(number, 1), 0.2)
        for estimate in (found.accuracy, found.macro_f1, found.kappa):
            assert estimate is not None
            assert estimate.low is not None
            assert estimate.high is not None
            assert estimate.low < estimate.value < estimate.high
            widths.append(estimate.high - estimate.low)
    assert [wide / narrow for wide, narrow in zip(widths[:3], widths[3:], strict=True)] == pytest.approx(
        [4] * 3, rel=0.25
    )


def test_kappas_interval_holds_the_truth_about_95_times_in_100() -> None:
    large = agreement(_noisy(60_000, 99), 0.2)
    assert large is not None
    assert large.kappa is not None
    held = 0
    for seed in range(100):
        found = agreement(_noisy(150, seed), 0.2)
        assert found is not None
        assert found.kappa is not None
        assert found.kappa.low is not None
        assert found.kappa.high is not None
        held += found.kappa.low <= large.kappa.value <= found.kappa.high
    assert 88 <= held <= 100


def test_the_jackknife_agrees_with_a_bootstrap() -> None:
    pairs = _noisy(200, 5)
    found = agreement(pairs, 0.2)
    assert found is not None
    chance = random.Random(0)
    drawn = [agreement(chance.choices(pairs, k=len(pairs)), 0.2) for _ in range(600)]
    for name in ("macro_f1", "kappa"):
        values = sorted(getattr(one, name).value for one in drawn)
        estimate = getattr(found, name)
        width = estimate.high - estimate.low
        assert (estimate.low, estimate.high) == pytest.approx((values[15], values[-16]), abs=0.15 * width)


def test_where_nothing_can_be_said_nothing_is() -> None:
    assert agreement([], 0.2) is None
    few = agreement(_pairs(nn=3, oo=1), 0.2)
    assert few is not None
    assert (few.accuracy, few.macro_f1) == (Estimate(1.0), Estimate(pytest.approx(2 / 3)))
    complete = agreement(_pairs(nn=4, oo=4, pp=4), 0.2)
    assert complete is not None
    assert (complete.kappa, complete.macro_f1) == (Estimate(1.0), Estimate(1.0))
    assert complete.accuracy.low == pytest.approx(12 / (12 + 1.96**2), abs=1e-3)
    one_label = agreement(_pairs(oo=9), 0.2)
    assert one_label is not None
    assert one_label.kappa is None


def test_the_band_itself_is_neutral() -> None:
    found = agreement([(0, 0.2), (0, -0.2), (1, 0.2001), (-1, -0.2001), (0, 0.0)], 0.2)
    assert found is not None
    assert found.accuracy.value == 1


@pytest.mark.parametrize(
    ("pairs", "band", "words"),
    [
        ([(2, 0.0)], 0.2, "a label must be -1, 0 or 1, not 2"),
        ([(1, 0.0)], -0.1, "the neutral band must be 0 or more, not -0.1"),
        ([(1, 0.0)], float("nan"), "the neutral band must be 0 or more, not nan"),
    ],
)
def test_wrong_input_is_refused_in_words(pairs: list[tuple[int, float]], band: float, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        agreement(pairs, band)
