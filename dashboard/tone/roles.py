"""Says whom a news word speaks well or ill of: its subject, its object, or whoever did the deed.

"Russia condemned X" blames X, not Russia; "Russia was condemned" blames Russia; "Russia bombed X" speaks ill of
Russia and leaves X the victim. The classes come from data/tone/news_words.tsv; the factors were chosen on
development data (see the README's section on tone).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dashboard import resources


@dataclass(frozen=True, slots=True)
class WordClass:
    """How a class of news words weighs.

    `valence` on VADER's scale (−4 … +4) for words that VADER lacks; `on_object` and `on_subject` multiply it where
    the target is what the word is done to, or who does it.
    """

    valence: float
    on_object: float
    on_subject: float


CLASSES: Mapping[str, WordClass] = {
    "blame": WordClass(-2.0, 1.5, 0.15),
    "hostile_deed": WordClass(-2.2, 0.3, 1.0),
    "failing": WordClass(-1.6, 1.0, 1.0),
    "praise": WordClass(1.8, 1.5, 0.4),
    "help": WordClass(1.6, 0.5, 1.0),
    "achievement": WordClass(1.4, 1.0, 1.0),
}

# An object further away than this from "condemned" is seldom what was condemned.
_REACH = 6
_FAR_OBJECT = 0.7
_BE = frozenset("was were is are be been being am got get gets stands stood".split())
_PARTICIPLE_ENDS = ("ed", "en", "ht", "n", "t")


@cache
def news_words() -> Mapping[str, str]:
    """The news words and the class of each. Raises ValueError for a class that is not in CLASSES."""
    words = {row["word"]: row["class"] for row in resources.rows("tone", "news_words.tsv")}
    for word, name in words.items():
        if name not in CLASSES:
            raise ValueError(f"news_words.tsv: {word!r} has the unknown class {name!r}")
    return words


def factor(words: Sequence[str], at: int, first: int, last: int) -> float:
    """What the word at index `at` is multiplied with for the target at words first…last (both included).

    `words` are the sentence's words in lower case. 1 for words outside the classes.
    """
    name = news_words().get(words[at])
    if name is None:
        return 1.0
    kind = CLASSES[name]
    passive = words[at].endswith(_PARTICIPLE_ENDS) and any(word in _BE for word in words[max(0, at - 3) : at])
    by_follows = "by" in words[at + 1 : at + 3]
    if at < first:  # the word stands before the target
        if passive and by_follows:  # "was condemned by X": X does it
            return kind.on_subject
        near = first - at <= _REACH
        return kind.on_object if near else min(kind.on_object, _FAR_OBJECT)
    if passive or by_follows:  # "X was condemned": done to X
        return kind.on_object
    return kind.on_subject
