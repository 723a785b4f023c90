"""The command that looks after a lake."""

from __future__ import annotations

import click

from dashboard.cli.group import Place, cli, existing, plain_errors
from dashboard.cli.options import PLACE, store_option


@cli.command()
@click.argument("lake", type=PLACE)
@click.option("--stories/--no-stories", default=True, help="Look for copies of one story; one pass over all texts.")
@store_option
def compact(lake: Place, stories: bool, store_path: Place | None) -> None:
    """Join small files of a lake, remove those no longer needed, and find copies of one story."""
    del store_path  # accepted everywhere; the lake is named
    with plain_errors(), existing(lake) as store:
        from dashboard.lake import is_lake

        if not is_lake(store):
            raise click.UsageError(f"{lake} is a store in one file; only a lake has files to join.")
        from dashboard.lake.compacting import compact as compact_lake
        from dashboard.lake.compacting import search_stories

        for line in compact_lake(store):
            click.echo(line)
        if stories:
            click.echo(search_stories(store, lambda done: click.echo(f"{done:,} articles looked through …", err=True)))
