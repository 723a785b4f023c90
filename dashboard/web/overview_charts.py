"""The Overview's headline, cards and charts, made of a view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard import names
from dashboard.store.protocol import Store
from dashboard.types import Point
from dashboard.web import captions, figures, map_shapes, numbers, theme
from dashboard.web.components.aria import aria
from dashboard.web.components.tone import tone_chip
from dashboard.web.headline import headline
from dashboard.web.query import Mark, Query
from dashboard.web.stamp import stamp_of
from dashboard.web.view import View
from dashboard.web.wording import articles_and_stories, counted, measure_in_words

NAMES = ("lines", "map", "ranked", "movers")  # of the charts, in the order of `charts`
PARTS = (("", "figure"), ("-caption", "children"))  # what each chart has

_FEW = 14  # countries whose ranking is no higher than the map
_BESIDE_MAP = 3  # countries without a shape that are named at once; the others unfold


def charts(store: Store, seen: View, narrow: bool) -> tuple[Any, ...]:
    """For each chart of NAMES its figure and its caption."""
    country_names = {code: country.name for code, country in names.countries().items()}
    query = seen.query
    axis = figures.TONE_AXIS if query.measure == "tone" else figures.VADER_AXIS
    enough = captions.worth_ranking(seen.ranking, seen.countries)
    moved = figures.movers_shown(seen.movers)
    points = [point for line in seen.lines.values() for point in line]
    lines = figures.tone_lines(
        seen.lines,
        seen.by,
        country_names,
        axis if query.baseline == "raw" else figures.LESS_AXIS,
        narrow=narrow,
        smoothed=seen.smoothed,
        notes=seen.notes,
        band=query.band if query.baseline == "raw" else None,
    )
    world = figures.tone_map(seen.ranking, country_names, measure_in_words(query.measure), narrow=narrow)
    ranked = figures.ranked(enough, country_names, seen.countries, axis, query.band)
    moves = figures.movers(seen.movers, country_names, seen.countries)
    drawn = replace(query, countries=seen.countries)  # what a stamp must name
    every = replace(query, countries=(), baseline="raw")
    stamp = stamp_of(store, every, _n(seen.ranking))
    return (
        figures.with_data(lines, "Tone over time", stamp_of(store, drawn, _n(points)), *numbers.line_table(seen)),
        captions.of_lines(seen),
        figures.with_data(world, "Mean tone on the map", stamp, *numbers.mean_table(seen.ranking)),
        [captions.of_map(seen), *_not_on_map(seen)],
        figures.with_data(ranked, "Countries ranked by mean tone", stamp, *numbers.mean_table(enough)),
        captions.of_ranking(seen, enough),
        figures.with_data(
            moves,
            "Biggest movers since the span before",
            stamp_of(store, every, sum(one.n + one.before_n for one in moved)),
            *numbers.mover_table(moved),
        ),
        captions.of_movers(seen, len(moved)),
    )


def arrangement(seen: View) -> str:
    """The class of the place of map, ranking and movers: a short ranking stands beside the map alone."""
    few = len(captions.worth_ranking(seen.ranking, seen.countries)) <= _FEW
    return "wt-world wt-few" if few else "wt-world"


def cards(store: Store, seen: View) -> Any:
    """The finding in words, and a card for each country that is drawn."""
    means = {point.country: point for point in seen.means}
    return [
        html.P(headline(store, seen), className="wt-headline"),
        dmc.SimpleGrid(
            [_card(code, means.get(code), seen.query) for code in seen.countries],
            cols={"base": 2, "sm": 3, "lg": 4},
            spacing="sm",
        ),
    ]


def _card(code: str, point: Point | None, query: Query) -> Any:
    rest = replace(query, countries=(), groups=(), at=None).search()
    name = html.Div(
        [
            html.Span(className="wt-dot", style={"background": theme.country_colour(code)}, **aria(hidden="true")),
            dcc.Link(names.country_name(code), href=f"/country/{code}{rest}"),
        ],
        className="wt-card-name",
    )
    if point is None:
        return dmc.Paper([name, html.Div("no articles", className="wt-caption")], withBorder=True, p="sm")
    interval = (
        f"95% {theme.signed(point.low)} to {theme.signed(point.high)}"
        if point.low is not None and point.high is not None
        else "too few for an interval"
    )
    return dmc.Paper(
        [
            name,
            tone_chip(point.mean, query.band),
            html.Div(f"{interval} · {articles_and_stories(point.articles, point.stories)}", className="wt-caption"),
        ],
        withBorder=True,
        p="sm",
    )


def _not_on_map(seen: View) -> list[Any]:
    """The countries that the map has no shape for, each a link that opens its articles; most of them folded away."""
    means = {point.country: point for point in seen.ranking}
    missing = map_shapes.missing(means)
    if not missing:
        return []
    first, rest = missing[:_BESIDE_MAP], missing[_BESIDE_MAP:]
    listed = [" Not on this map: ", *_links(seen, first, means), "."]
    if rest:
        summary = html.Summary(f"{counted(len(rest), 'more country', 'more countries')} not on this map")
        listed.append(html.Details([summary, html.Div(_links(seen, rest, means))], className="wt-details"))
    return listed


def _links(seen: View, countries: Sequence[str], means: Mapping[str, Point]) -> list[Any]:
    listed: list[Any] = []
    for code in countries:
        point = means[code]
        link = dcc.Link(names.country_name(code), href=f"/{replace(seen.query, at=Mark(code)).search()}")
        listed += [link, f" {theme.signed(point.mean)} (n = {point.articles:,})", "; "]
    return listed[:-1]


def _n(points: list[Point]) -> int:
    return sum(point.articles for point in points)
