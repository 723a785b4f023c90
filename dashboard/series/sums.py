"""The sums that every chart is made of: n, Σ tone, Σ tone² and what copies add, of a set of articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from dashboard.types import NO_OVERLAP, Cell, Overlap, SourceCell, TwinCell

UNIT = 10_000  # sums count tone in ten-thousandths

_Sum = TypeVar("_Sum", Cell, SourceCell)
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sums:
    """n, Σ tone in 10⁻⁴ and Σ tone² in 10⁻⁸ of some articles, exact, as in `Cell`, and the overlap of their stories.

    Sums may be added where no story has copies on both sides; otherwise what these add to the variance is left out.
    Raises ValueError for an n below 1 (what has no articles has no sums, and no chart shows it), and for sums that no
    n numbers can have.
    """

    n: int
    total: int
    squares: int
    overlap: Overlap = NO_OVERLAP

    def __post_init__(self) -> None:
        if self.n < 1:
            raise ValueError(f"sums of {self.n} articles have no mean")

    def __add__(self, other: Sums) -> Sums:
        overlap = self.overlap + other.overlap
        return Sums(self.n + other.n, self.total + other.total, self.squares + other.squares, overlap)

    @property
    def mean(self) -> float:
        """The mean tone, in [−1, 1]."""
        return self.total / self.n / UNIT

    @property
    def stories(self) -> int:
        """How many stories the articles tell: each article one, where none is a copy."""
        return self.n - self.overlap.repeats

    @property
    def weight(self) -> float:
        """How many stories of one article each would make a mean as sure as this: (Σ n_g)²/Σ n_g² over the stories.

        It is n where no story has two copies, and near 1 where one story has nearly all.
        """
        return self.n * self.n / (self.n + self.overlap.pairs)

    @property
    def scatter(self) -> float:
        """Σ (tone − mean)², taken in whole numbers before the one division, so that nothing cancels out."""
        return (self.n * self.squares - self.total * self.total) / (self.n * UNIT * UNIT)

    @property
    def variance(self) -> float:
        """Of the mean, its stories taken as clusters; see `interval`. Raises ValueError for a weight of 1 or less."""
        n, total, overlap = self.n, self.total, self.overlap
        # n²·Σ over stories of (Σ tone − n_g·mean)², in whole numbers as above.
        spread = (
            n * n * (self.squares + overlap.products)
            - 2 * n * total * (total + overlap.cross)
            + total * total * (n + overlap.pairs)
        )
        if spread < 0:
            raise ValueError(f"no {n} tones have the sum {total} and the sum of squares {self.squares}")
        left = n * n - n - overlap.pairs  # n²·(1 − 1/weight)
        if left <= 0:
            raise ValueError("one story alone has no variance")
        return spread / (n * n * left) / UNIT / UNIT


def gather(
    cells: Iterable[_Sum], key: Callable[[_Sum | TwinCell], _Key], twins: Iterable[TwinCell] = ()
) -> dict[_Key, Sums]:
    """The cells added up by what `key` says of them, in the order in which each key first comes.

    Cells without articles are passed over. `twins` are needed where cells of several days are added up: each counts
    where `key` says the same of both its days.
    """
    counts: defaultdict[_Key, list[int]] = defaultdict(lambda: [0, 0, 0])
    overlaps: dict[_Key, Overlap] = {}
    for cell in cells:
        if cell.n:
            place = key(cell)
            count = counts[place]
            count[0] += cell.n
            count[1] += cell.total
            count[2] += cell.squares
            if cell.overlap.repeats:
                overlaps[place] = overlaps.get(place, NO_OVERLAP) + cell.overlap
    for twin in twins:
        place = key(twin)
        if place in counts and place == key(replace(twin, day=twin.until)):
            overlaps[place] = overlaps.get(place, NO_OVERLAP) + twin.overlap
    return {
        place: Sums(n, total, squares, overlaps.get(place, NO_OVERLAP)) for place, (n, total, squares) in counts.items()
    }
