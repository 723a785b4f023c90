"""What the scores are made with: the engine, its constants and learned weights, and the tables of countries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dashboard import resources
from dashboard.countries.gazetteer import countries, gazetteer, gazetteer_version
from dashboard.tone import article, toward
from dashboard.tone.weights import ADVERSE, BOTH, NEWS, PLAIN, Weights, weights

WEIGHT_TABLES = ("position_weights.tsv", "word_weights.tsv")


@dataclass(frozen=True, slots=True)
class Method:
    """The method in numbers.

    `tau_before` and `tau_after` are in words; `alpha` is that of s / √(s² + alpha). `names` counts the texts of the
    gazetteer by kind; `news_words` the rows of that table. `weights` are the learned weights and `record` what their
    table's header says of how they were learned.
    """

    engine: str
    version: str
    tau_before: float
    tau_after: float
    alpha: float
    salient_within: int
    salient_mentions: int
    gazetteer: str
    countries: int
    names: Mapping[str, int]
    leaders: int
    blocks: int
    news_words: int
    weights: Weights
    record: tuple[str, ...]


@cache
def method() -> Method:
    """The method as it is installed. Raises FileNotFoundError or ValueError where tables are missing or spoilt."""
    found = gazetteer()
    return Method(
        engine=toward.NAME,
        version=toward.VERSION,
        tau_before=toward.TAU_BEFORE,
        tau_after=toward.TAU_AFTER,
        alpha=toward.ALPHA,
        salient_within=article.SALIENT_WITHIN,
        salient_mentions=article.SALIENT_MENTIONS,
        gazetteer=gazetteer_version(),
        countries=len(countries()),
        names=Counter(term.kind for term in found.terms),
        leaders=len(found.leaders),
        blocks=len(found.blocks),
        news_words=len(resources.rows("tone", "news_words.tsv")),
        weights=weights(),
        record=_record(WEIGHT_TABLES[0]),
    )


def position_weights() -> list[tuple[str, str, float, float]]:
    """The learned weights that are common to many words: (kind of word, side, weight of words that raise, of those
    that lower the tone).
    """
    found = weights().positions
    kinds = (
        (NEWS, "news words"),
        (BOTH, "news words that VADER has too"),
        (PLAIN, "words that only VADER has"),
        (ADVERSE, "adverse words"),
    )
    return [
        (words, side, found[kind, before, True], found[kind, before, False])
        for kind, words in kinds
        for before, side in ((True, "before the country"), (False, "after the country"))
    ]


def _record(table: str) -> tuple[str, ...]:
    """The comment lines at the head of a table, which say how it was made."""
    lines = resources.data_file("tone", table).read_text(encoding="utf-8").splitlines()
    return tuple(line.removeprefix("#").strip() for line in lines if line.startswith("#"))
