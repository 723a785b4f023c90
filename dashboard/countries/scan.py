"""One pass of the automaton over a text: whole words only, each with its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dashboard.countries.boundaries import stands_alone
from dashboard.countries.lexicon import SILENT, Entry, Led, Lexicon

Hit = tuple[int, int, Entry]
"""Start, end (code points, end excluded) and meaning of a found text."""

Match = tuple[int, int, int]
"""Number of a pattern, start and end."""

_WINDOW = 80
"""Code points searched again behind a match that was no whole word; longer than any name."""

_WORD_START = re.compile(r"(?<![^\W_])[^\W_]")


def _matches(text: str, lexicon: Lexicon) -> Iterable[Match]:
    """What the automaton finds in a text, in code points. A name may be broken over two lines."""
    data = text.encode("utf-8", "surrogatepass").replace(b"\n", b" ").replace(b"\r", b" ").replace(b"\t", b" ")
    found: list[Match] = lexicon.automaton.find_matches_as_indexes(data)
    return found if len(data) == len(text) else _in_code_points(found, data)


def _in_code_points(found: Iterable[Match], data: bytes) -> Iterable[Match]:
    """The same matches with their offsets counted in code points, not bytes."""
    passed = point = 0
    for number, start, end in found:
        point += len(data[passed:start].decode("utf-8", "surrogatepass"))
        width = len(data[start:end].decode("utf-8", "surrogatepass"))
        passed = start
        yield number, point, point + width


def scan(text: str, lexicon: Lexicon, *, silent: bool = False) -> list[Hit]:
    """Finds all listed texts that stand as whole words, left to right, none overlapping.

    Where a match is not a whole word, the texts it hides are looked for. With `silent`, blocs and blocking phrases are
    among what is found.
    """
    entries, led = lexicon.entries if silent else lexicon.speaking, lexicon.led
    size = len(text)
    spaced = ""  # the text in one line, made where it is asked for
    hits: list[Hit] = []
    done = 0
    for number, start, end in _matches(text, lexicon):
        if start < done:
            continue
        # The same test as boundaries.stands_alone, written out: it is asked for every match.
        if (end < size and text[end].isalnum() and text[end - 1].isalnum()) or (
            start and text[start - 1].isalnum() and text[start].isalnum() and number not in led
        ):
            if text[start:end].isalnum():  # one word, so it hides nothing
                continue
            hidden = _hidden(text, start, end, lexicon)
            if hidden is not None:
                done = hidden[1]
                if silent or hidden[2].kind not in SILENT:
                    hits.append(hidden)
            continue
        done = end
        entry = entries[number]
        if number in led:
            spaced = spaced or text.replace("\n", " ")
            longer = _with_lead(spaced, start, end, led[number])
            if longer is not None and (not hits or longer[0] >= hits[-1][1]):
                if silent or longer[1].kind not in SILENT:
                    hits.append((longer[0], end, longer[1]))
                continue
            if not stands_alone(text, start, end):
                continue
        if entry is not None:
            hits.append((start, end, entry))
    return hits


def _with_lead(spaced: str, start: int, end: int, leads: Led) -> tuple[int, Entry] | None:
    """Where a longer text begins that the match at `start` is the end of, such as "the Emirates", and its meaning."""
    for lead, entry in leads:
        if spaced.endswith(lead, 0, start) and stands_alone(spaced, start - len(lead), end):
            return start - len(lead), entry
    return None


def _shorter(text: str, start: int, end: int, lexicon: Lexicon) -> Hit | None:
    """The longest shorter text that begins at `start` and is whole: "Indian" in "Indian Oceania"."""
    for cut in range(end - 1, start, -1):
        if not text[cut].isalnum() and stands_alone(text, start, cut):
            entry = lexicon.by_text.get(text[start:cut].replace("\n", " "))
            if entry is not None:
                return start, cut, entry
    return None


def _hidden(text: str, start: int, end: int, lexicon: Lexicon) -> Hit | None:
    """The first whole text that lies under a match that is no whole word, or begins under it; None without one.

    Only one window behind the match is searched, so that no text can make this slow.
    """
    shorter = _shorter(text, start, end, lexicon)
    if shorter is not None:
        return shorter
    again = _WORD_START.search(text, start + 1, end)
    if again is None:
        return None
    offset = again.start()
    for number, at, until in _matches(text[offset : end + _WINDOW], lexicon):
        if at + offset >= end:
            return None
        entry = lexicon.entries[number]
        if entry is not None and stands_alone(text, at + offset, until + offset):
            return at + offset, until + offset, entry
    return None
