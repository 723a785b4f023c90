"""The user's dated notes: their list, and the form that adds one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html

from dashboard import names
from dashboard.limits import cap
from dashboard.types import Note
from dashboard.web.components.aria import aria
from dashboard.web.components.chart import table_export
from dashboard.web.numbers import note_table
from dashboard.web.wording import counted, day_in_words


def notes_panel(countries: Sequence[str]) -> Any:
    """A part of the page that opens: the notes of the span (in o-notes), and a form. `countries` are to choose from."""
    return html.Details(
        [
            html.Summary("Notes on the chart", id="o-notes-summary"),
            html.Div(id="o-notes"),
            html.Div(
                [
                    dmc.DateInput(id="o-note-day", label="Day", valueFormat="D MMM YYYY", placeholder="Choose", w=140),
                    dmc.TextInput(
                        id="o-note-text",
                        label="What happened",
                        inputProps={"maxLength": cap("note_chars")},
                        className="wt-grow",
                    ),
                    dmc.Select(
                        id="o-note-country",
                        label="Shown with",
                        data=[
                            {"value": "", "label": "Every chart"},
                            *({"value": code, "label": names.country_name(code)} for code in countries),
                        ],
                        value="",
                        searchable=True,
                        allowDeselect=False,
                        w=190,
                    ),
                    dmc.Button("Add note", id="o-note-add", variant="light"),
                ],
                className="wt-form",
            ),
            html.P(id="o-note-said", className="wt-caption", role="status"),
        ],
        className="wt-details",
    )


def note_list(notes: Sequence[Note], stamp: str) -> Any:
    """The notes with a button each that removes it; `stamp` goes with their export."""
    if not notes:
        return html.P("No notes for these countries and days yet.", className="wt-caption")
    return html.Div(
        [
            html.Div(
                [
                    html.Span(counted(len(notes), "note"), className="wt-caption"),
                    table_export("o-notes-table", "Notes", stamp, *note_table(notes)),
                ],
                className="wt-between",
            ),
            html.Ul([_note(note) for note in notes], className="wt-notes"),
        ]
    )


def _note(note: Note) -> Any:
    about = f"{day_in_words(note.day)}{' · ' + names.country_name(note.country) if note.country else ''}"
    return html.Li(
        [
            html.Span([html.Span(about, className="wt-caption"), " ", note.text]),
            dmc.Button(
                "Remove",
                id={"type": "o-note-forget", "note": note.id},
                variant="subtle",
                color="gray",
                size="compact-xs",
                **aria(label=f"Remove the note of {day_in_words(note.day)}: {note.text}"),
            ),
        ]
    )
