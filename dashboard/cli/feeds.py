"""The commands about feeds; what they do lives in the rooms."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import NoReturn

import click

from dashboard.cli.finding import Asked, finding_options
from dashboard.cli.group import Place, cli, existing, fail, opened, plain_errors, warn
from dashboard.cli.options import network_option, store_option
from dashboard.store import default_path

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@cli.command()
@click.argument("feeds", required=False, type=_FILE)
@click.option("--once", is_flag=True, help="Ask the feeds that are due, and end: for cron.")
@network_option
@finding_options
@store_option
def watch(
    feeds: Path | None,
    once: bool,
    networks: tuple[str, ...],
    store_path: Place | None,
    asked: Asked,
) -> None:
    """Ask feeds for new articles, again and again, and store them.

    FEEDS is a file of feeds in TOML; without it, the feeds that were followed on the page "Add" or with
    `worldtone feeds import` are asked. It may run beside `worldtone serve`.
    """
    with plain_errors():
        from dashboard.watch import Watcher, network_of, read_settings
        from dashboard.watch.words import outcome_in_words

        finding = asked.finding()
        allowed = tuple(network_of(network) for network in networks)
        settings = read_settings(feeds) if feeds else None
        path = store_path or default_path()
        store = opened(path) if settings else existing(path)
        click.echo(f"Store: {path}", err=True)
        for feed in settings.feeds if settings else ():
            store.feeds.say(feed)
        watcher = Watcher(
            store,
            [feed.address for feed in settings.feeds] if settings else None,
            allowed=(*allowed, *(settings.allowed if settings else ())),
            finding=finding,
            say=lambda outcome: click.echo(outcome_in_words(outcome)),
        )
        signal.signal(signal.SIGTERM, _interrupted)
        try:
            if not watcher.feeds():
                fail("there are no feeds to watch; give a file of feeds, or follow some on the page Add")
            if once:
                outcomes = watcher.once()
                if not outcomes:
                    click.echo("No feed is due.")
                elif all(outcome.feed.error for outcome in outcomes):
                    sys.exit(1)
            else:
                click.echo("Watching; Ctrl-C stops it.", err=True)
                watcher.run()
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)
        finally:
            watcher.stop()
            store.close()


def _interrupted(*_: object) -> NoReturn:
    raise KeyboardInterrupt


@cli.group()
def feeds() -> None:
    """Lists of feeds: import, export, forget."""


@feeds.command("import")
@click.argument("opml", type=_FILE)
@click.option("--toml", "as_file", is_flag=True, help="Print a file for `worldtone watch` instead of following them.")
@store_option
def import_(opml: Path, as_file: bool, store_path: Place | None) -> None:
    """Follow the feeds of an OPML file, as other feed readers export it."""
    with plain_errors():
        from dashboard.watch.opml import as_toml, read_opml

        found = read_opml(opml, warn, followed=True)
        if as_file:
            click.echo(as_toml(found), nl=False)
            return
        path = store_path or default_path()
        with opened(path) as store:
            click.echo(f"Store: {path}", err=True)
            for feed in found:
                store.feeds.say(feed)
        click.echo(f"{len(found)} feeds are followed; `worldtone watch` or `worldtone serve` asks them.")


@feeds.command()
@click.argument("feeds_file", metavar="[FEEDS]", required=False, type=_FILE)
@store_option
def export(feeds_file: Path | None, store_path: Place | None) -> None:
    """Print feeds as OPML: those of a TOML file, else all that the store knows."""
    with plain_errors():
        from dashboard.watch import read_settings
        from dashboard.watch.opml import as_opml

        if feeds_file:
            click.echo(as_opml(read_settings(feeds_file).feeds), nl=False)
            return
        with existing(store_path) as store:
            click.echo(as_opml(store.feeds.all()), nl=False)


@feeds.command()
@click.argument("address")
@store_option
def forget(address: str, store_path: Place | None) -> None:
    """Ask a feed no more, and forget how it went; its articles stay."""
    with plain_errors(), existing(store_path) as store:
        if store.feeds.load(address) is None:
            fail(f"there is no feed with the address {address}; `worldtone info --feeds` lists them")
        store.feeds.forget(address)
        click.echo(f"Forgotten: {address}")
