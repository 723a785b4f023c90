"""The controls of the Relations page with their values, and its pairs as a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard import names
from dashboard.limits import cap
from dashboard.web.components import narrowing
from dashboard.web.components.aria import CLEAR
from dashboard.web.components.tone import tone_chip
from dashboard.web.figures.compare import interval_words
from dashboard.web.query import countries_of
from dashboard.web.relating import SIZES, Related, Relation, Relations, size_of
from dashboard.web.wording import counted

LISTED = 20
_AT_ONCE = 10  # of these; the others unfold

# Component ids with the property each one sets, in the order of `values` and `from_values`.
CONTROLS = (
    ("rel-countries", "value"),
    ("rel-size", "value"),
    *((f"rel-{name}", prop) for name, prop in narrowing.NARROWING),
)
Counted = Sequence[tuple[str, int]]


def controls(asked: Relations, mentioned: Counted, outlets: Counted, edited: Counted) -> Any:
    """The card of controls; countries, outlets and where these are edited come with their number of articles."""
    countries, size = values(asked)[:2]
    main = [
        dmc.GridCol(
            dmc.MultiSelect(
                id="rel-countries",
                label="Countries",
                placeholder="" if countries else "Those most written of",
                data=[{"value": code, "label": f"{names.country_name(code)} ({n:,})"} for code, n in mentioned],
                value=countries,
                description="One: with whom it is named. Two or more: only between them.",
                inputWrapperOrder=["label", "input", "description", "error"],
                searchable=True,
                clearable=True,
                clearButtonProps=CLEAR,
                hidePickedOptions=True,
                maxValues=cap("chart_countries"),
                nothingFoundMessage="No such country",
                limit=60,
            ),
            span={"base": 12, "md": 8},
        ),
        dmc.GridCol(
            dmc.InputWrapper(
                dmc.SegmentedControl(
                    id="rel-size",
                    data=[{"value": str(number), "label": str(number)} for number in SIZES],
                    value=size,
                    fullWidth=True,
                ),
                label="At most so many countries",
            ),
            span={"base": 12, "md": 4},
        ),
        *narrowing.controls("rel", asked.query, outlets, edited),
    ]
    return dmc.Paper(dmc.Grid(main, gutter="sm"), withBorder=True, p="md", className="wt-filters")


def values(asked: Relations) -> tuple[Any, ...]:
    """What each control shows, in the order of CONTROLS."""
    return (list(asked.query.countries), str(asked.size), *narrowing.values(asked.query))


def from_values(given: Sequence[Any]) -> Relations:
    """The view that the controls' values ask for; values that no control can have are ignored."""
    countries, size = given[:2]
    return Relations(replace(narrowing.from_values(given[2:]), countries=countries_of(countries)), size_of(size))


def pair_list(seen: Related, path: str, export: Any) -> Any:
    """The pairs with most articles, each with the tone toward both; links open the articles, on the page `path`.

    It stands in for the heat map on a phone, and for those who use no mouse; `export` is the button for its table.
    """
    pairs = seen.pairs()
    listed = [_pair(seen, path, *both) for both in pairs[:LISTED]]
    rest = listed[_AT_ONCE:]
    more = f"{counted(len(rest), 'more pair')}"
    cut = f" The first {LISTED} of {len(pairs):,} are listed." if len(pairs) > LISTED else ""
    return dmc.Paper(
        [
            dmc.Group(
                [dmc.Title("Pairs, most articles first", order=2, size="h4"), export],
                justify="space-between",
                wrap="nowrap",
                align="flex-start",
            ),
            html.P(
                f"Tone toward each of the two, in sentences that name both.{cut} Choose a name for its articles.",
                className="wt-caption",
            ),
            html.Ul(listed[:_AT_ONCE], className="wt-pairs"),
            *(
                [html.Details([html.Summary(more), html.Ul(rest, className="wt-pairs")], className="wt-details")]
                if rest
                else ()
            ),
        ],
        withBorder=True,
        p="md",
    )


def _pair(seen: Related, path: str, one: Relation, other: Relation) -> Any:
    both = f"{names.country_name(one.country)} and {names.country_name(other.country)}"
    number = f"{counted(max(one.n, other.n), 'article')}, {counted(max(one.sentences, other.sentences), 'sentence')}"
    return html.Li(
        [
            html.Div([html.Span(both, className="wt-pair-head"), html.Span(f" · {number}", className="wt-caption")]),
            *(_side(seen, path, side) for side in (one, other)),
        ]
    )


def _side(seen: Related, path: str, one: Relation) -> Any:
    opening = replace(seen.asked, pair=(one.country, one.other))
    words = [dcc.Link(f"Toward {names.country_name(one.country)}", href=f"{path}{opening.search()}")]
    level = "" if one.low is None else "95% "
    interval = html.Span(f" {level}{interval_words(one.low, one.high)}", className="wt-caption")
    return html.Div(
        [html.Span([*words, interval]), tone_chip(one.mean, seen.asked.query.band)], className="wt-pair-side"
    )
