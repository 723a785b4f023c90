"""How an ingest is spread: over processes into a store in a file, over processes or a cluster into a lake."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import cast

import click

from dashboard.lake import is_lake
from dashboard.limits import cap
from dashboard.store.protocol import Store
from dashboard.types import Report


@contextmanager
def spread(store: Store, engine_address: str, workers: int) -> Iterator[Callable[..., Report]]:
    """A function that ingests paths into a store, with the options of `dashboard.ingest.ingest`.

    Raises StoreError where the engine cannot be had.
    """
    from dashboard.ingest import ingest

    if not is_lake(store):
        yield partial(ingest, store=store, workers=workers)
        return
    from dashboard.cluster.engine import engine
    from dashboard.cluster.spread import ingest_into_lake
    from dashboard.lake.store import LakeStore

    with engine(engine_address, workers) as where:
        yield partial(ingest_into_lake, store=cast(LakeStore, store), engine=where)


def look_for_copies(store: Store) -> None:
    """Finds the stories of a lake that has grown, where that is soon done, else says how; does nothing for a file."""
    if not is_lake(store):
        return
    from dashboard.lake.compacting import search_stories

    info = store.info()
    if info.unsearched and info.articles <= cap("lake_stories_at_once"):
        click.echo(search_stories(store))
    elif info.unsearched:
        click.echo(
            f"{info.unsearched:,} articles were not yet looked through for copies of one story: "
            f"worldtone compact {info.path} does"
        )
