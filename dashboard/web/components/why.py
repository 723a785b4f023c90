"""Why a country's mean tone moved: the outlets' parts, which add up, and the articles that moved it most."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard import names
from dashboard.series import Contribution, Decomposition, OutletEffect
from dashboard.web import theme
from dashboard.web.components.chart import table_export
from dashboard.web.components.table import Cell, table
from dashboard.web.components.tone import tone_number
from dashboard.web.numbers import why_table
from dashboard.web.wording import counted, day_in_words, within

_OUTLETS_SHOWN = 8
_HEAD = ("Outlet", "Articles", "Mean tone", "Its tone changed", "Its share changed", "Together")


def why(found: Decomposition, stamp: str) -> Any:
    """A card for a change that was taken apart; `stamp` goes with the table's export."""
    title = f"Why did it move? {names.country_name(found.country)}"
    return dmc.Paper(
        [
            dmc.Group(
                [
                    dmc.Title("Why did it move?", order=2, size="h4"),
                    table_export("o-why", title, stamp, *why_table(found)),
                ],
                justify="space-between",
                wrap="nowrap",
                align="flex-start",
            ),
            html.P(in_words(found), className="wt-finding"),
            _table(found),
            html.P(
                "The two effects of all outlets add up to the change, exactly. An outlet in one of the spans only did "
                "not change its tone: all of its part is share. The interval is sampling error only.",
                className="wt-caption",
            ),
            dmc.Title("The articles that moved it most", order=3, size="h5", mt="md"),
            html.Ul([_article(one) for one in found.articles], className="wt-articles"),
        ],
        withBorder=True,
        p="md",
    )


def in_words(found: Decomposition) -> str:
    """The change and its two parts as sentences."""
    change = found.change
    interval = (
        f"95% {theme.signed(change.low, 3)} to {theme.signed(change.high, 3)}"
        if change.low is not None and change.high is not None
        else "too few articles for an interval"
    )
    return (
        f"The mean was {theme.signed(found.before_mean)} {within(*found.before)} "
        f"({counted(found.before_n, 'article')}) and {theme.signed(found.mean)} {within(*found.after)} "
        f"({counted(found.n, 'article')}): a change of {theme.signed(change.value, 3)} ({interval}). "
        f"Outlets whose tone changed made {theme.signed(found.tone_effect, 3)} of it, "
        f"the mix of outlets {theme.signed(found.mix_effect, 3)}."
    )


def _table(found: Decomposition) -> Any:
    shown, rest = found.outlets[:_OUTLETS_SHOWN], found.outlets[_OUTLETS_SHOWN:]
    rows = [_row(one) for one in shown]
    if rest:
        rows.append(
            _cells(
                f"{counted(len(rest), 'other outlet')}",
                f"{sum(one.before_n for one in rest):,} → {sum(one.n for one in rest):,}",
                "",
                sum(one.tone_effect for one in rest),
                sum(one.mix_effect for one in rest),
            )
        )
    total = _cells(
        "All outlets",
        f"{found.before_n:,} → {found.n:,}",
        f"{theme.signed(found.before_mean)} → {theme.signed(found.mean)}",
        found.tone_effect,
        found.mix_effect,
    )
    return table("Outlets", _HEAD, rows, total, blocks=True)


def _row(one: OutletEffect) -> list[Cell]:
    means = " → ".join("none" if mean is None else theme.signed(mean) for mean in (one.before_mean, one.mean))
    articles = f"{one.before_n:,} → {one.n:,}"
    return _cells(one.outlet or "(no outlet named)", articles, means, one.tone_effect, one.mix_effect)


def _cells(outlet: str, articles: str, means: str, tone: float, mix: float) -> list[Cell]:
    return [outlet, articles, means, *(theme.signed(value, 3) for value in (tone, mix, tone + mix))]


def _article(one: Contribution) -> Any:
    row = one.article
    place = " · ".join(
        part for part in (row.source, day_in_words(row.day), "later span" if one.after else "earlier span") if part
    )
    return html.Li(
        [
            html.Div(
                [
                    dcc.Link(row.title or "(no title)", href=f"/article/{row.id}?c={row.country}"),
                    html.Div(place, className="wt-caption"),
                ]
            ),
            html.Span(
                tone_number(one.contribution, 3),
                className=f"wt-pill {'wt-up' if one.contribution > 0 else 'wt-down'}",
            ),
        ]
    )
