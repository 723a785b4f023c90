"""Points for charts, made of the sums in a store."""

from __future__ import annotations

from dashboard.series.interval import interval
from dashboard.series.periods import (
    automatic_period,
    period_end,
    period_label,
    period_start,
    periods_between,
)
from dashboard.series.points import ranking, series

__all__ = [
    "automatic_period",
    "interval",
    "period_end",
    "period_label",
    "period_start",
    "periods_between",
    "ranking",
    "series",
]
