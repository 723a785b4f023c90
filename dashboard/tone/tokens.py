"""Cuts a sentence into words with their places, bare of the punctuation around them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from dashboard.tone.bearings import bearing
from dashboard.tone.runs import CAPITALS, bare, shape, straight, word_of
from dashboard.tone.vader_words import Memo

_RUN = re.compile(r"\S+")
_a_parting = re.compile(b"[pPq]").search
_straight = Memo(straight).__getitem__
_shape = Memo(shape).__getitem__
_bearing = Memo(bearing).__getitem__


class Tokens(NamedTuple):
    """The words of a sentence: its white-space separated runs, in order.

    `shapes` and `bearings` hold a letter for each (see `shape` and `bearing`). `starts` says where each run begins, in
    code points; None where one space stands between any two runs and none at the ends, for then places are found by
    counting: nearly always, for a lone line break or tab is made a space in `sentence`.
    Only the few words near a target or a scoring word are ever read; so nothing more is made of the others.
    """

    sentence: str
    runs: list[str]
    shapes: bytes
    bearings: bytes
    starts: list[int] | None

    def word(self, index: int) -> str:
        """A word bare of punctuation, in lower case, with straight apostrophes; empty beyond the sentence's ends."""
        return word_of(self.runs[index]) if 0 <= index < len(self.runs) else ""

    def words(self, first: int, end: int) -> list[str]:
        """The words from index `first` to before `end`, those of them that exist."""
        return list(map(word_of, self.runs[first if first > 0 else 0 : end if end > 0 else 0]))

    def is_capital(self, index: int) -> bool:
        """Whether a word begins with a capital; not so beyond the sentence's ends."""
        return 0 <= index < len(self.shapes) and self.shapes[index] in CAPITALS

    def is_parted(self, first: int, end: int) -> bool:
        """Whether a comma, dash or the like closes one of the runs from index `first` to before `end`."""
        return _a_parting(self.shapes, first, end) is not None

    def start(self, index: int) -> int:
        """Where a run begins in the sentence, in code points."""
        return len(" ".join(self.runs[:index])) + (index > 0) if self.starts is None else self.starts[index]

    def place(self, index: int) -> tuple[int, int]:
        """Where a word without its punctuation stands in the sentence: (start, end) in code points, end excluded."""
        run = self.runs[index]
        word = bare(run)
        start = self.start(index) + run.find(word)
        return start, start + len(word)

    def at(self, start: int, end: int) -> tuple[int, int]:
        """The first and the last word that the span [start, end) touches; for one in a gap the word that follows."""
        if self.starts is None:
            first = self.sentence.count(" ", 0, start)
            return first, first + self.sentence.count(" ", start, end - 1) if end else first
        first = max(0, bisect_right(self.starts, start) - 1)
        if first + 1 < len(self.runs) and self.starts[first] + len(self.runs[first]) <= start:
            first += 1
        return first, max(first, bisect_left(self.starts, end) - 1)


NO_TOKENS = Tokens("", [], b"", b"", None)


def tokens_of(sentence: str) -> Tokens:
    """The words of a sentence."""
    runs = sentence.split()
    return placed(sentence, runs, bytes(map(_shape, runs)), bytes(map(_bearing, runs)))


def placed(sentence: str, runs: list[str], shapes: bytes, bearings: bytes) -> Tokens:
    """The words of a sentence from its runs, sentence.split(), with their shapes and bearings."""
    even = " ".join(runs)
    if len(even) == len(sentence):  # one character stands in each gap: so may a space, and all keeps its place
        return tuple.__new__(Tokens, (even, runs, shapes, bearings, None))
    return Tokens(sentence, runs, shapes, bearings, [match.start() for match in _RUN.finditer(sentence)])


def words_for_vader(runs: Iterable[str]) -> list[str]:
    """Runs that are not all ASCII as VADER's rules may read them; these strip ASCII punctuation, but no other."""
    return list(map(_straight, runs))
