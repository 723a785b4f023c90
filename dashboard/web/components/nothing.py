"""What Compare and Relations show in place of charts where there is nothing to draw, and what to do next."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html


def nothing_fits(path: str) -> Any:
    """For filters that no article fits; `path` is the page's own address, which clears them."""
    return _notice(
        "No article fits these filters",
        "Widen the dates, take away an outlet or words, or choose other countries.",
        path,
    )


def words_unread(why: str, path: str) -> Any:
    """For words that are no search, with the store's own explanation."""
    return _notice("These words cannot be searched for", why, path)


def _notice(title: str, body: str, path: str) -> Any:
    lines = [dmc.Title(title, order=2, size="h3"), html.Div(body), dcc.Link("Clear all filters", href=path)]
    return dmc.Paper(dmc.Stack(lines, gap="sm"), withBorder=True, p="xl", className="wt-notice")
