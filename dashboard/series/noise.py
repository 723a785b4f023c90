"""How much a line of means varies by itself, from article to article and from period to period, and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.series.sums import Sums

# Which share of the smallest squared jumps is kept, by how many periods they go over (a break disturbs as many), and
# the mean of a standard normal variable's square below that quantile: P(χ²₃ < quantile of χ²₁)/share.
_KEPT = {1: (0.9, 0.623015), 2: (0.8, 0.437725)}
_LEAST = 1e-12  # tone²: less than the rounding of stored tones makes, so that a line without noise has some too
_LONGEST_MEMORY = 0.5  # beyond, sixty weeks cannot tell a noise that lasts from breaks
_HALVINGS = 60  # of the range in which the variance of periods lies: to the last bit


@dataclass(frozen=True, slots=True)
class Noise:
    """A line's noise: the variance of one article's tone, that of periods beyond it, and how alike neighbours are.

    A period's mean of n articles varies about its level by `articles`/n + `periods`, in tone². `memory` is the
    correlation of neighbouring periods, from 0 to 0.5.
    """

    articles: float
    periods: float
    memory: float

    def variance(self, n: int) -> float:
        """How a mean of n articles varies from one period to the next, in tone²."""
        return self.articles / n + self.periods + _LEAST


def noise(line: Sequence[Sums]) -> Noise:
    """The noise of a line of at least three periods, hardly disturbed by breaks in its level.

    The articles' variance is pooled within periods. The periods' is what the jumps Δ from one mean to the next show
    beyond it: chosen so that Δ²/(variance of both) averages to 1, with the largest tenth of them left out (jumps at
    breaks are among those) and the mean of the others set against that of a normal variable so cut; 0 where the
    articles' variance is enough. Squares of jumps over two periods are larger than those over one by a factor of
    1 + memory, if a period's noise fades by the same factor in each that follows (autoregression of first order).
    """
    freedom = sum(found.n - 1 for found in line)
    articles = sum(found.scatter for found in line) / freedom if freedom else 0.0
    periods = _periods(line, articles)
    found = Noise(articles, periods, 0.0)
    near, far = _size(line, found, 1), _size(line, found, 2)
    return Noise(articles, periods, min(_LONGEST_MEMORY, max(0.0, far / near - 1))) if near else found


def _periods(line: Sequence[Sums], articles: float) -> float:
    if _size(line, Noise(articles, 0.0, 0.0), 1) <= 1:
        return 0.0
    low, high = 0.0, 4.0  # tones lie within 2 of each other, so no jump asks for more
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _size(line, Noise(articles, middle, 0.0), 1) > 1:
            low = middle
        else:
            high = middle
    return high


def _size(line: Sequence[Sums], noise: Noise, apart: int) -> float:
    """The mean square of jumps between periods so far apart, as a multiple of what the noise explains."""
    squares = sorted(
        (two.mean - one.mean) ** 2 / (noise.variance(one.n) + noise.variance(two.n))
        for one, two in zip(line, line[apart:], strict=False)
    )
    share, expected = _KEPT[apart]
    kept = squares[: max(1, round(share * len(squares)))]
    return sum(kept) / len(kept) / expected
