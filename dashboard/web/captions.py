"""The words under the charts: n, span, filters, what the band is and what it is not."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import names
from dashboard.types import Point
from dashboard.web import theme
from dashboard.web.view import View, span_in_words

# A ranking longer than this is not read.
RANKED_AT_MOST = 24


def of_lines(seen: View) -> str:
    """The caption of the tone lines."""
    points = [point for line in seen.lines.values() for point in line]
    if not points:
        return "No article mentions the chosen countries with these filters."
    n = sum(point.articles for point in points)
    first, last = min(point.start for point in points), max(point.start for point in points)
    mentions = "1 article-and-country pair" if n == 1 else f"{n:,} article-and-country pairs"
    return (
        f"Mean per {seen.by}, {mentions}, {first.year}–{last.year}{_filters(seen)}. The band is the 95% confidence "
        "interval of the mean: sampling error only, not whether the method reads the text correctly. Open marks: "
        f"fewer than {theme.SMALLEST_N} articles, no band. A {seen.by} without articles is a gap. The grey strip is "
        f"the neutral band (±{theme.NEUTRAL_BAND:.2f}). An article counts once for each country it mentions. "
        "Click a mark for its articles."
    )


def of_map(seen: View, missing: Sequence[str]) -> str:
    """The caption of the map, with the countries that it has no shape for."""
    means = {point.country: point for point in seen.ranking}
    listed = "; ".join(
        f"{names.country_name(code)} {theme.signed(means[code].mean)} (n = {means[code].articles:,})"
        for code in missing
    )
    return (
        f"Mean over all {_span(seen)}{_filters(seen)}. Paler: fewer than {theme.SMALLEST_N} articles. "
        "Grey: not mentioned. "
        + (f"Not on this map: {listed}. " if listed else "")
        + "Click a country for its articles."
    )


def of_ranking(seen: View, shown: int) -> str:
    """The caption of the ranking; says how many countries were left out, and why."""
    left_out = len(seen.ranking) - shown
    why = f" {left_out:,} other countries have fewer articles and are left out." if left_out else ""
    return (
        f"Mean tone and its 95% confidence interval over all {_span(seen)}{_filters(seen)}; number of articles in "
        f"brackets.{why} Click a dot for its articles."
    )


def worth_ranking(ranking: Sequence[Point], chosen: Sequence[str]) -> list[Point]:
    """The countries to rank: those with at least five articles, most mentioned first, and the chosen ones always."""
    enough = [point for point in ranking if point.articles >= theme.SMALLEST_N][:RANKED_AT_MOST]
    kept = {point.country for point in enough}
    return enough + [point for point in ranking if point.country in chosen and point.country not in kept]


def _span(seen: View) -> str:
    query = seen.query
    if query.start and query.end:
        return f"articles of {span_in_words(query.start, query.end)}"
    if query.start:
        return f"articles since {query.start.day} {query.start:%B %Y}"
    if query.end:
        return f"articles up to {query.end.day} {query.end:%B %Y}"
    return "articles"


def _filters(seen: View) -> str:
    parts = []
    if seen.query.sources:
        parts.append("only " + ", ".join(seen.query.sources))
    if seen.query.salient:
        parts.append("only salient countries")
    if seen.query.measure == "vader":
        parts.append("plain VADER")
    return f" ({'; '.join(parts)})" if parts else ""
