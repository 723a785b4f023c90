"""Makes scored articles for the store's tests."""

from __future__ import annotations

from datetime import date, datetime

from dashboard.types import Article, CountryTone, Evidence, ScoredArticle, Word


def tone(
    country: str, score: float = 0.0, vader: float = 0.0, *, mentions: int = 1, salient: bool = False
) -> CountryTone:
    sentence = Evidence(0, 9, score, vader, ((0, 3), (4, 6)), (Word(4, 6, score), Word(7, 9, 1 / 3)), "text")
    return CountryTone(country, score, vader, mentions, 1, salient, (sentence,))


def scored(
    key: str,
    *tones: CountryTone,
    day: date | datetime = date(2024, 1, 2),
    source: str = "Herald",
    text: str = "It rained, and they met.",
    title: str = "",
) -> ScoredArticle:
    """An article whose identity is its address, made of `key`."""
    return ScoredArticle(Article(text, day, title, source, f"https://news.test/{key}", "en"), tones)
