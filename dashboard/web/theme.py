"""Every colour and size of the pages and charts, in one place."""

from __future__ import annotations

from typing import Any

# Okabe and Ito (2008), "Color Universal Design": told apart with every common colour blindness. Their yellow is
# left out, as a thin line in it cannot be seen on white.
LINES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7A5195", "#6B7280")

# Diverging, red to blue through a light grey (after Brewer's RdBu), on a fixed range, so that two maps compare.
TONE_SCALE = [
    [0.0, "#b2182b"],
    [0.2, "#d6604d"],
    [0.35, "#f4a582"],
    [0.5, "#e9e7e3"],
    [0.65, "#92c5de"],
    [0.8, "#4393c3"],
    [1.0, "#2166ac"],
]
TONE_RANGE = 0.6

NEUTRAL_BAND = 0.20
SMALLEST_N = 5

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif"
INK = "#495057"
GRID = "rgba(128,136,144,0.22)"
ZERO = "rgba(128,136,144,0.75)"

MANTINE: dict[str, Any] = {
    "fontFamily": FONT,
    "headings": {"fontFamily": "Georgia, 'Noto Serif', 'Times New Roman', serif", "fontWeight": "600"},
    "primaryColor": "indigo",
    "primaryShade": {"light": 7, "dark": 4},
    "defaultRadius": "md",
    "autoContrast": True,
}


def line_colour(place: int) -> str:
    """The colour of the place-th line, counted from 0; after eight they come round again."""
    return LINES[place % len(LINES)]


def translucent(colour: str, share: float) -> str:
    """A #rrggbb colour as rgba() with the given opacity."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share})"


def tone_word(tone: float, band: float = NEUTRAL_BAND) -> str:
    """What a tone is called: negative, neutral or positive, by the neutral band."""
    if tone <= -band:
        return "negative"
    return "positive" if tone >= band else "neutral"


def signed(tone: float, digits: int = 2) -> str:
    """A tone with its sign and a true minus: +0.12, −0.30, 0.00."""
    rounded = round(tone, digits)
    if rounded == 0:
        return f"{0:.{digits}f}"
    return f"{'+' if rounded > 0 else '−'}{abs(rounded):.{digits}f}"
