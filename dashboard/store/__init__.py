"""The store: opens the file in which articles, their tones and the sums for charts lie."""

from __future__ import annotations

from pathlib import Path

import platformdirs

from dashboard.store.errors import StoreError, WordsError
from dashboard.store.feeds import WatchedFeed
from dashboard.store.protocol import ArticleRow, Store, StoredArticle, StoreInfo
from dashboard.store.sqlite import SqliteStore
from dashboard.store.words import check_words

__all__ = [
    "ArticleRow",
    "Store",
    "StoreError",
    "StoreInfo",
    "StoredArticle",
    "WatchedFeed",
    "WordsError",
    "check_words",
    "default_path",
    "open_store",
]


def default_path() -> Path:
    """The store file in the user's data folder, where each system keeps such files. It need not exist yet."""
    return Path(platformdirs.user_data_dir("worldtone", appauthor=False)) / "worldtone.db"


def open_store(path: str | Path, *, checked: bool = True) -> Store:
    """The store in the file `path`; the file and the folders above it are made where they are missing.

    A store of an older version is brought forward. Raises StoreError, in words that name the file: for a
    folder, a file that cannot be read or written, one that is no database or another program's, and a store
    that a newer Worldtone wrote; and for one that is seen to be damaged, unless it is not to be `checked`, so that
    `Store.verify` can tell more.
    """
    return SqliteStore(path, checked=checked)
