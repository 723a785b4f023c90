"""Steps from one version of the store to the next."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from store_making import scored, tone
from store_model import some_items

from dashboard.limits import cap
from dashboard.store import StoreError, open_store
from dashboard.store.migrate import Step, prepare, steps
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


def test_a_step_whose_filling_fails_changes_nothing(old: Path) -> None:
    def fill(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO no_such_table VALUES (1)")

    with pytest.raises(StoreError, match="no_such_table"):
        SqliteStore(old, scripts=(*steps(), Step(_STARS, fill)))
    assert "stars" not in [row[1] for row in _ask(old, "PRAGMA table_info(articles)")]
    with open_store(old) as store:
        assert store.verify() == []


class _WithoutFullText(sqlite3.Connection):
    """As if SQLite were built without FTS5, which no test can have at will: its functions are not there."""

    def execute(self, sql: str, *values: object) -> sqlite3.Cursor:  # type: ignore[override]  # as it is called here
        return super().execute(sql.replace("fts5_", "no_fts5_"), *values)  # type: ignore[arg-type]  # handed on


def test_a_python_without_full_text_search_is_told_of(path: Path) -> None:
    needed = pytest.raises(StoreError, match=r"store\.sqlite: a store needs the full-text search of SQLite")
    with closing(sqlite3.connect(path, isolation_level=None, factory=_WithoutFullText)) as connection, needed:
        prepare(connection, path, steps(), 1.0)
    assert path.read_bytes() == b""


_VERSION_1_TABLES = (
    "sources",
    "engines",
    "countries",
    "articles",
    "tones",
    "evidence",
    "rollups",
    "rejected",
    "counters",
)


_VERSION_2_TABLES = (*_VERSION_1_TABLES, "pairs", "pair_months", "step_months")


def _version_1(path: Path, like: Path) -> None:
    """Makes a store of version 1 by that version's own SQL, with the articles of another store."""
    _older(path, like, 1, _VERSION_1_TABLES)


def _version_2(path: Path, like: Path) -> None:
    """The same of version 2."""
    _older(path, like, 2, _VERSION_2_TABLES)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO article_words (article_words) VALUES ('rebuild')")


def _older(path: Path, like: Path, version: int, tables: tuple[str, ...]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        prepare(connection, path, steps()[:version], 1.0)
        connection.execute("ATTACH ? AS other", (str(like),))
        for table in tables:
            columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
            connection.execute(f"DELETE FROM main.{table}")  # noqa: S608 our text
            copied = f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM other.{table}"  # noqa: S608 our text
            connection.execute(copied)
        connection.execute("DELETE FROM counters WHERE name <> 'rejected'")  # what later versions count


def _content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that is in a store: descriptions of tables, rows, and each place of each word of the index."""
    with closing(sqlite3.connect(path)) as connection:
        described = connection.execute("SELECT name, type, sql FROM sqlite_master ORDER BY name").fetchall()
        # The index lays its own tables out by the history of writing; what it holds is read as words below.
        tables = [name for name, kind, _ in described if kind == "table" and not name.startswith("article_words")]
        found = {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in tables}  # noqa: S608
        connection.execute("CREATE VIRTUAL TABLE temp.places USING fts5vocab (main, article_words, instance)")
        found["words"] = connection.execute("SELECT * FROM temp.places ORDER BY term, doc, col, offset").fetchall()
        found["sizes"] = connection.execute("SELECT * FROM article_words_docsize ORDER BY id").fetchall()
        return {**found, "described": described, "version": connection.execute("PRAGMA user_version").fetchall()}


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("fresh") / "fresh.sqlite"
    items = some_items(2 * cap("articles_at_once") + 50)
    with open_store(path) as store:
        store.write([item.scored() for item in items], [], "e1")
        store.write([item.scored() for item in items[:20]], [], "e2")
    return path


@pytest.mark.parametrize(("version", "make"), [(1, _version_1), (2, _version_2)])
def test_an_older_store_becomes_what_a_fresh_one_is(
    path: Path, fresh: Path, version: int, make: Callable[[Path, Path], None]
) -> None:
    make(path, fresh)
    assert _ask(path, "PRAGMA user_version") == [(version,)]
    with open_store(path) as store:
        assert store.info().schema_version == len(steps())
        assert store.verify() == []
    found, expected = _content(path), _content(fresh)
    assert found.keys() == expected.keys()
    for name, rows in expected.items():
        assert found[name] == rows, name
    assert len(found["pairs"]) > 1_000
    assert found["step_months"] != []
    assert len(found["copies"]) > 100
    assert len(found["copy_tones"]) > 100


def test_an_empty_store_of_version_1_is_brought_forward(path: Path, tmp_path: Path) -> None:
    open_store(tmp_path / "empty.sqlite").close()
    _version_1(path, tmp_path / "empty.sqlite")
    open_store(path).close()
    assert _content(path) == _content(tmp_path / "empty.sqlite")


def test_a_store_that_was_brought_forward_goes_on(path: Path, fresh: Path) -> None:
    _version_1(path, fresh)
    changed = some_items(40)[20:]
    with open_store(path) as store:
        found = store.pairs(Filters(countries=("RUS", "USA"))), store.count(Filters(words="grain -war"))
        with open_store(fresh) as other:
            assert found == (other.pairs(Filters(countries=("RUS", "USA"))), other.count(Filters(words="grain -war")))
        store.write([scored(str(item.key), tone("USA"), tone("IND"), text="Snow.") for item in changed], [], "e3")
        assert store.count(Filters(words="snow")) == 40
        assert store.verify() == []


def test_several_may_bring_one_store_forward_at_once(path: Path, fresh: Path) -> None:
    _version_1(path, fresh)

    def count(_: int) -> int:
        with open_store(path) as store:
            return store.count(Filters(words="grain"))

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(count, range(4)))) == 1
    with open_store(path) as store:
        assert store.verify() == []


def test_damaged_evidence_stops_no_store_from_being_brought_forward(path: Path, fresh: Path) -> None:
    _version_1(path, fresh)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE evidence SET body = '{' WHERE article_id IN (SELECT MAX(article_id) FROM evidence)")
    connection.close()
    with open_store(path) as store:
        assert [problem for problem in store.verify() if "evidence cannot be read" not in problem] == []
        assert store.pairs(Filters()) != []
