"""The controls of the Compare page, and their values as a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import dash_mantine_components as dmc

from dashboard import names
from dashboard.web.comparison import MOST, Comparison
from dashboard.web.components import narrowing
from dashboard.web.components.aria import CLEAR
from dashboard.web.query import PERIODS, By, countries_of

# Component ids with the property each one sets, in the order of `values` and `from_values`.
CONTROLS = (
    ("cmp-mode", "value"),
    ("cmp-countries", "value"),
    ("cmp-country", "value"),
    ("cmp-first", "value"),
    ("cmp-by", "value"),
    *((f"cmp-{name}", prop) for name, prop in narrowing.NARROWING),
)
HIDDEN = {"display": "none"}  # of the countries' place or the one country's, whichever is not asked for
AUTO = "auto"  # held against the first one shown, whichever that is

Counted = Sequence[tuple[str, int]]


def controls(asked: Comparison, shown: Sequence[str], mentioned: Counted, outlets: Counted, edited: Counted) -> Any:
    """The card of controls; `shown` are the countries meant where the query names none."""
    mode, countries, country, first, by = values(asked, shown)[:5]
    counts = dict(mentioned)
    codes = sorted(names.countries(), key=lambda code: (-counts.get(code, 0), names.country_name(code)))
    data = [{"value": code, "label": _with_count(code, counts)} for code in codes]
    main = [
        _column(
            dmc.InputWrapper(
                dmc.SegmentedControl(
                    id="cmp-mode",
                    data=[
                        {"value": "countries", "label": "Countries"},
                        {"value": "outlets", "label": "One country across outlets"},
                    ],
                    value=mode,
                    fullWidth=True,
                ),
                label="Compare",
            ),
            12,
            5,
        ),
        dmc.GridCol(
            dmc.MultiSelect(
                id="cmp-countries",
                label=f"Countries, up to {MOST}",
                data=data,
                value=countries,
                searchable=True,
                clearable=True,
                clearButtonProps=CLEAR,
                hidePickedOptions=True,
                maxValues=MOST,
                nothingFoundMessage="No such country",
                limit=60,
            ),
            id="cmp-countries-place",
            span={"base": 12, "md": 7},
            style=HIDDEN if asked.outlets else {},
        ),
        dmc.GridCol(
            dmc.Select(
                id="cmp-country",
                label="Country",
                data=data,
                value=country,
                searchable=True,
                allowDeselect=False,
                nothingFoundMessage="No such country",
                limit=60,
            ),
            id="cmp-country-place",
            span={"base": 12, "md": 7},
            style={} if asked.outlets else HIDDEN,
        ),
        _column(
            dmc.Select(id="cmp-first", label="Differences from", data=firsts([]), value=first, allowDeselect=False),
            12,
            4,
        ),
        _column(
            dmc.InputWrapper(
                dmc.SegmentedControl(
                    id="cmp-by",
                    data=[
                        {"value": "auto", "label": "Auto"},
                        *({"value": p, "label": p.capitalize()} for p in PERIODS),
                    ],
                    value=by,
                    fullWidth=True,
                ),
                label="One mark for each",
            ),
            12,
            8,
        ),
        *narrowing.controls("cmp", asked.query, outlets, edited, MOST),
    ]
    return dmc.Paper(dmc.Grid(main, gutter="sm"), withBorder=True, p="md", className="wt-filters")


def values(asked: Comparison, shown: Sequence[str], keys: Sequence[str] = ()) -> tuple[Any, ...]:
    """What each control shows, in the order of CONTROLS; `keys` are the countries or outlets that are compared."""
    countries = list(asked.query.countries or shown)
    return (
        "outlets" if asked.outlets else "countries",
        countries,
        countries[0] if countries else None,
        asked.first if asked.first in keys else AUTO,
        asked.query.by,
        *narrowing.values(asked.query),
    )


def from_values(given: Sequence[Any], shown: Sequence[str]) -> Comparison:
    """The comparison that the controls' values ask for; values that no control can have are ignored.

    Across outlets, the country comes to the head of the countries.
    """
    mode, countries, country, first, by = given[:5]
    chosen = countries_of(countries)[:MOST]
    if mode == "outlets" and countries_of([country]):
        chosen = tuple(dict.fromkeys((country, *chosen)))[:MOST]
    query = replace(narrowing.from_values(given[5:]), countries=() if chosen == tuple(shown) else chosen)
    if isinstance(by, str) and by in PERIODS:
        query = replace(query, by=cast(By, by))
    named = first if isinstance(first, str) and first != AUTO else ""
    return Comparison(query, outlets=mode == "outlets", first=named)


def firsts(lines: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """The choices of whom the others are held against, from the keys and names of those compared."""
    return [{"value": AUTO, "label": "The first one"}, *({"value": key, "label": name} for key, name in lines)]


def _column(control: Any, phone: int, wide: int) -> Any:
    return dmc.GridCol(control, span={"base": phone, "md": wide})


def _with_count(code: str, counts: dict[str, int]) -> str:
    return f"{names.country_name(code)} ({counts[code]:,})" if code in counts else names.country_name(code)
