"""How much a scoring word tells about a country: weights learned from labelled mentions.

"war", "death" and "securities" stand near countries all day and say little about them; "courage", "regime" and "lack"
say much. And a word after the country says more than one before it. Both tables are made by `make train` from data
whose labels are in data/labels and, for other people's sentences, in the files named in the tables' headers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dashboard import resources

PLAIN = "vader"  # the class of words that are in VADER's lexicon and not among the news words


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by (class, stands before the target, raises the tone), and what single words add to that."""

    positions: Mapping[tuple[str, bool, bool], float]
    words: Mapping[str, float]

    def of(self, word: str, name: str, *, before: bool, raises: bool) -> float:
        """What a word's contribution is multiplied with: 0 or more; a weight never turns a word's sign round."""
        return max(0.0, self.positions[name, before, raises] + self.words.get(word, 0.0))


@cache
def weights() -> Weights:
    """The shipped weights. Raises FileNotFoundError or ValueError where the tables are missing or spoilt."""
    positions = {
        (row["class"], row["side"] == "before", row["sign"] == "+"): float(row["weight"])
        for row in resources.rows("tone", "position_weights.tsv")
    }
    words = {row["word"]: float(row["weight"]) for row in resources.rows("tone", "word_weights.tsv")}
    return Weights(positions, words)
