"""Why a country's mean tone moved between two spans: outlets that changed their tone, and outlets' changed shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from dashboard.series.asking import EVERYTHING, Span, check, only, within
from dashboard.series.contributions import Contribution, contributions
from dashboard.series.sums import UNIT, Sums, gather
from dashboard.series.welch import Difference, welch
from dashboard.store.protocol import Store
from dashboard.types import Filters, Measure

ARTICLES = 10


@dataclass(frozen=True, slots=True)
class OutletEffect:
    """What one outlet did to the change of the mean: `tone_effect` + `mix_effect`, in tone.

    `n` and `mean` are those of the later span, `before_n` and `before_mean` of the earlier; a mean is None where the
    outlet has no articles.
    """

    outlet: str
    before_n: int
    before_mean: float | None
    n: int
    mean: float | None
    tone_effect: float
    mix_effect: float


@dataclass(frozen=True, slots=True)
class Decomposition:
    """The change of a country's mean tone from span `before` to span `after`, taken apart.

    `change` has its 95% interval by `welch`. `tone_effect` and `mix_effect` are the sums over all `outlets` (the
    largest effect in either direction first) and add up to `change.value`. `articles` are those that moved it most.
    """

    country: str
    before: Span
    after: Span
    before_n: int
    before_mean: float
    n: int
    mean: float
    change: Difference
    tone_effect: float
    mix_effect: float
    outlets: tuple[OutletEffect, ...]
    articles: tuple[Contribution, ...]


def decomposition(
    store: Store,
    country: str,
    before: Span,
    after: Span,
    filters: Filters = EVERYTHING,
    *,
    measure: Measure = "tone",
    articles: int = ARTICLES,
) -> Decomposition | None:
    """Takes the change of the mean tone toward `country` between two spans apart; None where either has no articles.

    See `outlet_effects` and `contributions`. The countries and days in `filters` do not count. Raises ValueError for
    an unknown measure, a span that ends before it starts or malformed search words; StoreError from the store.
    """
    check(filters, measure)
    asked = only(filters, country)
    one, two = (
        gather(store.totals_by_source(within(asked, span), measure), lambda cell: cell.source)
        for span in (before, after)
    )
    # Not the outlets' sums added up: a story's copies lie in several outlets.
    first, second = (
        gather(store.totals(within(asked, span), measure), lambda cell: cell.country).get(country)
        for span in (before, after)
    )
    if not one or not two or first is None or second is None:
        return None
    effects = outlet_effects(one, two)
    found = contributions(
        store, ((within(asked, before), first), (within(asked, after), second)), measure, number=articles
    )
    return Decomposition(
        country,
        before,
        after,
        first.n,
        first.mean,
        second.n,
        second.mean,
        welch(first, second),
        sum(effect.tone_effect for effect in effects),
        sum(effect.mix_effect for effect in effects),
        tuple(effects),
        tuple(found),
    )


def outlet_effects(before: Mapping[str, Sums], after: Mapping[str, Sums]) -> list[OutletEffect]:
    """Each outlet's share in the change of the mean from its sums in two spans, neither of them empty.

    With w an outlet's share of the span's articles, m its mean, M the mean of the span, Δ the change and a bar the
    midpoint of both spans, Kitagawa's decomposition (E. M. Kitagawa, JASA 50, 1955) is

        ΔM = Σ over outlets of (w̄·Δm + (m̄ − M̄)·Δw)

    The first term is the tone effect: the outlet speaks differently. The second is the mix effect: an outlet above
    or below the mean takes a larger or smaller share. That M̄ is taken off changes no sum, because the Δw add up
    to 0, and makes the mix effect of an average outlet none. An outlet that is in one span only did not change its
    tone: its m̄ is its only m, and all of its effect is mix.

    Computed in fractions and rounded once, so that the effects add up to the change to float rounding. Largest
    |tone effect + mix effect| first, then by name. Raises ValueError where a span has no articles.
    """
    if not before or not after:
        raise ValueError("both spans must have articles")
    first, second = _all(before), _all(after)
    middle = (_mean(first) + _mean(second)) / 2
    effects = []
    for outlet in {**before, **after}:
        one, two = before.get(outlet), after.get(outlet)
        share = Fraction(one.n if one else 0, first.n), Fraction(two.n if two else 0, second.n)
        means = [_mean(sums) for sums in (one, two) if sums]
        tone = (share[0] + share[1]) / 2 * (means[-1] - means[0])
        mix = (sum(means) / len(means) - middle) * (share[1] - share[0])
        effects.append(
            OutletEffect(
                outlet,
                one.n if one else 0,
                one.mean if one else None,
                two.n if two else 0,
                two.mean if two else None,
                float(tone),
                float(mix),
            )
        )
    effects.sort(key=lambda effect: (-abs(effect.tone_effect + effect.mix_effect), effect.outlet))
    return effects


def _all(outlets: Mapping[str, Sums]) -> Sums:
    first, *others = outlets.values()
    return sum(others, first)


def _mean(sums: Sums) -> Fraction:
    return Fraction(sums.total, sums.n * UNIT)
