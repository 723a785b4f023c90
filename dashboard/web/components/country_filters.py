"""The Country page's row of filters, and their values as a query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import dash_mantine_components as dmc

from dashboard.web.components.aria import CLEAR
from dashboard.web.components.dates import date_input
from dashboard.web.components.once import once
from dashboard.web.query import Query, day_of, words_of

# Component ids with the property each one sets, in the order of `values` and `from_values`.
CONTROLS = (
    ("cty-from", "value"),
    ("cty-to", "value"),
    ("cty-outlets", "value"),
    ("cty-words", "value"),
    ("cty-measure", "value"),
    ("cty-salient", "checked"),
    ("cty-once", "checked"),
)


def filters(query: Query, outlets: Sequence[tuple[str, int]]) -> Any:
    """The card of controls, set to a query; `outlets` come with their number of articles."""
    start, end, sources, words, measure, salient, single = values(query)
    return dmc.Paper(
        dmc.Grid(
            [
                dmc.GridCol(date_input("cty-from", "From", start), span={"base": 6, "md": 2}),
                dmc.GridCol(date_input("cty-to", "To", end), span={"base": 6, "md": 2}),
                dmc.GridCol(
                    dmc.MultiSelect(
                        id="cty-outlets",
                        label="Outlets",
                        placeholder="" if sources else "All outlets",
                        data=[{"value": name, "label": f"{name} ({n:,})"} for name, n in outlets if name],
                        value=sources,
                        searchable=True,
                        clearable=True,
                        clearButtonProps=CLEAR,
                        limit=60,
                    ),
                    span={"base": 12, "md": 3},
                ),
                dmc.GridCol(
                    dmc.TextInput(
                        id="cty-words",
                        label="Words in the article",
                        placeholder='"grain deal" OR sanction* -oil',
                        value=words,
                        debounce=700,
                    ),
                    span={"base": 12, "md": 3},
                ),
                dmc.GridCol(
                    dmc.Select(
                        id="cty-measure",
                        label="Engine",
                        data=[
                            {"value": "tone", "label": "Tone toward it"},
                            {"value": "vader", "label": "Plain VADER"},
                        ],
                        value=measure,
                        allowDeselect=False,
                    ),
                    span={"base": 12, "md": 2},
                ),
                dmc.GridCol(
                    dmc.Switch(
                        id="cty-salient",
                        checked=salient,
                        label="Only articles that are to a good part about the country",
                    ),
                    span={"base": 12, "md": 6},
                ),
                dmc.GridCol(once("cty-once", single), span={"base": 12, "md": 6}),
            ],
            gutter="sm",
        ),
        withBorder=True,
        p="md",
        className="wt-filters",
    )


def values(query: Query) -> tuple[Any, ...]:
    """What each control shows for a query, in the order of CONTROLS."""
    return (
        query.start.isoformat() if query.start else None,
        query.end.isoformat() if query.end else None,
        list(query.sources),
        query.words,
        query.measure,
        query.salient,
        query.copies == "first",
    )


def from_values(given: Sequence[Any], query: Query) -> Query:
    """The query with the controls' values in it; a value that no control can have counts as none."""
    start, end, outlets, words, measure, salient, single = given
    first, last = day_of(start), day_of(end)
    if first and last and first > last:
        first, last = last, first
    return replace(
        query,
        start=first,
        end=last,
        sources=tuple(name for name in outlets if isinstance(name, str)) if isinstance(outlets, list) else (),
        words=words_of(words),
        measure="vader" if measure == "vader" else "tone",
        salient=salient is True,
        copies="first" if single is True else "all",
    )
