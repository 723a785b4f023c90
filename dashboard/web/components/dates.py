"""The input for a day in a row of filters."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc

from dashboard.web.components.aria import CLEAR


def date_input(name: str, label: str, value: str | None) -> Any:
    """An input for a day, YYYY-MM-DD or None, that can be emptied."""
    return dmc.DateInput(
        id=name,
        label=label,
        value=value,
        valueFormat="D MMM YYYY",
        placeholder="Any day",
        clearable=True,
        clearButtonProps=CLEAR,
    )
