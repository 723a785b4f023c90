"""Finds the stories of the articles that a store of version 2 holds."""

from __future__ import annotations

import sqlite3

from dashboard.store.copies import Fresh, Stories
from dashboard.store.rows import read_published
from dashboard.store.walking import in_batches
from dashboard.types import Article


def fill(connection: sqlite3.Connection) -> None:
    """Places all articles in the order of their numbers, inside the caller's transaction.

    So they come into the stories that they would be in, had they been stored by this version. Holds no more than some
    hundred articles in memory.
    """
    query = "SELECT id, text, published, title FROM articles WHERE id > ?1 ORDER BY id LIMIT ?2"
    for rows in in_batches(connection, query):
        stories = Stories(connection)
        stories.join([Fresh(number, Article(text, read_published(day), title)) for number, text, day, title in rows])
        stories.refresh(of_version_5=True)
