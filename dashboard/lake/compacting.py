"""Keeps a lake's files few and its stories up to date, and says what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dashboard.lake.stories import find_stories
from dashboard.lake.tables import Tables
from dashboard.store.errors import StoreError
from dashboard.store.protocol import Store

HOURS_KEPT = 7 * 24
"""How long files that were joined stay for those who still read them, and what was cut off for those who write it."""


def search_stories(store: Store, progress: Callable[[int], None] | None = None) -> str:
    """Finds which articles of a lake are copies of one story; returns what was done, in words."""
    tables = _tables(store)
    copies = find_stories(tables, progress)
    store.look_again()  # type: ignore[attr-defined]
    info = store.info()
    return (
        f"looked through {info.articles:,} articles for copies: {info.stories:,} stories, "
        f"{copies:,} articles with copies"
    )


def compact(store: Store, *, hours: int = HOURS_KEPT) -> Iterator[str]:
    """Joins small files of a lake, and removes those that nobody needs since `hours`; what was done, in words.

    Raises StoreError for a store in a file, and where the lake cannot be written.
    """
    tables = _tables(store)
    many, few = tables.join_files()
    total = len(tables.files())
    done = f"joined {many:,} files to {few:,}" if many else "no small files to join"
    yield f"{done}; the lake has {total:,} files"
    gone = tables.remove_old_files(hours)
    yield f"removed {gone:,} files that nothing has named for {hours:,} hours"


def _tables(store: Store) -> Tables:
    tables = getattr(store, "tables", None)
    if not isinstance(tables, Tables):
        raise StoreError(f"{store.info().path}: this is a store in one file; only a lake has files to join")
    return tables
