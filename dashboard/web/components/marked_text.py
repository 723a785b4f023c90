"""An article's text with mentions and scoring words marked, so that a reader can follow the score."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dash import html

from dashboard.types import CountryTone, Evidence, Field
from dashboard.web import theme
from dashboard.web.components.aria import aria

_BLANK_LINE = re.compile(r"\s*\n[ \t\r]*\n\s*")
_LINE_END = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text to mark: its kind is a CSS class; its note shows on hover and keyboard focus."""

    start: int
    end: int
    kind: str
    note: str


def marks_of(tones: Sequence[CountryTone], chosen: str, field: Field, names: dict[str, str]) -> list[Mark]:
    """Marks for a field of an article: every country mention, and the words that scored toward `chosen`.

    They never overlap: where a scoring word lies inside a mention, the mention wins.
    """
    marks: dict[tuple[int, int], Mark] = {}
    for tone in tones:
        own = tone.country == chosen
        for proof in tone.evidence:
            if proof.field != field:
                continue
            for start, end in proof.mentions:
                kind = "wt-mention wt-own" if own else "wt-mention"
                marks[start, end] = Mark(start, end, kind, names[tone.country])
            for word in proof.words if own else ():
                sign = "wt-up" if word.contribution > 0 else "wt-down"
                note = f"{theme.signed(word.contribution)} toward {names[chosen]}"
                marks.setdefault((word.start, word.end), Mark(word.start, word.end, f"wt-word {sign}", note))
    return _apart(sorted(marks.values(), key=lambda mark: (mark.start, mark.kind.startswith("wt-word"))))


def paragraphs(text: str, marks: Sequence[Mark], proofs: Sequence[Evidence], name: str) -> list[Any]:
    """The text as paragraphs with the marks; after each scored sentence stands its tone toward `name`."""
    return [html.P(list(_pieces(text, span, marks, proofs, name))) for span in _paragraph_spans(text)]


def heading(title: str, marks: Sequence[Mark], proofs: Sequence[Evidence], name: str) -> list[Any]:
    """The title with its marks, as children of a heading."""
    return list(_pieces(title, (0, len(title)), marks, proofs, name))


def noted(note: str) -> dict[str, Any]:
    """Attributes that make reading.js show a note beside a mark, and screen readers say it."""
    return {"data-note": note, **aria(description=note)}


def _pieces(
    text: str, span: tuple[int, int], marks: Sequence[Mark], proofs: Sequence[Evidence], name: str
) -> Iterator[Any]:
    start, end = span
    inside = [mark for mark in marks if start <= mark.start and mark.end <= end]
    ends = {proof.end: proof.tone for proof in proofs if start < proof.end <= end}
    by_start = {mark.start: mark for mark in inside}
    cuts = sorted({start, end, *ends, *by_start, *(mark.end for mark in inside)})
    skip_to = start
    for first, last in itertools.pairwise(cuts):
        if first >= skip_to:
            mark = by_start.get(first)
            if mark is None:
                yield text[first:last]
            else:
                yield html.Mark(text[mark.start : mark.end], className=mark.kind, tabIndex="0", **noted(mark.note))
                skip_to = mark.end
        if last in ends:
            tone = ends[last]
            yield html.Span(
                theme.signed(tone),
                className=f"wt-sentence wt-{theme.tone_word(tone)}",
                **noted(f"This sentence toward {name}: {theme.signed(tone)} ({theme.tone_word(tone)})"),
            )


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    for mark in marks:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
        elif mark.kind.startswith("wt-mention") and kept[-1].kind.startswith("wt-word"):
            kept[-1] = mark
    return kept


def _paragraph_spans(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs are parted by blank lines; in a text that has none, every line is one."""
    between = _BLANK_LINE if _BLANK_LINE.search(text) else _LINE_END
    at = 0
    for gap in (*(match.span() for match in between.finditer(text)), (len(text), len(text))):
        if text[at : gap[0]].strip():
            yield at, gap[0]
        at = gap[1]
