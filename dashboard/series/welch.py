"""The difference of two mean tones, with its 95% confidence interval."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from dashboard.series.interval import student_t
from dashboard.series.sums import Sums

FEWEST = 5  # as for one mean: below, an interval says more about chance than about coverage


@dataclass(frozen=True, slots=True)
class Difference:
    """A mean less another, in [−2, 2], and the ends of its 95% interval: None where either has fewer than 5."""

    value: float
    low: float | None
    high: float | None


def welch(first: Sums, second: Sums) -> Difference:
    """The mean of `second` less the mean of `first`, with Welch's interval for unequal variances.

    The interval is difference ± t·√(s₁²/n₁ + s₂²/n₂), with t the 0.975 quantile of Student's t for the degrees of
    freedom of Welch and Satterthwaite, (s₁²/n₁ + s₂²/n₂)² / ((s₁²/n₁)²/(n₁ − 1) + (s₂²/n₂)²/(n₂ − 1)) (B. L. Welch,
    Biometrika 34, 1947). It takes all articles for independent of each other.
    """
    value = second.mean - first.mean
    if min(first.n, second.n) < FEWEST:
        return Difference(value, None, None)
    one, two = (sums.scatter / (sums.n * (sums.n - 1)) for sums in (first, second))
    if one + two == 0:  # neither varies: nothing to be in doubt about, and no degrees of freedom
        return Difference(value, value, value)
    # In shares of the whole, so that squares of small variances do not vanish.
    share = one / (one + two)
    freedom = 1 / (share**2 / (first.n - 1) + (1 - share) ** 2 / (second.n - 1))
    # The least it can be is min(n) − 1; rounding must not take it below.
    half = student_t(max(freedom, min(first.n, second.n) - 1)) * sqrt(one + two)
    return Difference(value, max(-2.0, value - half), min(2.0, value + half))
