"""The sections of the Method page: how a number comes about, what it means, and what it does not."""

from __future__ import annotations

from collections.abc import Callable
from math import exp
from typing import Any

import dash_mantine_components as dmc
from dash import html

from dashboard import names
from dashboard.agreement import FEWEST
from dashboard.method import Method, position_weights
from dashboard.types import Label
from dashboard.web import theme
from dashboard.web.accuracy import accuracy
from dashboard.web.components.accuracy_tables import accuracy_tables
from dashboard.web.components.handcheck import WORDS, start_form
from dashboard.web.components.table import table
from dashboard.web.components.tone import tone_chip
from dashboard.web.known_failures import FAILURES, Failure

_KINDS = {
    "name": "names and their variants",
    "demonym": "words for a people",
    "capital": "capitals",
    "city": "cities and counties",
    "state": "states and provinces",
    "metonym": "institutions that stand for a country",
}


def section(anchor: str, title: str, body: list[Any]) -> Any:
    """A part of the page that an address can point at."""
    return html.Section([dmc.Title(title, order=2, size="h3"), *body], id=anchor, className="wt-section")


def formula(made: Method) -> list[Any]:
    """From an article to its tone toward a country."""
    weights = [(words, side, f"{up:.2f}", f"{down:.2f}") for words, side, up, down in position_weights()]
    return [
        html.P(
            "Every sentence that names a country is scored toward that country, not as a whole. A word’s contribution "
            "is"
        ),
        html.P("value × exp(−(d − 1) / τ) × weight", className="wt-formula"),
        html.Ul(
            [
                _item(
                    "value",
                    " is the word’s valence, −4 to +4: VADER’s, after its rules for negation, boosters, capitals and "
                    f"idioms; or one of {made.news_words:,} news words, each with two values: what it tells of the one "
                    "who does it, and of the one it is done to. “Russia bombed Ukraine” speaks ill of Russia. "
                    "Some more words tell a little against a country near them (“missiles”, “tariffs”).",
                ),
                _item(
                    "d",
                    " is the distance in words to the nearest mention of the country, 1 for its neighbour; "
                    f"τ = {made.tau_before:g} before the country and {made.tau_after:g} after it, so that the tenth "
                    f"word before it counts {100 * exp(-9 / made.tau_before):.0f}% of a neighbour, the tenth after it "
                    f"{100 * exp(-9 / made.tau_after):.0f}%.",
                ),
                _item(
                    "weight",
                    ", 0 or more, is learned from labelled mentions: “war” and “death” stand near countries all day "
                    "and say little of them, “courage” and “regime” much. Circumstances bear on it: whether the word "
                    "stands beyond another name, in another clause, before a comma or in a quotation, is negated, "
                    "fought or only possible, and whether the country leads the sentence, is a mere place (“in Paris”) "
                    "or a town, only describes (“a Russian striker”) or speaks.",
                ),
                html.Li(
                    "Words inside names (United, Security Council), mere topics and titles (share, leader), and what "
                    "another does to a country or in it (“Russia’s conflict in Ukraine”) count nothing."
                ),
            ]
        ),
        html.P(
            f"The sentence’s tone is s / √(s² + {made.alpha:g}), s the sum of its words’ contributions.",
            className="wt-formula",
        ),
        html.P(
            "That is VADER’s own way into −1 … +1. An article’s tone toward a country is the mean over its sentences "
            f"that mention it, the title being one; within ±{theme.NEUTRAL_BAND:.2f} it reads “neutral”, which is a "
            f"setting. A country is salient in an article when it is in the title or the first {made.salient_within} "
            f"characters, or is mentioned {made.salient_mentions} times."
        ),
        html.Details(
            [
                html.Summary("The learned weights in common, and how they were learned"),
                table(
                    "Learned weights", ("Kind of word", "Stands", "Weight if it raises", "Weight if it lowers"), weights
                ),
                html.P(
                    f"Single words add to or take from these: {len(made.weights.words):,} have a weight of their own. "
                    + " ".join(made.record),
                    className="wt-caption",
                ),
            ],
            className="wt-details",
        ),
    ]


