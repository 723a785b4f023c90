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
from dashboard.ingest import Finding
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


def _reading_options(command: Any) -> Any:
    for option in reversed(
        (
            click.option("--date", "day", type=DAY, help="The date for texts that have none, YYYY-MM-DD."),
            click.option("--day-first/--month-first", default=None, help="How to read dates such as 03/04/2023."),
            click.option("--column", "columns", multiple=True, metavar="OURS=THEIRS", help="text=FIELD and the like."),
            click.option("--source", default="", help="The outlet, for records that name none."),
        )
    ):
        command = option(command)
    return command


def _finding_options(command: Any) -> Any:
    for option in reversed(
        (
            click.option(
                "--gazetteer",
                type=click.Path(path_type=Path, exists=True, dir_okay=False),
                help="A table of your own: text, country code, kind; adds to or overrides ours.",
            ),
            click.option(
                "--home",
                "homes",
                multiple=True,
                metavar="[OUTLET=]CODE",
                help="Count articles without any country for the outlet's own.",
            ),
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


def _options(day: datetime | None, day_first: bool | None, columns: tuple[str, ...], source: str) -> ReadOptions:
    pairs: dict[str, str] = {}
    for column in columns:
        ours, equals, theirs = column.partition("=")
        if not (ours and equals and theirs):
            raise click.BadParameter(f"{column!r} is not of the form text=FIELD", param_hint="--column")
        pairs[ours] = theirs
    if reason := unknown_targets(pairs):
        raise click.BadParameter(reason, param_hint="--column")
    return ReadOptions(date=None if day is None else day.date(), day_first=day_first, columns=pairs, source=source)


def _finding(gazetteer: Path | None, homes: tuple[str, ...]) -> Finding:
    from dashboard.countries.additions import NONE, read_additions

    pairs = []
    for home in homes:
        outlet, _, code = home.rpartition("=")
        try:
            pairs.append((outlet, names.alpha3(code)))
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--home") from error
    return Finding(read_additions(gazetteer) if gazetteer else NONE, tuple(sorted(dict(pairs).items())))


def _filters(
    countries: tuple[str, ...],
    start: datetime | None,
    end: datetime | None,
    outlets: tuple[str, ...],
    salient: bool,
    copies: Copies,
) -> Filters:
    try:
        codes = tuple(names.alpha3(code) for code in countries)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--country") from error
    return Filters(codes, _day(start), _day(end), outlets, salient, copies=copies)


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
@_finding_options
@_store_option
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Scoring processes.")
@click.option("--rescore", "only_rescore", is_flag=True, help="Also bring scores of older engines up to date.")
def ingest(
    paths: tuple[Path, ...],
    day: datetime | None,
    day_first: bool | None,
    columns: tuple[str, ...],
    source: str,
    gazetteer: Path | None,
    homes: tuple[str, ...],
    store_path: Path | None,
    workers: int,
    only_rescore: bool,
) -> None:
    """Read articles from files and folders, score them, store them."""
    if not paths and not only_rescore:
        raise click.UsageError("Give files or folders to read, or --rescore.")
    options = _options(day, day_first, columns, source)
    with _plain_errors():
        from dashboard.console import ingest_with_progress, rescore_with_progress

        finding = _finding(gazetteer, homes)
        path = store_path or default_path()
        store = open_store(path) if paths else _existing(path)
        click.echo(f"Store: {path}", err=True)
        try:
            if only_rescore:
                click.echo(f"rescored {rescore_with_progress(store, finding)}")
            if paths:
                report = ingest_with_progress(paths, store, options, finding, workers=workers, warn=_warn)
                click.echo(
                    f"read {report.read}, stored {report.stored}, unchanged {report.unchanged}, "
                    f"rejected {report.rejected}"
                )
                if report.rejected:
                    click.echo("`worldtone info --rejected` lists what was rejected and why.", err=True)
                if report.stored + report.unchanged == 0:
                    sys.exit(1)
        finally:
            store.close()


@cli.command()
@click.argument("path", type=click.Path(path_type=Path, allow_dash=True))
@_reading_options
@_finding_options
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
    gazetteer: Path | None,
    homes: tuple[str, ...],
    explained: bool,
    engine: str,
    store_path: Path | None,
) -> None:
    """Score articles without storing them: one JSON line per article. PATH may be - for standard input."""
    del store_path  # accepted everywhere; nothing is stored here
    options = _options(day, day_first, columns, source)
    with _plain_errors():
        from dashboard.console import records
        from dashboard.ingest import explain_article, score_article
        from dashboard.record import as_record

        finding = _finding(gazetteer, homes)
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
@_store_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Loopback address to serve on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8050, show_default=True, help="0 takes a free one.")
def serve(store_path: Path | None, host: str, port: int) -> None:
    """Serve the dashboard on this machine."""
    with _plain_errors():
        from dashboard.web.server import serve as serve_pages

        serve_pages(_existing(store_path), host, port, click.echo)


@cli.command()
@_store_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Loopback address to serve on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8050, show_default=True, help="0 takes a free one.")
def demo(store_path: Path | None, host: str, port: int) -> None:
    """Load the sample articles into a store of their own and serve the dashboard."""
    with _plain_errors():
        from dashboard.console import load_sample
        from dashboard.web.server import serve as serve_pages

        path = store_path or default_path().with_name("demo.db")
        store = open_store(path)
        click.echo(f"Store: {path}", err=True)
        report = load_sample(store, warn=_warn)
        click.echo(f"Sample articles: {report.stored} stored, {report.unchanged} there already.")
        serve_pages(store, host, port, click.echo)


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
    copies: Any,
    by: Any,
    measure: Any,
    fmt: Any,
    out: TextIO,
    store_path: Path | None,
) -> None:
    """Write series, articles or tones as CSV or JSON Lines."""
    filters = _filters(countries, start, end, outlets, salient, copies)
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
@click.option("--rejected", is_flag=True, help="List the rejected records and why.")
@click.option("--verify", is_flag=True, help="Check the file, and that the sums equal their rows.")
def info(store_path: Path | None, rejected: bool, verify: bool) -> None:
    """Say what lies in the store, and where."""
    with _plain_errors():
        from dashboard.console import print_info

        store = _existing(store_path)
        try:
            if rejected:
                for record in store.rejected(limit=100_000):
                    click.echo(_rejection(record))
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
