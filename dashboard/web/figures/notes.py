"""The user's dated notes on a time chart: thin upright lines, their words in rows above the plot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dashboard.types import Note
from dashboard.web.figures.parts import plain

MOST_SIGNS = 34  # of a note's words on the chart; all of them show on hover, and in the list beneath
MOST_SIGNS_NARROW = 20
MOST_ROWS = 3  # a note without room in these is a mere triangle, whose words show on hover
ROW = 16  # pixels
_SIGN = 6.2  # pixels that a letter of this size takes at most
_WIDE, _NARROW = 900, 260  # pixels that a plot has at least on a wide window, and on a phone


def note_marks(
    notes: Sequence[Note], days: tuple[date, date] | None, *, narrow: bool = False
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
    """Shapes and annotations for notes, and how many rows of words stand above the plot.

    `days` are the first and the last day that the chart reaches over; None for a chart without points.
    """
    if days is None:
        return [], [], 0
    ends: list[float] = []  # where each row is taken up to, as a share of the plot's width
    shapes, words = [], []
    for note in sorted(notes, key=lambda one: one.day):
        text = _short(note.text, MOST_SIGNS_NARROW if narrow else MOST_SIGNS)
        place = _share(note.day, days)
        width = (len(text) + 2) * _SIGN / (_NARROW if narrow else _WIDE)
        left = place < 0.5 or place + width <= 1
        start = place if left else place - width
        row = next((at for at, end in enumerate(ends) if end <= start), len(ends))
        room = row < MOST_ROWS and start >= 0
        if room:
            ends[row : row + 1] = [start + width]
        shapes.append(_line(note))
        words.append(_words(note, text if room else "▾", row if room else 0, left=left, middle=not room))
    return shapes, words, len(ends) or bool(words)


def _line(note: Note) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "x",
        "x0": note.day.isoformat(),
        "x1": note.day.isoformat(),
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": "rgba(134,142,150,0.7)", "width": 1, "dash": "dot"},
    }


def _words(note: Note, text: str, row: int, *, left: bool, middle: bool) -> dict[str, Any]:
    return {
        "xref": "x",
        "x": note.day.isoformat(),
        "xanchor": "center" if middle else "left" if left else "right",
        "xshift": 0 if middle else -3 if left else 3,
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "yshift": -2 if middle else row * ROW,
        "text": plain(text),
        "hovertext": plain(f"{note.day.isoformat()}: {note.text}"),
        "showarrow": False,
        "font": {"size": 11},
    }


def _share(day: date, days: tuple[date, date]) -> float:
    length = max(1, (days[1] - days[0]).days)
    return min(1.0, max(0.0, (day - days[0]).days / length))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
