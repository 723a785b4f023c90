"""What every page says of the store as a whole: that it is damaged, or how far it has been checked."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import html

from dashboard.web.checking import Seen

_SHOWN = 3  # problems that are named


def damage(seen: Seen | None) -> Any:
    """What stands above every page while the store is known to be damaged; None where it is not."""
    if seen is None or not seen.problems:
        return None
    n, more = len(seen.problems), len(seen.problems) - _SHOWN
    return dmc.Paper(
        [
            html.Strong("This store is damaged: numbers on these pages may be wrong."),
            html.P(
                "Stop Worldtone, and restore the store from a copy or ingest the articles into a new one. "
                "What you take along until then says that the store is damaged."
            ),
            html.Details(
                [
                    html.Summary(f"{n:,} {'contradictions were' if n > 1 else 'contradiction was'} found"),
                    html.Ul(
                        [
                            *(html.Li(_short(problem)) for problem in seen.problems[:_SHOWN]),
                            *([html.Li(f"and {more:,} more")] if more > 0 else []),
                        ]
                    ),
                    html.P([html.Code("worldtone info --verify"), " lists them all."]),
                ]
            ),
        ],
        withBorder=True,
        p="md",
        className="wt-damage",
    )


def checked(seen: Seen | None) -> str:
    """How far the store has been checked, as a sentence; it stands below every page, and in what is taken along."""
    if seen is None:
        return ""
    word = seen.word
    if seen.problems:
        return "The store is damaged: numbers may be wrong."
    if word.failure:
        return f"The store could not be checked whole: {word.failure}."
    if word.ended:
        return f"The store was checked whole on {seen.at.day} {seen.at:%B %Y} at {seen.at:%H:%M} UTC: nothing wrong."
    if word.waits:
        return f"The store is being written; its check ({word.share:.0%}) goes on when that is done."
    return f"The store is being checked ({word.share:.0%})."


def _short(text: str) -> str:
    return text if len(text) <= 300 else f"{text[:300]}…"
