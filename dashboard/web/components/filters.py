"""The filters of the Overview, and their values as a query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

import dash_mantine_components as dmc
from dash import html

from dashboard import names
from dashboard.groups import groups
from dashboard.limits import cap
from dashboard.web.components import outlet_places, spans
from dashboard.web.components.aria import CLEAR
from dashboard.web.components.dates import date_input
from dashboard.web.components.once import once
from dashboard.web.query import (
    BASELINES,
    PERIODS,
    SMOOTHINGS,
    WIDEST_BAND,
    By,
    Query,
    band_of,
    codes_of,
    countries_of,
    day_of,
    groups_of,
    words_of,
)

# Component ids with the property each one sets, in the order of `values` and `from_values`.
CONTROLS = (
    ("f-countries", "value"),
    ("f-groups", "value"),
    ("f-start", "value"),
    ("f-end", "value"),
    ("f-outlets", "value"),
    ("f-edited", "value"),
    ("f-words", "value"),
    ("f-by", "value"),
    ("f-measure", "value"),
    ("f-band", "value"),
    ("f-baseline", "value"),
    ("f-smooth", "value"),
    ("f-salient", "checked"),
    ("f-once", "checked"),
)
_BASELINE_WORDS = {
    "raw": "None: tone as it is",
    "outlet": "The outlet's own mean",
    "everyone": "All countries in the period",
    "start": "The country's first three months",
}
_SMOOTHING_WORDS = {"none": "None", "mean": "Rolling mean", "loess": "LOESS", "ewm": "Exponentially weighted"}


def filters(
    query: Query,
    shown: Sequence[str],
    mentioned: Sequence[tuple[str, int]],
    outlets: Sequence[tuple[str, int]],
    *,
    edited: Sequence[tuple[str, int]],
    days: tuple[date, date],
) -> Any:
    """The card of controls.

    `shown` are the countries drawn when the query names none; `mentioned`, `outlets` and the countries in
    which these are `edited` come with their number of articles; `days` are the first and last with articles.
    """
    set_to = dict(zip((name for name, _ in CONTROLS), values(query, shown), strict=True))
    more = html.Details(
        [
            html.Summary("More filters: outlets, words, salience, copies, engine, baseline, smoothing"),
            dmc.Grid(_finer(set_to, outlets, edited), mt="sm", gutter="sm"),
        ],
        className="wt-details",
        open=_finely(query),
    )
    first = dmc.Grid(_main(query, set_to, mentioned, days), gutter="sm")
    return dmc.Paper(dmc.Stack([first, more], gap="sm"), withBorder=True, p="md", className="wt-filters")


def values(query: Query, shown: Sequence[str]) -> tuple[Any, ...]:
    """What each control shows for a query, in the order of CONTROLS."""
    return (
        list(query.countries or shown),
        list(query.groups),
        _iso(query.start),
        _iso(query.end),
        list(query.sources),
        list(query.outlet_countries),
        query.words,
        query.by,
        query.measure,
        query.band,
        query.baseline,
        query.smoothing,
        query.salient,
        query.copies == "first",
    )


def from_values(given: Sequence[Any], shown: Sequence[str]) -> Query:
    """The query that the controls' values ask for; values that no control can have are ignored."""
    countries, among, start, end, outlets, edited, words, by, measure, band, baseline, smoothing, salient, single = (
        given
    )
    chosen = countries_of(countries)
    first, last = day_of(start), day_of(end)
    if first and last and first > last:
        first, last = last, first
    query = Query(
        countries=() if chosen == tuple(shown) else chosen,
        groups=groups_of(among),
        start=first,
        end=last,
        sources=tuple(name for name in outlets if isinstance(name, str)) if isinstance(outlets, list) else (),
        outlet_countries=codes_of(edited),
        words=words_of(words),
        measure="vader" if measure == "vader" else "tone",
        band=band_of(band),
        salient=salient is True,
        copies="first" if single is True else "all",
    )
    if isinstance(by, str) and by in PERIODS:
        query = replace(query, by=cast(By, by))
    if isinstance(baseline, str) and baseline in BASELINES:
        query = replace(query, baseline=baseline)
    if isinstance(smoothing, str) and smoothing in SMOOTHINGS:
        query = replace(query, smoothing=smoothing)
    return query


