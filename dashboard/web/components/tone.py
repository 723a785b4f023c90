"""A tone as a reader sees it: a number with its sign, a word, and a colour that is never the only sign."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.web import theme


def tone_chip(tone: float, band: float = theme.NEUTRAL_BAND) -> Any:
    """A small label such as "−0.31 negative"; `band` is half the width of the neutral band."""
    word = theme.tone_word(tone, band)
    return html.Span([html.Span(theme.signed(tone), className="wt-number"), " ", word], className=f"wt-chip wt-{word}")


def tone_number(tone: float, digits: int = 2) -> Any:
    """A bare signed number, in figures of one width."""
    return html.Span(theme.signed(tone, digits), className="wt-number")
