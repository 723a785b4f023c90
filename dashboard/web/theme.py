"""Every colour and size of the pages and charts, in one place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from dashboard import names

# Okabe and Ito (2008), "Color Universal Design": told apart with every common colour blindness. Their yellow is
# left out, as a thin line in it cannot be seen on white.
LINES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7A5195", "#6B7280")

DASHES = ("solid", "dash", "dot", "dashdot")
# Whom the news speaks of most, and who is often compared: neighbours in this list get different colours.
PROMINENT = (
    *("USA", "RUS", "CHN", "UKR", "FRA", "GBR", "DEU", "ISR"),
    *("JPN", "IRN", "IND", "TUR", "PSE", "SAU", "PRK", "POL"),
    *("KOR", "EGY", "BRA", "ZAF", "MEX", "CAN", "AUS", "TWN"),
    *("SYR", "PAK", "ITA", "NGA", "ESP", "ETH", "LBN", "SDN"),
)
UNCHOSEN = "#868e96"

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
TONE_RANGE = 0.4

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
    "primaryShade": {"light": 7, "dark": 7},
    "defaultRadius": "md",
    "autoContrast": True,
}


def tone_bar_ticks() -> dict[str, Any]:
    """Ticks of the colour bar of tones: its ends stand for all that lies beyond them."""
    half = TONE_RANGE / 2
    low, high = f"≤ {signed(-TONE_RANGE, 1)}", f"≥ {signed(TONE_RANGE, 1)}"
    words = [low, signed(-half, 1), "0", signed(half, 1), high]
    return {"tickvals": [-TONE_RANGE, -half, 0, half, TONE_RANGE], "ticktext": words, "tickangle": 0}


def line_colour(place: int) -> str:
    """The colour of the place-th line, counted from 0; after eight they come round again."""
    return LINES[place % len(LINES)]


def country_colour(country: str) -> str:
    """The colour of a country (ISO alpha-3), the same in every chart, on every page, with every store.

    The countries that news speaks of most come first and get the colours in turn, so the first eight all differ. For
    two countries of one colour in one chart see `dashes`.
    """
    return line_colour(_places().get(country, 0))


def dashes(countries: Sequence[str]) -> dict[str, str]:
    """Plotly's dash of each country's line in a chart: solid, and another for a colour that came before."""
    found: dict[str, str] = {}
    times: dict[str, int] = {}
    for country in countries:
        colour = country_colour(country)
        found[country] = DASHES[times.get(colour, 0) % len(DASHES)]
        times[colour] = times.get(colour, 0) + 1
    return found


@cache
def _places() -> dict[str, int]:
    return {code: place for place, code in enumerate(dict.fromkeys((*PROMINENT, *names.countries())))}


def translucent(colour: str, share: float) -> str:
    """A #rrggbb colour as rgba() with the given opacity."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share})"


def tone_word(tone: float, band: float = NEUTRAL_BAND) -> str:
    """What a tone is called: negative, neutral or positive, by the neutral band."""
    if abs(tone) < band or tone == 0:
        return "neutral"
    return "positive" if tone > 0 else "negative"


def signed(tone: float, digits: int = 2) -> str:
    """A tone with its sign and a true minus: +0.12, −0.30, 0.00."""
    rounded = round(tone, digits)
    if rounded == 0:
        return f"{0:.{digits}f}"
    return f"{'+' if rounded > 0 else '−'}{abs(rounded):.{digits}f}"
