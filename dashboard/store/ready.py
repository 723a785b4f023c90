"""What is stored of an article's scores, as the tables have it: made beside the scoring, where there are processes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from dashboard.store.pairs import pairs_of
from dashboard.store.rows import evidence_text, storable, to_units
from dashboard.types import Article, ScoredArticle

ToneColumns = tuple[str, int, int, int, int, int]
"""Country, tone and vader in ten-thousandths, mentions, sentences, salient (0 or 1)."""
PairColumns = tuple[str, str, int, int, int]
"""The fields of a `Pair`."""


class Scores(NamedTuple):
    """An article's rows of `tones` and `pairs`, its evidence as text, why it was not scored, and its story keys.

    Plain values throughout, and nothing of the article itself, so that it passes between processes cheaply. `keys` is
    None where they were not made.
    """

    tones: tuple[ToneColumns, ...]
    pairs: tuple[PairColumns, ...]
    evidence: str
    unscored: str
    keys: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Ready:
    """An article whose texts the store can hold as they are (`storable_article`), with its scores as rows.

    `identity` and `fingerprint` are the article's, which cost something to make.
    """

    article: Article
    identity: str
    fingerprint: str
    scores: Scores


def ready_scores(item: ScoredArticle, keys: tuple[int, ...] | None = None) -> Scores:
    """The rows of a scored article. Raises ValueError or OverflowError for a tone that is no number."""
    tones = tuple(
        (
            storable(tone.country),
            to_units(tone.tone),
            to_units(tone.vader),
            tone.mentions,
            tone.sentences,
            int(tone.salient),
        )
        for tone in item.tones
    )
    pairs = pairs_of({storable(tone.country): tone.evidence for tone in item.tones})
    plain = tuple((pair.country, pair.other, pair.tone, pair.vader, pair.sentences) for pair in pairs)
    return Scores(tones, plain, evidence_text(item.tones) if item.tones else "", storable(item.unscored), keys)


def storable_article(article: Article) -> Article:
    """The article as it will be read again: its identity is then the same before and after."""
    kept = Article(
        text=storable(article.text),
        published=article.published,
        title=storable(article.title),
        source=storable(article.source),
        url=storable(article.url),
        language=storable(article.language),
    )
    return article if kept == article else kept


def ready(item: ScoredArticle) -> Ready:
    """A scored article as it is stored. Raises ValueError or OverflowError for a tone that is no number."""
    article = storable_article(item.article)
    keys = item.keys if article is item.article else None
    return Ready(article, article.identity, article.fingerprint, ready_scores(item, keys))
