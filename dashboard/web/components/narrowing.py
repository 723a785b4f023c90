"""The filters that the Compare and the Relations page have in common, and their values as a query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import dash_mantine_components as dmc

from dashboard.web.components import outlet_places
from dashboard.web.components.aria import CLEAR
from dashboard.web.components.dates import date_input
from dashboard.web.components.once import once
from dashboard.web.components.outlet_places import Counted
from dashboard.web.query import Query, codes_of, day_of, words_of

# Names of the controls, each prefixed with its page's letters, with the property that each one sets.
NARROWING = (
    ("start", "value"),
    ("end", "value"),
    ("outlets", "value"),
    ("edited", "value"),
    ("words", "value"),
    ("measure", "value"),
    ("salient", "checked"),
    ("once", "checked"),
)


def controls(prefix: str, query: Query, outlets: Counted, edited: Counted, most: int | None = None) -> list[Any]:
    """Columns of a grid with the controls; `outlets`, of which `most` can be chosen, and the countries in which they
    are `edited` come with their number of articles.
    """
    start, end, sources, countries, words, measure, salient, single = values(query)
    return [
        _column(date_input(f"{prefix}-start", "From", start), 6, 2),
        _column(date_input(f"{prefix}-end", "To", end), 6, 2),
        _column(
            dmc.MultiSelect(
                id=f"{prefix}-outlets",
                label="Outlets",
                placeholder="" if sources else "All, or those with most articles" if most else "All outlets",
                data=[{"value": name, "label": f"{name} ({n:,})"} for name, n in outlets if name],
                value=sources,
                searchable=True,
                clearable=True,
                clearButtonProps=CLEAR,
                maxValues=most,
                limit=60,
            ),
            12,
            4,
        ),
        _column(outlet_places.select(f"{prefix}-edited", countries, edited), 12, 4),
        _column(
            dmc.TextInput(
                id=f"{prefix}-words",
                label="Words in the article",
                placeholder='"grain deal" OR sanction* -oil',
                value=words,
                debounce=700,
            ),
            12,
            4,
        ),
        _column(
            dmc.Select(
                id=f"{prefix}-measure",
                label="Engine",
                data=[
                    {"value": "tone", "label": "Tone toward the country"},
                    {"value": "vader", "label": "Plain VADER"},
                ],
                value=measure,
                allowDeselect=False,
            ),
            12,
            4,
        ),
        _column(
            dmc.Switch(
                id=f"{prefix}-salient",
                checked=salient,
                label="Only articles that are to a good part about the country",
                description="Named in the title or the first 250 characters, or at least three times",
            ),
            12,
            4,
        ),
        _column(once(f"{prefix}-once", single), 12, 12),
    ]


def values(query: Query) -> tuple[Any, ...]:
    """What each control shows for a query, in the order of NARROWING."""
    return (
        _iso(query.start),
        _iso(query.end),
        list(query.sources),
        list(query.outlet_countries),
        query.words,
        query.measure,
        query.salient,
        query.copies == "first",
    )


def from_values(given: Sequence[Any]) -> Query:
    """The query that the controls' values ask for; values that no control can have are ignored."""
    start, end, outlets, edited, words, measure, salient, single = given
    first, last = day_of(start), day_of(end)
    if first and last and first > last:
        first, last = last, first
    return Query(
        start=first,
        end=last,
        sources=tuple(name for name in outlets if isinstance(name, str)) if isinstance(outlets, list) else (),
        outlet_countries=codes_of(edited),
        words=words_of(words),
        measure="vader" if measure == "vader" else "tone",
        salient=salient is True,
        copies="first" if single is True else "all",
    )


def _column(control: Any, phone: int, wide: int) -> Any:
    return dmc.GridCol(control, span={"base": phone, "md": wide})


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
