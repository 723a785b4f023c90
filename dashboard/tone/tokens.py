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


# What comes of a run is remembered, for news repeats its words.
_straight = Memo(straight).__getitem__
_word = Memo(lambda run: straight(run).lower()).__getitem__
_initial = Memo(lambda run: bare(run)[0]).__getitem__


class Tokens(NamedTuple):
    """The words of a sentence: its white-space separated runs, in order.

    `starts` says where each run begins, in code points; None where one space stands between any two runs and none at
    the ends, as nearly always, for then places are found by counting. Only the few words near a target or a scoring
    word are ever looked at; so nothing is made of the others.
    """

    sentence: str
    runs: list[str]
    starts: list[int] | None

    def word(self, index: int) -> str:
        """A word bare of punctuation, in lower case, with straight apostrophes; empty beyond the sentence's ends."""
        return _word(self.runs[index]) if 0 <= index < len(self.runs) else ""

    def words(self, first: int, end: int) -> list[str]:
        """The words from index `first` to before `end`, those of them that exist."""
        return list(map(_word, self.runs[max(0, first) : max(0, end)]))

    def is_capital(self, index: int) -> bool:
        """Whether a word begins with a capital; not so beyond the sentence's ends."""
        return 0 <= index < len(self.runs) and _initial(self.runs[index]).isupper()

    def initials(self, first: int, end: int) -> str:
        """The first letters, as they stand, of the words from index `first` to before `end`."""
        return "".join(map(_initial, self.runs[first:end]))

    def place(self, index: int) -> tuple[int, int]:
        """Where a word without its punctuation stands in the sentence: (start, end) in code points, end excluded."""
        run = self.runs[index]
        text = bare(run)
        start = sum(map(len, self.runs[:index])) + index if self.starts is None else self.starts[index]
        start += run.find(text)
        return start, start + len(text)

    def at(self, start: int, end: int) -> tuple[int, int]:
        """The first and the last word that the span [start, end) touches; for one in a gap the word that follows."""
        if self.starts is None:
            first = self.sentence.count(" ", 0, start)
            return first, max(first, self.sentence.count(" ", 0, end - 1) if end else 0)
        first = max(0, bisect_right(self.starts, start) - 1)
        if first + 1 < len(self.runs) and self.starts[first] + len(self.runs[first]) <= start:
            first += 1
        return first, max(first, bisect_left(self.starts, end) - 1)


def tokens_of(sentence: str) -> Tokens:
    """The words of a sentence."""
    runs = sentence.split()
    if " ".join(runs) == sentence:
        return Tokens(sentence, runs, None)
    return Tokens(sentence, runs, [match.start() for match in _RUN.finditer(sentence)])


def words_for_vader(tokens: Tokens) -> Sequence[str]:
    """The runs as VADER's rules may read them; they strip ASCII punctuation by themselves, but no other."""
    return tokens.runs if tokens.sentence.isascii() else list(map(_straight, tokens.runs))
