"""How much a scoring word tells about a target: weights learned from labelled mentions.

"war", "death" and "securities" stand near countries all day and say little about them; "courage", "regime" and "lack"
say much. A word after the target says more than one before it; one beyond another name, or near "in Paris", less. All
tables are made by `make train` from data whose labels are in data/labels and, for other people's sentences, in the
files named in the tables' headers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from dashboard import resources

# Words of data/tone/news_words.tsv that VADER does not know, those that both know, those that only VADER knows, and
# those of data/tone/adverse_words.tsv, which neither does.
NEWS, BOTH, PLAIN, ADVERSE = KINDS = ("news", "both", "vader", "adverse")

# Circumstances that add to or take from a word's weight; see dashboard/tone/setting.py.
CIRCUMSTANCES = (
    "beyond a name",
    "in another clause",
    "before a comma",
    "in a quotation",
    "is fought",
    "is negated",
    "is only possible",
    "happens there",
    "target owns it",
    "target leads",
    "target is a place",
    "target is a town",
    "target describes",
    "target speaks",
)


Bases = tuple[tuple[float, float], tuple[float, float]]
"""Behind the target and before it: the weight of a word that lowers the tone, and of one that raises it."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by (kind, stands before the target, raises the tone); what circumstances and single words add."""

    positions: Mapping[tuple[str, bool, bool], float]
    circumstances: Mapping[tuple[str, bool], float]
    words: Mapping[str, float]

    def of(self, word: str, kind: str, before: bool, raises: bool, circumstances: Iterable[str] = ()) -> float:
        """What a word's contribution is multiplied with: 0 or more; a weight never turns a word's sign round."""
        return self.adjusted(self._base(word, kind, before, raises), raises, circumstances)

    def bases(self, word: str, kind: str) -> Bases:
        """A word's weights before any circumstance, by whether it stands before the target and raises the tone."""
        behind, ahead = (
            (self._base(word, kind, before, False), self._base(word, kind, before, True)) for before in (False, True)
        )
        return behind, ahead

    def adjusted(self, weight: float, raises: bool, circumstances: Iterable[str]) -> float:
        """One of those weights less or more what circumstances make of it."""
        for name in circumstances:
            weight += self.circumstances[name, raises]
        return weight if weight > 0.0 else 0.0

    def _base(self, word: str, kind: str, before: bool, raises: bool) -> float:
        return self.positions[kind, before, raises] + self.words.get(word, 0.0)


@cache
def weights() -> Weights:
    """The shipped weights. Raises FileNotFoundError or ValueError where the tables are missing or spoilt."""
    positions: dict[tuple[str, bool, bool], float] = {}
    circumstances: dict[tuple[str, bool], float] = {}
    for row in resources.rows("tone", "position_weights.tsv"):
        weight, raises = float(row["weight"]), row["sign"] == "+"
        if row["side"]:
            positions[row["of"], row["side"] == "before", raises] = weight
        else:
            circumstances[row["of"], raises] = weight
    words = {row["word"]: float(row["weight"]) for row in resources.rows("tone", "word_weights.tsv")}
    return Weights(positions, circumstances, words)
