"""VADER's rules over valences: first those for one word in its surroundings, then those for a whole text.

Each rule repeats vaderSentiment 3.3.2 to the last bit, also where its code does something its comments do not
say; such places are marked "Quirk". The last bit hangs on the order of additions and multiplications.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Mapping, Sequence

from dashboard.tone.vader_words import (
    BOOSTERS,
    CAPITALS_STEP,
    IDIOMS,
    NEGATION_FACTOR,
    NEGATIONS,
    TELLING,
    is_negation,
)

ALPHA = 15.0  # vaderSentiment's normalisation constant
REACH_BACK = 3  # words before a lexicon word that can change its valence
REACH_AHEAD = 2  # words after it, for idioms such as "kiss of death"

_DAMPING = {1: 1.0, 2: 0.95, 3: 0.9}  # a booster weighs less from further away
_INTENSE = ("so", "this")


def valence(words: Sequence[str], loud: Sequence[bool], at: int, lexicon: Mapping[str, float]) -> float:
    """The valence of the lexicon word words[at] after negation, boosters, capitals and idioms.

    `words` are in lower case, from three before to two after that word, fewer at the ends of the text; `loud`
    says which of them stand in capitals while others of the text do not. words[at] is in `lexicon` and no
    booster.
    """
    word = words[at]
    following = words[at + 1 : at + 1 + REACH_AHEAD]
    if word == "kind" and following and following[0] == "of":
        return 0.0
    value = lexicon[word]
    if word == "no" and following and following[0] in lexicon:
        value = 0.0  # "no" negates the next word instead of counting itself
    if "no" in words and _after_no(words, at):
        value = lexicon[word] * NEGATION_FACTOR
    if loud[at]:
        value += CAPITALS_STEP if value > 0 else -CAPITALS_STEP
    for distance in range(1, (at if at < REACH_BACK else REACH_BACK) + 1):
        before = words[at - distance]
        if before in lexicon:
            continue
        if before in BOOSTERS:
            value += _boost(before, loud[at - distance], value) * _DAMPING[distance]
        last = distance == REACH_BACK
        if before in NEGATIONS or "n't" in before or (last and words[at - 1] in _INTENSE):
            value *= _negation(words, at, distance)
        # Quirk: idioms are looked for only from the fourth word of a text on, and only where the word three
        # before is not in the lexicon.
        if last and not TELLING.isdisjoint(words):
            value = _idioms(value, words, at)
    if _after_least(words, at, lexicon):
        value *= NEGATION_FACTOR
    return value


def _after_no(words: Sequence[str], at: int) -> bool:
    """Whether "no" negates the word: "no good", "no real good", "no fame or glory"."""
    before = words[max(0, at - REACH_BACK) : at]
    if "no" in before[-2:]:
        return True
    return len(before) == REACH_BACK and before[0] == "no" and before[-1] in ("or", "nor")


def _boost(booster: str, loud: bool, value: float) -> float:
    """What a booster or dampener adds to `value`: away from zero or toward it."""
    boost = -BOOSTERS[booster] if value < 0 else BOOSTERS[booster]
    if loud:  # Quirk: capitals push away from zero even where the word is a dampener
        boost += CAPITALS_STEP if value > 0 else -CAPITALS_STEP
    return boost


def _negation(words: Sequence[str], at: int, distance: int) -> float:
    """The factor that the word `distance` before words[at], a negation or before "so" or "this", stands for."""
    before = words[at - distance]
    if before == "never" and distance > 1 and words[at - distance + 1] in _INTENSE:
        return 1.25  # "never so good" is praise
    # Quirk: for want of brackets, "so" or "this" right before the word is enough, without any "never", once
    # three words stand before it: "we found this good".
    if distance == REACH_BACK and words[at - 1] in _INTENSE:
        return 1.25
    if before == "without" and "doubt" in words[at - distance + 1 : at]:
        return 1.0
    return NEGATION_FACTOR if is_negation(before) else 1.0


def _idioms(value: float, words: Sequence[str], at: int) -> float:
    """The idiom's valence where words[at] stands in or after one, else `value`; plus two-word dampeners."""
    three, two, one, word = words[at - 3 : at + 1]
    following = words[at + 1 : at + 1 + REACH_AHEAD]
    # Quirk: also idioms that end before the word: in "after the bomb attack", "attack" gets the idiom's +3.
    for phrase in (
        f"{one} {word}",
        f"{two} {one} {word}",
        f"{two} {one}",
        f"{three} {two} {one}",
        f"{three} {two}",
    ):
        if phrase in IDIOMS:
            value = IDIOMS[phrase]
            break
    phrase = word
    for ahead in following:
        phrase = f"{phrase} {ahead}"
        value = IDIOMS.get(phrase, value)
    for phrase in (f"{three} {two} {one}", f"{three} {two}", f"{two} {one}"):
        value += BOOSTERS.get(phrase, 0.0)  # Quirk: the sign is not turned for negative words
    return value


