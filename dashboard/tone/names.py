"""Tells which words of a sentence are parts of names, whose everyday meaning must not be scored.

"United", "Justice", "Security" and "Party" carry sentiment in a lexicon and none in "United States", "Justice
Department", "Security Council" and "Labour Party".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dashboard.tone.tokens import Token

_CONNECTORS = frozenset({"of", "the", "and", "for", "in", "de", "on", "&", "to"})
_POSSESSIVE = re.compile(r"^['’]?s?\s*$")
# Above this share of capitalised words a line is a title-case headline, where capitals say nothing.
_TITLE_CASE_SHARE = 0.6


def is_title_case(tokens: Sequence[Token]) -> bool:
    """Whether a line is written in title case: more than three words, over 60% of them capitalised."""
    words = [token.text for token in tokens if token.text[:1].isalpha()]
    return len(words) > 3 and sum(word[0].isupper() for word in words) / len(words) > _TITLE_CASE_SHARE


def name_mask(sentence: str, tokens: Sequence[Token]) -> list[bool]:
    """For each token whether it belongs to a capitalised name of two words or more ("Justice Department").

    Connectors ("Bank of England") join; other punctuation parts. Nothing is masked in a title-case headline.
    """
    mask = [False] * len(tokens)
    if is_title_case(tokens):
        return mask
    capital = [token.text[:1].isupper() for token in tokens]
    first = 0
    while first < len(tokens):
        if not capital[first]:
            first += 1
            continue
        last = _end_of_name(sentence, tokens, capital, first)
        if last > first:
            mask[first : last + 1] = [True] * (last + 1 - first)
        first = last + 1
    return mask


def _end_of_name(sentence: str, tokens: Sequence[Token], capital: Sequence[bool], first: int) -> int:
    last = at = first
    while at + 1 < len(tokens):
        gap = sentence[tokens[at].end : tokens[at + 1].start]
        if gap.strip() not in ("", ".", "-") and not _POSSESSIVE.match(gap):
            break
        if capital[at + 1]:
            last = at = at + 1
        elif tokens[at + 1].text in _CONNECTORS and at + 2 < len(tokens) and capital[at + 2]:
            at += 1
        else:
            break
    return last
