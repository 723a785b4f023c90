"""Sorts the runs of a sentence by VADER's class, and by shape, with one look-up for each.

Nearly all of what a sentence costs is looking up its words, for each look-up goes to another place in memory. So a run
has a mark of one byte that stands for both its class and its shape; two tables of 256 bytes tell them apart again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.tone.tokens import SHAPES, shape
from dashboard.tone.vader_words import CLASSES, Memo

_PAIRS = [(kind, form) for kind in CLASSES for form in SHAPES]
_MARK_OF = {pair: mark for mark, pair in enumerate(_PAIRS)}
_CLASS_OF_MARK = bytes(kind for kind, _ in _PAIRS).ljust(256)
_SHAPE_OF_MARK = bytes(form for _, form in _PAIRS).ljust(256)


class Marker:
    """Finds classes and shapes of runs, for an analyser's `class_of`, with what it reads of a run made by `reads`."""

    def __init__(self, class_of: Callable[[str], int], reads: Callable[[str], str]) -> None:
        self._mark_of = Memo(lambda run: _MARK_OF[class_of(reads(run)), shape(run)]).__getitem__

    def sort(self, runs: Sequence[str]) -> tuple[bytes, bytes]:
        """The runs' classes and their shapes, a letter for each."""
        marks = bytes(map(self._mark_of, runs))
        return marks.translate(_CLASS_OF_MARK), marks.translate(_SHAPE_OF_MARK)
