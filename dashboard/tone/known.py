"""Tells what is known of a run whatever stands around it: its marks (marks.py), and what it tells as a scoring word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from dashboard.tone import roles, vader, vader_words
from dashboard.tone.marks import marker
from dashboard.tone.runs import bare, straight, word_of
from dashboard.tone.vader import Analyser
from dashboard.tone.vader_words import CHANGER, CHANGING_HIT, HIT, Memo, Same
from dashboard.tone.weights import ADVERSE, BOTH, KINDS, NEWS, PLAIN, Bases, weights

_NO_HIT = {HIT: vader_words.PLAIN, CHANGING_HIT: CHANGER}


class Known(NamedTuple):
    """What is known of a scoring word whatever stands around it: itself in lower case, its kind (weights.KINDS), how
    long it is, the weights of its kind, by whether it stands before the target and raises the tone, and its own.
    """

    word: str
    kind: str
    length: int
    bases: Bases
    weight: float


# What the run of a scoring word tells: what is known of the word, where it begins in the run, its valence by itself and
# what that is worth, what any other valence is divided and multiplied by to be worth as much, and its values where it
# has two. None for a topic.
Found = tuple[Known, int, float, float, float, float, roles.Values | None] | None


class Lookups(NamedTuple):
    """What looks up runs: their marks, `ours` among them the classes of `analyser`; and what tells of those it hits."""

    marks_of: Callable[[str], bytes]
    found_in: Callable[[str], Found]
    analyser: Analyser


@cache
def lookups(is_ascii: bool) -> Lookups:
    """The look-ups for the runs of a sentence that is all ASCII, or of one that is not."""
    marks_of = marker(vader.plain().class_of, _class_of, str if is_ascii else straight)
    return Lookups(marks_of, _finder(is_ascii), _analyser())


@cache
def news() -> Mapping[str, tuple[str, roles.Values, float]]:
    """Each news word's kind and values, with its valence in VADER's rules; adverse words among them."""
    known = vader_words.lexicon()
    adverse = {word: (ADVERSE, values, min(values)) for word, values in roles.adverse_words().items()}
    return adverse | {
        word: (BOTH if word in known else NEWS, values, max(values, key=abs))
        for word, values in roles.news_words().items()
    }


def forget() -> None:
    """Makes all look-ups anew when they are next asked for, by other tables."""
    for made in (lookups, _analyser):
        made.cache_clear()


@cache
def _analyser() -> Analyser:
    """VADER's rules over its words and the news words."""
    return Analyser({word: own for word, (_, _, own) in news().items()})


def _class_of(token: str) -> int:
    """The class of a token in our analyser; topics, which score nothing, are no hits."""
    found = _analyser().class_of(token)
    return _NO_HIT.get(found, found) if word_of(token) in roles.topic_words() else found


def _finder(is_ascii: bool) -> Callable[[str], Found]:
    """What tells of a run with a scoring word; remembered, for news repeats its words."""
    words, topics, learned, analyser = news(), roles.topic_words(), weights(), _analyser()
    bases = {kind: learned.bases(kind) for kind in KINDS}
    same, same_values, same_known = Same[float](), Same[roles.Values](), Same[Known]()

    def found(run: str) -> Found:
        word, inside = word_of(run), bare(run)
        if word in topics:
            return None
        kind, values, own = words.get(word, (PLAIN, None, 1.0))
        worth = 1.0
        if values is not None and len(set(values)) == 1:
            worth, values = values.doer, None
        elif values is not None:
            values = same_values[roles.Values(same[values.doer], same[values.undergoer])]
        valence = same[analyser.own_valence(run if is_ascii else straight(run))]
        known = same_known[Known(word, kind, len(inside), bases[kind], same[learned.words.get(word, 0.0)])]
        return known, run.find(inside), valence, same[valence / own * worth], same[own], same[worth], values

    return Memo(found).__getitem__
