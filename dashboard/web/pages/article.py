"""One article: its text with mentions and scoring words marked, and a table of each country's tone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs

import dash_mantine_components as dmc
from dash import MATCH, Dash, Input, Output, ctx, dcc, html, no_update

from dashboard import names
from dashboard.languages import known_code, language_name, unscored_language
from dashboard.limits import cap
from dashboard.store.errors import StoreError
from dashboard.store.protocol import Store, StoredArticle
from dashboard.types import CountryTone, Evidence, Judgement
from dashboard.web import theme
from dashboard.web.components.aria import aria
from dashboard.web.components.carried import carried_by
from dashboard.web.components.judge import ANSWER, CHOICE, answer, judge, judgement_of, label_of
from dashboard.web.components.marked_text import heading, marks_of, paragraphs
from dashboard.web.components.states import not_found
from dashboard.web.components.tone import tone_chip, tone_number
from dashboard.web.wording import counted

PATH = "/article/"
NAME = ""
TITLE = "Article · Worldtone"

# A link to a page of ours may carry any address a record claimed; only these are made clickable.
_WEB = ("http://", "https://")
_WORDS_SHOWN = 6
_BACK: dict[str, Any] = {"data-wt-back": "1"}  # reading.js goes back in the window's history


def layout(store: Store, tail: str, search: str, *, narrow: bool = False) -> Any:
    """The page of the article with the number in `tail`; `c` in the query string chooses whose words are marked."""
    stored = store.article(int(tail)) if tail.isascii() and tail.isdigit() and len(tail) < 16 else None
    if stored is None:
        return not_found()
    asked = _asked(search)
    codes = [tone.country for tone in stored.tones]
    chosen = asked if asked in codes else (codes[0] if codes else "")
    body = _body(stored, chosen, store.judgements(stored.id))
    copies = carried_by(*store.copies_of(stored.id, limit=cap("copies_listed")), chosen)
    return dmc.Stack([html.Div([_ways(chosen), _head(stored, chosen)]), body, copies, _foot(stored)], gap="md")


def register(app: Dash, store: Store) -> None:
    """Connects the page's callbacks to a store."""

    @app.callback(
        Output({"type": ANSWER, "article": MATCH, "country": MATCH}, "children"),
        Input({"type": CHOICE, "article": MATCH, "country": MATCH}, "value"),
        prevent_initial_call=True,
    )
    def label_chosen(value: object) -> Any:
        """Stores the label that the reader chose, and shows it; a place that no article has is passed over."""
        place = ctx.triggered_id
        label = label_of(value)
        if label is None or not isinstance(place, Mapping):
            return no_update
        number, country = place.get("article"), place.get("country")
        if type(number) is not int or not isinstance(country, str):
            return no_update
        stored = store.article(number)
        if stored is None or country not in {tone.country for tone in stored.tones}:
            return "This article is no longer stored with that country; reload the page."
        try:
            store.judge(Judgement(number, country, label))
        except StoreError as error:
            return f"Not stored: {error}"
        return answer(judgement_of(country, store.judgements(number)))


def _asked(search: str) -> str:
    if len(search) > cap("query_chars"):
        return ""
    try:
        return parse_qs(search.removeprefix("?"), max_num_fields=100).get("c", [""])[-1]
    except ValueError:
        return ""


def _ways(chosen: str) -> Any:
    """Where to go from here."""
    ways = [html.Button("← Back", type="button", **_BACK), dcc.Link("Overview", href="/")]
    if chosen:
        ways.append(dcc.Link(f"All about {_name(chosen)}", href=f"/country/{chosen}"))
    return html.Nav(ways, className="wt-ways", **aria(label="From this article"))


def _head(stored: StoredArticle, chosen: str) -> Any:
    article = stored.article
    proofs = _proofs(stored.tones, chosen, "title")
    title = heading(article.title, marks_of(stored.tones, chosen, "title", _names(stored)), proofs, _name(chosen))
    only = "title only" if article.title_only else ""
    place: list[Any] = [part for part in (article.source, f"{article.day.day} {article.day:%B %Y}", only) if part]
    line: list[Any] = [" · ".join(place)]
    if article.url.startswith(_WEB):
        line += [
            " · ",
            html.A("source", href=article.url, rel="noopener noreferrer nofollow", target="_blank"),
        ]
    return html.Div([dmc.Title(title or "(no title)", order=1, size="h2"), html.P(line, className="wt-lede")])


