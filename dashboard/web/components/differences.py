"""The differences over the whole span as a table, and in words."""

from __future__ import annotations

from typing import Any

from dashboard.series import DifferencePoint
from dashboard.web import theme
from dashboard.web.compared import Compared, Line
from dashboard.web.comparison import custom_data
from dashboard.web.components.table import Cell, go, table
from dashboard.web.figures.compare import interval_words

_HEAD = ("Compared", "Articles", "Mean (95% interval)", "Difference (95% interval)", "Reads as")


def difference_table(seen: Compared, path: str) -> Any:
    """A table with the first line and each other's difference from it; names link to the articles, on the page `path`.

    The links are the way to the articles for those who use no mouse.
    """
    first = seen.lines[0]
    others = ((one.line, one.whole, reading(one.whole, first.name)) for one in seen.differences)
    rows = [_row(seen, path, *one) for one in ((first, None, "held against"), *others)]
    return table("Differences over the whole span", _HEAD, rows, blocks=True)


def reading(whole: DifferencePoint | None, first: str) -> str:
    """What a difference over the span says: higher, lower, or not told apart from the first one."""
    if whole is None:
        return "nothing to compare"
    if whole.low is None or whole.high is None:
        return "too few articles"
    if whole.low <= 0 <= whole.high:
        return f"not told apart from {first}"
    return f"{'higher' if whole.difference > 0 else 'lower'} than {first}"


def _row(seen: Compared, path: str, line: Line, apart: DifferencePoint | None, words: str) -> list[Cell]:
    mean = line.whole
    opening = seen.asked.opening(custom_data(line.country, None, line.outlet))
    return [
        go(line.name, f"{path}{opening.search()}") if opening and mean else line.name,
        f"{mean.articles:,}" if mean else "0",
        _number(mean.mean, mean.low, mean.high) if mean else "–",
        _number(apart.difference, apart.low, apart.high) if apart else "–",
        words,
    ]


def _number(value: float, low: float | None, high: float | None) -> str:
    return theme.signed(value) + ("" if low is None else f" ({interval_words(low, high)})")
