"""The Overview's finding in words, before any chart."""

from __future__ import annotations

from dashboard import names
from dashboard.series import Mover, span_differences
from dashboard.store.protocol import Store
from dashboard.types import Point
from dashboard.web import theme
from dashboard.web.view import View
from dashboard.web.wording import articles_and_stories, counted, length_in_words


def headline(store: Store, seen: View) -> str:
    """One sentence on what is shown: the one country's tone and how it moved, or the ends of several."""
    means = {point.country: point for point in seen.means}
    shown = [means[code] for code in seen.countries if code in means]
    if not shown:
        return "No article mentions the chosen countries with these filters."
    if len(seen.countries) == 1:
        return _one(seen, shown[0])
    return _several(store, seen, shown)


def _one(seen: View, point: Point) -> str:
    told = articles_and_stories(point.articles, point.stories)
    behind = f"{told}{',' if ',' in told else ''} in {counted(seen.outlets, 'outlet')}"
    told = f"{_tone(seen)} {names.country_name(point.country)}: {theme.signed(point.mean)}{_interval(point)}, {behind}"
    mover = next((one for one in seen.movers.countries if one.country == point.country), None) if seen.movers else None
    return f"{told}; {_moved(seen, mover)}." if mover else f"{told}."


def _moved(seen: View, mover: Mover) -> str:
    """The change since the span before; where the start is open that is the second half against the first."""
    if seen.movers is None:
        return ""
    change = _change(mover.change)
    sure = "" if mover.low > 0 or mover.high < 0 else ", a difference that chance alone can make"
    if seen.query.start is None:
        return f"{change} in the second half of the span than in the first{sure}"
    length = length_in_words(*seen.movers.before)
    plural = length[0].isdigit() or length.endswith("s")
    return f"{change} than the {length} before{sure}" if plural else f"{change} than in the {length} before{sure}"


def _change(change: float) -> str:
    if abs(round(change, 2)) == 0:
        return "no different"
    return f"{abs(change):.2f} {'higher' if change > 0 else 'lower'}"


def _several(store: Store, seen: View, shown: list[Point]) -> str:
    low, high = min(shown, key=lambda point: point.mean), max(shown, key=lambda point: point.mean)
    if low.country == high.country:
        return f"{_tone(seen)} {names.country_name(low.country)}: {theme.signed(low.mean)}{_interval(low)}."
    lowest, highest = (
        f"{names.country_name(point.country)} ({theme.signed(point.mean)}, n\u00a0=\u00a0{point.articles:,})"
        for point in (low, high)
    )
    of = f"Of {counted(len(shown), 'country', 'countries')}"
    ends = f"{of}, the tone is lowest toward {lowest} and highest toward {highest}"
    filters = seen.query.filters((low.country, high.country))
    apart = next(iter(span_differences(store, filters, seen.query.measure)), None)
    if apart is None or apart.low is None or apart.high is None:
        return f"{ends}; too few articles for an interval of the difference."
    return (
        f"{ends}: {abs(apart.difference):.2f} apart (95% {apart.low:.2f} to {apart.high:.2f})".replace("-", "−")
        + f", in {counted(seen.outlets, 'outlet')}."
    )


def _tone(seen: View) -> str:
    return "Tone toward" if seen.query.measure == "tone" else "Plain VADER of the sentences on"


def _interval(point: Point) -> str:
    if point.low is None or point.high is None:
        return " (too few articles for an interval)"
    return f" (95% {theme.signed(point.low)} to {theme.signed(point.high)})"
