"""Points to figures: pure functions that return plain dictionaries for Plotly."""

from __future__ import annotations

from dashboard.web.figures.lines import MOST_BANDS, tone_lines
from dashboard.web.figures.map import tone_map
from dashboard.web.figures.movers import HEIGHT as MOVERS_HEIGHT
from dashboard.web.figures.movers import movers, movers_shown
from dashboard.web.figures.parts import LESS_AXIS, TONE_AXIS, VADER_AXIS, Figure, with_data
from dashboard.web.figures.ranked import ranked, ranked_height

__all__ = [
    "LESS_AXIS",
    "MOST_BANDS",
    "MOVERS_HEIGHT",
    "TONE_AXIS",
    "VADER_AXIS",
    "Figure",
    "movers",
    "movers_shown",
    "ranked",
    "ranked_height",
    "tone_lines",
    "tone_map",
    "with_data",
]
