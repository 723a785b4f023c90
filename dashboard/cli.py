"""The command line: one function a command; what it does lives in the rooms."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn, TextIO

import click

from dashboard import __version__, names
from dashboard.cli_finding import Asked, finding_options
from dashboard.languages import unscored_in_words
from dashboard.outlets import Outlets
from dashboard.sources import ReadOptions
from dashboard.sources.columns import unknown_targets
from dashboard.store import StoreError, default_path, open_store
from dashboard.store.protocol import Store
from dashboard.types import Article, Copies, Filters, Rejected

DAY = click.DateTime(formats=["%Y-%m-%d"])


@dataclass(slots=True)
class _Settings:
    debug: bool = False


def main() -> None:
    """Runs the command line; the entry point `worldtone`."""
    cli.main(prog_name="worldtone")


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Turns what can go wrong for a user into one line and exit status 1; --debug shows the traceback."""
    try:
        yield
    except (StoreError, ValueError, OSError) as error:
        settings = click.get_current_context().find_object(_Settings)
        if settings is not None and settings.debug:
            raise
        _fail(str(error))


def _fail(message: str) -> NoReturn:
    click.echo(f"worldtone: {message}", err=True)
    sys.exit(1)


def _store_option(command: Any) -> Any:
    return click.option(
        "--store",
        "store_path",
        type=click.Path(path_type=Path, dir_okay=False),
        help=f"Where articles and scores lie. [default: {default_path()}]",
    )(command)


def _network_option(command: Any) -> Any:
    return click.option(
        "--allow-network",
        "networks",
        multiple=True,
        metavar="NETWORK",
        help="A network of your own that feeds may be fetched from, such as 10.0.0.0/8; repeat for more.",
    )(command)


def _reading_options(command: Any) -> Any:
    for option in reversed(
        (
            click.option("--date", "day", type=DAY, help="The date for texts that have none, YYYY-MM-DD."),
            click.option("--day-first/--month-first", default=None, help="How to read dates such as 03/04/2023."),
            click.option("--column", "columns", multiple=True, metavar="OURS=THEIRS", help="text=FIELD and the like."),
            click.option("--source", default="", help="The outlet, for records that name none."),
            click.option("--sheet", default="", help="The sheet of an Excel workbook, by default its first."),
        )
    ):
        command = option(command)
    return command


def _filter_options(command: Any) -> Any:
    for option in reversed(
        (
            click.option("--country", "countries", multiple=True, metavar="CODE", help="ISO 3166 alpha-3; repeat."),
            click.option("--start", type=DAY, help="First day, YYYY-MM-DD."),
            click.option("--end", type=DAY, help="Last day, YYYY-MM-DD."),
            click.option("--outlet", "outlets", multiple=True, help="Only this outlet; repeat for more."),
            click.option(
                "--outlet-country",
                "outlet_countries",
                multiple=True,
                metavar="CODE",
                help="Only outlets edited in this country; repeat for more.",
            ),
            click.option("--salient", is_flag=True, help="Only countries that the article is to a good part about."),
            click.option(
                "--copies",
                type=click.Choice(["all", "first"]),
                default="all",
                show_default=True,
                help="first: each story once, by its first copy.",
            ),
        )
    ):
        command = option(command)
    return command


def _options(
    day: datetime | None,
    day_first: bool | None,
    columns: tuple[str, ...],
    source: str,
    sheet: str,
    outlets: Outlets,
) -> ReadOptions:
    pairs: dict[str, str] = {}
    for column in columns:
        ours, equals, theirs = column.partition("=")
        if not (ours and equals and theirs):
            raise click.BadParameter(f"{column!r} is not of the form text=FIELD", param_hint="--column")
        pairs[ours] = theirs
    if reason := unknown_targets(pairs):
        raise click.BadParameter(reason, param_hint="--column")
    return ReadOptions(None if day is None else day.date(), day_first, pairs, source, sheet, outlets)


def _filters(
    countries: tuple[str, ...],
    start: datetime | None,
    end: datetime | None,
    outlets: tuple[str, ...],
    salient: bool,
    outlet_countries: tuple[str, ...],
    copies: Copies,
) -> Filters:
    return Filters(
        _codes(countries, "--country"),
        _day(start),
        _day(end),
        outlets,
        salient,
        outlet_countries=_codes(outlet_countries, "--outlet-country"),
        copies=copies,
    )


def _codes(given: tuple[str, ...], option: str) -> tuple[str, ...]:
    try:
        return tuple(names.alpha3(code) for code in given)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=option) from error


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()


def _existing(path: Path | None) -> Store:
    path = path or default_path()
    if not path.exists():
        raise StoreError(f"there is no store at {path} yet; `worldtone ingest PATH` makes one")
    return open_store(path)


def _warn(message: str) -> None:
    click.echo(f"worldtone: warning: {message}", err=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="worldtone")
