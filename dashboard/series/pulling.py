"""The words that pull a country's tone up or down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.limits import cap
from dashboard.series.asking import EVERYTHING, check, only
from dashboard.store.protocol import Store, StoredArticle
from dashboard.types import Filters

WORDS = 20


@dataclass(frozen=True, slots=True)
class PullingWord:
    """A scoring word in lower case: its summed contribution, how often it stands there, and in how many articles.

    A contribution is a share of a sentence's raw score, before squashing to [−1, 1]: words can be compared with each
    other by it, and not with tones.
    """

    word: str
    contribution: float
    count: int
    articles: int


@dataclass(frozen=True, slots=True)
class PullingWords:
    """Words that pull up and down, the strongest first; made of the newest `read` of `articles` articles."""

    up: tuple[PullingWord, ...]
    down: tuple[PullingWord, ...]
    read: int
    articles: int


def pulling_words(store: Store, country: str, filters: Filters = EVERYTHING, *, number: int = WORDS) -> PullingWords:
    """The `number` words with the largest contributions to the tone toward `country`, upward and downward.

    Read from the evidence of the newest articles, at most as many as the limit `word_articles`. The countries in
    `filters` do not count. A word in several copies of one story counts in each, unless the filters ask for first
    copies alone. Raises ValueError for a start after the end or malformed search words; StoreError from the store.
    """
    check(filters, "tone")
    asked = only(filters, country)
    read, found = tally(store.whole(asked, limit=cap("word_articles"), country=country), country)
    up = sorted((word for word in found if word.contribution > 0), key=_upward)
    down = sorted((word for word in found if word.contribution < 0), key=_downward)
    return PullingWords(tuple(up[:number]), tuple(down[:number]), read, store.count(asked))


def tally(articles: Iterable[StoredArticle], country: str) -> tuple[int, list[PullingWord]]:
    """The number of articles, and every word that scored for `country` in them, in the order of first coming."""
    read = 0
    sums: dict[str, float] = {}
    counts: dict[str, int] = {}
    within: dict[str, int] = {}
    for stored in articles:
        read += 1
        here: set[str] = set()
        for word, contribution in _words(stored, country):
            sums[word] = sums.get(word, 0.0) + contribution
            counts[word] = counts.get(word, 0) + 1
            here.add(word)
        for word in here:
            within[word] = within.get(word, 0) + 1
    return read, [PullingWord(word, total, counts[word], within[word]) for word, total in sums.items()]


def _words(stored: StoredArticle, country: str) -> Iterable[tuple[str, float]]:
    for tone in stored.tones:
        if tone.country == country:
            for sentence in tone.evidence:
                text = stored.article.title if sentence.field == "title" else stored.article.text
                for word in sentence.words:
                    yield text[word.start : word.end].lower(), word.contribution


def _upward(word: PullingWord) -> tuple[float, str]:
    return -word.contribution, word.word


def _downward(word: PullingWord) -> tuple[float, str]:
    return word.contribution, word.word
