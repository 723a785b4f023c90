"""The other copies of an article's story: who carried it, when, and how much of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard.store.protocol import CopyRow
from dashboard.web.wording import counted, day_in_words

# A record may claim any address; only these are made clickable.
_WEB = ("http://", "https://")


def carried_by(copies: Sequence[CopyRow], number: int, country: str) -> Any:
    """The copies of the story as a list, first published first; nothing where there are none.

    `number` is how many there are, `country` the code whose words are marked, which the links keep; empty for none.
    """
    if not copies:
        return None
    more = number - len(copies)
    return dmc.Paper(
        [
            dmc.Title("Also carried by", order=2, size="h4", mb="xs"),
            html.P(
                f"{counted(number, 'other copy', 'other copies')} of this story within a week, in nearly the same "
                "words. The share is that of the shorter text's pairs of neighbouring words that stand in both. "
                "Intervals take all copies as one story; with “Each story once”, only the first counts.",
                className="wt-caption",
            ),
            html.Ul([_copy(one, country) for one in copies], className="wt-articles"),
            html.P(f"… and {counted(more, 'more copy', 'more copies')}.", className="wt-caption") if more else None,
        ],
        withBorder=True,
        p="md",
        id="art-copies",
    )


def _copy(one: CopyRow, country: str) -> Any:
    place = " · ".join(part for part in (one.source or "(no outlet)", day_in_words(one.day)) if part)
    told = [f"{place} · {round(100 * one.shared)}% in common", " · first copy" if one.first else ""]
    line: list[Any] = ["".join(told)]
    if one.url.startswith(_WEB):
        line += [" · ", html.A("source", href=one.url, rel="noopener noreferrer nofollow", target="_blank")]
    href = f"/article/{one.id}" + (f"?c={country}" if country else "")
    return html.Li([dcc.Link(one.title or "(no title)", href=href), html.Div(line, className="wt-caption")])
