"""One pass of the automaton over a text: whole words only, blocked phrases left out."""

from __future__ import annotations

import re

from dashboard.countries.boundaries import stands_alone
from dashboard.countries.lexicon import Entry, Lexicon

Hit = tuple[int, int, Entry]
"""Start, end (code points, end excluded) and meaning of a found text."""

_WINDOW = 80
"""Code points searched again behind a match that was no whole word; longer than any name."""

_WORD_START = re.compile(r"(?<![^\W_])[^\W_]")


def _shorter(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, Entry | None] | None:
    """The longest shorter text that begins at `start` and is whole: "Indian" in "Indian Oceania"."""
    for cut in range(end - 1, start, -1):
        if not text[cut].isalnum() and text[start:cut] in lexicon.by_text and stands_alone(text, start, cut):
            return cut, lexicon.by_text[text[start:cut]]
    return None


def scan(text: str, lexicon: Lexicon) -> list[Hit]:
    """Finds all listed texts that stand as whole words, left to right, none overlapping.

    Where a match is not a whole word, the texts it hides are looked for.
    """
    entries = lexicon.entries
    size = len(text)
    hits: list[Hit] = []
    done = 0
    for index, start, end in lexicon.automaton.find_matches_as_indexes(text):
        if start < done:
            continue
        # The same test as boundaries.stands_alone, written out: it is asked for every match.
        if (start and text[start - 1].isalnum() and text[start].isalnum()) or (
            end < size and text[end].isalnum() and text[end - 1].isalnum()
        ):
            hidden = _hidden(text, start, end, lexicon)
            if hidden is not None:
                done = hidden[1]
                if hidden[2] is not None:
                    hits.append((hidden[0], hidden[1], hidden[2]))
            continue
        entry = entries[index]
        if entry is not None:
            hits.append((start, end, entry))
    return hits


def _hidden(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, int, Entry | None] | None:
    """The first whole text that lies under a match that is no whole word, or begins under it; None without one.

    Only one window behind the match is searched, so that no text can make this slow.
    """
    shorter = _shorter(text, start, end, lexicon)
    if shorter is not None:
        return start, *shorter
    again = _WORD_START.search(text, start + 1, end)
    if again is None:
        return None
    offset = again.start()
    for index, at, until in lexicon.automaton.find_matches_as_indexes(text[offset : end + _WINDOW]):
        if at + offset >= end:
            return None
        if stands_alone(text, at + offset, until + offset):
            return at + offset, until + offset, lexicon.entries[index]
    return None
