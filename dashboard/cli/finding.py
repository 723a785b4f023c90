"""The command line's options on how countries, outlets and languages are told."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from dashboard import names
from dashboard.countries.additions import NONE, read_additions
from dashboard.ingest import Finding
from dashboard.outlets import SHIPPED, read_outlets

_BY_OUTLET = "outlet"  # as a value of --home
_TABLE = click.Path(path_type=Path, exists=True, dir_okay=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """The options as they were given."""

    gazetteer: Path | None
    homes: tuple[str, ...]
    outlets: Path | None
    any_language: bool

    def finding(self) -> Finding:
        """What they ask for. Raises BadParameter for a wrong --home, ValueError for a table that cannot be used."""
        pairs = []
        for home in self.homes:
            if home == _BY_OUTLET:
                continue
            outlet, _, code = home.rpartition("=")
            try:
                pairs.append((outlet, names.alpha3(code)))
            except ValueError as error:
                raise click.BadParameter(str(error), param_hint="--home") from error
        return Finding(
            read_additions(self.gazetteer) if self.gazetteer else NONE,
            tuple(sorted(dict(pairs).items())),
            read_outlets(self.outlets) if self.outlets else SHIPPED,
            home_by_outlet=_BY_OUTLET in self.homes,
            any_language=self.any_language,
        )


def finding_options(command: Callable[..., Any]) -> Any:
    """Gives a command the options; it gets them together, as `asked`."""

    @functools.wraps(command)
    def with_asked(
        *args: Any,
        gazetteer: Path | None,
        homes: tuple[str, ...],
        outlets: Path | None,
        any_language: bool,
        **rest: Any,
    ) -> Any:
        return command(*args, asked=Asked(gazetteer, homes, outlets, any_language), **rest)

    decorated: Any = with_asked
    for option in reversed(
        (
            click.option(
                "--gazetteer",
                type=_TABLE,
                help="A table of your own: text, country code, kind; adds to or overrides ours.",
            ),
            click.option(
                "--home",
                "homes",
                multiple=True,
                metavar="[OUTLET=]CODE|outlet",
                help="Count articles without any country for the outlet's own; `outlet`: where its country is known.",
            ),
            click.option(
                "--outlets",
                type=_TABLE,
                help="A table of your own: domain, name, country of outlets; adds to or overrides ours.",
            ),
            click.option("--any-language", is_flag=True, help="Score other languages as if they were English."),
        )
    ):
        decorated = option(decorated)
    return decorated
