"""Countries mentioned together: a heat map of the tone toward each in sentences that name both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dashboard.web import theme
from dashboard.web.figures.parts import Figure, axis_of, layout_of
from dashboard.web.relating import Related, Relation
from dashboard.web.wording import counted

_CELL = 38  # pixels
_PALE = 0.62  # of white in the colours of cells with few articles


def heat_map(seen: Related, country_names: Mapping[str, str], measure: str) -> Figure:
    """Rows are the countries whose tone it is, columns those named with them.

    A cell's y and x are the two countries' codes: a click tells these, but no custom data, for a cell.
    Each cell shows the mean and the number of articles. Cells with fewer than five articles are paler, with their
    number in brackets; what no sentence names together, and the diagonal, stay empty.
    """
    codes = list(seen.countries)
    axis = {
        "type": "category",
        "automargin": True,
        "showgrid": False,
        "ticks": "",
        "categoryorder": "array",
        "categoryarray": codes,
        "tickmode": "array",
        "tickvals": codes,
        "ticktext": [country_names[code] for code in codes],
    }
    scale = {"zmin": -theme.TONE_RANGE, "zmax": theme.TONE_RANGE}
    enough = _trace(seen, country_names, lambda one: one.low is not None)
    few = _trace(seen, country_names, lambda one: one.low is None)
    bar = {
        "orientation": "h",
        "thickness": 10,
        "len": 0.5,
        "x": 0.5,
        "y": 0,
        "yanchor": "top",
        "ypad": 26,
        "outlinewidth": 0,
        **theme.tone_bar_ticks(),
        "tickfont": {"size": 12},
        "title": {"text": measure, "side": "top", "font": {"size": 12}},
    }
    layout = layout_of(height=height(len(seen.countries)), margin={"l": 8, "r": 8, "t": 8, "b": 100})
    layout |= {
        "hovermode": "closest",
        "xaxis": axis_of(
            **axis,
            side="top",
            tickangle=-45,
            range=[-0.5, max(1, len(codes)) - 0.5],
            title={"text": "… in sentences that also name", "font": {"size": 12}, "standoff": 6},
        ),
        "yaxis": axis_of(
            **axis,
            range=[max(1, len(codes)) - 0.5, -0.5],
            title={"text": f"{measure} …", "font": {"size": 12}, "standoff": 10},
        ),
    }
    data = [
        enough | scale | {"colorscale": theme.TONE_SCALE, "showscale": True, "colorbar": bar},
        few | scale | {"colorscale": pale(theme.TONE_SCALE), "showscale": False},
    ]
    return {"data": data, "layout": layout}


def height(number: int) -> int:
    """The height in pixels of a heat map of so many countries."""
    return 260 + _CELL * max(1, number)


def pale(scale: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """A scale of #rrggbb colours mixed with white."""
    return [[share, "#" + "".join(_mixed(colour[at : at + 2]) for at in (1, 3, 5))] for share, colour in scale]


def relation_rows(seen: Related, country_names: Mapping[str, str]) -> tuple[Sequence[str], list[list[object]]]:
    """Columns and rows of the cells, row by row of the map."""
    return ("country", "name", "with", "with_name", "articles", "sentences", "mean", "low", "high"), [
        [
            *(one.country, country_names[one.country], one.other, country_names[one.other], one.n, one.sentences),
            *(None if value is None else round(value, 4) + 0.0 for value in (one.mean, one.low, one.high)),
        ]
        for country in seen.countries
        for other in seen.countries
        if (one := seen.cells.get((country, other)))
    ]


def _mixed(part: str) -> str:
    value = int(part, 16)
    return f"{round(value + (255 - value) * _PALE):02x}"


def _trace(seen: Related, country_names: Mapping[str, str], wanted: Callable[[Relation], bool]) -> dict[str, Any]:
    rows = [
        [one if (one := seen.cells.get((country, other))) and wanted(one) else None for other in seen.countries]
        for country in seen.countries
    ]
    return {
        "type": "heatmap",
        "x": list(seen.countries),
        "y": list(seen.countries),
        "z": [[None if one is None else round(one.mean, 4) for one in row] for row in rows],
        "text": [["" if one is None else _cell(one) for one in row] for row in rows],
        "texttemplate": "%{text}",
        "textfont": {"size": 11},
        "hovertext": [["" if one is None else _hover(one, country_names) for one in row] for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "hoverongaps": False,
        "xgap": 2,
        "ygap": 2,
    }


def _cell(one: Relation) -> str:
    number = f"{one.n:,}" if one.low is not None else f"({one.n:,})"
    return f"<b>{theme.signed(one.mean)}</b><br>{number}"


def _hover(one: Relation, country_names: Mapping[str, str]) -> str:
    interval = (
        f"95% interval {theme.signed(one.low)} to {theme.signed(one.high)}"
        if one.low is not None and one.high is not None
        else "too few for an interval"
    )
    return (
        f"<b>{country_names[one.country]}</b>, mentioned together with {country_names[one.other]}<br>"
        f"tone toward {country_names[one.country]}: {theme.signed(one.mean)}<br>"
        f"{counted(one.n, 'article')}, {counted(one.sentences, 'sentence')}<br>{interval}"
    )
