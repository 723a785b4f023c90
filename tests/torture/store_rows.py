"""All rows of a store, so that two stores can be held against each other."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

# When a record was rejected, and in which order sightings came, is of the run and not of the articles.
_RUNS_OWN = {"rejected": ("id", "seen"), "jobs": ("started", "ended")}
# A story's number says only how many came before it: of articles that change twice within one reading, one that was
# broken off makes and dissolves more of them. So a story is called by its first article here.
_STORIES = {
    "copies": "(SELECT MIN(c.article_id) FROM copies c WHERE c.story_id = copies.story_id)",
    "copy_tones": "(SELECT MIN(c.article_id) FROM copies c WHERE c.story_id = copy_tones.story_id)",
    "copy_pairs": "(SELECT MIN(c.article_id) FROM copies c WHERE c.story_id = copy_pairs.story_id)",
}
# How the index of words lies on the disk depends on batches; what it holds is read through its vocabulary.
_INDEX = "article_words_"
_WORDS = "CREATE VIRTUAL TABLE temp.words_held USING fts5vocab (main, article_words, instance)"

Rows = Mapping[str, list[tuple[object, ...]]]


def all_rows(path: Path) -> Rows:
    """The rows of every table in order, numbers included, and each place of each word in the index."""
    with closing(sqlite3.connect(path)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        found = {
            table: sorted(db.execute(f"SELECT {_columns(db, table)} FROM {table}").fetchall(), key=repr)  # noqa: S608
            for table in tables
            if not table.startswith((_INDEX, "sqlite_"))
        }
        db.execute(_WORDS)
        found["words in the index"] = sorted(db.execute("SELECT * FROM temp.words_held"))
        lengths = "SELECT id, sz FROM article_words_docsize ORDER BY id"
        return found | {"lengths in the index": db.execute(lengths).fetchall()}


def differences(one: Rows, other: Rows) -> list[str]:
    """What one store has and the other has not, in words; empty for equal ones."""
    told = [f"table {table} is missing" for table in sorted(one.keys() ^ other.keys())]
    for table in sorted(one.keys() & other.keys()):
        if one[table] != other[table]:
            missing = [row for row in one[table] if row not in other[table]][:2]
            added = [row for row in other[table] if row not in one[table]][:2]
            counts = f"{len(one[table])} rows and {len(other[table])}"
            told.append(f"{table}: {counts}; only in the first {missing}; only in the second {added}"[:600])
    return told


def _columns(db: sqlite3.Connection, table: str) -> str:
    names = [name for _, name, *_ in db.execute(f"PRAGMA table_info ({table})") if name not in _RUNS_OWN.get(table, ())]
    if (
        table == "table_seals"
    ):  # of the rows above they seal what is left out here; `verify` holds them against each other
        return "name, CASE WHEN name IN ('rejected', 'jobs', 'counters') THEN 0 ELSE seal END"
    if table == "counters":
        return "name, CASE name WHEN 'stories' THEN 0 ELSE number END"
    return ", ".join(_STORIES[table] if name == "story_id" and table in _STORIES else name for name in names)
