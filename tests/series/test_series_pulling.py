"""The words that pull, from the evidence in a real store."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.limits import LIMITS, Limit
from dashboard.series import pulling_words
from dashboard.store import Store
from dashboard.types import Article, CountryTone, Evidence, Field, Filters, ScoredArticle, Word


def _article(
    number: int, text: str, words: dict[str, float], *, country: str = "RUS", title: str = ""
) -> ScoredArticle:
    """Its words are looked up in the title where one is given, else in the text."""
    field: Field = "title" if title else "text"
    cut_from = title or text
    places = [(cut_from.index(word), word, contribution) for word, contribution in words.items()]
    found = tuple(Word(start, start + len(word), contribution) for start, word, contribution in places)
    sentence = Evidence(0, len(cut_from), 0.1, 0.1, ((0, 1),), found, field)
    tone = CountryTone(country, 0.1, 0.1, 1, 1, True, (sentence,))
    url = f"https://news.test/{number}"
    return ScoredArticle(Article(text, date(2024, 1, number), title, "Herald", url), (tone,))


@pytest.fixture
def store(empty: Store) -> Store:
    empty.write(
        [
            _article(1, "Russia Attacked and attacked.", {"Attacked": -2.5, "attacked": -1.0}),
            _article(2, "Größe: Russia praised, attacked.", {"praised": 1.25, "attacked": -0.5}),
            _article(3, "So it was.", {"Honours": 2.0}, title="Honours for Russia"),
            _article(4, "China praised.", {"praised": 3.0}, country="CHN"),
        ],
        [],
        "e",
    )
    return empty


def test_words_are_added_up_in_lower_case(store: Store) -> None:
    found = pulling_words(store, "RUS", Filters(countries=("CHN",)))
    assert [(one.word, one.contribution, one.count, one.articles) for one in found.up] == [
        ("honours", 2.0, 1, 1),
        ("praised", 1.25, 1, 1),
    ]
    assert [(one.word, one.contribution, one.count, one.articles) for one in found.down] == [("attacked", -4.0, 3, 2)]
    assert (found.read, found.articles) == (3, 3)


def test_filters_and_number(store: Store) -> None:
    found = pulling_words(store, "RUS", Filters(end=date(2024, 1, 2)))
    assert ([one.word for one in found.up], found.read) == (["praised"], 2)
    assert [one.word for one in pulling_words(store, "RUS", number=1).up] == ["honours"]
    nothing = pulling_words(store, "USA")
    assert (nothing.up, nothing.down, nothing.read, nothing.articles) == ((), (), 0, 0)


def test_only_the_newest_are_read_and_it_says_how_many(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "word_articles", Limit(2, "articles", "a test"))
    found = pulling_words(store, "RUS")
    assert (found.read, found.articles) == (2, 3)
    assert {one.word: one.contribution for one in found.down} == {"attacked": -0.5}
