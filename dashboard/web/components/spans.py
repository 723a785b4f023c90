"""Ready-made spans of days, such as the last three months or a year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import dash_mantine_components as dmc

OWN = "own"
ALL = "all"
_LAST = {"d30": ("Last 30 days", 30), "d91": ("Last 13 weeks", 91), "d365": ("Last 365 days", 365)}
_MOST_YEARS = 12

Ends = tuple[date | None, date | None]


def select(start: date | None, end: date | None, days: tuple[date, date]) -> Any:
    """The choice of a span; `start` and `end` are those of the view, `days` the first and last with articles."""
    return dmc.Select(
        id="f-span", label="Span", data=choices(days), value=chosen(start, end, days), allowDeselect=False
    )


def choices(days: tuple[date, date]) -> list[dict[str, str]]:
    """The spans to choose from: all days, the last so many up to the last day with articles, and whole years."""
    first, last = days
    years = [str(year) for year in range(last.year, max(first.year, last.year - _MOST_YEARS) - 1, -1)]
    return [
        {"value": ALL, "label": "All days"},
        *({"value": name, "label": words} for name, (words, _) in _LAST.items()),
        *({"value": year, "label": year} for year in years),
        {"value": OWN, "label": "Own dates"},
    ]


def ends(choice: object, days: tuple[date, date]) -> Ends | None:
    """The first and last day of a chosen span; None for own dates, and for what is no choice."""
    if choice == ALL:
        return None, None
    if not isinstance(choice, str) or choice not in {one["value"] for one in choices(days)} - {OWN}:
        return None
    if choice in _LAST:
        return days[1] - timedelta(days=_LAST[choice][1] - 1), days[1]
    return date(int(choice), 1, 1), date(int(choice), 12, 31)


def chosen(start: date | None, end: date | None, days: tuple[date, date]) -> str:
    """Which of the spans the days are."""
    return next((one["value"] for one in choices(days) if ends(one["value"], days) == (start, end)), OWN)
