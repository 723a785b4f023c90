"""The control that keeps outlets edited in some countries, with its choices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc

from dashboard import names
from dashboard.store.protocol import Store
from dashboard.web.components.aria import CLEAR

Counted = Sequence[tuple[str, int]]


def places(store: Store) -> list[tuple[str, int]]:
    """The countries in which stored outlets are edited, with their number of articles, most first."""
    countries = store.outlet_countries()
    found: Counter[str] = Counter()
    for outlet, articles in store.sources():
        if outlet in countries:
            found[countries[outlet]] += articles
    return sorted(found.items(), key=lambda one: (-one[1], names.country_name(one[0])))


def select(id: str, chosen: Sequence[str], known: Counted) -> Any:
    """The control, set to the chosen countries; `known` are the choices, as `places` gives them."""
    counts = dict(known)
    codes = [*counts, *(code for code in chosen if code not in counts)]
    return dmc.MultiSelect(
        id=id,
        label="Outlets edited in",
        placeholder="" if chosen else "All countries" if known else "No outlet's country is known",
        data=[{"value": code, "label": f"{names.country_name(code)} ({counts.get(code, 0):,})"} for code in codes],
        value=list(chosen),
        searchable=True,
        clearable=True,
        clearButtonProps=CLEAR,
        nothingFoundMessage="No outlet that is known to be edited there",
        limit=60,
    )
