"""The numbers of the Overview's charts as tables: what their exports hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard import names
from dashboard.series import Decomposition, Mover
from dashboard.types import Note, Point
from dashboard.web.view import View

Table = tuple[Sequence[str], list[list[object]]]

_MEAN = ("articles", "stories", "mean", "low", "high")


def line_table(seen: View) -> Table:
    """A row for each mark of the tone lines; the mean's smoothed value where there is one."""
    smooth = {one.raw: one.smooth for line in (seen.smoothed or {}).values() for one in line}
    columns = ("country", "name", "period", "start", *_MEAN, *(("smoothed",) if smooth else ()))
    rows: list[list[object]] = [
        [
            *(point.country, names.country_name(point.country), point.period, point.start.isoformat()),
            *_mean(point),
            *((_rounded(smooth[point]),) if smooth else ()),
        ]
        for line in seen.lines.values()
        for point in line
    ]
    return columns, rows


def mean_table(points: Iterable[Point]) -> Table:
    """A row for each country's mean over the whole span."""
    return ("country", "name", *_MEAN), [
        [point.country, names.country_name(point.country), *_mean(point)] for point in points
    ]


def mover_table(movers: Iterable[Mover]) -> Table:
    """A row for each country that moved."""
    return ("country", "name", "articles_before", "mean_before", "articles", "mean", "change", "low", "high"), [
        [
            *(one.country, names.country_name(one.country), one.before_n, _rounded(one.before_mean)),
            *(one.n, _rounded(one.mean), _rounded(one.change), _rounded(one.low), _rounded(one.high)),
        ]
        for one in movers
    ]


def why_table(found: Decomposition) -> Table:
    """A row for each outlet's part in a change of the mean."""
    return ("outlet", "articles_before", "mean_before", "articles", "mean", "tone_effect", "mix_effect"), [
        [
            *(one.outlet, one.before_n, _rounded(one.before_mean), one.n, _rounded(one.mean)),
            *(_rounded(one.tone_effect, 6), _rounded(one.mix_effect, 6)),
        ]
        for one in found.outlets
    ]


def note_table(notes: Iterable[Note]) -> Table:
    """A row for each note, with the columns of a table of notes that can be read again."""
    return ("day", "country", "text"), [[note.day.isoformat(), note.country, note.text] for note in notes]


def _mean(point: Point) -> tuple[object, ...]:
    return point.articles, point.stories, _rounded(point.mean), _rounded(point.low), _rounded(point.high)


def _rounded(value: float | None, digits: int = 4) -> float | None:
    return None if value is None else round(value, digits) + 0.0  # never "-0.0"
