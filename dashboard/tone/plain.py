"""Plain VADER of the whole sentence as a tone engine: the same toward every target in it; kept for comparison."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dashboard.tone import vader, vader_rules
from dashboard.tone.tokens import tokens_of
from dashboard.types import Word

NAME = "vader"
VERSION = "3.3.2"


Reading = tuple[float, tuple[Word, ...]]


class Plain:
    """The engine `vader`; see engines.Engine."""

    name = NAME
    version = VERSION

    def read(self, sentence: str) -> Reading:
        """VADER's compound of the sentence, and its words with their valences.

        The compound also knows "but" and the emphasis of "!" and "?". What these add is shared out over the words in
        proportion to their valences, so that the contributions add up to VADER's raw sum.
        """
        compound = vader.polarity_scores(sentence)["compound"]
        tokens = tokens_of(sentence)
        hits = vader.valences(tokens.runs)
        total = math.fsum(valence for _, valence in hits)
        if not total:
            return compound, ()
        raw = _raw_of(compound)
        return compound, tuple(Word(*tokens.place(at), valence * raw / total) for at, valence in hits)

    def score(self, reading: Reading, spans: Sequence[tuple[int, int]]) -> Reading:
        """The same toward every target; see Engine.score."""
        return reading

    def compound(self, reading: Reading) -> float:
        """The tone itself; see Engine.compound."""
        return reading[0]


def _raw_of(compound: float) -> float:
    """The sum s whose s / √(s² + 15) is the compound."""
    if abs(compound) >= 1:
        return math.copysign(1e6, compound)
    return compound * math.sqrt(vader_rules.ALPHA / (1 - compound * compound))


ENGINE = Plain()