def _after_least(words: Sequence[str], at: int, lexicon: Collection[str]) -> bool:
    """Whether "least" negates the word: "least good", but not "at least good" or "very least good"."""
    if at == 0 or words[at - 1] != "least" or "least" in lexicon:
        return False
    return at == 1 or words[at - 2] not in ("at", "very")


def contrast(places: Sequence[int], values: list[float], but: int) -> None:
    """VADER's rule for "but", in place: half the valences before it, one and a half times those after it.

    `places` are the token indices of the valences, rising; `but` that of the first "but", itself without one.

    Quirk: vaderSentiment takes the valences in turn, but changes the first one that is equal at that moment.
    That may be an earlier one, even one already changed: before a "but", [2, 1] becomes [0.5, 1]. It searches
    its list for each; here a heap for each value holds the indices where it stands now, smallest first.
    """
    standing: dict[float, list[int]] = {}
    for index, value in enumerate(values):
        standing.setdefault(value, []).append(index)  # rising indices are a heap already
    for turn in range(len(values)):
        value = values[turn]
        first = standing[value][0]
        changed = value * (0.5 if places[first] < but else 1.5)
        values[first] = changed
        heapq.heappop(standing[value])
        heapq.heappush(standing.setdefault(changed, []), first)


def emphasis(text: str) -> float:
    """What exclamation marks (up to four) and question marks (from two on) of a text add to its strength."""
    marks, questions = text.count("!"), text.count("?")
    if not marks and questions < 2:
        return 0.0
    asked = 0.0
    if questions > 1:
        asked = questions * 0.18 if questions <= 3 else 0.96
    return min(marks, 4) * 0.292 + asked if marks else asked


def compound(values: Sequence[float], emphasis: float) -> float:
    """The sum of all valences and the emphasis, s, brought into [−1, 1]: s / √(s² + 15), to four decimals."""
    total = sum(values)
    if total > 0:
        total += emphasis
    elif total < 0:
        total -= emphasis
    return round(total / math.sqrt(total * total + ALPHA), 4)


def scores(values: Sequence[float], words: int, emphasis: float) -> dict[str, float]:
    """How much of a text of so many words is negative, neutral and positive, to three decimals; and its compound.

    `values` are the valences other than 0. A word counts with the size of its valence plus 1, a neutral one
    with 1.
    """
    positive = negative = 0.0
    for value in values:
        if value > 0:
            positive += value + 1
        else:
            negative += 1 - value
    if positive > negative:
        positive += emphasis
    elif positive < negative:
        negative += emphasis
    neutral = words - len(values)
    total = positive + negative + neutral
    return {  # rounding is slow, and many a text has no negative or no positive word
        "neg": round(negative / total, 3) if negative else 0.0,
        "neu": round(neutral / total, 3),
        "pos": round(positive / total, 3) if positive else 0.0,
        "compound": compound(values, emphasis),
    }