def versions(made: Method, engines: str) -> list[Any]:
    """Which engine and tables are at work here."""
    rows = [
        ("Engine", f"{made.engine}, version {made.version}"),
        ("Gazetteer", f"version {made.gazetteer}"),
        ("Countries and territories", f"{made.countries:,} (ISO 3166-1, and Kosovo)"),
        *((words.capitalize(), f"{made.names.get(kind, 0):,}") for kind, words in _KINDS.items()),
        ("Leaders with days of office", f"{made.leaders:,}"),
        ("Phrases that name no country", f"{made.blocks:,} (“Guinea pig”, “Gulf of Mexico”)"),
        ("Articles in this store were scored by", engines or "nothing yet: the store is empty"),
    ]
    return [
        html.P(
            "Countries are found by their names, peoples, capitals, cities, states, leaders and institutions, in "
            "one pass over the text, and by rules for what has two meanings (Georgia, Jordan, Turkey, two Congos). "
            "Every score is stored with the engine and the tables that made it."
        ),
        table("Versions and counts", ("What", "Which"), rows),
    ]


def measured() -> list[Any]:
    """The accuracy tables, or that there are none."""
    try:
        return accuracy_tables(accuracy())
    except (FileNotFoundError, ValueError) as error:
        return [html.P(f"The record of accuracy cannot be read: {error}. Reinstall the package, or run make eval.")]


def failures() -> list[Any]:
    """What the method cannot do, with sentences on which it fails."""
    return [
        html.P(
            "A lexicon with rules does not understand what it reads. Single sentences are often wrong; averages over "
            "many articles are what it is for. It reads English: articles in other languages are stored "
            "and counted, but not scored (the language is what the record says, else what the text looks like, and "
            "English in doubt). Three of its worst mistakes in the sample articles, scored as you look:"
        ),
        *[_failure(one) for one in FAILURES],
    ]


def interval() -> list[Any]:
    """What a band is, and what it is not."""
    return [
        html.P(
            "The band or whisker at a mark is the 95% interval of the mean over its n articles (Student’s t). Below "
            f"n = {theme.SMALLEST_N} there is none and the mark is open; a period without articles is a gap, never a "
            "zero."
        ),
        html.P(
            "Articles that are near-copies of each other, published within a week, are one story: a news agency’s text "
            "under several outlets’ headlines, cut or lightly edited. All copies count in the mean, for each was "
            "published to readers of its own; but ten copies are not ten independent opinions. So the interval takes "
            "the copies of one story as one (a cluster-robust variance, after Liang and Zeger, 1986, with as many "
            "degrees of freedom as the stories’ unequal weights leave), and there is none where they weigh less than "
            f"{theme.SMALLEST_N} stories. “Each story once” counts the first published copy alone, the first in the "
            "whole store: where outlets are chosen that only reprinted it, it does not count at all."
        ),
        html.Ul(
            [
                _item("It is", " sampling error: how far the mean might be off with other articles of the same kind."),
                _item("It is not", " whether the method reads the text correctly. For that, see the tables above."),
                _item(
                    "It is not",
                    " whether your articles stand for all coverage: an archive that leaves outlets out is "
                    "off however narrow the band.",
                ),
            ]
        ),
        html.P(
            "Lines can be smoothed by a rolling mean over three periods, by LOESS (local lines through the nearest "
            "half of the periods, W. S. Cleveland, JASA 74, 1979), or by an exponentially weighted mean; the caption "
            "says which, and the dots stay the periods’ own means. Breaks in level are the division of the line that "
            "costs least (optimal partitioning, B. Jackson and others, IEEE Signal Processing Letters 12, 2005), "
            "found exactly by code of our own: ruptures, the library best kept, allows no Python after 3.13 and "
            "brings SciPy; the light ones know no weights for periods with few articles."
        ),
    ]


