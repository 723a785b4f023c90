"""The filters of the Overview, and their values as a query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

import dash_mantine_components as dmc
from dash import html

from dashboard import names
from dashboard.limits import cap
from dashboard.web.query import PERIODS, By, Query, countries_of, day_of

# Component ids with the property each one sets, in the order of `values` and `from_values`.
CONTROLS = (
    ("f-countries", "value"),
    ("f-start", "value"),
    ("f-end", "value"),
    ("f-outlets", "value"),
    ("f-by", "value"),
    ("f-measure", "value"),
    ("f-salient", "checked"),
)


def filters(
    query: Query,
    shown: Sequence[str],
    mentioned: Sequence[tuple[str, int]],
    outlets: Sequence[tuple[str, int]],
) -> Any:
    """The card of controls. `shown` are the countries drawn when the query names none."""
    counts = dict(mentioned)
    countries = sorted(names.countries(), key=lambda code: (-counts.get(code, 0), names.country_name(code)))
    set_to = values(query, shown)
    main = dmc.Grid(
        [
            dmc.GridCol(
                dmc.MultiSelect(
                    id="f-countries",
                    label="Countries",
                    data=[{"value": code, "label": _with_count(code, counts)} for code in countries],
                    value=set_to[0],
                    searchable=True,
                    clearable=True,
                    hidePickedOptions=True,
                    maxValues=cap("chart_countries"),
                    nothingFoundMessage="No such country",
                    limit=60,
                ),
                span={"base": 12, "md": 7},
            ),
            dmc.GridCol(
                dmc.InputWrapper(
                    dmc.SegmentedControl(
                        id="f-by",
                        data=[{"value": "auto", "label": "Auto"}]
                        + [{"value": by, "label": by.capitalize()} for by in PERIODS],
                        value=set_to[4],
                        fullWidth=True,
                    ),
                    label="One mark for each",
                ),
                span={"base": 12, "md": 5},
            ),
        ]
    )
    more = html.Details(
        [
            html.Summary("More filters: dates, outlets, salience, engine"),
            dmc.Grid(
                [
                    dmc.GridCol(_date("f-start", "From", set_to[1]), span={"base": 6, "md": 2}),
                    dmc.GridCol(_date("f-end", "To", set_to[2]), span={"base": 6, "md": 2}),
                    dmc.GridCol(
                        dmc.MultiSelect(
                            id="f-outlets",
                            label="Outlets",
                            placeholder="All outlets",
                            data=[{"value": name, "label": f"{name} ({n:,})"} for name, n in outlets if name],
                            value=set_to[3],
                            searchable=True,
                            clearable=True,
                            limit=60,
                        ),
                        span={"base": 12, "md": 4},
                    ),
                    dmc.GridCol(
                        dmc.Select(
                            id="f-measure",
                            label="Engine",
                            data=[
                                {"value": "tone", "label": "Tone toward the country"},
                                {"value": "vader", "label": "Plain VADER, whole sentences"},
                            ],
                            value=set_to[5],
                            allowDeselect=False,
                        ),
                        span={"base": 12, "md": 4},
                    ),
                    dmc.GridCol(
                        dmc.Switch(
                            id="f-salient",
                            checked=set_to[6],
                            label="Only articles that are to a good part about the country",
                            description="Named in the title or the first 250 characters, or at least three times",
                        ),
                        span=12,
                    ),
                ],
                mt="sm",
            ),
        ],
        className="wt-details",
        open=bool(query.start or query.end or query.sources or query.salient or query.measure != "tone"),
    )
    return dmc.Paper(dmc.Stack([main, more], gap="sm"), withBorder=True, p="md")


def values(query: Query, shown: Sequence[str]) -> tuple[Any, ...]:
    """What each control shows for a query, in the order of CONTROLS."""
    return (
        list(query.countries or shown),
        _iso(query.start),
        _iso(query.end),
        list(query.sources),
        query.by,
        query.measure,
        query.salient,
    )


def from_values(given: Sequence[Any], shown: Sequence[str]) -> Query:
    """The query that the controls' values ask for; values that no control can have are ignored."""
    countries, start, end, outlets, by, measure, salient = given
    chosen = countries_of(countries)
    first, last = day_of(start), day_of(end)
    if first and last and first > last:
        first, last = last, first
    query = Query(
        countries=() if chosen == tuple(shown) else chosen,
        start=first,
        end=last,
        sources=tuple(name for name in outlets or () if isinstance(name, str)) if isinstance(outlets, list) else (),
        measure="vader" if measure == "vader" else "tone",
        salient=salient is True,
    )
    return replace(query, by=cast(By, by)) if by in PERIODS else query


def _date(name: str, label: str, value: str | None) -> Any:
    return dmc.DateInput(
        id=name, label=label, value=value, valueFormat="D MMM YYYY", placeholder="Any day", clearable=True
    )


def _with_count(code: str, counts: dict[str, int]) -> str:
    return f"{names.country_name(code)} ({counts[code]:,})" if code in counts else names.country_name(code)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
