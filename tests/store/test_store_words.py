"""Searches as users type them: what they find, and in which words a search that is none is refused."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from store_making import scored, tone

from dashboard.limits import cap
from dashboard.store import Store, WordsError, check_words, matching, open_store
from dashboard.store.filters import asked
from dashboard.types import Article, Filters, ScoredArticle

TEXTS = {
    1: ("Grain deal signed", "Ukraine and Russia signed the grain deal in Istanbul."),
    2: ("", "No deal on grain; the talks failed in Zürich."),
    3: ("Rain", "It rained. The U.S. Treasury's anti-war memo, 50% cut."),
    4: ("NEAR miss", "text: AND NOT OR near* ^column {title} + 東京 是 首都"),
    5: ("", "O'Brien said naïve Ελλάδα's çay, and grains."),
}


@pytest.fixture(scope="module")
def searched() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "s.sqlite") as store:
        items = [
            ScoredArticle(Article(text, date(2024, 1, number), title, url=str(number)), (tone("RUS"),))
            for number, (title, text) in TEXTS.items()
        ]
        store.write(items, [], "e")
        yield store


def _found(store: Store, words: str) -> list[int]:
    return sorted(row.id for row in store.articles(Filters(words=words), limit=50))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", [1, 2, 3, 4, 5]),
        (" \t\n", [1, 2, 3, 4, 5]),
        ("grain", [1, 2]),
        ("GRAIN Deal", [1, 2]),
        ('"grain deal"', [1]),
        ("“grain deal”", [1]),
        ("«grain deal»", [1]),
        ('"deal grain"', []),
        ("grain -talks", [1]),
        ('grain -"grain deal"', [2]),
        ("-talks grain", [1]),
        ("-talks -rained deal OR rain", [1]),
        ("rained OR talks", [2, 3]),
        ("grain istanbul OR zurich", [1, 2]),
        ("istanbul OR zurich grain OR memo deal", [1, 2]),
        ("rained OR talks OR naive", [2, 3, 5]),
        ("rain", [3]),
        ("rain*", [3]),
        ("grain*", [1, 2, 5]),
        ("gr**", [1, 2, 5]),
        ('"the gr"*', [1]),
        ("zürich", [2]),
        ("zu\u0308rich", [2]),
        ("ZURICH", [2]),
        ("ελλάδα", [5]),
        ("ΕΛΛΆΔΑ", [5]),
        ("ελλα\u0301δα", [5]),
        ("cay", [5]),
        ("U.S.", [3]),
        ("anti-war", [3]),
        ("anti - war", [3]),
        ("war-anti", []),
        ("O’Brien", [5]),
        ("50%", [3]),
        ("rained & memo !!!", [3]),
        ("東京", [4]),
        ("東*", [4]),
        ("near", [4]),
        ("NEAR(grain deal)", []),
        ("and", [1, 4, 5]),
        ("or", [4]),
        ('"OR"', [4]),
        ("OR*", [4]),
        ("NOT", [4]),
        ("text:grain", []),
        ("text:", [4]),
        ("title:grain", []),
        ("{title}", [4]),
        ("{title}: deal", []),
        ("^column", [4]),
        ("^grain", [1, 2]),
        ("a+b", []),
        ("grain) OR (rained", [1, 2, 3]),
        ("'; DROP TABLE articles; --", []),
        ("grain\0deal", [1, 2]),
        ("grain\ud800", [1, 2]),
        ('"" grain', [1, 2]),
        ("grain -!!!", [1, 2]),
        ("unheard", []),
    ],
)
def test_what_a_search_finds(searched: Store, words: str, expected: list[int]) -> None:
    assert _found(searched, words) == expected
    filters = Filters(words=words)
    assert searched.count(filters) == len(expected)
    assert sum(cell.n for cell in searched.cells(filters)) == len(expected)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ('"grain deal', "quotation mark is not closed"),
        ('grain "', "quotation mark is not closed"),
        ("“grain", "quotation mark is not closed"),
        ("-grain", "needs a word to look for beside those with a minus"),
        ("-grain -deal", "needs a word to look for beside"),
        ("OR", "OR needs a word"),
        ("OR grain", "OR needs a word"),
        ("grain OR", "OR needs a word"),
        ("grain OR OR deal", "OR needs a word"),
        ("grain OR !!!", "OR needs a word"),
        ("grain OR -deal", "OR cannot stand beside a word with a minus"),
        ("-grain OR deal", "OR cannot stand beside a word with a minus"),
        ("!!!", "no word in this search"),
        ("-", "no word in this search"),
        ("*", "no word in this search"),
        ('"" "..."', "no word in this search"),
        ("\u0301", "no word in this search"),
        ("\0", "no word in this search"),
        ("\ud800", "no word in this search"),
        ("🙂", "no word in this search"),
        ("x" * 301, "at most 300 characters; this one has 301"),
        ("x " * 100_000, "at most 300 characters"),
    ],
)
def test_a_search_that_is_none_is_refused_in_a_sentence(searched: Store, words: str, sentence: str) -> None:
    filters = Filters(words=words)
    asks = (
        lambda: check_words(words),
        lambda: searched.cells(filters),
        lambda: searched.totals(filters),
        lambda: searched.span(filters),
        lambda: searched.cells_by_source(filters),
        lambda: searched.totals_by_source(filters),
        lambda: searched.pairs(filters),
        lambda: searched.histogram(filters),
        lambda: searched.articles(filters, limit=1),
        lambda: searched.whole(filters, limit=1),
        lambda: searched.sample(filters, number=1, seed=1),
        lambda: searched.count(filters),
    )
    for ask in asks:
        with pytest.raises(WordsError, match=sentence) as error:
            ask()
        assert str(error.value).endswith(".")


def test_the_longest_search_is_answered(searched: Store) -> None:
    for piece in ("a ", "a* ", "-a ", "a OR ", '"a" '):
        words = "grain " + piece * 200
        for length in range(cap("words_chars") - 8, cap("words_chars") + 1):
            cut = words[:length].removesuffix(" ").removesuffix("OR").strip()
            if cut.count('"') % 2 == 0:
                _found(searched, cut)


SIGNS = "\"“-*():^{}+'\\;,% \t\0\ud800\u0301\U000e0001٣🙂"
TERMS = ("--", "OR", "AND", "NOT", "NEAR", "NEAR(a b, 2)", "grain", "deal", "title", "ü", "東京")
PIECES = st.sampled_from((*SIGNS, *TERMS))


@settings(max_examples=400, deadline=None)
@given(words=st.text(max_size=40) | st.lists(PIECES, max_size=25).map("".join) | st.lists(PIECES).map(" ".join))
@example(words='grain OR "')
@example(words="\U0001e900*")  # a letter that older tokenizers do not know
def test_any_text_is_a_search_or_is_refused_as_one(searched: Store, words: str) -> None:
    try:
        check_words(words)
    except WordsError:
        with pytest.raises(WordsError):
            _found(searched, words)
    else:
        assert set(_found(searched, words)) <= set(TEXTS)


@settings(max_examples=100, deadline=None)
@given(text=st.text(alphabet=st.characters(exclude_categories=("Cs", "Cn")), min_size=1, max_size=30))
def test_an_articles_own_words_find_it(text: str) -> None:
    phrase = '"' + text.replace('"', " ").replace("“", " ").replace("”", " ").replace("„", " ") + '"'
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "s.sqlite") as store:
        store.write([scored("a", tone("RUS"), text=text)], [], "e")
        assert store.verify() == []
        try:
            found = _found(store, phrase)
        except WordsError:
            return
        assert found in ([1], [])  # a sign that Unicode was given later is no letter to an older SQLite
        if text.isascii():
            assert found == [1]


@pytest.mark.parametrize(
    ("filters", "looked_up"),
    [
        (Filters(words="war"), True),  # 14 articles; 600 rows
        (Filters(words="said"), False),
        (Filters(("RUS",), words="war"), False),  # 300 rows, and of a month 200
        (Filters(words="war", start=date(2024, 2, 1), end=date(2024, 2, 29)), False),
        (Filters(words="war", start=date(2024, 1, 20), end=date(2024, 3, 2)), True),
    ],
)
def test_articles_with_words_are_looked_up_where_there_are_few_beside_the_rows_to_read(
    tmp_path: Path, filters: Filters, looked_up: bool
) -> None:
    tones = (tone("RUS"), tone("UKR"))
    with open_store(tmp_path / "s.sqlite") as store, patch.object(matching, "_FEW", 0):
        articles = (
            Article(f"They said {'war' if number % 22 == 0 else 'so'}.", date(2024, 1 + number % 3, 9), url=str(number))
            for number in range(300)
        )
        store.write([ScoredArticle(article, tones) for article in articles], [], "e")
        plans = _plans(store, filters)
        assert any("VIRTUAL TABLE" in plan for plan in plans)
        assert any("SEARCH a USING INTEGER PRIMARY KEY" in plan for plan in plans) is looked_up
        number = sum(cell.n for cell in store.cells(filters))
    with open_store(tmp_path / "s.sqlite") as store:
        assert sum(cell.n for cell in store.cells(filters)) == number > 0


def _plans(store: Store, filters: Filters) -> list[str]:
    """How SQLite goes about finding the rows that filters keep."""
    with sqlite3.connect(store.info().path) as connection:
        rows = matching.Rows(connection, asked(filters)).tones(filters.countries)
        return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {rows.text}", rows.values)]
