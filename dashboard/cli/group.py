"""The command `worldtone` itself, and how its commands speak to users."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import click

from dashboard import __version__
from dashboard.lake import Address, open_lake
from dashboard.store import StoreError, default_path, open_store
from dashboard.store.protocol import Store
from dashboard.types import Rejected


@dataclass(slots=True)
class _Settings:
    debug: bool = False


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turns what can go wrong for a user into one line and exit status 1; --debug shows the traceback."""
    try:
        yield
    except (StoreError, ValueError, OSError) as error:
        settings = click.get_current_context().find_object(_Settings)
        if settings is not None and settings.debug:
            raise
        fail(str(error))


def fail(message: str) -> NoReturn:
    """Ends the program with status 1 and a message."""
    click.echo(f"worldtone: {message}", err=True)
    sys.exit(1)


Place = Path | Address
"""Where a store lies: in a file, or in a lake."""


def opened(place: Place) -> Store:
    """The store at a place, made where there is none."""
    return open_lake(place, create=True) if isinstance(place, Address) else open_store(place)


def existing(place: Place | None, *, checked: bool = True) -> Store:
    """The store at a place, or at the usual one; see `open_store`. Raises StoreError where there is none."""
    if isinstance(place, Address):
        return open_lake(place)
    path = place or default_path()
    if not path.exists():
        raise StoreError(f"there is no store at {path} yet; `worldtone ingest PATH` makes one")
    return open_store(path, checked=checked)


def warn(message: str) -> None:
    """Prints a warning beside the output."""
    click.echo(f"worldtone: warning: {message}", err=True)


def rejection(record: Rejected) -> str:
    """A rejected record on one line: where it stood, why, how it began."""
    place = f"{record.file}:{record.line}" if record.line else record.file
    tail = f"  [{record.excerpt}]" if record.excerpt else ""
    return f"{place}: {record.reason}{tail}"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="worldtone")
@click.option("--debug", is_flag=True, help="Show tracebacks.")
@click.pass_context
def cli(context: click.Context, debug: bool) -> None:
    """Worldtone: how news coverage speaks of each country over time."""
    context.obj = _Settings(debug)