def _main(
    query: Query, set_to: dict[str, Any], mentioned: Sequence[tuple[str, int]], days: tuple[date, date]
) -> list[Any]:
    counts = dict(mentioned)
    countries = sorted(names.countries(), key=lambda code: (-counts.get(code, 0), names.country_name(code)))
    return [
        _column(
            dmc.MultiSelect(
                id="f-countries",
                label="Countries",
                data=[{"value": code, "label": _with_count(code, counts)} for code in countries],
                value=set_to["f-countries"],
                searchable=True,
                clearable=True,
                clearButtonProps=CLEAR,
                hidePickedOptions=True,
                maxValues=cap("chart_countries"),
                nothingFoundMessage="No such country",
                limit=60,
            ),
            12,
            8,
        ),
        _column(
            dmc.MultiSelect(
                id="f-groups",
                label="Groups of countries",
                placeholder="" if query.groups else "All countries",
                data=list(groups()),
                value=set_to["f-groups"],
                searchable=True,
                clearable=True,
                clearButtonProps=CLEAR,
            ),
            12,
            4,
        ),
        _column(spans.select(query.start, query.end, days), 12, 2),
        _column(date_input("f-start", "From", set_to["f-start"]), 6, 2),
        _column(date_input("f-end", "To", set_to["f-end"]), 6, 2),
        _column(
            dmc.InputWrapper(
                dmc.SegmentedControl(
                    id="f-by",
                    data=[{"value": "auto", "label": "Auto"}]
                    + [{"value": by, "label": by.capitalize()} for by in PERIODS],
                    value=set_to["f-by"],
                    fullWidth=True,
                ),
                label="One mark for each",
            ),
            12,
            6,
        ),
    ]


def _finer(set_to: dict[str, Any], outlets: Sequence[tuple[str, int]], edited: Sequence[tuple[str, int]]) -> list[Any]:
    return [
        _column(
            dmc.MultiSelect(
                id="f-outlets",
                label="Outlets",
                placeholder="All outlets",
                data=[{"value": name, "label": f"{name} ({n:,})"} for name, n in outlets if name],
                value=set_to["f-outlets"],
                searchable=True,
                clearable=True,
                clearButtonProps=CLEAR,
                limit=60,
            ),
            12,
            4,
        ),
        _column(outlet_places.select("f-edited", set_to["f-edited"], edited), 12, 4),
        _column(
            dmc.TextInput(
                id="f-words",
                label="Words in the article",
                description='"grain deal" OR sanction* -oil',
                inputWrapperOrder=["label", "input", "description", "error"],
                value=set_to["f-words"],
                debounce=700,
            ),
            12,
            4,
        ),
        _column(
            _select("f-measure", "Engine", {"tone": "Tone toward the country", "vader": "Plain VADER"}, set_to), 12, 3
        ),
        _column(_select("f-baseline", "Against", _BASELINE_WORDS, set_to), 12, 3),
        _column(_select("f-smooth", "Smoothing", _SMOOTHING_WORDS, set_to), 12, 3),
        _column(
            dmc.NumberInput(
                id="f-band",
                label="Neutral up to ±",
                value=set_to["f-band"],
                min=0,
                max=WIDEST_BAND,
                step=0.05,
                decimalScale=2,
                fixedDecimalScale=True,
                clampBehavior="strict",
                allowNegative=False,
                debounce=500,
            ),
            12,
            3,
        ),
        _column(
            dmc.Switch(
                id="f-salient",
                checked=set_to["f-salient"],
                label="Only articles that are to a good part about the country",
                description="Named in the title or the first 250 characters, or at least three times",
            ),
            12,
            6,
        ),
        _column(once("f-once", set_to["f-once"]), 12, 6),
    ]


def _finely(query: Query) -> bool:
    plain = Query(countries=query.countries, groups=query.groups, start=query.start, end=query.end, by=query.by)
    return replace(query, at=None) != plain


def _column(control: Any, phone: int, wide: int) -> Any:
    return dmc.GridCol(control, span={"base": phone, "md": wide})


def _select(name: str, label: str, choices: dict[str, str], set_to: dict[str, Any]) -> Any:
    data = [{"value": value, "label": words} for value, words in choices.items()]
    return dmc.Select(id=name, label=label, data=data, value=set_to[name], allowDeselect=False)


def _with_count(code: str, counts: dict[str, int]) -> str:
    return f"{names.country_name(code)} ({counts[code]:,})" if code in counts else names.country_name(code)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