@click.option("--debug", is_flag=True, help="Show tracebacks.")
@click.pass_context
def cli(context: click.Context, debug: bool) -> None:
    """Worldtone: how news coverage speaks of each country over time."""
    context.obj = _Settings(debug)


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_reading_options
@finding_options
@_store_option
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Scoring processes.")
@click.option("--rescore", "only_rescore", is_flag=True, help="Also bring scores of older engines up to date.")
def ingest(
    paths: tuple[Path, ...],
    day: datetime | None,
    day_first: bool | None,
    columns: tuple[str, ...],
    source: str,
    sheet: str,
    asked: Asked,
    store_path: Path | None,
    workers: int,
    only_rescore: bool,
) -> None:
    """Read articles from files and folders, score them, store them."""
    if not paths and not only_rescore:
        raise click.UsageError("Give files or folders to read, or --rescore.")
    with _plain_errors():
        from dashboard.console import ingest_with_progress, print_counts, rescore_with_progress

        finding = asked.finding()
        options = _options(day, day_first, columns, source, sheet, finding.outlets)
        path = store_path or default_path()
        store = open_store(path) if paths else _existing(path)
        click.echo(f"Store: {path}", err=True)
        try:
            if only_rescore:
                click.echo(f"rescored {rescore_with_progress(store, finding)}")
            if paths:
                report = ingest_with_progress(paths, store, options, finding, workers=workers, warn=_warn)
                print_counts(report)
                click.echo(
                    f"read {report.read}, stored {report.stored}, unchanged {report.unchanged}, "
                    f"rejected {report.rejected}"
                )
                if report.unscored:
                    click.echo(unscored_in_words(dict(report.unscored)))
                if report.rejected:
                    click.echo("`worldtone info --rejected` lists what was rejected and why.", err=True)
                if report.stored + report.unchanged == 0:
                    sys.exit(1)
        finally:
            store.close()


@cli.command()
@click.argument("path", type=click.Path(path_type=Path, allow_dash=True))
@_reading_options
@finding_options
@click.option("--explain", "explained", is_flag=True, help="Add every name found and the rule that kept or dropped it.")
@click.option(
    "--engine",
    type=click.Choice(["toward", "vader"]),
    default="toward",
    show_default=True,
    help="Tone engine; vader scores the whole sentence, whatever the country.",
)
@_store_option
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
    store_path: Path | None,
) -> None:
    """Score articles without storing them: one JSON line per article. PATH may be - for standard input."""
    del store_path  # accepted everywhere; nothing is stored here
    with _plain_errors():
        from dashboard.console import records
        from dashboard.ingest import explain_article, score_article
        from dashboard.record import as_record

        finding = asked.finding()
        options = _options(day, day_first, columns, source, sheet, finding.outlets)
        usable = 0
        for record in records(path, sys.stdin.buffer, options, _warn):
            if isinstance(record, Article):
                found = explain_article(record, finding) if explained else None
                scored = score_article(record, finding, engine=engine)
                click.echo(json.dumps(as_record(scored, found), ensure_ascii=False))
                usable += 1
            else:
                _warn(_rejection(record))
        if not usable:
            _fail(f"{path}: no usable article")


@cli.command()
@click.argument("what", type=click.Choice(["series", "articles", "tones"]))
@_filter_options
@click.option(
    "--by", type=click.Choice(["day", "week", "month", "quarter", "year"]), default="month", show_default=True
)
@click.option("--measure", type=click.Choice(["tone", "vader"]), default="tone", show_default=True)
@click.option("--format", "fmt", type=click.Choice(["csv", "jsonl"]), default="csv", show_default=True)
@click.option("--out", type=click.File("w", encoding="utf-8", lazy=True), default="-", help="A file, or - to print.")
@_store_option
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
    store_path: Path | None,
) -> None:
    """Write series, articles or tones as CSV or JSON Lines."""
    filters = _filters(countries, start, end, outlets, salient, outlet_countries, copies)
    with _plain_errors():
        from dashboard import export as tables

        store = _existing(store_path)
        try:
            if what == "series":
                rows = tables.series_rows(store, filters, by, measure)
            else:
                rows = (tables.article_rows if what == "articles" else tables.tone_rows)(store, filters)
            tables.write(rows, tables.COLUMNS[what], out, fmt)
        finally:
            store.close()


@cli.command()
@click.argument("gold", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@_store_option
def check(gold: Path, store_path: Path | None) -> None:
    """Hold the scores against gold labels (JSON Lines) and print the accuracy beside plain VADER's."""
    del store_path  # accepted everywhere; the check reads no store
    with _plain_errors():
        from dashboard.console import print_check

        print_check(gold)


@cli.command()
@_store_option
def formats(store_path: Path | None) -> None:
    """List the formats that are read, with an example of each."""
    del store_path  # accepted everywhere; the list is the same for all
    with _plain_errors():
        from dashboard.console import print_formats

        print_formats()


@cli.command()
@_store_option
@click.option("--rejected", is_flag=True, help="List the rejected records and why.")
@click.option("--verify", is_flag=True, help="Check the file, and that the sums equal their rows.")
@click.option("--feeds", is_flag=True, help="List the feeds that are watched, and how they are doing.")
def info(store_path: Path | None, rejected: bool, verify: bool, feeds: bool) -> None:
    """Say what lies in the store, and where."""
    with _plain_errors():
        from dashboard.console import print_feeds, print_info

        store = _existing(store_path)
        try:
            if rejected:
                for record in store.rejected(limit=100_000):
                    click.echo(_rejection(record))
            elif feeds:
                print_feeds(store)
            elif verify:
                problems = store.verify()
                for problem in problems:
                    click.echo(problem, err=True)
                if problems:
                    sys.exit(1)
                click.echo("The store is whole, and its sums equal their rows.")
            else:
                print_info(store)
        finally:
            store.close()


def _rejection(record: Rejected) -> str:
    place = f"{record.file}:{record.line}" if record.line else record.file
    tail = f"  [{record.excerpt}]" if record.excerpt else ""
    return f"{place}: {record.reason}{tail}"


from dashboard import cli_feeds, cli_serving  # noqa: E402, F401  their commands join those above, and share options
