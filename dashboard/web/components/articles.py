"""The articles behind a mark, each a link to its sentences."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html

from dashboard.store.protocol import ArticleRow
from dashboard.types import Measure
from dashboard.web import theme


def article_list(
    heading: str, rows: Sequence[ArticleRow], total: int, measure: Measure, band: float = theme.NEUTRAL_BAND
) -> Any:
    """A card that lists articles: title, outlet, date, tone. `total` says how many there are in all.

    `band` is half the width of the neutral band. The rows travel as data of one element, and assets/articles.js writes
    them, a page at a time: Dash takes time for every component that grows with all others of the page, so that two
    hundred rows of five components each kept the browser busy for two seconds and more.
    """
    shown = "" if len(rows) == total else f"; the {len(rows):,} newest are listed"
    count = "1 article" if total == 1 else f"{total:,} articles"
    carried: dict[str, Any] = {"data-wt-rows": json.dumps([_row(row, measure, band) for row in rows])}
    return dmc.Paper(
        [
            dmc.Title(heading, order=2, size="h4"),
            html.P(
                f"{count}{shown}. Open one to see the sentences and the words that made its score.",
                className="wt-caption",
            ),
            html.Ul(className="wt-articles", **carried),
        ],
        withBorder=True,
        p="md",
    )


def _row(row: ArticleRow, measure: Measure, band: float) -> list[str]:
    """Address, title, outlet with day, tone, and the word for the tone."""
    tone = row.vader if measure == "vader" else row.tone
    place = " · ".join(part for part in (row.source, f"{row.day.day} {row.day:%B %Y}") if part)
    address = f"/article/{row.id}?c={row.country}"
    return [address, row.title or "(no title)", place, theme.signed(tone), theme.tone_word(tone, band)]
