"""The index of words follows the articles."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from store_making import scored, tone

from dashboard.store import Store
from dashboard.types import Filters


def _found(store: Store, words: str) -> list[int]:
    return [row.id for row in store.articles(Filters(words=words), limit=50)]


def _writes(path: Path) -> int:
    """A number that changes whenever the index writes anything."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT id, hex(block) FROM article_words_data ORDER BY id").fetchall()
    return hash(tuple(rows))


def test_words_of_title_and_text_are_found_and_follow_a_change(store: Store) -> None:
    store.write([scored("a", tone("RUS"), title="Rain", text="It poured."), scored("b", tone("RUS"))], [], "e")
    assert (_found(store, "rain"), _found(store, "poured"), _found(store, "rain poured")) == ([1], [1], [1])
    assert _found(store, '"rain it"') == []  # no phrase reaches from the title into the text
    store.write([scored("a", tone("RUS"), title="Snow", text="It poured.")], [], "e")
    assert (_found(store, "rain"), _found(store, "snow"), _found(store, "poured")) == ([], [1], [1])
    store.write([scored("a", title="Hail", text="It stopped.")], [], "e")
    assert _found(store, "hail OR snow OR poured") == []  # no country in it any more
    assert store.verify() == []


def test_scoring_anew_leaves_the_index_alone(store: Store, path: Path) -> None:
    store.write([scored(str(n), tone("RUS"), text="It poured.") for n in range(5)], [], "e1")
    before = _writes(path)
    store.write([scored(str(n), tone("RUS", 0.5), tone("CHN"), text="It poured.") for n in range(5)], [], "e2")
    assert _writes(path) == before
    assert len(_found(store, "poured")) == 10
    store.write([scored("3", tone("RUS"), text="It snowed.")], [], "e2")
    assert _writes(path) != before
    assert store.verify() == []


def test_a_batch_that_is_refused_leaves_the_index_as_it_was(store: Store) -> None:
    store.write([scored("a", tone("RUS"), text="It poured.")], [], "e")
    with pytest.raises(ValueError, match="NaN"):
        store.write([scored("a", tone("RUS"), text="Snow."), scored("b", tone("RUS", float("nan")))], [], "e")
    assert (_found(store, "poured"), _found(store, "snow")) == ([1], [])
    assert store.verify() == []


def test_an_article_that_changes_back_and_forth_in_one_batch_and_the_next(store: Store) -> None:
    for text in ("First.", "Second.", "First."):
        store.write([scored("a", tone("RUS"), text="Other."), scored("a", tone("RUS"), text=text)], [], "e")
        assert _found(store, text) == [1]
    assert _found(store, "other OR second") == []
    assert store.verify() == []


def test_texts_with_signs_that_end_other_texts_are_taken_out_whole(store: Store) -> None:
    store.write([scored("a", tone("RUS"), title="x\0rain", text="one\0two \ud800three")], [], "e")
    assert [_found(store, word) for word in ("rain", "two", "three")] == [[1]] * 3
    store.write([scored("a", tone("RUS"), title="", text="four")], [], "e")
    assert [_found(store, word) for word in ("rain", "two", "three", "four")] == [[], [], [], [1]]
    assert store.verify() == []
