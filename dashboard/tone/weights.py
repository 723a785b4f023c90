"""How much a scoring word tells about a target: weights learned from labelled mentions.

"war", "death" and "securities" stand near countries all day and say little about them; "courage", "regime" and "lack"
say much. A word after the target says more than one before it; one beyond another name, or near "in Paris", less. All
tables are made by `make train` from data whose labels are in data/labels and, for other people's sentences, in the
files named in the tables' headers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from dashboard import resources

# Words of data/tone/news_words.tsv that VADER does not know, those that both know, those that only VADER knows, and
# those of data/tone/adverse_words.tsv, which neither does.
NEWS, BOTH, PLAIN, ADVERSE = KINDS = ("news", "both", "vader", "adverse")

# Circumstances that add to or take from a word's weight; see dashboard/tone/setting.py. Several are one number, a bit
# for each.
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
(
    BEYOND_A_NAME,
    IN_ANOTHER_CLAUSE,
    BEFORE_A_COMMA,
    IN_A_QUOTATION,
    IS_FOUGHT,
    IS_NEGATED,
    IS_ONLY_POSSIBLE,
    HAPPENS_THERE,
    TARGET_OWNS_IT,
    TARGET_LEADS,
    TARGET_IS_A_PLACE,
    TARGET_IS_A_TOWN,
    TARGET_DESCRIBES,
    TARGET_SPEAKS,
) = BITS = tuple(1 << place for place in range(len(CIRCUMSTANCES)))


Bases = tuple[tuple[float, float], tuple[float, float]]
"""Behind the target and before it: the weight of a kind of words that lower the tone, and that raise it."""


class Added(dict[int, float]):
    """What circumstances, as one number, add to the weight of a word that raises the tone, or of one that lowers it."""

    def __init__(self, of_each: Mapping[tuple[str, bool], float], raises: bool) -> None:
        super().__init__()
        self._of_each = [of_each.get((name, raises), 0.0) for name in CIRCUMSTANCES]

    def __missing__(self, circumstances: int) -> float:
        added = sum(one for bit, one in zip(BITS, self._of_each, strict=True) if circumstances & bit)
        self[circumstances] = added
        return added


@dataclass(frozen=True)
class Weights:
    """Weights by (kind, stands before the target, raises the tone); what circumstances and single words add."""

    positions: Mapping[tuple[str, bool, bool], float]
    circumstances: Mapping[tuple[str, bool], float]
    words: Mapping[str, float]

    @cached_property
    def added(self) -> tuple[Added, Added]:
        """What circumstances add for a word that lowers the tone, and for one that raises it."""
        return Added(self.circumstances, False), Added(self.circumstances, True)

    def of(self, word: str, kind: str, before: bool, raises: bool, circumstances: int = 0) -> float:
        """What a word's contribution is multiplied with: 0 or more; a weight never turns a word's sign round."""
        base = self.positions[kind, before, raises] + self.words.get(word, 0.0)
        return max(0.0, base + self.added[raises][circumstances])

    def bases(self, kind: str) -> Bases:
        """The weights of a kind of words, by whether a word stands before the target and raises the tone."""
        of = self.positions
        return (of[kind, False, False], of[kind, False, True]), (of[kind, True, False], of[kind, True, True])


def names_of(circumstances: int) -> tuple[str, ...]:
    """The circumstances that a number stands for."""
    return tuple(name for name, bit in zip(CIRCUMSTANCES, BITS, strict=True) if circumstances & bit)


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
