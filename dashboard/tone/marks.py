"""Sorts the runs of a sentence by VADER's classes, by shape, by bearing, with one look-up for each.

Nearly all of what a sentence costs is looking up its words, for each look-up goes to another place in memory. So a run
has four marks of one byte side by side, and those of all runs are taken apart again at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.tone.bearings import bearing
from dashboard.tone.runs import shape
from dashboard.tone.vader_words import Memo

Marks = tuple[bytes, bytes, bytes, bytes]
"""A letter for each run of a sentence: its class in plain VADER, that in our analyser, its shape, its bearing."""


class Marker:
    """Finds the marks of runs: `plain` gives VADER's class of a run, `ours` that of what `reads` makes of it."""

    def __init__(self, plain: Callable[[str], int], ours: Callable[[str], int], reads: Callable[[str], str]) -> None:
        kept: dict[bytes, bytes] = {}  # one object for all runs with the same marks, of which there are some hundred

        def marks_of(run: str) -> bytes:
            marks = bytes((plain(run), ours(reads(run)), shape(run), bearing(run)))
            return kept.setdefault(marks, marks)

        self._marks_of = Memo(marks_of).__getitem__

    def sort(self, runs: Sequence[str]) -> Marks:
        """The marks of all runs."""
        marks = b"".join(map(self._marks_of, runs))
        return marks[::4], marks[1::4], marks[2::4], marks[3::4]
