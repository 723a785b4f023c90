"""The commands that serve the dashboard; what they do lives in the rooms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dashboard.cli.access import access_of, access_options, ask_password
from dashboard.cli.group import Place, cli, existing, opened, plain_errors, warn
from dashboard.cli.options import network_option, store_option
from dashboard.store import default_path


@cli.command()
@store_option
@click.option("--port", type=click.IntRange(0, 65535), default=8050, show_default=True, help="0 takes a free one.")
@access_options
@network_option
def serve(store_path: Place | None, port: int, host: str, networks: tuple[str, ...], **access: Any) -> None:
    """Serve the dashboard to this machine, or to others who sign in; and ask the feeds that are followed."""
    with plain_errors():
        from dashboard.watch import network_of
        from dashboard.web.server import serve as serve_pages

        allowed = [network_of(network) for network in networks]
        terms = access_of(host, **access)
        serve_pages(existing(store_path), host, port, click.echo, terms, networks=allowed)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@store_option
def password(file: Path, store_path: Place | None) -> None:
    """Ask for a password and write its hash to FILE, for `serve --auth FILE`."""
    del store_path  # accepted everywhere; a password belongs to no store
    with plain_errors():
        from dashboard.web.access import passwords

        passwords.keep(file, ask_password())
        click.echo(f"{file}: the password's hash. A running server takes a new one when it is started anew.")


@cli.command()
@store_option
@click.option("--port", type=click.IntRange(0, 65535), default=8050, show_default=True, help="0 takes a free one.")
@access_options
def demo(store_path: Place | None, port: int, host: str, **access: Any) -> None:
    """Load the sample articles into a store of their own and serve the dashboard."""
    with plain_errors():
        from dashboard.console import load_sample
        from dashboard.web.server import serve as serve_pages

        terms = access_of(host, **access)
        path = store_path or default_path().with_name("demo.db")
        store = opened(path)
        click.echo(f"Store: {path}", err=True)
        report = load_sample(store, warn=warn)
        click.echo(f"Sample articles: {report.stored} stored, {report.unchanged} there already.")
        serve_pages(store, host, port, click.echo, terms)
