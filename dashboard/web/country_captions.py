"""The words under the Country page's charts: n, span, filters, what an interval is and is not."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import names
from dashboard.series import OutletPoint, PullingWords
from dashboard.web import captions, theme
from dashboard.web.country_view import Spread, Together, Trend, break_period
from dashboard.web.query import Query
from dashboard.web.stamp import narrowed, span_asked
from dashboard.web.wording import articles_and_stories, counted, day_in_words


def of_trend(shown: Trend) -> str:
    """The caption of the trend, and what its breaks are."""
    by = break_period(shown.seen)
    if not shown.breaks:
        found = f"No break in level was found in the {by}ly means."
    else:
        found = (
            f"Solid upright lines: {counted(len(shown.breaks), 'break')} in level, found in the {by}ly means; dashed: "
            "the mean of each level."
        )
    return f"{captions.of_lines(shown.seen)} {found}"


def of_breaks(shown: Trend) -> list[str]:
    """A sentence for each break: its date, the means before and after with their n, the step and its interval."""
    return [
        f"{day_in_words(one.day)}: from {theme.signed(one.before_mean)} (n = {one.before_n:,}) to "
        f"{theme.signed(one.mean)} (n = {one.n:,}), a step of {theme.signed(one.step)} "
        f"(95% {theme.signed(one.low)} to {theme.signed(one.high)})"
        for one in shown.breaks
    ]


def of_distribution(shown: Spread) -> str:
    """The caption of the histogram."""
    point = shown.point
    if point is None:
        return "No article fits these filters."
    interval = (
        f" (95% {theme.signed(point.low)} to {theme.signed(point.high)}, the grey strip around it; "
        f"{captions.NOT_READING})"
        if point.low is not None and point.high is not None
        else " (too few for an interval)"
    )
    return (
        f"{articles_and_stories(point.articles, point.stories)}, {_asked(shown.query)}. Steps of 0.1; a bar "
        f"includes its lower end, so that a tone of exactly 0 stands right of the middle. Dotted: the mean, "
        f"{theme.signed(point.mean)}{interval}. Click a bar for its articles."
    )


def of_outlets(shown: Spread, drawn: Sequence[OutletPoint]) -> str:
    """The caption of the outlets."""
    left_out = len(shown.outlets) - len(drawn)
    per_country = shown.query.per == "country"
    words = ("country", "countries") if per_country else ("outlet", "outlets")
    rest = f" {counted(left_out, *words)} with fewer articles only in the table." if left_out else ""
    known = [one for one in shown.outlets if one.outlet or not per_country]
    unknown = sum(one.n for one in shown.outlets) - sum(one.n for one in known)
    place = (
        f"in outlets edited in {counted(len(known), *words)}" if per_country else f"in {counted(len(known), *words)}"
    )
    if unknown:
        place += f" ({unknown:,} in outlets of unknown country)"
    return (
        f"{counted(sum(one.n for one in shown.outlets), 'article')} {place}, "
        f"{_asked(shown.query)}. Mean and its 95% interval ({captions.NOT_READING}); number of articles in "
        f"brackets; open: {captions.TOO_FEW}.{rest} Click a dot for its articles."
    )


def of_words(country: str, query: Query, found: PullingWords) -> str:
    """The caption of both lists of words."""
    if not found.read:
        return "No article fits these filters."
    name = names.country_name(country)
    part = "" if found.read == found.articles else f", the newest of {found.articles:,}"
    vader = " They make the tone toward the country, not plain VADER." if query.measure == "vader" else ""
    return (
        f"{counted(found.read, 'article')} read{part}; {_asked(query)}. A word's share is what it adds to a sentence's "
        f"raw score toward {name}, before that is brought into −1 … +1, so shares compare with each other and not "
        f"with tones.{vader} Beside each bar: how often, and in how many articles. Click a bar for its articles."
    )


def of_together(country: str, query: Query, found: Sequence[Together], drawn: Sequence[Together]) -> str:
    """The caption of the countries that are mentioned together with this one."""
    name = names.country_name(country)
    if not found:
        return f"No sentence names {name} together with another country. Widen the dates or take away a filter."
    more = len(found) - len(drawn)
    rest = f" {counted(more, 'country', 'countries')} with fewer articles left out." if more else ""
    return (
        f"Tone toward {name} in sentences that name the other country too; {_asked(query)}. Mentioned together: it "
        f"does not say how the one speaks of the other. Most articles on top, their number in brackets; 95% intervals "
        f"({captions.NOT_READING}); open: {captions.TOO_FEW}.{rest} Click a dot for its articles."
    )


def _asked(query: Query) -> str:
    return "; ".join([span_asked(query.start, query.end), *narrowed(query)])
