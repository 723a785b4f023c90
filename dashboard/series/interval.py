"""The 95% confidence interval of a mean tone."""

from __future__ import annotations

from math import prod, sqrt

_FEWEST = 5  # below, an interval says more about chance than about coverage
_UNIT = 10_000  # sums count tone in ten-thousandths, and tone² in their squares

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


def interval(n: int, total: int, squares: int) -> tuple[float | None, float | None]:
    """The 95% confidence interval of the mean of n tones, from their exact sums.

    `total` is Σ tone in 10⁻⁴ and `squares` Σ tone² in 10⁻⁸, as in `Cell`. Returns its ends in [−1, 1], or
    None twice below n = 5. The formula is mean ± t·√(s²/n), with s² = (n·Σx² − (Σx)²) / (n·(n − 1)) and t
    the 0.975 quantile of Student's t with n − 1 degrees of freedom; it takes the articles for independent of
    each other.

    Raises ValueError for sums that no n numbers can have.
    """
    if n < _FEWEST:
        return None, None
    spread = n * squares - total * total  # in whole numbers, so that nothing cancels out
    if spread < 0:
        raise ValueError(f"no {n} tones have the sum {total} and the sum of squares {squares}")
    mean = total / n / _UNIT
    half = student_t(n - 1) * sqrt(spread / (n * n * (n - 1))) / _UNIT
    return max(-1.0, mean - half), min(1.0, mean + half)


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