def _body(stored: StoredArticle, chosen: str, judgements: Sequence[Judgement]) -> Any:
    whole = stored.article.text
    read = whole[: cap("text_chars")]
    note = _cut(len(whole)) if len(read) < len(whole) else _no_text() if stored.article.title_only else None
    if not stored.tones:
        text = paragraphs(read, [], [], "")
        return dmc.Paper(
            [
                note,
                _unscored(stored),
                html.Div(text, className="wt-text"),
            ],
            withBorder=True,
            p="lg",
        )
    marks = marks_of(stored.tones, chosen, "text", _names(stored))
    text = paragraphs(read, marks, _proofs(stored.tones, chosen, "text"), _name(chosen))
    return dmc.Grid(
        [
            dmc.GridCol(
                dmc.Paper([note, _legend(chosen), html.Div(text, className="wt-text")], withBorder=True, p="lg"),
                span={"base": 12, "md": 7},
            ),
            dmc.GridCol(_table(stored, chosen, judgements), span={"base": 12, "md": 5}),
        ]
    )


def _unscored(stored: StoredArticle) -> Any:
    """Why an article has no country."""
    code = unscored_language(stored.unscored)
    if not code:
        return html.P("No country was found in this article.", className="wt-caption")
    how = "as its record says" if known_code(stored.article.language) else "by the look of its words"
    return dmc.Alert(
        f"Its language is {language_name(code)}, {how}. Only English is scored: the article is stored, but counts in "
        "no chart.",
        title="Not scored: language",
        variant="light",
        color="gray",
        mb="md",
    )


def _no_text() -> Any:
    return dmc.Alert(
        "The record it came from holds no text, as lists of stories do. Its title was scored as one sentence.",
        title="Title only",
        variant="light",
        color="gray",
        mb="md",
    )


def _cut(length: int) -> Any:
    most = cap("text_chars")
    return dmc.Alert(
        f"This text has {length:,} characters. Only the first {most:,} were scored, and only they are shown here.",
        title="Only the beginning was scored",
        variant="light",
        color="gray",
        mb="md",
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
            " are other countries. Point at a word, or move to it with the Tab key, to see its share. ",
            html.A("Skip the text", href="#art-table", className="wt-jump"),
        ],
        className="wt-caption wt-legend",
    )


def _table(stored: StoredArticle, chosen: str, judgements: Sequence[Judgement]) -> Any:
    head = ("Country", "Tone", "Plain VADER")
    return dmc.Paper(
        [
            dmc.Title("Tone toward each country", order=2, size="h4", mb="xs"),
            html.P(
                "Choose a country to mark its words in the text. Tone is the mean over the sentences that mention it, "
                "−1 negative to +1 positive; plain VADER scores the same sentences whole, whoever they speak of.",
                className="wt-caption",
            ),
            html.Table(
                [
                    html.Thead(html.Tr([html.Th(words, scope="col") for words in head])),
                    *(_rows(stored, tone, tone.country == chosen, judgements) for tone in stored.tones),
                ],
                className="wt-table",
            ),
        ],
        withBorder=True,
        p="md",
        id="art-table",
        tabIndex="-1",
    )


def _rows(stored: StoredArticle, tone: CountryTone, open_: bool, judgements: Sequence[Judgement]) -> Any:
    article = stored.article
    mentions = f"{counted(tone.mentions, 'mention')} in {counted(tone.sentences, 'sentence')}"
    salient = "salient" if tone.salient else "in passing"
    link = dcc.Link(names.country_name(tone.country), href=f"{PATH}{stored.id}?c={tone.country}")
    return html.Tbody(
        [
            html.Tr(
                [
                    html.Th(link, scope="row"),
                    html.Td(tone_chip(tone.tone)),
                    html.Td(tone_number(tone.vader)),
                ]
            ),
            html.Tr(
                html.Td(
                    [
                        html.Div(f"{mentions} · {salient}", className="wt-caption"),
                        html.Div(_strongest(tone, article.title, article.text), className="wt-words"),
                    ],
                    colSpan=3,
                )
            ),
            html.Tr(html.Td(judge(stored.id, tone.country, tone.tone, judgements), colSpan=3)),
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
    if stored.unscored:
        return html.P(f"Read by {stored.engine}.", className="wt-caption")
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
