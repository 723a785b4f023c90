"""The commands that read articles."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path

import click

from dashboard.cli.finding import Asked, finding_options
from dashboard.cli.group import Place, cli, existing, fail, opened, plain_errors, rejection, warn
from dashboard.cli.options import read_options, reading_options, store_option
from dashboard.cli.spreading import look_for_copies, spread
from dashboard.cli.stopping import STOPPED, stopping
from dashboard.lake import Address
from dashboard.languages import unscored_in_words
from dashboard.store import default_path
from dashboard.types import Article
from dashboard.workers import MOST, usable_cores


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@reading_options
@finding_options
@store_option
@click.option("--workers", type=click.IntRange(1, MOST), help="Processes in all.  [default: one a core]")
@click.option("--engine", "engine_address", default="", metavar="dask://HOST:PORT", help="Workers of a Dask cluster.")
@click.option("--rescore", "only_rescore", is_flag=True, help="Also bring scores of older engines up to date.")
def ingest(
    paths: tuple[Path, ...],
    day: datetime | None,
    day_first: bool | None,
    columns: tuple[str, ...],
    source: str,
    sheet: str,
    asked: Asked,
    store_path: Place | None,
    workers: int | None,
    engine_address: str,
    only_rescore: bool,
) -> None:
    """Read articles from files and folders, score them, store them."""
    if not paths and not only_rescore:
        raise click.UsageError("Give files or folders to read, or --rescore.")
    if engine_address and not isinstance(store_path, Address):
        raise click.UsageError("--engine needs a lake that all workers reach: --store FOLDER/ or --store s3://…")
    with plain_errors():
        from dashboard.console import ingest_with_progress, print_counts, rescore_with_progress

        finding = asked.finding()
        options = read_options(day, day_first, columns, source, sheet, finding.outlets)
        path = store_path or default_path()
        store = opened(path) if paths else existing(path)
        click.echo(f"Store: {path}", err=True)
        try:
            if only_rescore:
                click.echo(f"rescored {rescore_with_progress(store, finding)}")
            if paths:
                workers = workers or usable_cores()
                with stopping() as stopped, spread(store, engine_address, workers) as ingest_by:
                    report = ingest_with_progress(paths, ingest_by, options, finding, warn=warn, cancelled=stopped)
                print_counts(report)
                click.echo(
                    f"read {report.read}, stored {report.stored}, unchanged {report.unchanged}, "
                    f"rejected {report.rejected}"
                )
                if report.unscored:
                    click.echo(unscored_in_words(dict(report.unscored)))
                if report.rejected:
                    click.echo("`worldtone info --rejected` lists what was rejected and why.", err=True)
                if not stopped():
                    look_for_copies(store)
                if stopped():
                    click.echo("worldtone: stopped; what is stored stays, and the same command goes on there", err=True)
                    sys.exit(STOPPED)
                if report.stored + report.unchanged == 0:
                    sys.exit(1)
        finally:
            store.close()


@cli.command()
@click.argument("path", type=click.Path(path_type=Path, allow_dash=True))
@reading_options
@finding_options
@click.option("--explain", "explained", is_flag=True, help="Add every name found and the rule that kept or dropped it.")
@click.option(
    "--engine",
    type=click.Choice(["toward", "vader"]),
    default="toward",
    show_default=True,
    help="Tone engine; vader scores the whole sentence, whatever the country.",
)
@store_option
def score(
    path: Path,
    day: datetime | None,
    day_first: bool | None,
    columns: tuple[str, ...],
    source: str,
    sheet: str,
    asked: Asked,
    explained: bool,
    engine: str,
    store_path: Place | None,
) -> None:
    """Score articles without storing them: one JSON line per article. PATH may be - for standard input."""
    del store_path  # accepted everywhere; nothing is stored here
    with plain_errors():
        from dashboard.console import records
        from dashboard.ingest import explain_article, score_article
        from dashboard.record import as_record

        finding = asked.finding()
        options = read_options(day, day_first, columns, source, sheet, finding.outlets)
        usable = 0
        for record in records(path, sys.stdin.buffer, options, warn):
            if isinstance(record, Article):
                found = explain_article(record, finding) if explained else None
                scored = score_article(record, finding, engine=engine)
                click.echo(json.dumps(as_record(scored, found), ensure_ascii=False))
                usable += 1
            else:
                warn(rejection(record))
        if not usable:
            fail(f"{path}: no usable article")


@cli.command()
@store_option
def formats(store_path: Place | None) -> None:
    """List the formats that are read, with an example of each."""
    del store_path  # accepted everywhere; the list is the same for all
    with plain_errors():
        from dashboard.console import print_formats

        print_formats()
