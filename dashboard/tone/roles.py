"""Says what a news word tells of its doer and of whom it is done to, and which of the two a target is.

"Russia condemned X" blames X, not Russia; "Russia was condemned" blames Russia; "Russia bombed X" speaks ill of
Russia and leaves X the victim. So each word of data/tone/news_words.tsv carries two values on VADER's scale: one
for its doer, owner or bearer, one for what it is done to or said of.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from dashboard import resources
from dashboard.tone import vader_words
from dashboard.tone.bearings import BE, BY
from dashboard.tone.tokens import Tokens

_STRONGEST = 4.0
# How much VADER's own opinion of a news word adds to both of its values. Chosen among 0, .15, .3, .5 and 1 by
# cross-validation on the labelled mentions.
_SECOND_OPINION = 0.3

_PARTICIPLE_ENDS = ("ed", "en", "ht", "n", "t")
# "an attack by X", "criticism from X": how many words before X a noun may stand to be X's own doing.
_BY_REACH = 5
_ARTICLES = frozenset("the a an its their his her".split())

# A blaming or praising word says this much of its object and next to nothing of its subject.
_SAYS_MUCH = 1.0
_SAYS_LITTLE = 0.5


class Values(NamedTuple):
    """What a word tells of the one who does or is it, and of the one it is done to; −4 … +4."""

    doer: float
    undergoer: float

    @property
    def speaks_of_another(self) -> bool:
        """Whether the word speaks of its object only, as "condemned" and "praised" do."""
        return abs(self.undergoer) >= _SAYS_MUCH and abs(self.doer) <= _SAYS_LITTLE


@cache
def news_words() -> Mapping[str, Values]:
    """The news words and their values, VADER's own opinion mixed in where it has one.

    Raises ValueError for a value outside −4 … +4.
    """
    lexicon = vader_words.lexicon()
    words: dict[str, Values] = {}
    for row in resources.rows("tone", "news_words.tsv"):
        word, doer, undergoer = row["word"], float(row["doer"]), float(row["undergoer"])
        if not max(abs(doer), abs(undergoer)) <= _STRONGEST:
            raise ValueError(f"news_words.tsv: the values of {word!r} are not within −4 … +4")
        own = _SECOND_OPINION * lexicon.get(word, 0.0)
        values = Values(_on_scale(doer + own), _on_scale(undergoer + own))
        if any(values):
            words[word] = values
    return words


@cache
def topic_words() -> frozenset[str]:
    """Words that a list gives a value and that tell nothing for or against anybody in the news ("leader", "share")."""
    return frozenset(row["word"] for row in resources.rows("tone", "topic_words.tsv"))


@cache
def adverse_words() -> Mapping[str, Values]:
    """Words that tell a little against a country near them ("against", "missiles"), with their values, at most 0."""
    rows = resources.rows("tone", "adverse_words.tsv")
    return {row["word"]: Values(float(row["doer"]), float(row["undergoer"])) for row in rows}


def _on_scale(value: float) -> float:
    return max(-_STRONGEST, min(_STRONGEST, value))


def value(values: Values, tokens: Tokens, at: int, first: int, last: int) -> float:
    """What the news word at index `at` tells of the target at words first…last (both included)."""
    doer, undergoer = values
    if doer == undergoer:
        return doer
    if at > last:
        return undergoer if _by_follows(tokens, at) or _is_passive(tokens, at) else doer
    if _by_follows(tokens, at) and _is_passive(tokens, at):  # "was condemned by X": X does it
        return doer
    before = first - 1
    if before - at <= _BY_REACH + 1:
        if tokens.word(before) in _ARTICLES:
            before -= 1
        if before > at >= before - _BY_REACH and tokens.word(before) in ("by", "from"):
            return doer
    return undergoer


def _is_passive(tokens: Tokens, at: int) -> bool:
    return BE in tokens.bearings[at - 3 if at > 3 else 0 : at] and tokens.word(at).endswith(_PARTICIPLE_ENDS)


def _by_follows(tokens: Tokens, at: int) -> bool:
    return BY in tokens.bearings[at + 1 : at + 3]
