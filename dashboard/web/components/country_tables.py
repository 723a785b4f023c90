"""The Country page's numbers as tables, each number a link to its articles, so that a keyboard reaches them too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dash import html

from dashboard import names
from dashboard.series import OutletPoint, PullingWords
from dashboard.types import Point
from dashboard.web import theme
from dashboard.web.components.table import Cell, go, table
from dashboard.web.country_openings import STEPS, Kind, Opening, with_opening
from dashboard.web.country_view import Together
from dashboard.web.figures.parts import mark
from dashboard.web.query import Per
from dashboard.web.view import View

PERIODS_SHOWN = 60
TOGETHER_SHOWN = 14


class Links:
    """Addresses on the page of one country with the same filters."""

    def __init__(self, country: str, search: str) -> None:
        self.country = country
        self.search = search

    def page(self, country: str) -> str:
        """The page of another country with these filters."""
        return f"/country/{country}{self.search}"

    def articles(self, n: int, opening: Opening) -> Cell:
        """A cell that opens the articles behind a number."""
        return go(f"{n:,}", f"/country/{self.country}{with_opening(self.search, opening)}")


def periods(links: Links, seen: View) -> Any:
    """The trend's points, newest first."""
    points = list(reversed(seen.lines[links.country]))
    rows: list[list[Cell]] = [
        [
            point.period,
            links.articles(point.articles, _time(point, seen)),
            f"{point.stories:,}",
            *_tone(point.mean, point.low, point.high),
        ]
        for point in points[:PERIODS_SHOWN]
    ]
    rest = f", the newest {PERIODS_SHOWN} of {len(points):,}" if len(points) > PERIODS_SHOWN else ""
    return _folded(
        f"The trend as a table{rest}", (seen.by.capitalize(), "Articles", "Stories", "Mean", "95% interval"), rows
    )


def steps(links: Links, counts: Sequence[int]) -> Any:
    """The distribution's bars that have articles."""
    rows: list[list[Cell]] = [
        [f"{_edge(step)} to {_edge(step + 1)}", links.articles(n, Opening("tone", str(step)))]
        for step, n in enumerate(counts)
        if n
    ]
    return _folded("The distribution as a table", ("Tone", "Articles"), rows)


def outlets(links: Links, found: Iterable[OutletPoint], per: Per) -> Any:
    """All outlets, or the countries in which they are edited, sorted by mean."""
    kind: Kind = "edited" if per == "country" else "outlet"
    rows: list[list[Cell]] = [
        [
            outlet_label(one.outlet, per),
            links.articles(one.n, Opening(kind, one.outlet)),
            *_tone(one.mean, one.low, one.high),
        ]
        for one in found
    ]
    first, what = ("Edited in", "countries of the outlets") if per == "country" else ("Outlet", "outlets")
    return _folded(f"The {what} as a table", (first, "Articles", "Mean", "95% interval"), rows)


def outlet_label(key: str, per: Per) -> str:
    """What an outlet, or the country in which outlets are edited, is called; both may be unknown."""
    if per == "country":
        return names.country_name(key) if key else "(country unknown)"
    return key or "(no outlet)"


def words(links: Links, found: PullingWords) -> Any:
    """The words that pull down and up."""
    rows: list[list[Cell]] = [
        [
            one.word,
            theme.signed(one.contribution),
            f"{one.count:,}×",
            links.articles(one.articles, Opening("word", one.word)),
        ]
        for one in (*found.down, *found.up)
    ]
    return _folded("The words as a table", ("Word", "Summed share", "Times", "Articles"), rows)


def together(links: Links, found: Sequence[Together]) -> Any:
    """The countries most often mentioned together with this one, each a link to its page."""
    rows: list[list[Cell]] = [
        [
            go(names.country_name(one.other), links.page(one.other)),
            links.articles(one.n, Opening("with", one.other)),
            *_tone(one.mean, one.low, one.high),
        ]
        for one in found[:TOGETHER_SHOWN]
    ]
    return table("Mentioned together", ("Country", "Articles", "Mean", "95% interval"), rows)


def _tone(mean: float, low: float | None, high: float | None) -> tuple[str, str]:
    interval = f"{theme.signed(low)} to {theme.signed(high)}" if low is not None and high is not None else "too few"
    return theme.signed(mean), interval


def _time(point: Point, seen: View) -> Opening:
    _, first, last = mark(point.country, point.start, seen.by)
    return Opening("time", f"{first}.{last}")


def _edge(step: int) -> str:
    return theme.signed((step - STEPS // 2) / 10, 1)


def _folded(summary: str, head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Any:
    return html.Details([html.Summary(summary), table(summary, head, rows)], className="wt-details")
