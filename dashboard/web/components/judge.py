"""“This is wrong”: the reader sets the right label of a tone toward a country, and sees the one set before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html

from dashboard import names
from dashboard.types import Judgement, Label
from dashboard.web import theme
from dashboard.web.components.aria import aria
from dashboard.web.wording import day_in_words

CHOICE = "art-judge"
ANSWER = "art-judged"
WORDS: dict[Label, str] = {-1: "negative", 0: "neutral", 1: "positive"}


def judge(article: int, country: str, tone: float, judgements: Sequence[Judgement]) -> Any:
    """The control for one country of an article: three labels, folded away until something was or is to be said.

    `judgements` are those on the article; of this country only one on the article as a whole counts here.
    """
    made = judgement_of(country, judgements)
    name = names.country_name(country)
    key = {"article": article, "country": country}
    choice = dmc.RadioGroup(
        dmc.Group([dmc.Radio(label=word, value=str(label)) for label, word in WORDS.items()], gap="md"),
        id={"type": CHOICE, **key},
        label=f"The tone toward {name} in this article is",
        description=f"Worldtone says {theme.tone_word(tone)}. Your label stands beside its score; no chart changes.",
        value=None if made is None else str(made.label),
        size="sm",
    )
    return html.Div(
        [
            html.Div(answer(made), id={"type": ANSWER, **key}, className="wt-judged", **aria(live="polite")),
            html.Details(
                [html.Summary("Change your label" if made else "This is wrong"), choice], className="wt-judge"
            ),
        ]
    )


def answer(made: Judgement | None) -> Any:
    """What was judged, in words; nothing where nothing was."""
    if made is None:
        return None
    when = f", {day_in_words(made.made.date())}" if made.made else ""
    word = WORDS[made.label]
    return [html.Span(word, className=f"wt-chip wt-{word}"), f" your label{when}"]


def judgement_of(country: str, judgements: Sequence[Judgement]) -> Judgement | None:
    """The latest judgement of a country in an article as a whole."""
    found = [one for one in judgements if one.country == country and one.start is None]
    return found[-1] if found else None


def label_of(value: object) -> Label | None:
    """The label of a choice; None for anything else a browser may send."""
    return next((label for label in WORDS if value == str(label)), None)
