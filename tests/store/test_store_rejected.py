"""Rejected records in a store: each once, the newest first, counted beyond what is kept."""

from __future__ import annotations

import pytest
from store_making import scored, tone

from dashboard.limits import LIMITS, Limit
from dashboard.store import Store
from dashboard.types import Rejected


def _bad(line: int, file: str = "bad.csv") -> Rejected:
    return Rejected(file, line, "no date", f"row {line}")


def test_they_come_back_newest_first(store: Store) -> None:
    store.write([], [_bad(1), _bad(2)], "e")
    store.write([scored("a", tone("RUS"))], [_bad(3)], "e")
    assert list(store.rejected(10)) == [_bad(3), _bad(2), _bad(1)]
    assert list(store.rejected(1)) == [_bad(3)]
    assert list(store.rejected(-1)) == []
    assert store.info().rejected == 3


def test_the_same_bad_file_again_does_not_count_twice(store: Store) -> None:
    for _ in range(3):
        store.write([], [_bad(1), _bad(2), _bad(2)], "e")
    assert list(store.rejected(10)) == [_bad(2), _bad(1)]
    assert store.info().rejected == 2


def test_one_that_is_seen_again_is_the_newest(store: Store) -> None:
    store.write([], [_bad(1), _bad(2)], "e")
    store.write([], [_bad(1)], "e")
    assert list(store.rejected(10)) == [_bad(1), _bad(2)]


def test_another_reason_or_excerpt_is_another_record(store: Store) -> None:
    records = [Rejected("f", 1, "a", "x"), Rejected("f", 1, "b", "x"), Rejected("f", 1, "a", "y")]
    store.write([], records, "e")
    assert store.info().rejected == 3


def test_beyond_the_limit_the_oldest_go_and_the_count_goes_on(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "rejected_kept", Limit(5, "records", "a small number for this test"))
    store.write([], map(_bad, range(1, 4)), "e")
    store.write([], map(_bad, range(4, 9)), "e")
    assert [item.line for item in store.rejected(100)] == [8, 7, 6, 5, 4]
    assert store.info().rejected == 8
    assert store.verify() == []


def test_long_and_unstorable_excerpts_are_cut_and_cleaned(store: Store) -> None:
    store.write([], [Rejected("f\ud800", 0, "r\ud800", "\ud800" * 10_000)], "e")
    (found,) = store.rejected(5)
    assert found == Rejected("f\ufffd", 0, "r\ufffd", "\ufffd" * LIMITS["excerpt_chars"].number)
