"""A ridge regression of the labels −1, 0, 1 on the shares (value × decay) of the scoring words.

One weight for each kind of word, side and sign, one for each circumstance and sign, and one for each word that was
seen often enough; rare labels weigh more, by the square root of how rare they are.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from labelled import PERSONS, Example
from scipy import sparse

from dashboard.tone.toward import ALPHA as SQUASHING
from dashboard.tone.weights import CIRCUMSTANCES, KINDS, Weights

SEEN_AT_LEAST = 4
# The larger, the less the weights common to a whole kind of words are drawn toward 0.
COMMON = 1.4
# On all weights: brings tones to where the fixed neutral band of ±0.20 does about best on the labelled countries.
SCALE = 4.0

Key = tuple[object, ...]
Chosen = np.ndarray  # a Boolean for each example


@dataclass(frozen=True)
class Settings:
    """How strongly weights are drawn toward 0, and how much a person's label counts beside a country's."""

    penalty: float = 50.0
    persons: float = 0.25


class Design:
    """The examples as matrices: which weights bear on each share, and which shares on each example.

    `leave_out` names what is not learned: "words" (a weight of their own) or "circumstances".
    """

    def __init__(self, examples: Sequence[Example], leave_out: str = "") -> None:
        self.labels = np.array([one.label for one in examples])
        self.are_persons = np.array([one.origin == PERSONS for one in examples])
        self.columns: dict[Key, int] = {}
        seen = Counter(word for one in examples for word in {share.word for share in one.shares})
        self._values = np.array([share.value for one in examples for share in one.shares])
        at: list[int] = []
        column: list[int] = []
        size: list[float] = []
        shares = [share for one in examples for share in one.shares]
        for row, share in enumerate(shares):
            raises = share.value > 0
            keys: list[Key] = [("kind", share.kind), ("position", share.kind, share.before, raises)]
            if leave_out != "circumstances":
                keys += [("circumstance", name, raises) for name in share.circumstances]
            if leave_out != "words" and seen[share.word] >= SEEN_AT_LEAST:
                keys.append(("word", share.word))
            for key in keys:
                at.append(row)
                column.append(self.columns.setdefault(key, len(self.columns)))
                size.append(COMMON if key[0] == "kind" else 1.0)
        self._of_share = sparse.csr_matrix((size, (at, column)), shape=(len(shares), len(self.columns)))
        owner = np.repeat(np.arange(len(examples)), [len(one.shares) for one in examples])
        ones = (np.ones(len(shares)), (owner, np.arange(len(shares))))
        self._of_example = sparse.csr_matrix(ones, shape=(len(examples), len(shares)))
        self._sums = (self._of_example @ sparse.diags(self._values) @ self._of_share).tocsr()

    def learn(self, chosen: Chosen, settings: Settings) -> np.ndarray:
        """The weight of each column that the chosen examples teach; the intercept is free and not kept."""
        labels = self.labels[chosen]
        number = Counter(labels.tolist())
        weights = np.array([number[label] ** -0.5 for label in labels.tolist()])
        weights *= np.where(self.are_persons[chosen], settings.persons, 1.0)
        weights /= weights.sum()
        sums = self._sums[chosen]
        weighted = sparse.diags(weights) @ sums
        mean = np.asarray(weighted.sum(axis=0)).ravel()
        left = (sums.T @ weighted).toarray() - np.outer(mean, mean)
        left[np.diag_indices_from(left)] += settings.penalty / len(labels)
        right = np.asarray(sums.T @ (weights * labels)).ravel() - mean * (weights @ labels)
        return SCALE * np.linalg.solve(left, right)

    def tones(self, learned: np.ndarray) -> np.ndarray:
        """What toward.score would give for each example by these weights."""
        contributions = np.maximum(self._of_share @ learned, 0.0) * self._values
        raw = self._of_example @ contributions
        return raw / np.sqrt(raw * raw + SQUASHING)

    def weights(self, learned: np.ndarray) -> Weights:
        """The weights by name, as the scorer takes them."""

        def of(*key: object) -> float:
            return float(learned[self.columns[key]]) if key in self.columns else 0.0

        signs = (True, False)
        return Weights(
            {
                (kind, before, raises): COMMON * of("kind", kind) + of("position", kind, before, raises)
                for kind in KINDS
                for before in signs
                for raises in signs
            },
            {(name, raises): of("circumstance", name, raises) for name in CIRCUMSTANCES for raises in signs},
            {str(key[1]): of(*key) for key in self.columns if key[0] == "word"},
        )
