"""The commands that print what is stored, or how well it is scored."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

import click

from dashboard.cli.group import Place, cli, existing, fail, plain_errors, rejection
from dashboard.cli.options import filter_options, filters_of, store_option
from dashboard.store.protocol import Store


@cli.command()
@click.argument("what", type=click.Choice(["series", "articles", "tones"]))
@filter_options
@click.option(
    "--by", type=click.Choice(["day", "week", "month", "quarter", "year"]), default="month", show_default=True
)
@click.option("--measure", type=click.Choice(["tone", "vader"]), default="tone", show_default=True)
@click.option("--format", "fmt", type=click.Choice(["csv", "jsonl"]), default="csv", show_default=True)
@click.option("--out", type=click.File("w", encoding="utf-8", lazy=True), default="-", help="A file, or - to print.")
@click.option("--verify", is_flag=True, help="Check the whole store first; write nothing where it is damaged.")
@store_option
def export(
    what: str,
    countries: tuple[str, ...],
    start: datetime | None,
    end: datetime | None,
    outlets: tuple[str, ...],
    salient: bool,
    outlet_countries: tuple[str, ...],
    copies: Any,
    by: Any,
    measure: Any,
    fmt: Any,
    out: TextIO,
    verify: bool,
    store_path: Place | None,
) -> None:
    """Write series, articles or tones as CSV or JSON Lines.

    Before it, names, notes and the counts of each country are checked; with --verify every article and sum.
    """
    filters = filters_of(countries, start, end, outlets, salient, outlet_countries, copies)
    with plain_errors():
        from dashboard import export as tables

        store = existing(store_path, checked=not verify)
        try:
            if verify:
                _refuse_damaged(store)
            else:
                click.echo("worldtone: the store was not checked whole; --verify does that first", err=True)
            if what == "series":
                rows = tables.series_rows(store, filters, by, measure)
            else:
                rows = (tables.article_rows if what == "articles" else tables.tone_rows)(store, filters)
            tables.write(rows, tables.COLUMNS[what], out, fmt)
        finally:
            store.close()


@cli.command()
@click.argument("gold", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@store_option
def check(gold: Path, store_path: Place | None) -> None:
    """Hold the scores against gold labels (JSON Lines) and print the accuracy beside plain VADER's."""
    del store_path  # accepted everywhere; the check reads no store
    with plain_errors():
        from dashboard.console import print_check

        print_check(gold)


@cli.command()
@store_option
@click.option("--rejected", is_flag=True, help="List the rejected records and why.")
@click.option("--verify", is_flag=True, help="Check the file, and that the sums equal their rows.")
@click.option("--feeds", is_flag=True, help="List the feeds that are watched, and how they are doing.")
def info(store_path: Place | None, rejected: bool, verify: bool, feeds: bool) -> None:
    """Say what lies in the store, and where. What it says is checked whole with --verify alone."""
    with plain_errors():
        from dashboard.console import print_feeds, print_info

        store = existing(store_path, checked=not verify)
        try:
            if rejected:
                for record in store.rejected(limit=100_000):
                    click.echo(rejection(record))
            elif feeds:
                print_feeds(store)
            elif verify:
                _refuse_damaged(store)
                click.echo("The store is whole, and its sums equal their rows.")
            else:
                print_info(store)
        finally:
            store.close()


def _refuse_damaged(store: Store) -> None:
    """Reads everything in the store; ends the program where something is wrong in it, and says what."""
    problems = store.verify()
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        fail("the store is damaged; restore it from a copy, or ingest into a new one")
