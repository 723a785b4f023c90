"""Cuts a sentence into words with their places, bare of the punctuation around them."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass

_RUN = re.compile(r"\S+")
_EDGE = string.punctuation + "“”‘’—–…«»"


@dataclass(frozen=True, slots=True)
class Token:
    """A word: its text without surrounding punctuation, and where that text stands in the sentence."""

    text: str
    start: int
    end: int


def tokens_of(sentence: str) -> list[Token]:
    """The white-space separated words of a sentence, stripped of punctuation at both ends.

    A run of mere punctuation of one character is kept out; longer ones (":-)", "!!") stay whole, since the lexicon
    knows emoticons. Offsets are code points into `sentence`.
    """
    tokens: list[Token] = []
    for match in _RUN.finditer(sentence):
        run = match.group()
        bare = run.strip(_EDGE)
        if len(bare) <= 1 and len(run) > 1:
            bare = bare or run
        elif not bare:
            continue
        start = match.start() + run.find(bare)
        tokens.append(Token(bare, start, start + len(bare)))
    return tokens
