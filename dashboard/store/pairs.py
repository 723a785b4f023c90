"""Pairs of countries in one article: the tone toward one in the sentences that name the other too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dashboard.store.rows import to_units
from dashboard.types import Evidence


class Pair(NamedTuple):
    """The tone toward `country` in an article's sentences that name `other` too.

    `tone` and `vader` are means over these `sentences`, in ten-thousandths. A named tuple, as there are many.
    """

    country: str
    other: str
    tone: int
    vader: int
    sentences: int


def pairs_of(evidence: Mapping[str, Sequence[Evidence]]) -> list[Pair]:
    """The pairs of an article whose sentences, by country, are `evidence`; in order of country and other.

    Sentences of two countries are the same where field, start and end are. A mean is that of the sentences' tones in
    whole ten-thousandths, rounded to such, halves to the even one: so it does not depend on the sentences' order.
    Raises ValueError or OverflowError for a tone that is no finite number.
    """
    if len(evidence) < 2:
        return []
    sentences: defaultdict[tuple[str, int, int], list[tuple[str, int, int]]] = defaultdict(list)
    for country, proofs in evidence.items():
        for proof in proofs:
            place = (proof.field, proof.start, proof.end)
            sentences[place].append((country, to_units(proof.tone), to_units(proof.vader)))
    sums: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for scores in sentences.values():
        named = {country for country, _, _ in scores}
        for country, tone, vader in scores if len(named) > 1 else ():
            for other in named:
                if other != country:
                    pair = sums[country, other]
                    pair[0] += tone
                    pair[1] += vader
                    pair[2] += 1
    return [Pair(*key, round(tone / n), round(vader / n), n) for key, (tone, vader, n) in sorted(sums.items())]
