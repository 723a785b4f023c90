"""Finds which articles of a lake are copies of one story: one pass, by the code that a store in a file uses."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from dashboard.lake.files import connected
from dashboard.lake.snapshot import rows_of, snapshot_file
from dashboard.lake.tables import STORIES, Tables
from dashboard.limits import cap
from dashboard.store.copies import Fresh, Stories
from dashboard.store.migrate import prepare, steps
from dashboard.store.reading import article_of
from dashboard.store.seals import add_seal

_ARTICLES = (
    "SELECT a.id, r.day, r.published, r.title, r.text, r.story_keys FROM {} r "
    "JOIN files f ON f.path = r.filename JOIN articles a ON a.file = f.id AND a.line = r.file_row_number ORDER BY a.id"
)
_INSERT = (
    "INSERT INTO articles (id, identity, day, published, title, text, fingerprint, source_id, engine_id, url, language) "  # noqa: E501
    "VALUES (?, ?, ?, ?, ?, ?, '', 0, 0, '', '')"
)
Progress = Callable[[int], None]


def find_stories(tables: Tables, progress: Progress | None = None) -> int:
    """Looks through all articles in the order they were stored, and keeps the stories; returns how many copies.

    Works on one machine, in its folder for temporary files, where the texts take as much room as they have bytes.
    `progress` is told how many articles are done.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stories.db"
        db = sqlite3.connect(path, isolation_level=None)
        try:
            add_seal(db)
            prepare(db, path, steps(), 0.0)
            db.execute("PRAGMA synchronous = OFF")  # nobody needs it after a crash
            done = 0
            for batch in _batches(tables):
                db.execute("BEGIN")
                stories = Stories(db)
                db.executemany(_INSERT, [(row[0], str(row[0]), *row[1:5]) for row in batch])
                stories.join(list(map(_fresh, batch)))
                stories.refresh()
                db.execute("COMMIT")
                done += len(batch)
                if progress is not None:
                    progress(done)
            rows = db.execute("SELECT article_id, story_id, moment, later FROM copies ORDER BY article_id").fetchall()
        finally:
            db.close()
    names = STORIES.names
    table = pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows], schema=STORIES)
    tables.tell_stories(table, done)
    return len(rows)


def _batches(tables: Tables) -> Iterator[list[tuple[Any, ...]]]:
    with connected(tables, snapshot_file(tables), read_only=True) as db:
        paths = [path for (path,) in db.execute("SELECT path FROM files").fetchall()]
        if not paths:
            return
        db.execute(_ARTICLES.format(rows_of()), [paths])
        while batch := db.fetchmany(cap("articles_at_once")):
            yield batch


def _fresh(row: tuple[Any, ...]) -> Fresh:
    number, _, published, title, text, keys = row
    return Fresh(number, article_of(text, published, title, "", "", ""), None if keys is None else tuple(keys))
