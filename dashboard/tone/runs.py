"""Tells the word in a run of characters without white space, with the shape it stands in."""

from __future__ import annotations

import string

from dashboard.tone.vader_words import Memo

_EDGE = string.punctuation + "“”‘’—–…«»"


def bare(run: str) -> str:
    """A run without the punctuation at both ends; one of punctuation only (":-)", "–") stays whole."""
    return run.strip(_EDGE) or run


def straight(run: str) -> str:
    """A run bare and with straight apostrophes, as VADER knows its words: "don’t" is "don't"."""
    return bare(run).replace("’", "'")


# A run's shape is one letter, so that one look at bytes answers for many runs: a capital where the word begins with
# one, w or p where it begins with another letter, n or q where with none; p or q where a comma, a dash or the like ends
# the run.
SMALL, SMALL_PARTED, CAPITAL, CAPITAL_PARTED, NO_LETTER, NO_LETTER_PARTED = SHAPES = b"wpWPnq"
CAPITALS = bytes((CAPITAL, CAPITAL_PARTED))
_PARTING = ",;:—–"


def shape(run: str) -> int:
    """The shape of a run: one of the letters above."""
    initial, parted = bare(run)[0], run[-1] in _PARTING
    if not initial.isalpha():
        return NO_LETTER_PARTED if parted else NO_LETTER
    if initial.isupper():
        return CAPITAL_PARTED if parted else CAPITAL
    return SMALL_PARTED if parted else SMALL


# What comes of a run is remembered, for news repeats its words.
word_of = Memo(lambda run: straight(run).lower()).__getitem__
