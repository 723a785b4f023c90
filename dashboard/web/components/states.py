"""What a page shows when there is nothing to show, and what to do next."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html


def empty_store() -> Any:
    """For a store without articles."""
    return _notice(
        "No articles yet",
        [
            "Worldtone shows your own news articles.",
            dcc.Link("Paste or drop articles", href="/add"),
            "Or put whole folders into the store from a terminal, then reload this page:",
            dmc.Code("worldtone ingest PATH-TO-ARTICLES", block=True),
            "Text, CSV, JSON, HTML, feeds, Excel, Parquet, WARC and archives of them are read; folders are searched.",
        ],
        heading=1,
    )


def no_match() -> Any:
    """For filters that no article fits."""
    return _notice(
        "No article fits these filters",
        [
            "Widen the dates, take away an outlet or a word, or choose another country or group.",
            dcc.Link("Clear all filters", href="/"),
        ],
    )


def bad_words(message: str) -> Any:
    """For a search for words that cannot be read; `message` says why."""
    return _notice(
        "These words cannot be searched for",
        [
            message,
            'Write words that must all occur, "a phrase", OR between two of them, -word for one that must not occur, '
            "or begin* for all words that begin so.",
            dcc.Link("Clear all filters", href="/"),
        ],
    )


def failed(message: str) -> Any:
    """For an answer that the store could not give; `message` says why."""
    return _notice("This could not be read", [message, "Reload the page to try again."])


def not_found() -> Any:
    """For an address without a page."""
    return _notice(
        "There is no such page",
        [
            "The address may be mistyped, or the article is no longer stored.",
            dcc.Link("To the overview", href="/"),
        ],
        heading=1,
    )


def _notice(title: str, body: list[Any], heading: int = 2) -> Any:
    return dmc.Paper(
        dmc.Stack([dmc.Title(title, order=heading, size="h3"), *[html.Div(part) for part in body]], gap="sm"),
        withBorder=True,
        p="xl",
        className="wt-notice",
    )
