"""Points for charts, made of the sums in a store."""

from __future__ import annotations

from dashboard.series.asking import span_and_previous
from dashboard.series.baselines import Baseline, baseline_series
from dashboard.series.breaks import Break, breaks
from dashboard.series.comparison import (
    DifferencePoint,
    differences,
    outlet_differences,
    outlet_span_differences,
    span_differences,
)
from dashboard.series.contributions import Contribution
from dashboard.series.decomposition import Decomposition, OutletEffect, decomposition
from dashboard.series.interval import interval
from dashboard.series.movers import Mover, Movers, movers
from dashboard.series.outlets import OutletPoint, by_outlet, by_outlet_country, outlet_series
from dashboard.series.periods import (
    automatic_period,
    period_end,
    period_label,
    period_number,
    period_start,
    periods_between,
)
from dashboard.series.points import ranking, series
from dashboard.series.pulling import PullingWord, PullingWords, pulling_words
from dashboard.series.smoothing import SmoothedPoint, Smoothing, smooth
from dashboard.series.welch import Difference

__all__ = [
    "Baseline",
    "Break",
    "Contribution",
    "Decomposition",
    "Difference",
    "DifferencePoint",
    "Mover",
    "Movers",
    "OutletEffect",
    "OutletPoint",
    "PullingWord",
    "PullingWords",
    "SmoothedPoint",
    "Smoothing",
    "automatic_period",
    "baseline_series",
    "breaks",
    "by_outlet",
    "by_outlet_country",
    "decomposition",
    "differences",
    "interval",
    "movers",
    "outlet_differences",
    "outlet_series",
    "outlet_span_differences",
    "period_end",
    "period_label",
    "period_number",
    "period_start",
    "periods_between",
    "pulling_words",
    "ranking",
    "series",
    "smooth",
    "span_and_previous",
    "span_differences",
]
