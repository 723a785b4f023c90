"""Steps from one version of the store to the next."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from store_making import scored, tone

from dashboard.store import StoreError, open_store
from dashboard.store.migrate import steps
from dashboard.store.sqlite import SqliteStore
from dashboard.types import Filters

_STARS = """
-- A column and a table; a semicolon in a comment; and one in 'text'.
ALTER TABLE articles ADD COLUMN stars INTEGER NOT NULL DEFAULT 3;
CREATE TABLE notes (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    note TEXT NOT NULL DEFAULT 'a; b'
);
INSERT INTO notes (article_id) SELECT id FROM articles;
"""
_BROKEN = """
ALTER TABLE articles ADD COLUMN moons INTEGER NOT NULL DEFAULT 1;
INSERT INTO no_such_table VALUES (1);
"""


def _ask(path: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


@pytest.fixture
def old(path: Path) -> Path:
    with open_store(path) as store:
        store.write([scored("a", tone("RUS", 0.25)), scored("b", tone("CHN"))], [], "e1")
    return path


def test_a_step_is_taken_once_and_keeps_what_was_there(old: Path) -> None:
    for _ in range(2):
        with SqliteStore(old, scripts=(*steps(), _STARS)) as store:
            assert store.info().schema_version == len(steps()) + 1
            assert store.count(Filters()) == 2
            assert store.verify() == []
    assert _ask(old, "SELECT stars FROM articles") == [(3,), (3,)]
    assert _ask(old, "SELECT note FROM notes") == [("a; b",), ("a; b",)]


def test_a_new_file_takes_every_step(path: Path) -> None:
    with SqliteStore(path, scripts=(*steps(), _STARS)) as store:
        store.write([scored("a", tone("RUS"))], [], "e1")
        assert store.info().schema_version == len(steps()) + 1


def test_a_program_that_knows_fewer_steps_refuses(old: Path) -> None:
    SqliteStore(old, scripts=(*steps(), _STARS)).close()
    with pytest.raises(StoreError, match=f"version {len(steps()) + 1}, made by a newer Worldtone"):
        open_store(old)


def test_a_step_that_fails_changes_nothing_and_keeps_the_steps_before(old: Path) -> None:
    with pytest.raises(StoreError, match="no_such_table"):
        SqliteStore(old, scripts=(*steps(), _STARS, _BROKEN))
    columns = [row[1] for row in _ask(old, "PRAGMA table_info(articles)")]
    assert "stars" in columns
    assert "moons" not in columns
    with SqliteStore(old, scripts=(*steps(), _STARS)) as store:
        assert store.verify() == []
