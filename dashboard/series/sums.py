"""The sums that every chart is made of: n, Σ tone and Σ tone² of a set of articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from dashboard.types import Cell, SourceCell

UNIT = 10_000  # sums count tone in ten-thousandths

_Sum = TypeVar("_Sum", Cell, SourceCell)
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sums:
    """n, Σ tone in 10⁻⁴ and Σ tone² in 10⁻⁸ of some articles, exact, as in `Cell`.

    Raises ValueError for an n below 1: what has no articles has no sums, and no chart shows it.
    """

    n: int
    total: int
    squares: int

    def __post_init__(self) -> None:
        if self.n < 1:
            raise ValueError(f"sums of {self.n} articles have no mean")

    def __add__(self, other: Sums) -> Sums:
        return Sums(self.n + other.n, self.total + other.total, self.squares + other.squares)

    @property
    def mean(self) -> float:
        """The mean tone, in [−1, 1]."""
        return self.total / self.n / UNIT

    @property
    def scatter(self) -> float:
        """Σ (tone − mean)², taken in whole numbers before the one division, so that nothing cancels out."""
        return (self.n * self.squares - self.total * self.total) / (self.n * UNIT * UNIT)


def gather(cells: Iterable[_Sum], key: Callable[[_Sum], _Key]) -> dict[_Key, Sums]:
    """The cells added up by what `key` says of them, in the order in which each key first comes.

    Cells without articles are passed over.
    """
    counts: defaultdict[_Key, list[int]] = defaultdict(lambda: [0, 0, 0])
    for cell in cells:
        if cell.n:
            count = counts[key(cell)]
            count[0] += cell.n
            count[1] += cell.total
            count[2] += cell.squares
    return {place: Sums(n, total, squares) for place, (n, total, squares) in counts.items()}
