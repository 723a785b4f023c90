"""The difference of two mean tones, with its 95% confidence interval."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from dashboard.series.interval import FEWEST, student_t
from dashboard.series.sums import Sums


@dataclass(frozen=True, slots=True)
class Difference:
    """A mean less another, in [−2, 2], and the ends of its 95% interval: None where either weighs less than 5."""

    value: float
    low: float | None
    high: float | None


def welch(first: Sums, second: Sums) -> Difference:
    """The mean of `second` less the mean of `first`, with Welch's interval for unequal variances.

    The interval is difference ± t·√(V₁ + V₂), V the variance of each mean and W its weight, as in `interval`: the
    copies of one story are taken as one. t is the 0.975 quantile of Student's t for the degrees of freedom of Welch and
    Satterthwaite, (V₁ + V₂)² / (V₁²/(W₁ − 1) + V₂²/(W₂ − 1)) (B. L. Welch, Biometrika 34, 1947). It takes stories for
    independent of each other: a story with copies on both sides makes the interval too wide, since it moves both means
    alike.
    """
    value = second.mean - first.mean
    if min(first.weight, second.weight) < FEWEST:
        return Difference(value, None, None)
    one, two = first.variance, second.variance
    if one + two == 0:  # neither varies: nothing to be in doubt about, and no degrees of freedom
        return Difference(value, value, value)
    # In shares of the whole, so that squares of small variances do not vanish.
    share = one / (one + two)
    freedom = 1 / (share**2 / (first.weight - 1) + (1 - share) ** 2 / (second.weight - 1))
    # The least it can be is the lesser weight − 1; rounding must not take it below.
    half = student_t(max(freedom, min(first.weight, second.weight) - 1)) * sqrt(one + two)
    return Difference(value, max(-2.0, value - half), min(2.0, value + half))
