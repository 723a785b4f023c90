"""Going through a table in batches: all rows once, and an end even where the file is damaged."""

import sqlite3

import pytest

from dashboard.limits import LIMITS, Limit
from dashboard.store.walking import in_batches


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "articles_at_once", Limit(3, "articles", "several batches in a small table"))


def test_every_row_comes_once_in_its_order() -> None:
    with sqlite3.connect(":memory:") as db:
        db.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, word TEXT)")
        rows = [(number, f"word {number}") for number in (9, 2, 14, 3, 1, 7, 40)]
        db.executemany("INSERT INTO t VALUES (?, ?)", rows)
        found = list(in_batches(db, "SELECT id, word FROM t WHERE id > ?1 ORDER BY id LIMIT ?2"))
    assert [len(batch) for batch in found] == [3, 3, 1]
    assert [row for batch in found for row in batch] == sorted(rows)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("SELECT 1 WHERE ?1 < ?2 UNION ALL SELECT 2", id="the same rows again"),
        pytest.param("SELECT ?1 + 2 WHERE ?2 > 0 UNION ALL SELECT ?1 + 1", id="the last one is not the highest"),
    ],
)
def test_rows_that_do_not_rise_are_damage_and_no_endless_loop(query: str) -> None:
    """As a page in another's place gave them: the check of a store went on for ever."""
    with sqlite3.connect(":memory:") as db, pytest.raises(sqlite3.DatabaseError, match="malformed"):
        for _ in zip(range(100), in_batches(db, query), strict=False):
            pass
