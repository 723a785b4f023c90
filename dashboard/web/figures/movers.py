"""Whose tone changed most: the change of each country's mean between two spans, with its interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.series import Mover, Movers
from dashboard.web import theme
from dashboard.web.figures.parts import Figure, axis_of, layout_of, title, tone_ticks, zero_line

MOST = 10
HEIGHT = 330  # with as many as that


def movers_shown(found: Movers | None) -> list[Mover]:
    """The movers that the figure draws: those with the largest change, from the lowest change to the highest."""
    return sorted(found.countries[:MOST] if found else (), key=lambda mover: (mover.change, mover.country))


def movers(found: Movers | None, country_names: Mapping[str, str], chosen: Sequence[str]) -> Figure:
    """A dot with its 95% interval for each mover; custom data is [country, first day, last day] of the later span."""
    shown = movers_shown(found)
    days = [day.isoformat() for day in found.span] if found else []
    trace: dict[str, Any] = {
        "type": "scatter",
        "mode": "markers",
        "x": [round(mover.change, 4) for mover in shown],
        "y": [f"{country_names[mover.country]} ({mover.before_n:,} → {mover.n:,})" for mover in shown],
        "marker": {
            "size": 9,
            "color": [
                theme.country_colour(mover.country) if mover.country in chosen else theme.UNCHOSEN for mover in shown
            ],
        },
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [round(mover.high - mover.change, 4) for mover in shown],
            "arrayminus": [round(mover.change - mover.low, 4) for mover in shown],
            "color": "rgba(134,142,150,0.75)",
            "thickness": 1.5,
            "width": 0,
        },
        "customdata": [[mover.country, *days] for mover in shown],
        "text": [_hover(mover, country_names[mover.country]) for mover in shown],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
    }
    ends = [end for mover in shown for end in (mover.low, mover.high)]
    low, high = min([*ends, -0.2]) - 0.05, max([*ends, 0.2]) + 0.05
    layout = layout_of(
        height=HEIGHT - 26 * (MOST - max(2, len(shown))) if shown else 24, margin={"l": 8, "r": 12, "t": 4, "b": 48}
    )
    if not shown:
        return {"data": [], "layout": layout | {"xaxis": {"visible": False}, "yaxis": {"visible": False}}}
    layout |= {
        "hovermode": "closest",
        "xaxis": axis_of(
            title=title("Change of the mean tone", 12), range=[low, high], **tone_ticks(low, high, "x"), **zero_line()
        ),
        "yaxis": axis_of(
            type="category", automargin=True, showgrid=False, ticks="", range=[-0.7, max(1, len(shown)) - 0.3]
        ),
    }
    return {"data": [trace], "layout": layout}


def _hover(mover: Mover, name: str) -> str:
    return (
        f"<b>{name}</b><br>{theme.signed(mover.before_mean)} (n = {mover.before_n:,}) → "
        f"{theme.signed(mover.mean)} (n = {mover.n:,})<br>"
        f"change {theme.signed(mover.change)}, 95% interval {theme.signed(mover.low)} to {theme.signed(mover.high)}"
    )