def hand_check(judged: int) -> list[Any]:
    """The hand-check, and where it begins."""
    return [
        html.P(
            "How well does it read your articles? Draw mentions by chance, label each as negative, neutral or positive "
            "without seeing the score, and see how often the two agree: accuracy, macro-F1 and Cohen’s kappa, with "
            f"intervals from {FEWEST} labels on."
        ),
        start_form(judged),
        html.P(
            [
                "The saved file is in the form that ",
                html.Code("worldtone check FILE"),
                " reads: a JSON object a line with the sentence, start and end of the mention, and the label.",
            ],
            className="wt-caption",
        ),
    ]


def sources() -> list[Any]:
    """Where facts and words come from."""
    rows = [
        ("Names of countries", "CLDR; ISO 3166-1", "Unicode-3.0; the codes are facts"),
        ("Capitals and cities", "GeoNames, selected and respelt", "CC BY 4.0, © GeoNames"),
        ("Counties of the United States", "US Census", "public domain"),
        ("Leaders", "ours; World Factbook 2016 to 2026", "MIT; public domain"),
        ("Peoples, states, institutions, rules", "ours", "MIT"),
        ("Words and their valences", "vaderSentiment (Hutto and Gilbert, 2014); news words ours", "MIT"),
        ("Shapes on the map", "Natural Earth, as Plotly ships them", "public domain; MIT"),
        ("Sample articles", "ours, on public events; the outlets are invented", "MIT"),
        ("Worldtone", "ours", "MIT"),
    ]
    return [table("Sources and licences", ("What", "From", "Licence"), rows)]


def privacy() -> list[Any]:
    """What leaves the machine: the pages that its readers open, no more."""
    return [
        html.P(
            "Articles, scores, notes and judgements lie in one file on the machine that Worldtone runs on, and are "
            "sent to nobody but those who open these pages: that machine’s own user or, where it was opened to others, "
            "readers who have signed in. Pages, scripts and map shapes come from the installed package, and no page "
            "asks another server for anything. Only the servers of pages and feeds that you ask for are asked. A link "
            "to an article’s source is followed only when you click it."
        )
    ]


# In the order of the page: anchor, title, and what makes the body.
TITLES = {
    "tone": "The tone toward a country",
    "countries": "Finding countries; versions",
    "accuracy": "How well it does",
    "failures": "Where it fails",
    "interval": "What the interval is, and is not",
    "hand-check": "Check it by hand",
    "sources": "Sources and licences",
    "privacy": "Privacy",
}


def sections(made: Method, engines: str, judged: int) -> list[Any]:
    """All sections in the order of `TITLES`."""
    bodies: dict[str, Callable[[], list[Any]]] = {
        "tone": lambda: formula(made),
        "countries": lambda: versions(made, engines),
        "accuracy": measured,
        "failures": failures,
        "interval": interval,
        "hand-check": lambda: hand_check(judged),
        "sources": sources,
        "privacy": privacy,
    }
    return [section(anchor, title, bodies[anchor]()) for anchor, title in TITLES.items()]


def _item(word: str, rest: str) -> Any:
    return html.Li([html.Strong(word), rest])


def _failure(one: Failure) -> Any:
    start, end = one.span
    sentence: list[Any] = [
        one.sentence[:start],
        html.Mark(one.target, className="wt-mention wt-own"),
        one.sentence[end:],
    ]
    return dmc.Paper(
        [
            html.Blockquote(sentence, className="wt-text wt-quote"),
            html.P(
                [
                    f"Toward {names.country_name(one.country)} we say ",
                    tone_chip(one.tone),
                    f", a reader says {_said(one.reader)}.",
                ]
            ),
            html.P(one.why, className="wt-caption"),
        ],
        withBorder=True,
        p="md",
    )


def _said(label: Label) -> str:
    return WORDS[label]
