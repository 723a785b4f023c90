"""Scores text as vaderSentiment 3.3.2 does, to the last bit, several times faster.

About one word in fifteen of the news is in VADER's lexicon, and most of those have nothing near them that
could change their valence. So each token is sorted, by a remembered look-up, into a class of one byte; a
search over those bytes finds the lexicon words; and the rules (vader_rules.py) run only where a word that
could matter stands near.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from dashboard.tone import vader_rules as rules
from dashboard.tone.vader_rules import REACH_AHEAD, REACH_BACK
from dashboard.tone.vader_words import (
    BUT,
    EMOJI,
    HIT,
    SEPARATOR,
    SEPARATOR_WORD,
    Memo,
    classifier,
    lexicon,
    spell_out,
    word_of,
)

_JOINT = f" {SEPARATOR_WORD} "
_SEPARATOR = bytes([SEPARATOR])
_BATCH = 256  # texts split at once: saves the overhead of each, and still fits the processor's cache
_STRONGEST = 4.0  # the ends of VADER's scale
_QUIET = (False,) * (REACH_BACK + 1 + REACH_AHEAD)  # no word stands out by its capitals


class Analyser:
    """VADER's rules over its lexicon, and over `extra` words that add to that lexicon or replace words in it.

    `extra` maps words in lower case to valences, −4 … +4; the results are those of a vaderSentiment analyser
    whose lexicon was updated with them. A booster ("very") keeps being one and gets no valence. Raises
    ValueError for a word that could never be found (capitals, white space), for "but", and for a valence
    outside the scale.
    """

    def __init__(self, extra: Mapping[str, float] | None = None) -> None:
        self._lexicon = dict(lexicon())
        for word, value in (extra or {}).items():
            if word != word.lower() or word.split() != [word] or word == "but":
                raise ValueError(f"{word!r} cannot be a lexicon word: one word in lower case, and not 'but'")
            if not abs(value) <= _STRONGEST:  # also refuses NaN
                raise ValueError(f"the valence of {word!r} is {value}; the scale is −4 … +4")
            self._lexicon[word] = float(value)
        self._word_of = Memo(word_of).__getitem__
        self.own_valence = Memo(lambda token: self._lexicon.get(word_of(token), 0.0)).__getitem__
        self.class_of = classifier(self._lexicon.keys())
        self._class_of = Memo(self.class_of).__getitem__

    def polarity_scores(self, text: str) -> dict[str, float]:
        """VADER's scores of a text: neg, neu and pos, shares that add up to about 1, and compound in [−1, 1].

        All are 0.0 for a text without any word.
        """
        tokens = text.split()
        if not tokens:
            return {"neg": 0.0, "neu": 0.0, "pos": 0.0, "compound": 0.0}
        classes = bytes(map(self._class_of, tokens))
        if EMOJI in classes:
            text = spell_out(text)
            tokens = text.split()
            classes = bytes(map(self._class_of, tokens))
        places, values = self._hits(tokens, classes, 0)
        if not values:
            return {"neg": 0.0, "neu": 1.0, "pos": 0.0, "compound": 0.0}
        if BUT in classes:
            rules.contrast(places, values, classes.index(BUT))
        return rules.scores(values, len(tokens), rules.emphasis(text))

    def compound(self, text: str, tokens: Sequence[str], classes: bytes) -> float:
        """The compound score alone, for a caller who has a text's `tokens`, text.split(), and their classes already."""
        if EMOJI in classes:
            return self.polarity_scores(text)["compound"]
        places, values = self._hits(tokens, classes, 0)
        if not values:
            return 0.0
        if BUT in classes:
            rules.contrast(places, values, classes.index(BUT))
        return rules.compound(values, rules.emphasis(text))

    def compounds(self, texts: Sequence[str]) -> list[float]:
        """The compound score of each text, as polarity_scores gives it; quicker for many short texts."""
        scores: list[float] = []
        for start in range(0, len(texts), _BATCH):
            scores += self._batch(texts[start : start + _BATCH])
        return scores

    def valences(self, tokens: Sequence[str], classes: bytes | None = None) -> list[tuple[int, float]]:
        """The (index, valence) of the tokens that carry a valence other than 0, by rising index.

        `tokens` are the white-space tokens of one sentence, with their punctuation: text.split(). The valence
        is that after negation, boosters, capitals and idioms, before the rule for "but" and before the
        emphasis of "!" and "?". A token with emojis counts with the sum of what it is worth once they are
        spelt out. `classes` are the tokens' (class_of), for a caller who has them already.
        """
        if classes is None:
            classes = bytes(map(self._class_of, tokens))
        if EMOJI not in classes:
            places, values = self._hits(tokens, classes, 0)
            return list(zip(places, values, strict=True))
        origin: list[int] = []
        spelt: list[str] = []
        for index, token in enumerate(tokens):
            parts = spell_out(token).split()
            spelt += parts
            origin += [index] * len(parts)
        sums: dict[int, float] = {}
        for place, value in zip(*self._hits(spelt, bytes(map(self._class_of, spelt)), 0), strict=True):
            sums[origin[place]] = sums.get(origin[place], 0.0) + value
        return [(index, value) for index, value in sums.items() if value]

    def changes(self, tokens: Sequence[str], classes: bytes) -> Callable[[int], float | None]:
        """What gives, for the index of a hit, its valence after the rules; None where nothing near could change it.

        For a caller who walks over the hits of a text himself and knows what each is worth alone (`own_valence`).
        `classes` are the tokens' (class_of), no EMOJI among them.
        """
        mixed_case: bool | None = None  # found out once for a text, and only where it is asked for

        def changed(at: int) -> float | None:
            nonlocal mixed_case
            if classes[at - REACH_BACK if at > REACH_BACK else 0 : at + REACH_AHEAD + 1].islower():
                return None
            if mixed_case is None:
                mixed_case = not all(map(str.isupper, tokens))
            return self._changed(tokens, at, 0, len(tokens), mixed_case)

        return changed

    def _hits(self, tokens: Sequence[str], classes: bytes, start: int) -> tuple[list[int], list[float]]:
        """Index in a text and valence of its tokens with a valence other than 0.

        `classes` are those of the text's tokens, which begin at index `start` of `tokens`. VADER keeps the zeros in
        its list; leaving them out changes no sum and nothing in its rule for "but".
        """
        places: list[int] = []
        values: list[float] = []
        small = classes.lower()
        at = small.find(HIT)
        if at < 0:
            return places, values
        calm = small == classes
        mixed_case: bool | None = None
        while at >= 0:
            if calm or classes[at - REACH_BACK if at > REACH_BACK else 0 : at + REACH_AHEAD + 1].islower():
                value = self.own_valence(tokens[start + at])
            else:
                end = start + len(classes)
                if mixed_case is None:
                    mixed_case = not all(map(str.isupper, tokens[start:end]))
                value = self._changed(tokens, start + at, start, end, mixed_case)
            if value:
                places.append(at)
                values.append(value)
            at = small.find(HIT, at + 1)
        return places, values

    def _changed(self, tokens: Sequence[str], at: int, start: int, end: int, mixed_case: bool) -> float:
        """The valence of the hit tokens[at] after the rules, in a text that is tokens[start:end]."""
        first = max(start, at - REACH_BACK)
        near = tokens[first : min(at + REACH_AHEAD + 1, end)]
        loud = list(map(str.isupper, near)) if mixed_case else _QUIET
        return rules.valence(list(map(self._word_of, near)), loud, at - first, self._lexicon)

    def _batch(self, texts: Sequence[str]) -> list[float]:
        joined = _JOINT.join(texts)
        if joined.count(SEPARATOR_WORD) != len(texts) - 1:  # a text holds the separator itself
            return [self.polarity_scores(text)["compound"] for text in texts]
        tokens = joined.split()
        classes = bytes(map(self._class_of, tokens))
        if EMOJI in classes:
            texts = list(map(spell_out, texts))
            tokens = _JOINT.join(texts).split()
            classes = bytes(map(self._class_of, tokens))
        scores: list[float] = []
        start = 0
        for text, part in zip(texts, classes.split(_SEPARATOR), strict=True):
            places, values = self._hits(tokens, part, start)
            if values:
                if BUT in part:
                    rules.contrast(places, values, part.index(BUT))
                scores.append(rules.compound(values, rules.emphasis(text)))
            else:
                scores.append(0.0)
            start += len(part) + 1
        return scores


@cache
def plain() -> Analyser:
    """Plain VADER."""
    return Analyser()


def polarity_scores(text: str) -> dict[str, float]:
    """Plain VADER's neg, neu, pos and compound of a text; see Analyser.polarity_scores."""
    return plain().polarity_scores(text)


def compounds(texts: Sequence[str]) -> list[float]:
    """Plain VADER's compound of each text; see Analyser.compounds."""
    return plain().compounds(texts)


def valences(tokens: Sequence[str]) -> list[tuple[int, float]]:
    """Plain VADER's valences of the white-space tokens of a sentence; see Analyser.valences."""
    return plain().valences(tokens)
