"""The Country page's row of filters, and their values as a query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import dash_mantine_components as dmc

from dashboard.web.components import outlet_places
from dashboard.web.components.aria import CLEAR, aria
from dashboard.web.components.dates import date_input
from dashboard.web.components.once import once
from dashboard.web.components.outlet_places import Counted
from dashboard.web.query import Query, codes_of, day_of, per_of, words_of

# Component ids with the property each one sets, in the order of `values` and `from_values`.
CONTROLS = (
    ("cty-from", "value"),
    ("cty-to", "value"),
    ("cty-outlets", "value"),
    ("cty-edited", "value"),
    ("cty-words", "value"),
    ("cty-measure", "value"),
    ("cty-salient", "checked"),
    ("cty-per", "value"),
    ("cty-once", "checked"),
)


def filters(query: Query, outlets: Counted, edited: Counted, error: str | None = None) -> Any:
    """The card of controls, set to a query; `outlets` and where they are `edited` come with their number of articles;
    `error` says what is wrong with the words.

    The control `cty-per` stands on the card of the outlets: see `per_outlet`.
    """
    start, end, sources, countries, words, measure, salient, _, single = values(query)
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
                    span={"base": 12, "md": 4},
                ),
                dmc.GridCol(outlet_places.select("cty-edited", countries, edited), span={"base": 12, "md": 4}),
                dmc.GridCol(
                    dmc.TextInput(
                        id="cty-words",
                        label="Words in the article",
                        placeholder='"grain deal" OR sanction* -oil',
                        value=words,
                        error=error,
                        debounce=700,
                    ),
                    span={"base": 12, "md": 4},
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
                    span={"base": 12, "md": 4},
                ),
                dmc.GridCol(
                    dmc.Switch(
                        id="cty-salient",
                        checked=salient,
                        label="Only articles that are to a good part about the country",
                    ),
                    span={"base": 12, "md": 4},
                ),
                dmc.GridCol(once("cty-once", single), span={"base": 12, "md": 6}),
            ],
            gutter="sm",
        ),
        withBorder=True,
        p="md",
        className="wt-filters",
    )


def per_outlet(query: Query) -> Any:
    """The choice of what one dot of the outlets stands for."""
    return dmc.SegmentedControl(
        id="cty-per",
        data=[
            {"value": "outlet", "label": "Outlet"},
            {"value": "country", "label": "Country of the outlet"},
        ],
        value=query.per,
        size="xs",
        **aria(label="One dot for each"),
    )


def values(query: Query) -> tuple[Any, ...]:
    """What each control shows for a query, in the order of CONTROLS."""
    return (
        query.start.isoformat() if query.start else None,
        query.end.isoformat() if query.end else None,
        list(query.sources),
        list(query.outlet_countries),
        query.words,
        query.measure,
        query.salient,
        query.per,
        query.copies == "first",
    )


def from_values(given: Sequence[Any], query: Query) -> Query:
    """The query with the controls' values in it; a value that no control can have counts as none."""
    start, end, outlets, edited, words, measure, salient, per, single = given
    first, last = day_of(start), day_of(end)
    if first and last and first > last:
        first, last = last, first
    return replace(
        query,
        start=first,
        end=last,
        sources=tuple(name for name in outlets if isinstance(name, str)) if isinstance(outlets, list) else (),
        outlet_countries=codes_of(edited),
        words=words_of(words),
        measure="vader" if measure == "vader" else "tone",
        salient=salient is True,
        per=per_of(per),
        copies="first" if single is True else "all",
    )
