"""The commands that serve the dashboard; what they do lives in the rooms."""

from __future__ import annotations

from pathlib import Path

import click

from dashboard.cli import _existing, _network_option, _plain_errors, _store_option, _warn, cli
from dashboard.store import default_path, open_store


@cli.command()
@_store_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Loopback address to serve on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8050, show_default=True, help="0 takes a free one.")
@_network_option
def serve(store_path: Path | None, host: str, port: int, networks: tuple[str, ...]) -> None:
    """Serve the dashboard on this machine, and ask the feeds that are followed."""
    with _plain_errors():
        from dashboard.watch import network_of
        from dashboard.web.server import serve as serve_pages

        allowed = [network_of(network) for network in networks]
        serve_pages(_existing(store_path), host, port, click.echo, allowed)


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
