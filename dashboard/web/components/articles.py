"""The articles behind a mark, each a link to its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard.store.protocol import ArticleRow
from dashboard.types import Measure
from dashboard.web import theme
from dashboard.web.components.tone import tone_chip


def article_list(
    heading: str, rows: Sequence[ArticleRow], total: int, measure: Measure, band: float = theme.NEUTRAL_BAND
) -> Any:
    """A card that lists articles: title, outlet, date, tone. `total` says how many there are in all.

    `band` is half the width of the neutral band.
    """
    shown = "" if len(rows) == total else f"; the {len(rows):,} newest are listed"
    count = "1 article" if total == 1 else f"{total:,} articles"
    return dmc.Paper(
        [
            dmc.Title(heading, order=2, size="h4"),
            html.P(
                f"{count}{shown}. Open one to see the sentences and the words that made its score.",
                className="wt-caption",
            ),
            html.Ul([_item(row, measure, band) for row in rows], className="wt-articles"),
        ],
        withBorder=True,
        p="md",
    )


def _item(row: ArticleRow, measure: Measure, band: float) -> Any:
    tone = row.vader if measure == "vader" else row.tone
    place = " · ".join(part for part in (row.source, f"{row.day.day} {row.day:%B %Y}") if part)
    return html.Li(
        [
            html.Div(
                [
                    dcc.Link(row.title or "(no title)", href=f"/article/{row.id}?c={row.country}"),
                    html.Div(place, className="wt-caption"),
                ]
            ),
            tone_chip(tone, band),
        ]
    )
