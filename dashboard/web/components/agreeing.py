"""How well the scores agree with the labels of a hand-check, with the mentions on which they differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard import names
from dashboard.agreement import FEWEST, Agreement, Estimate, agreement
from dashboard.types import Label
from dashboard.web import theme
from dashboard.web.components.aria import aria
from dashboard.web.components.chart import table_export
from dashboard.web.components.handcheck import WORDS, sentence
from dashboard.web.components.table import Cell, table
from dashboard.web.components.tone import tone_chip
from dashboard.web.hand_check import Item, Key
from dashboard.web.wording import counted

VADER_BAND = 0.05  # vaderSentiment's own advice for whole sentences

_COLUMNS = ("country", "outlet", "day", "sentence", "start", "end", "label", "tone", "vader")


def result(items: Sequence[Item], labelled: Mapping[Key, Label], band: float, stamp: str) -> Any:
    """Agreement over those of the mentions that have a label; `band` is half the width of the neutral band."""
    judged = [(labelled[item.key], item) for item in items if item.key in labelled]
    if not judged:
        return dmc.Paper(
            [
                dmc.Title("Agreement", order=2, size="h4"),
                html.P(
                    "Nothing is judged yet: give a label to the mention above, and look again.", className="wt-lede"
                ),
            ],
            withBorder=True,
            p="md",
        )
    ways = (
        (f"Tone toward the country, ±{band:.2f}", agreement([(label, item.tone) for label, item in judged], band)),
        (
            f"Plain VADER of the sentence, ±{VADER_BAND:.2f}",
            agreement([(label, item.vader) for label, item in judged], VADER_BAND),
        ),
        ("Calling everything neutral", agreement([(label, 0.0) for label, _ in judged], band)),
    )
    rows = [(name, found) for name, found in ways if found is not None]
    differing = [(label, item) for label, item in judged if theme.tone_word(item.tone, band) != WORDS[label]]
    differing.sort(key=lambda one: -abs(one[1].tone - one[0]))
    return [_agreement(rows, judged, stamp), _table(rows[0][1]), _differing(differing, len(judged), band)]


def in_words(estimate: Estimate | None, scale: int = 100) -> str:
    """A value with its interval: "72 (95% 51 to 86)"; with a scale of 1 to two decimals."""
    if estimate is None:
        return "not defined"

    def number(value: float) -> str:
        return f"{scale * value:.0f}" if scale > 1 else theme.signed(value).removeprefix("+")

    if estimate.low is None or estimate.high is None:
        return number(estimate.value)
    return f"{number(estimate.value)} (95% {number(estimate.low)} to {number(estimate.high)})"


def _agreement(rows: Sequence[tuple[str, Agreement]], judged: Sequence[tuple[Label, Item]], stamp: str) -> Any:
    head = ("Labels by", "Accuracy, %", "Macro-F1, %", "Cohen’s kappa")
    cells: list[list[Cell]] = [
        [name, in_words(found.accuracy), in_words(found.macro_f1), in_words(found.kappa, 1)] for name, found in rows
    ]
    few = f" Below {FEWEST} judgements there are no intervals." if len(judged) < FEWEST else ""
    return dmc.Paper(
        [
            html.Div(
                [
                    dmc.Title(f"Agreement with your labels, n = {len(judged)}", order=2, size="h4"),
                    table_export("m-judged", "Hand-check", stamp, _COLUMNS, _rows(judged)),
                ],
                className="wt-between",
            ),
            table("Agreement", head, cells, blocks=True),
            html.P(
                "Accuracy is the share of equal labels; macro-F1 the mean of the three labels’ F1, so that the rare "
                "ones count as much; kappa is 1 for complete agreement and 0 for what chance would give. Intervals: "
                "Wilson’s for accuracy, the jackknife’s for the others (none where it knows no doubt). They tell how "
                "few mentions these are, not how a second reader would have judged." + few,
                className="wt-caption",
            ),
        ],
        withBorder=True,
        p="md",
    )


def _table(found: Agreement) -> Any:
    words = list(WORDS.values())
    head = html.Thead(html.Tr([html.Th("You said"), *(html.Th(f"Score: {word}") for word in words)]))
    rows = [
        html.Tr([html.Th(word, scope="row"), *(_cell(number, word == other) for other, number in _beside(words, row))])
        for word, row in zip(words, found.table, strict=True)
    ]
    return dmc.Paper(
        [
            dmc.Title("Your labels beside the scores", order=2, size="h4"),
            _scrolled(dmc.Table([head, html.Tbody(rows)], className="wt-table"), "Labels beside scores"),
        ],
        withBorder=True,
        p="md",
    )


def _beside(words: Sequence[str], row: Sequence[int]) -> Iterable[tuple[str, int]]:
    return zip(words, row, strict=True)


def _cell(number: int, same: bool) -> Any:
    return html.Td(html.Strong(str(number)) if same else str(number))


def _differing(rows: Sequence[tuple[Label, Item]], n: int, band: float) -> Any:
    listed: Any = html.Ul([_one(label, item, band) for label, item in rows], className="wt-articles")
    if not rows:
        listed = html.P("None: every score reads as you labelled it.", className="wt-lede")
    return dmc.Paper(
        [
            dmc.Title(f"Where they differ: {counted(len(rows), 'mention')} of {n}", order=2, size="h4"),
            listed,
        ],
        withBorder=True,
        p="md",
    )


def _one(label: Label, item: Item, band: float) -> Any:
    place = " · ".join(part for part in (item.source, f"{item.day.day} {item.day:%B %Y}") if part)
    return html.Li(
        [
            html.Div(
                [
                    html.Div(list(sentence(item))),
                    html.Div(
                        [
                            f"{names.country_name(item.country)}: you said {WORDS[label]} · ",
                            dcc.Link(item.title or "(no title)", href=f"/article/{item.article}?c={item.country}"),
                            f" · {place}",
                        ],
                        className="wt-caption",
                    ),
                ]
            ),
            tone_chip(item.tone, band),
        ]
    )


def _rows(judged: Iterable[tuple[Label, Item]]) -> list[list[object]]:
    return [
        [
            *(item.country, item.source, item.day.isoformat(), item.sentence, item.start, item.end),
            *(label, item.tone, item.vader),
        ]
        for label, item in judged
    ]


def _scrolled(table: Any, label: str) -> Any:
    return html.Div(table, className="wt-scroll", tabIndex="0", role="region", **aria(label=label))
