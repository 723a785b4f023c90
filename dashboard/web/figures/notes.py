"""The user's dated notes on a time chart: thin upright lines with their words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.types import Note
from dashboard.web.figures.parts import plain

MOST_SIGNS = 34  # of a note's words on the chart; all of them show on hover, and in the list beneath


def note_marks(notes: Sequence[Note], top: float) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Shapes and annotations for notes; the words hang from the tone `top`, upright along their line."""
    shapes = [
        {
            "type": "line",
            "xref": "x",
            "x0": note.day.isoformat(),
            "x1": note.day.isoformat(),
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": "rgba(134,142,150,0.7)", "width": 1, "dash": "dot"},
        }
        for note in notes
    ]
    words = [
        {
            "xref": "x",
            "x": note.day.isoformat(),
            "xanchor": "right",
            "yref": "y",
            "y": top,
            "yanchor": "top",
            "text": plain(_short(note.text)),
            "hovertext": plain(f"{note.day.isoformat()}: {note.text}"),
            "textangle": -90,
            "showarrow": False,
            "font": {"size": 11},
        }
        for note in notes
    ]
    return shapes, words


def _short(text: str) -> str:
    return text if len(text) <= MOST_SIGNS else text[: MOST_SIGNS - 1].rstrip() + "…"
