"""The accuracy that was measured, as tables with a caption that says what they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, fields
from typing import Any

import dash_mantine_components as dmc
from dash import html

from dashboard import engine_stamp
from dashboard.web.accuracy import Accuracy, Averages, Sets, Tone
from dashboard.web.components.chart import table_export
from dashboard.web.components.table import Cell, table
from dashboard.web.wording import day_in_words

_TONE = (
    "Labelled mentions",
    "Labels by",
    "n",
    "All neutral",
    "VADER ±0.05",
    "VADER, best bands",
    "Toward ±0.20",
    "Toward, best bands",
)
_AVERAGES = ("Countries with eight labelled mentions or more", "Countries", "Mentions", "Plain VADER", "Toward")
_CHANGED = " The installed words or tables of countries have changed since: today’s numbers may differ a little."
_SETS = ("Texts", "n", "Precision", "Recall", "F1")


def accuracy_tables(found: Accuracy) -> list[Any]:
    """Tone toward the target, averages by country, and sets of countries."""
    stamp = f"Worldtone: accuracy\nEngine and data: {found.engine}\nMeasured on {found.measured.isoformat()}"
    return [
        html.P(
            [
                f"Measured on {day_in_words(found.measured)} with {found.engine}; ",
                html.Code("make eval"),
                " prints and records these tables anew. Tone is judged by weights that were learned without the judged "
                "sentences: five parts, each judged by what the other four teach, settings chosen within these four. "
                "The words, their values and the circumstances were made with the same labels in view, so expect a "
                "little less elsewhere. “Best bands” takes two thresholds from the sets in news within the four, for "
                "persons from the persons; the mean of three ways of dividing. What is shipped has learned from all."
                + ("" if found.engine == engine_stamp() else _CHANGED),
            ]
        ),
        _card(
            "Negative, neutral or positive? Macro-F1 in percent, accuracy in brackets",
            table_export(
                "m-tone",
                "Accuracy of tone",
                stamp,
                tuple(field.name for field in fields(Tone)),
                [astuple(row) for row in found.tone],
            ),
            _TONE,
            [_tone(row) for row in found.tone],
            "Macro-F1 is the mean over the three labels, so that the rare ones count as much as the common one. "
            "Calling everything neutral is often right, as most mentions are neutral, and useless: hence macro-F1. "
            "Labels by language-model readers under a written guide are not people’s; against people’s, expect less.",
            strong=(6, 7),
        ),
        _card(
            "Do averages rank countries rightly? Spearman’s rank correlation with the labels’ averages",
            table_export("m-averages", "Rank correlation of averages", stamp, _AVERAGES, map(_average, found.averages)),
            _AVERAGES,
            [_average(row) for row in found.averages],
            "1 would be the order of the labels, 0 no better than chance. Read a ranking of countries with this in "
            "mind: differences between near neighbours in it mean little.",
        ),
        _card(
            "Are the right countries found? Percent",
            table_export("m-sets", "Accuracy of country sets", stamp, _SETS, map(_set, found.sets)),
            _SETS,
            [_set(row) for row in found.sets],
            "All of these texts were developed against; expect less elsewhere.",
        ),
    ]


def _tone(row: Tone) -> list[Cell]:
    return [
        row.what,
        row.labels,
        f"{row.n:,}",
        _both(row.neutral_f1, row.neutral_accuracy),
        _both(row.vader_f1, row.vader_accuracy),
        f"{row.vader_cut_f1:.1f}",
        _both(row.toward_f1, row.toward_accuracy),
        f"{row.toward_cut_f1:.1f}",
    ]


def _both(macro_f1: float, accuracy: float) -> str:
    return f"{macro_f1:.1f} ({accuracy:.0f})"


def _average(row: Averages) -> list[Cell]:
    return [row.what, f"{row.countries:,}", f"{row.mentions:,}", f"{row.vader:.2f}", f"{row.toward:.2f}"]


def _set(row: Sets) -> list[Cell]:
    return [row.what, f"{row.n:,}", f"{row.precision:.1f}", f"{row.recall:.1f}", f"{row.f1:.1f}"]


def _card(
    title: str,
    export: Any,
    head: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    caption: str,
    *,
    strong: Sequence[int] = (),
) -> Any:
    return dmc.Paper(
        [
            html.Div([dmc.Title(title, order=3, size="h5"), export], className="wt-between"),
            table(title, head, rows, blocks=True, strong=strong),
            html.P(caption, className="wt-caption"),
        ],
        withBorder=True,
        p="md",
    )
