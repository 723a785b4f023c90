"""Cuts a sentence into words with their places, bare of the punctuation around them."""

from __future__ import annotations

import re
import string
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from dashboard.tone.vader_words import Memo

_EDGE = string.punctuation + "“”‘’—–…«»"
_RUN = re.compile(r"\S+")


def bare(run: str) -> str:
    """A run without the punctuation at both ends; one of punctuation only (":-)", "–") stays whole."""
    return run.strip(_EDGE) or run


def straight(run: str) -> str:
    """A run bare and with straight apostrophes, as VADER knows its words: "don’t" is "don't"."""
    return bare(run).replace("’", "'")


# A run's shape is one letter, so that one search over bytes answers for many runs: a capital where the word begins with
# one, w or p where it begins with another letter, n or q where with none; p or q where a comma, a dash or the like ends
# the run.
SMALL, SMALL_PARTED, CAPITAL, CAPITAL_PARTED, NO_LETTER, NO_LETTER_PARTED = SHAPES = b"wpWPnq"
CAPITALS = bytes((CAPITAL, CAPITAL_PARTED))
_PARTING = ",;:—–"
_a_capital = re.compile(b"[WP]").search
_a_parting = re.compile(b"[pPq]").search


def shape(run: str) -> int:
    """The shape of a run: one of the letters above."""
    initial, parted = bare(run)[0], run[-1] in _PARTING
    if not initial.isalpha():
        return NO_LETTER_PARTED if parted else NO_LETTER
    if initial.isupper():
        return CAPITAL_PARTED if parted else CAPITAL
    return SMALL_PARTED if parted else SMALL


# What comes of a run is remembered, for news repeats its words.
_straight = Memo(straight).__getitem__
word_of = Memo(lambda run: straight(run).lower()).__getitem__
_shape = Memo(shape).__getitem__


class Tokens(NamedTuple):
    """The words of a sentence: its white-space separated runs, in order.

    `shapes` holds a letter for each (see `shape`). `starts` says where each run begins, in code points; None where one
    space stands between any two runs and none at the ends, for then places are found by counting: nearly always, for a
    lone line break or tab is made a space in `sentence`.
    Only the few words near a target or a scoring word are ever read; so nothing more is made of the others.
    """

    sentence: str
    runs: list[str]
    shapes: bytes
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

    def has_capital(self, first: int, end: int) -> bool:
        """Whether one of the words from index `first` to before `end` begins with a capital."""
        return _a_capital(self.shapes, first, end) is not None

    def is_parted(self, first: int, end: int) -> bool:
        """Whether a comma, dash or the like closes one of the runs from index `first` to before `end`."""
        return _a_parting(self.shapes, first, end) is not None

    def place(self, index: int) -> tuple[int, int]:
        """Where a word without its punctuation stands in the sentence: (start, end) in code points, end excluded."""
        run = self.runs[index]
        start = len(" ".join([*self.runs[:index], ""])) if self.starts is None else self.starts[index]
        if run.isalpha():  # nothing to take off
            return start, start + len(run)
        text = bare(run)
        start += run.find(text)
        return start, start + len(text)

    def at(self, start: int, end: int) -> tuple[int, int]:
        """The first and the last word that the span [start, end) touches; for one in a gap the word that follows."""
        if self.starts is None:
            first = self.sentence.count(" ", 0, start)
            return first, first + self.sentence.count(" ", start, end - 1) if end else first
        first = max(0, bisect_right(self.starts, start) - 1)
        if first + 1 < len(self.runs) and self.starts[first] + len(self.runs[first]) <= start:
            first += 1
        return first, max(first, bisect_left(self.starts, end) - 1)


def tokens_of(sentence: str) -> Tokens:
    """The words of a sentence."""
    runs = sentence.split()
    return placed(sentence, runs, bytes(map(_shape, runs)))


def placed(sentence: str, runs: list[str], shapes: bytes) -> Tokens:
    """The words of a sentence from its runs, sentence.split(), and their shapes."""
    even = " ".join(runs)
    if len(even) == len(sentence):  # one character stands in each gap: so may a space, and all keeps its place
        return Tokens(even, runs, shapes, None)
    return Tokens(sentence, runs, shapes, [match.start() for match in _RUN.finditer(sentence)])


def words_for_vader(sentence: str, runs: Sequence[str]) -> Sequence[str]:
    """The runs of a sentence as VADER's rules may read them; these strip ASCII punctuation, but no other."""
    return runs if sentence.isascii() else list(map(_straight, runs))
