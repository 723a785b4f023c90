"""One article: its text with mentions and scoring words marked, and a table of each country's tone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard import names
from dashboard.store.protocol import Store, StoredArticle
from dashboard.types import CountryTone, Evidence
from dashboard.web import theme
from dashboard.web.components.marked_text import heading, marks_of, paragraphs
from dashboard.web.components.states import not_found
from dashboard.web.components.tone import tone_chip, tone_number

PREFIX = "/article/"
# A link to a page of ours may carry any address a record claimed; only these are made clickable.
_WEB = ("http://", "https://")
_WORDS_SHOWN = 6


def layout(store: Store, number: str, search: str) -> Any:
    """The page of the article with that number; `c` in the query string chooses whose scoring words are marked."""
    stored = store.article(int(number)) if number.isascii() and number.isdigit() and len(number) < 16 else None
    if stored is None:
        return not_found()
    asked = parse_qs(search.removeprefix("?")).get("c", [""])[-1]
    codes = [tone.country for tone in stored.tones]
    chosen = asked if asked in codes else (codes[0] if codes else "")
    return dmc.Stack([_head(stored, chosen), _body(stored, chosen), _foot(stored)], gap="md")


def _head(stored: StoredArticle, chosen: str) -> Any:
    article = stored.article
    proofs = _proofs(stored.tones, chosen, "title")
    title = heading(article.title, marks_of(stored.tones, chosen, "title", _names(stored)), proofs, _name(chosen))
    place: list[Any] = [part for part in (article.source, f"{article.day.day} {article.day:%B %Y}") if part]
    line: list[Any] = [" · ".join(place)]
    if article.url.startswith(_WEB):
        line += [
            " · ",
            html.A("source", href=article.url, rel="noopener noreferrer nofollow", target="_blank"),
        ]
    return html.Div([dmc.Title(title or "(no title)", order=1, size="h2"), html.P(line, className="wt-lede")])


def _body(stored: StoredArticle, chosen: str) -> Any:
    if not stored.tones:
        text = paragraphs(stored.article.text, [], [], "")
        return dmc.Paper(
            [
                html.P("No country was found in this article.", className="wt-caption"),
                html.Div(text, className="wt-text"),
            ],
            withBorder=True,
            p="lg",
        )
    marks = marks_of(stored.tones, chosen, "text", _names(stored))
    text = paragraphs(stored.article.text, marks, _proofs(stored.tones, chosen, "text"), _name(chosen))
    return dmc.Grid(
        [
            dmc.GridCol(
                dmc.Paper([_legend(chosen), html.Div(text, className="wt-text")], withBorder=True, p="lg"),
                span={"base": 12, "md": 7},
            ),
            dmc.GridCol(_table(stored, chosen), span={"base": 12, "md": 5}),
        ]
    )


def _legend(chosen: str) -> Any:
    name = _name(chosen)
    return html.P(
        [
            f"Marked for {name}: ",
            html.Mark(name, className="wt-mention wt-own"),
            " its mentions, ",
            html.Mark("better", className="wt-word wt-up"),
            " words that raise the tone, ",
            html.Mark("worse", className="wt-word wt-down"),
            " words that lower it; after each sentence its tone toward ",
            f"{name}. ",
            html.Mark("Others", className="wt-mention"),
            " are other countries. Point at a word to see its share.",
        ],
        className="wt-caption wt-legend",
    )


def _table(stored: StoredArticle, chosen: str) -> Any:
    rows = [_row(stored, tone, tone.country == chosen) for tone in stored.tones]
    return dmc.Paper(
        [
            dmc.Title("Tone toward each country", order=2, size="h4", mb="xs"),
            html.P(
                "Choose a country to mark its words in the text. Tone is the mean over the sentences that mention it, "
                "−1 negative to +1 positive; plain VADER scores the same sentences whole, whoever they speak of.",
                className="wt-caption",
            ),
            html.Div(rows, className="wt-tones"),
        ],
        withBorder=True,
        p="md",
    )


def _row(stored: StoredArticle, tone: CountryTone, open_: bool) -> Any:
    article = stored.article
    sentences = "1 sentence" if tone.sentences == 1 else f"{tone.sentences} sentences"
    mentions = "1 mention" if tone.mentions == 1 else f"{tone.mentions} mentions"
    salient = "salient" if tone.salient else "in passing"
    return html.Div(
        [
            html.Div(
                [
                    dcc.Link(names.country_name(tone.country), href=f"{PREFIX}{stored.id}?c={tone.country}"),
                    tone_chip(tone.tone),
                ],
                className="wt-tone-head",
            ),
            html.Div(
                ["plain VADER ", tone_number(tone.vader), f" · {sentences}, {mentions} · {salient}"],
                className="wt-caption",
            ),
            html.Div(_strongest(tone, article.title, article.text), className="wt-words"),
        ],
        className="wt-tone wt-open" if open_ else "wt-tone",
    )


def _strongest(tone: CountryTone, title: str, text: str) -> list[Any]:
    words = [
        ((title if proof.field == "title" else text)[word.start : word.end], word.contribution)
        for proof in tone.evidence
        for word in proof.words
    ]
    if not words:
        return [html.Span("no scoring word near it", className="wt-caption")]
    words.sort(key=lambda word: -abs(word[1]))
    shown = [
        html.Span(
            [word, " ", html.Span(theme.signed(share), className="wt-number")],
            className=f"wt-pill {'wt-up' if share > 0 else 'wt-down'}",
        )
        for word, share in words[:_WORDS_SHOWN]
    ]
    rest = len(words) - len(shown)
    return [*shown, html.Span(f"and {rest} more", className="wt-caption")] if rest else list(shown)


def _foot(stored: StoredArticle) -> Any:
    return html.P(
        f"Scored by {stored.engine}. A word's share falls with its distance to the country; shares add up to the "
        "sentence's raw score, which is then brought into −1 … +1.",
        className="wt-caption",
    )


def _proofs(tones: Sequence[CountryTone], chosen: str, field: str) -> list[Evidence]:
    return [proof for tone in tones if tone.country == chosen for proof in tone.evidence if proof.field == field]


def _names(stored: StoredArticle) -> dict[str, str]:
    return {tone.country: names.country_name(tone.country) for tone in stored.tones}


def _name(code: str) -> str:
    return names.country_name(code) if code else ""
