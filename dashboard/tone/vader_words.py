"""VADER's words, by what each can do to a text's score.

Words, weights and boosters are vaderSentiment's own, read from the installed package (Hutto and Gilbert,
ICWSM 2014).
"""

from __future__ import annotations

import string
from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import TypeVar

from vaderSentiment import vaderSentiment

from dashboard.limits import cap

K = TypeVar("K", str, bytes)
T = TypeVar("T")

BOOSTERS: Mapping[str, float] = vaderSentiment.BOOSTER_DICT  # also of two words, "kind of"
IDIOMS: Mapping[str, float] = vaderSentiment.SPECIAL_CASES
NEGATIONS: frozenset[str] = frozenset(vaderSentiment.NEGATE)
NEGATION_FACTOR: float = vaderSentiment.N_SCALAR
CAPITALS_STEP: float = vaderSentiment.C_INCR

# An idiom or a two-word booster can only stand where its longest word stands; its others ("the", "of") are
# everywhere.
TELLING: frozenset[str] = frozenset(max(phrase.split(), key=len) for phrase in (*IDIOMS, *BOOSTERS) if " " in phrase)

# Each token gets one of these letters. A capital says that the token may change what a hit is worth: itself,
# or one at most three tokens after it or two before it. Where no capital is near a hit, no rule applies.
PLAIN, HIT, CHANGER, CHANGING_HIT, BUT = b"phCHb"
# These two are no letters, so they are neither small nor capital.
EMOJI, SEPARATOR = b"~|"
CLASSES = bytes((PLAIN, HIT, CHANGER, CHANGING_HIT, BUT, EMOJI, SEPARATOR))
SEPARATOR_WORD = "\0"

_LONGEST_KEPT = cap("word_cache_chars")
_MOST_KEPT = cap("word_cache_words")


class Memo(dict[K, T]):
    """Remembers what a function makes of a word; bounded, so that odd text cannot fill the memory."""

    def __init__(self, make: Callable[[K], T]) -> None:
        super().__init__()
        self._make: Callable[[K], T] = make

    def __missing__(self, word: K) -> T:
        made = self._make(word)
        if len(word) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[word] = made
        return made


class Same(dict[T, T]):
    """Gives one object for all equal values: what many words share lies in one place then, and is sooner at hand."""

    def __missing__(self, value: T) -> T:
        self[value] = value
        return value


@cache
def _loaded() -> tuple[Mapping[str, float], Mapping[int, str]]:
    analyzer = vaderSentiment.SentimentIntensityAnalyzer()
    # vaderSentiment looks at single code points, so emojis made of several never match as a whole.
    names = {ord(emoji): " " + name for emoji, name in analyzer.emojis.items() if len(emoji) == 1}
    return analyzer.lexicon, names


def lexicon() -> Mapping[str, float]:
    """VADER's words in lower case and their valences, −4 … +4; read from its file at the first call."""
    return _loaded()[0]


def spell_out(text: str) -> str:
    """The text with each emoji replaced by its name.

    Quirk: a space goes before the name and none after it, so the name's last word sticks to what follows.
    (vaderSentiment adds no space after another one; that makes the same words.)
    """
    return text.translate(_loaded()[1])


def word_of(token: str) -> str:
    """The word in a white-space token as VADER sees it, in lower case.

    ASCII punctuation falls off both ends, unless that leaves two characters or fewer: then the token may be
    an emoticon, and stays whole. So "war." is "war", but "no." stays "no." and is not found in the lexicon.
    """
    stripped = token.strip(string.punctuation)
    return (stripped if len(stripped) > 2 else token).lower()


def is_negation(word: str) -> bool:
    """Whether a word in lower case turns round what follows; any word with "n't" in it does."""
    return word in NEGATIONS or "n't" in word


def classifier(words: Collection[str]) -> Callable[[str], int]:
    """A function that gives the class of a white-space token (PLAIN … SEPARATOR) under a lexicon."""
    emojis = frozenset(map(chr, _loaded()[1]))
    # Besides boosters and negations: the words that the rules in vader_rules.py ask for by name.
    changers = BOOSTERS.keys() | TELLING | {"so", "this", "no", "least"}

    def class_of(token: str) -> int:
        if not token.isascii() and not emojis.isdisjoint(token):
            return EMOJI
        if token == SEPARATOR_WORD:
            return SEPARATOR
        word = word_of(token)
        if word == "but":
            return BUT
        changes = word in changers or is_negation(word)
        if word not in words or word in BOOSTERS:  # a booster has no valence of its own
            return CHANGER if changes else PLAIN
        return CHANGING_HIT if changes or token.isupper() else HIT

    return class_of
