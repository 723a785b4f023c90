"""Cuts a sentence into words with their places, bare of the punctuation around them."""

from __future__ import annotations

import string
from typing import NamedTuple

_EDGE = string.punctuation + "“”‘’—–…«»"


class Token(NamedTuple):
    """A word: its text without surrounding punctuation, and where that text stands in the sentence.

    A named tuple, not a dataclass: every word of every sentence becomes one, and these cost half.
    """

    text: str
    start: int
    end: int


def tokens_of(sentence: str) -> list[Token]:
    """The white-space separated words of a sentence, stripped of punctuation at both ends.

    A single punctuation mark by itself is left out; longer runs (":-)", "!!") stay whole, since the lexicon knows
    emoticons. Offsets are code points into `sentence`.
    """
    tokens: list[Token] = []
    end = 0
    for run in sentence.split():
        start = sentence.find(run, end)
        end = start + len(run)
        if run.isalnum():  # most words: nothing to strip
            tokens.append(Token(run, start, end))
            continue
        bare = run.strip(_EDGE)
        if bare:
            start += run.find(bare)
            tokens.append(Token(bare, start, start + len(bare)))
        elif len(run) > 1:
            tokens.append(Token(run, start, end))
    return tokens
