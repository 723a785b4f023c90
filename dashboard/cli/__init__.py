"""The command line: one function a command; what it does lives in the rooms."""

from __future__ import annotations

from dashboard.cli import answers, articles, feeds, lakes, serving  # noqa: F401  each adds its commands
from dashboard.cli.group import cli


def main() -> None:
    """Runs the command line; the entry point `worldtone`."""
    cli.main(prog_name="worldtone")
