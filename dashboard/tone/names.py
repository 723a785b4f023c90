"""Tells which words of a sentence are parts of names, whose everyday meaning must not be scored.

"United", "Justice", "Security" and "Party" carry sentiment in a lexicon and none in "United States", "Justice
Department", "Security Council" and "Labour Party".
"""

from __future__ import annotations

import re

from dashboard.tone.runs import CAPITAL, CAPITAL_PARTED, SMALL, SMALL_PARTED
from dashboard.tone.tokens import Tokens

_CONNECTORS = frozenset({"of", "the", "and", "for", "in", "de", "on", "&", "to"})
_POSSESSIVE = re.compile(r"^['’]?s?\s*$")
# Above this share of capitalised words a line is a title-case headline, where capitals say nothing.
_TITLE_CASE_SHARE = 0.6


def is_title_case(tokens: Tokens) -> bool:
    """Whether a line is written in title case: more than three words, over 60% of them capitalised."""
    count, small = tokens.shapes.count, tokens.shapes.count(SMALL)
    if small >= 0.4 * len(tokens.shapes):  # as nearly always; the rest need not be counted
        return False
    capitals = count(CAPITAL) + count(CAPITAL_PARTED)
    words = capitals + small + count(SMALL_PARTED)
    return words > 3 and capitals / words > _TITLE_CASE_SHARE


def in_name(tokens: Tokens, index: int) -> bool:
    """Whether a word is part of a capitalised name of two words or more ("Justice Department").

    Connectors ("Bank of England") join; punctuation other than a full stop, a hyphen or a possessive parts. In a
    title-case headline nothing is.
    """
    if not tokens.is_capital(index):
        return False
    return (_joins(tokens, index, 1) or _joins(tokens, index, -1)) and not is_title_case(tokens)


def name_between(tokens: Tokens, first: int, end: int) -> bool:
    """Whether a name stands among the words from index `first` to before `end`; a sentence's first word is none."""
    between = tokens.shapes[first or 1 : end]
    return not between.islower() and between != b"" and not is_title_case(tokens)


def _joins(tokens: Tokens, index: int, step: int) -> bool:
    """Whether the word next to this one, or the one beyond a connector, belongs to the same name."""
    near, far = index + step, index + 2 * step
    if tokens.is_capital(near):
        return _close(tokens, index, near)
    if not tokens.is_capital(far) or tokens.runs[near] not in _CONNECTORS:
        return False
    return _close(tokens, index, near) and _close(tokens, near, far)


def _close(tokens: Tokens, one: int, other: int) -> bool:
    first, last = (one, other) if one < other else (other, one)
    if tokens.runs[first][-1].isalnum() and tokens.runs[last][0].isalnum():  # nothing but white space between them
        return True
    gap = tokens.sentence[tokens.place(first)[1] : tokens.place(last)[0]]
    return gap.strip() in ("", ".", "-") or _POSSESSIVE.match(gap) is not None
