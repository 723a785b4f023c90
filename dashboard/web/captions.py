"""The words under the charts: n, span, filters, what the band is and what it is not."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.types import Point
from dashboard.web import figures, theme
from dashboard.web.stamp import narrowed, span_asked
from dashboard.web.view import View
from dashboard.web.wording import counted, span_in_words

# A ranking longer than this is not read.
RANKED_AT_MOST = 28

SMOOTHED = {
    "mean": "a rolling mean over three {by}s, each article weighing the same",
    "loess": "a LOESS curve (local lines through the nearest half of the {by}s, weighed by nearness and articles)",
    "ewm": "an exponentially weighted mean with a half-life of two {by}s, which lags",
}
LESS = {
    "outlet": "Each article's tone is taken less its outlet's own mean, toward all countries.",
    "everyone": "Each article's tone is taken less the mean toward all countries in the same {by}.",
    "start": "Each article's tone is taken less the country's own mean in its first three months.",
}
TOO_FEW = f"fewer than {theme.SMALLEST_N} stories, or one that outweighs the others"
NOT_READING = "sampling error only; not whether the method reads the text correctly"


def of_lines(seen: View) -> str:
    """The caption of the tone lines."""
    points = [point for line in seen.lines.values() for point in line]
    if not points:
        return "No article mentions the chosen countries with these filters."
    first, last = min(point.start for point in points), max(point.start for point in points)
    years = str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    band = f"The grey strip is the neutral band (±{seen.query.band:.2f}). " if seen.query.baseline == "raw" else ""
    return (
        f"Mean per {seen.by}, {pairs(points)}, {years}{_filters(seen, chosen=True)}. {_line(seen)}"
        f"{_interval(seen)} the 95% confidence interval of the mean ({NOT_READING}), copies of one story taken as one. "
        f"Open marks: {TOO_FEW}, no interval. A {seen.by} without articles is a gap. {band}An article counts once for "
        "each country it mentions. Click a mark for its articles."
    )


def of_map(seen: View) -> str:
    """The caption of the map."""
    return (
        f"Mean over all articles, {_span(seen)}, {pairs(seen.ranking)}{_filters(seen)}. The colours' range is the same "
        f"on every map. Paler: {TOO_FEW}. Grey: not mentioned. An interval shows when one "
        "points at a country. Click a country for its articles."
    )


def of_ranking(seen: View, shown: Sequence[Point]) -> str:
    """The caption of the ranking; says how many countries were left out, and why."""
    left_out = len(seen.ranking) - len(shown)
    why = f" {counted(left_out, 'country', 'countries')} with fewer articles left out." if left_out else ""
    few = f" Open: {TOO_FEW}." if any(point.low is None for point in shown) else ""
    return (
        f"Mean tone and its 95% confidence interval ({NOT_READING}), {_span(seen)}{_filters(seen)}; number of articles "
        f"in brackets.{few}{why} Coloured: the countries chosen above. Click a dot for its articles."
    )


def of_movers(seen: View, shown: int) -> str:
    """The caption of the movers: which spans were compared, and what an interval means where there are many."""
    found = seen.movers
    if found is None:
        return "There is no earlier span of the same length to compare with. Choose a span that begins later."
    spans = f"{span_in_words(*found.span)} against {span_in_words(*found.before)}"
    if not shown:
        return f"{spans}: no country has five stories or more in both. Choose a longer span, or fewer filters."
    more = len(found.countries) - shown
    rest = (
        f" {counted(more, 'country', 'countries')} moved less and {'is' if more == 1 else 'are'} left out."
        if more
        else ""
    )
    return (
        f"{spans}{_filters(seen)}: change of the mean with its 95% interval, number of articles before and after in "
        f"brackets, five stories at least in both.{rest} With so many countries some changes beyond their interval are "
        "chance. "
        "Click a dot for its articles, and for why it moved."
    )


def worth_ranking(ranking: Sequence[Point], chosen: Sequence[str]) -> list[Point]:
    """The countries to rank: those with at least five stories, most mentioned first, and the chosen ones always."""
    enough = [point for point in ranking if point.low is not None][:RANKED_AT_MOST]
    kept = {point.country for point in enough}
    return enough + [point for point in ranking if point.country in chosen and point.country not in kept]


def pairs(points: Sequence[Point]) -> str:
    """How many articles stand behind points, each counted once for each country it mentions."""
    return counted(sum(point.articles for point in points), "article-and-country pair")


def _line(seen: View) -> str:
    smoothed = SMOOTHED.get(seen.query.smoothing)
    less = LESS.get(seen.query.baseline)
    return (
        f"The line is {smoothed.format(by=seen.by)}; the dots are the {seen.by}s' own means. " if smoothed else ""
    ) + (f"{less.format(by=seen.by)} " if less else "")


def _interval(seen: View) -> str:
    return "Each mark's upright bar is" if len(seen.lines) > figures.MOST_BANDS else "The band is"


def _span(seen: View) -> str:
    return span_asked(seen.query.start, seen.query.end)


def _filters(seen: View, *, chosen: bool = False) -> str:
    """The filters in brackets; countries that were `chosen` one by one need be in no group."""
    parts = narrowed(seen.query)
    if seen.query.groups and not (chosen and seen.query.countries):
        parts.insert(0, "members of " + ", ".join(seen.query.groups))
    return f" ({'; '.join(parts)})" if parts else ""
