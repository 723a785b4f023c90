"""The options that several commands share, and what they ask for."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from dashboard import names
from dashboard.cli.group import Place
from dashboard.lake import Address, lake_address
from dashboard.outlets import Outlets
from dashboard.sources import ReadOptions
from dashboard.sources.columns import unknown_targets
from dashboard.store import default_path
from dashboard.types import Copies, Filters

DAY = click.DateTime(formats=["%Y-%m-%d"])


class _Place(click.ParamType[Place]):
    """The path of a store's file, or the address of a lake."""

    name = "place"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Place:
        """See click."""
        return value if isinstance(value, Path | Address) else lake_address(value) or Path(value)


PLACE = _Place()


def store_option(command: Any) -> Any:
    """Gives a command --store, as `store_path`."""
    return click.option(
        "--store",
        "store_path",
        type=PLACE,
        metavar="FILE",
        help=f"Where articles and scores lie; a folder/ or s3:// address is a lake. [default: {default_path()}]",
    )(command)


def network_option(command: Any) -> Any:
    """Gives a command --allow-network, as `networks`."""
    return click.option(
        "--allow-network",
        "networks",
        multiple=True,
        metavar="NETWORK",
        help="A network of your own that feeds may be fetched from, such as 10.0.0.0/8; repeat for more.",
    )(command)


def reading_options(command: Any) -> Any:
    """Gives a command the options that `read_options` takes."""
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


def read_options(
    day: datetime | None,
    day_first: bool | None,
    columns: tuple[str, ...],
    source: str,
    sheet: str,
    outlets: Outlets,
) -> ReadOptions:
    """What the options ask of the readers. Raises BadParameter for a wrong --column."""
    pairs: dict[str, str] = {}
    for column in columns:
        ours, equals, theirs = column.partition("=")
        if not (ours and equals and theirs):
            raise click.BadParameter(f"{column!r} is not of the form text=FIELD", param_hint="--column")
        pairs[ours] = theirs
    if reason := unknown_targets(pairs):
        raise click.BadParameter(reason, param_hint="--column")
    return ReadOptions(None if day is None else day.date(), day_first, pairs, source, sheet, outlets)


def filter_options(command: Any) -> Any:
    """Gives a command the options that `filters_of` takes."""
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


def filters_of(
    countries: tuple[str, ...],
    start: datetime | None,
    end: datetime | None,
    outlets: tuple[str, ...],
    salient: bool,
    outlet_countries: tuple[str, ...],
    copies: Copies,
) -> Filters:
    """The filters that the options ask for. Raises BadParameter for a code that no country has."""
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
