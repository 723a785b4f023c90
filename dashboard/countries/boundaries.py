"""Where words begin and end."""

from __future__ import annotations

import re

_LAST_WORD = re.compile(r"[^\W_][\w.'-]*$")
_WORD_AFTER = re.compile(r" ([^\W_][\w.'-]*)")
_REACH = 40
"""Characters looked at for a word; longer words are no words before a hit."""


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit touches text[start:end]: "China" in "US-China's" does, in "Chinatown" not.

    An edge that is no letter or digit itself, as the last full stop of "U.S.", bounds itself.
    """
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not (before or after)


def word_before(text: str, start: int) -> str:
    """The word that one space parts from what starts at `start`; empty after a full stop, comma or line end.

    An initial or an abbreviated title keeps its full stop: "J.", "Mr.".
    """
    if start < 2 or text[start - 1] != " ":
        return ""
    reach = start - _REACH if start > _REACH else 0
    word = text[text.rfind(" ", reach, start - 1) + 1 or reach : start - 1]
    if word.isalnum():  # as nearly always, and much quicker than the expression
        return word
    found = _LAST_WORD.search(word)
    word = found[0] if found else ""
    if word.endswith(".") and len(word) > 5:
        return ""
    return word


def word_after(text: str, end: int) -> str:
    """The word that one space parts from what ends at `end`, without a possessive; empty after punctuation."""
    if not text.startswith(" ", end):
        return ""
    stop = text.find(" ", end + 1, end + _REACH)
    if stop > 0 and text[end + 1 : stop].isalnum():  # as mostly, and much quicker than the expression
        return text[end + 1 : stop]
    found = _WORD_AFTER.match(text, end)
    if not found:
        return ""
    return found[1].rstrip(".-'").removesuffix("'s")


def end_of_word_after(text: str, end: int) -> int:
    """Where the word after `end` ends; `end` itself where there is none."""
    found = _WORD_AFTER.match(text, end)
    return found.end() if found else end
