"""Keeps a lake's files few and its stories up to date, and says what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dashboard.lake.store import LakeStore
from dashboard.lake.stories import find_stories
from dashboard.store.errors import StoreError
from dashboard.store.protocol import Store

HOURS_KEPT = 7 * 24
"""How long files that were joined stay for those who still read them, and what was cut off for those who write it."""


def search_stories(store: Store, progress: Callable[[int], None] | None = None) -> str:
    """Finds which articles of a lake are copies of one story; returns what was done, in words."""
    lake = _lake(store)
    copies = find_stories(lake.tables, progress)
    lake.look_again()
    info = store.info()
    return (
        f"looked through {info.articles:,} articles for copies: {info.stories:,} stories, "
        f"{copies:,} articles with copies"
    )


def compact(store: Store, *, hours: int = HOURS_KEPT) -> Iterator[str]:
    """Joins small files of a lake, and removes those that nobody needs since `hours`; what was done, in words.

    Raises StoreError for a store in a file, and where the lake cannot be written.
    """
    tables = _lake(store).tables
    many, few = tables.join_files()
    total = len(tables.files())
    done = f"joined {many:,} files to {few:,}" if many else "no small files to join"
    yield f"{done}; the lake has {total:,} files"
    gone = tables.remove_old_files(hours)
    yield f"removed {gone:,} files that nothing has named for {hours:,} hours"


def _lake(store: Store) -> LakeStore:
    if not isinstance(store, LakeStore):
        raise StoreError(f"{store.info().path}: this is a store in one file; only a lake has files to join")
    return store
