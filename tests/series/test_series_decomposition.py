"""Why a mean moved: the parts add up to the change, and the articles named are those that moved it most."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsroom import Told, fill, some, sums

from dashboard.series import decomposition
from dashboard.series.decomposition import outlet_effects
from dashboard.series.sums import UNIT, Sums
from dashboard.store import Store
from dashboard.types import Filters, Measure

APRIL = date(2023, 4, 1), date(2023, 4, 30)
MAY = date(2023, 5, 1), date(2023, 5, 31)

outlets = st.dictionaries(
    st.sampled_from("ABCDEF"), st.lists(st.integers(-UNIT, UNIT), min_size=1, max_size=8), min_size=1
).map(lambda found: {outlet: sums(tones) for outlet, tones in found.items()})


def _mean(side: dict[str, Sums]) -> float:
    return sum(one.total for one in side.values()) / sum(one.n for one in side.values()) / UNIT


@given(outlets, outlets)
def test_the_effects_add_up_to_the_change(before: dict[str, Sums], after: dict[str, Sums]) -> None:
    effects = outlet_effects(before, after)
    assert {effect.outlet for effect in effects} == {*before, *after}
    total = sum(effect.tone_effect + effect.mix_effect for effect in effects)
    assert total == pytest.approx(_mean(after) - _mean(before), abs=1e-12)
    for effect in effects:
        if not (effect.n and effect.before_n):
            assert effect.tone_effect == 0
    sizes = [abs(effect.tone_effect + effect.mix_effect) for effect in effects]
    assert sizes == pytest.approx(sorted(sizes, reverse=True))


@given(outlets, outlets)
def test_turned_round_every_effect_turns_its_sign(before: dict[str, Sums], after: dict[str, Sums]) -> None:
    there = {effect.outlet: effect for effect in outlet_effects(before, after)}
    for effect in outlet_effects(after, before):
        assert effect.tone_effect == pytest.approx(-there[effect.outlet].tone_effect)
        assert effect.mix_effect == pytest.approx(-there[effect.outlet].mix_effect)


@given(outlets)
def test_the_same_shares_leave_tone_alone(before: dict[str, Sums]) -> None:
    after = {outlet: Sums(one.n, one.n * UNIT, one.n * UNIT * UNIT) for outlet, one in before.items()}
    for effect in outlet_effects(before, after):
        assert effect.mix_effect == 0
        assert effect.before_mean is not None
        weight = before[effect.outlet].n / sum(one.n for one in before.values())
        assert effect.tone_effect == pytest.approx(weight * (1 - effect.before_mean))


def test_the_same_tones_leave_mix_alone() -> None:
    """The harsh outlet grows from a quarter to three quarters: all of the change, and half by each outlet."""
    harsh, mild = sums([-6_000]), sums([2_000])
    one, other = outlet_effects(
        {"harsh": harsh, "mild": sums([2_000] * 3)}, {"harsh": sums([-6_000] * 3), "mild": mild}
    )
    assert (one.tone_effect, other.tone_effect) == (0, 0)
    assert (one.mix_effect, other.mix_effect) == (pytest.approx(-0.2), pytest.approx(-0.2))


def test_an_outlet_that_comes_or_goes_is_mix() -> None:
    new, gone, stayed = outlet_effects(
        {"gone": sums([4_000]), "stayed": sums([0])}, {"stayed": sums([0]), "new": sums([-8_000])}
    )
    assert (new.outlet, new.before_mean, new.mean, new.before_n) == ("new", None, -0.8, 0)
    assert (gone.outlet, gone.mean, gone.n) == ("gone", None, 0)
    assert new.mix_effect == pytest.approx(0.5 * (-0.8 + 0.1))
    assert gone.mix_effect == pytest.approx(-0.5 * (0.4 + 0.1))
    assert (stayed.tone_effect, stayed.mix_effect) == (0, 0)


def test_an_empty_span_is_refused() -> None:
    with pytest.raises(ValueError, match="both spans must have articles"):
        outlet_effects({}, {"A": sums([1])})


@pytest.mark.parametrize("measure", ["tone", "vader"])
@pytest.mark.parametrize("number", [1, 10, 500])
def test_from_a_store_outlets_and_articles_account_for_the_change(empty: Store, measure: Measure, number: int) -> None:
    articles = some(150, seed=6, first=APRIL[0], days=61)
    fill(empty, articles)
    found = decomposition(empty, "RUS", APRIL, MAY, Filters(countries=("USA",)), measure=measure, articles=number)
    assert found is not None
    sign = 1 if measure == "tone" else -1
    before, after = (
        [sign * one.tone / UNIT for one in articles if one.country == "RUS" and first <= one.day <= last]
        for first, last in (APRIL, MAY)
    )
    means = [sum(side) / len(side) for side in (before, after)]
    assert (found.before_n, found.n) == (len(before), len(after))
    assert (found.before_mean, found.mean) == pytest.approx(means)
    assert found.change.value == pytest.approx(means[1] - means[0])
    assert found.tone_effect + found.mix_effect == pytest.approx(found.change.value)

    middle = sum(means) / 2
    every = [(tone - middle) / len(after) for tone in after] + [-(tone - middle) / len(before) for tone in before]
    largest = sorted(every, key=abs, reverse=True)[:number]
    assert [abs(one.contribution) for one in found.articles] == pytest.approx([abs(one) for one in largest])
    if number > len(every):
        assert sum(one.contribution for one in found.articles) == pytest.approx(found.change.value)
    for one in found.articles:
        assert one.after == (one.article.day >= MAY[0])
        tone = one.article.tone if measure == "tone" else one.article.vader
        share = (tone - middle) / (len(after) if one.after else -len(before))
        assert one.contribution == pytest.approx(share)


def test_spans_may_overlap_or_be_empty(empty: Store) -> None:
    fill(empty, [Told("RUS", "Herald", date(2023, 4, day), 100 * day) for day in range(1, 13)])
    same = decomposition(empty, "RUS", APRIL, APRIL)
    assert same is not None
    assert (same.change.value, same.tone_effect, same.mix_effect) == (0, 0, 0)
    assert decomposition(empty, "RUS", APRIL, MAY) is None
    assert decomposition(empty, "USA", APRIL, APRIL) is None
    with pytest.raises(ValueError, match="is after the end"):
        decomposition(empty, "RUS", (MAY[1], MAY[0]), APRIL)
