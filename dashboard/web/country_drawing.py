"""The Country page's figures, captions and tables, from what was read of the store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html

from dashboard import names
from dashboard.series import OutletPoint, PullingWords
from dashboard.store.protocol import ArticleRow, Store
from dashboard.types import Measure
from dashboard.web import country_captions, figures, headline, theme
from dashboard.web.components import country_tables
from dashboard.web.components.articles import article_list
from dashboard.web.components.country_tables import Links
from dashboard.web.country_view import Spread, Together, Trend
from dashboard.web.figures import country as drawn
from dashboard.web.figures.country import DOTS_SHOWN, Dot
from dashboard.web.query import Per, Query
from dashboard.web.stamp import stamp_of
from dashboard.web.wording import counted

_INTERVAL = ("n", "mean", "low", "high")


def first_chart(store: Store, shown: Trend, links: Links, *, narrow: bool) -> tuple[str, figures.Figure, str, Any]:
    """Headline, trend, its caption, and its breaks with its table."""
    stamp = stamp_of(store, shown.seen.query, shown.point.articles if shown.point else 0)
    return (
        headline.headline(store, shown.seen),
        _trend(shown, stamp, narrow=narrow),
        country_captions.of_trend(shown),
        html.Div([_breaks(shown), country_tables.periods(links, shown.seen)], className="wt-stack"),
    )


def spread_charts(store: Store, shown: Spread, links: Links, *, narrow: bool) -> tuple[Any, ...]:
    """Distribution and outlets, each with caption and table."""
    stamp = stamp_of(store, shown.query, shown.point.articles if shown.point else 0)
    per = shown.query.per
    most = sorted(shown.outlets, key=lambda one: -one.n)[:DOTS_SHOWN]
    outlets = [one for one in shown.outlets if one in most]
    return (
        _distribution(shown, stamp, narrow=narrow),
        country_captions.of_distribution(shown),
        country_tables.steps(links, shown.steps),
        figures.with_data(
            drawn.dots(
                [_outlet(one, per) for one in outlets],
                _axis(shown.query.measure),
                shown.query.band,
                theme.country_colour(shown.country),
            ),
            f"Tone toward {names.country_name(shown.country)} by {'country of the ' if per == 'country' else ''}outlet",
            stamp,
            ("edited in" if per == "country" else "outlet", *_INTERVAL),
            [(one.outlet, one.n, *_rounded(one.mean, one.low, one.high)) for one in shown.outlets],
        ),
        country_captions.of_outlets(shown, outlets),
        country_tables.outlets(links, shown.outlets, per),
    )


def word_charts(store: Store, query: Query, found: PullingWords, links: Links) -> tuple[Any, ...]:
    """Words that pull down with their caption, words that pull up with theirs, and both as a table."""
    stamp = stamp_of(store, query, found.read)
    name = names.country_name(links.country)
    caption = country_captions.of_words(links.country, query, found)
    parts: list[Any] = []
    most = max((abs(one.contribution) for one in (*found.down, *found.up)), default=1.0)
    for words, up in ((found.down, False), (found.up, True)):
        rows = [(one.word, round(one.contribution, 4), one.count, one.articles) for one in words]
        figure = drawn.word_bars(words, most, up=up)
        title = f"Words that pull the tone toward {name} {'up' if up else 'down'}"
        parts += [figures.with_data(figure, title, stamp, ("word", "summed share", "times", "articles"), rows), caption]
    return (*parts, country_tables.words(links, found))


def company(store: Store, query: Query, found: Sequence[Together], links: Links) -> tuple[Any, Any, Any]:
    """The countries mentioned together: figure, caption and a table with links to their pages."""
    shown = found[:DOTS_SHOWN]
    name = names.country_name(links.country)
    rows = [
        Dot(
            names.country_name(one.other),
            one.n,
            one.mean,
            one.low,
            one.high,
            ("with", one.other),
            counted(one.sentences, "sentence"),
        )
        for one in reversed(shown)
    ]
    figure = figures.with_data(
        drawn.dots(rows, _axis(query.measure), query.band, theme.country_colour(links.country)),
        f"Tone toward {name} in sentences that name another country too",
        stamp_of(store, query, sum(one.n for one in found)),
        ("mentioned with", "code", "sentences", *_INTERVAL),
        [
            (names.country_name(one.other), one.other, one.sentences, one.n, *_rounded(one.mean, one.low, one.high))
            for one in found
        ],
    )
    caption = country_captions.of_together(links.country, query, found, shown)
    if not found:
        return figure, caption, None
    table = dmc.Paper(
        [dmc.Title("Go on to", order=2, size="h4", mb="xs"), country_tables.together(links, found)],
        withBorder=True,
        p="md",
    )
    return figure, caption, table


def extreme(heading: str, rows: Sequence[ArticleRow], measure: Measure) -> Any:
    """A card with the articles at one end, or with words where there are none."""
    if rows:
        return html.Div(article_list(heading, rows, len(rows), measure), className="wt-whole")
    side = "below" if "negative" in heading else "above"
    return dmc.Paper(
        [
            dmc.Title(heading, order=2, size="h4"),
            html.P(
                f"No article that is to a good part about the country is {side} 0. Widen the dates or the filters.",
                className="wt-caption",
            ),
        ],
        withBorder=True,
        p="md",
    )


def _trend(shown: Trend, stamp: str, *, narrow: bool) -> figures.Figure:
    seen, name = shown.seen, names.country_name(shown.country)
    countries = {shown.country: name}
    figure = figures.tone_lines(
        seen.lines,
        seen.by,
        countries,
        _axis(seen.query.measure),
        narrow=narrow,
        smoothed=seen.smoothed,
        notes=seen.notes,
        band=seen.query.band,
    )
    points = seen.lines[shown.country]
    if points:
        low = figure["layout"]["yaxis"]["range"][0]
        figure = drawn.with_breaks(figure, shown.breaks, points[0].start, points[-1].start, low)
    rows = [
        (point.period, point.start.isoformat(), point.articles, *_rounded(point.mean, point.low, point.high))
        for point in points
    ]
    return figures.with_data(figure, f"Tone toward {name} over time", stamp, ("period", "first day", *_INTERVAL), rows)


def _distribution(shown: Spread, stamp: str, *, narrow: bool) -> figures.Figure:
    rows = [(round(-1 + step / 10, 1), round(-0.9 + step / 10, 1), n) for step, n in enumerate(shown.steps)]
    return figures.with_data(
        drawn.distribution(shown.steps, shown.point, _axis(shown.query.measure), shown.query.band, narrow=narrow),
        f"Articles by their tone toward {names.country_name(shown.country)}",
        stamp,
        ("from", "to", "articles"),
        rows,
    )


def _outlet(one: OutletPoint, per: Per) -> Dot:
    kind = "edited" if per == "country" else "outlet"
    return Dot(country_tables.outlet_label(one.outlet, per), one.n, one.mean, one.low, one.high, (kind, one.outlet))


def _breaks(shown: Trend) -> Any:
    sentences = country_captions.of_breaks(shown)
    if not sentences:
        return None
    return dmc.Paper(
        [
            dmc.Title("Breaks in level", order=2, size="h4"),
            html.Ul([html.Li(sentence) for sentence in sentences], className="wt-breaks"),
            html.P(
                "The place of a break was chosen because the step is large there, so its interval is somewhat too "
                "narrow; a slow drift is cut into steps.",
                className="wt-caption",
            ),
        ],
        withBorder=True,
        p="md",
    )


def _axis(measure: Measure) -> str:
    return figures.TONE_AXIS if measure == "tone" else figures.VADER_AXIS


def _rounded(*values: float | None) -> list[float | None]:
    return [None if value is None else round(value, 4) for value in values]
