"""The part of the command line that says who may see the dashboard."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from dashboard.web.access import Access


def access_options(command: Any) -> Any:
    """Adds to a command the options that `access_of` takes."""
    for option in reversed(
        (
            click.option("--host", default="127.0.0.1", show_default=True, help="Address of this machine to serve on."),
            click.option("--name", "names", multiple=True, help="Host name by which readers come; repeat for more."),
            click.option("--auth", metavar="FILE", help="Ask for the password of this file; - asks you for one now."),
            click.option(
                "--auth-header", metavar="NAME", help="Header in which the proxy names a reader it signed in."
            ),
            click.option("--proxy", metavar="ADDRESS", help="IP address of the proxy before this server."),
        )
    ):
        command = option(command)
    return command


def access_of(
    host: str, names: tuple[str, ...], auth: str | None, auth_header: str | None, proxy: str | None
) -> Access:
    """The terms that the options spell. Raises AccessError for terms that cannot be, OSError for the file."""
    from dashboard.web.access import passwords, terms

    password = ""
    if auth:
        password = passwords.hashed(ask_password()) if auth == "-" else passwords.kept(Path(auth))
    return terms(host, names, password=password, header=auth_header or "", proxy=proxy or "")


def ask_password() -> str:
    """Asks for a new password: twice and unseen on a terminal, else the first line of standard input."""
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    return sys.stdin.readline().rstrip("\r\n")
