"""Scores the tone of one sentence toward a target in it, word by word.

A word's contribution is  valence × role × exp(−(d − 1) / τ) × weight,  with VADER's valence after its rules for
negation, boosters, capitals and idioms; role from roles.py; d the distance in words to the nearest mention of the
target (1 for its neighbour); τ = 5; weight learned (weights.py). Words inside names count nothing. The tone is
s / √(s² + 15), VADER's own squashing, of the sum s of all contributions.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dashboard.tone import roles, sentences
from dashboard.tone.names import name_mask
from dashboard.tone.tokens import Token, tokens_of
from dashboard.tone.vader import Analyser
from dashboard.tone.weights import PLAIN, weights
from dashboard.types import Word

NAME = "toward"
VERSION = "2"

TAU = 5.0
ALPHA = 15.0  # vaderSentiment's normalisation constant


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence made ready to be scored toward any target in it."""

    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    hits: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A scoring word near a target: the word in lower case, its class, its place, valence × role × decay, and whether
    it stands before the target.
    """

    word: str
    name: str
    start: int
    end: int
    value: float
    before: bool


@cache
def _analyser() -> Analyser:
    return Analyser({word: roles.CLASSES[name].valence for word, name in roles.news_words().items()})


def read(sentence: str) -> Reading:
    """Finds the words of a sentence that carry valence: VADER's and the news words, less those inside names."""
    tokens = tokens_of(sentence)
    texts = [token.text for token in tokens]
    if "’" in sentence:  # VADER knows "don't" with a straight apostrophe only
        texts = [text.replace("’", "'") for text in texts]
    hits = _analyser().valences(texts)
    if hits:
        masked = name_mask(sentence, tokens)
        hits = [(index, valence) for index, valence in hits if not masked[index]]
    return Reading(tuple(tokens), tuple(token.text.lower() for token in tokens), tuple(hits))


def score(reading: Reading, spans: Sequence[tuple[int, int]]) -> tuple[float, tuple[Word, ...]]:
    """The tone of a sentence toward the target at the given spans, and the words that made it.

    `spans` are (start, end) in code points of the sentence; several are one target named more than once, and a word
    counts by the nearest. Returns tone in [−1, 1] and the words in text order, whose contributions add up to the
    raw sum s.
    """
    learned = weights()
    words: list[Word] = []
    for share in shares(reading, spans):
        weight = learned.of(share.word, share.name, before=share.before, raises=share.value > 0)
        if weight:
            words.append(Word(share.start, share.end, share.value * weight))
    return squash(math.fsum(word.contribution for word in words)), tuple(words)


def undirected(reading: Reading) -> tuple[float, tuple[Word, ...]]:
    """The tone of a sentence toward nobody in particular: its valences as they are, names left out.

    For an article that names no country and is counted for its outlet's own.
    """
    words = tuple(
        Word(reading.tokens[index].start, reading.tokens[index].end, valence) for index, valence in reading.hits
    )
    return squash(math.fsum(word.contribution for word in words)), words


def shares(reading: Reading, spans: Sequence[tuple[int, int]]) -> list[Share]:
    """Each scoring word's share toward the target at `spans`, before the learned weight; in text order."""
    if not reading.hits or not spans:
        return []
    places = sorted(_token_range(reading.tokens, start, end) for start, end in spans)
    found: list[Share] = []
    for index, valence in reading.hits:
        first, last = _nearest(places, index)
        if first <= index <= last:
            continue
        decay = math.exp((1 - _distance(index, first, last)) / TAU)
        value = valence * roles.factor(reading.words, index, first, last) * decay
        word, token = reading.words[index], reading.tokens[index]
        name = roles.news_words().get(word, PLAIN)
        found.append(Share(word, name, token.start, token.end, value, index < first))
    return found


def squash(raw: float) -> float:
    """A raw sum brought into (−1, 1): s / √(s² + 15), as vaderSentiment does it."""
    return raw / math.sqrt(raw * raw + ALPHA)


def tone_toward(text: str, start: int, end: int) -> float:
    """The tone toward the span [start, end) of a text, from the sentence it stands in; in [−1, 1].

    The span may be anything: a country, a person, a firm; an empty one stands for the word nearest to it. Raises
    ValueError for a span that is not in the text.
    """
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"the span {start}…{end} is not inside the text of {len(text)} code points")
    first, last = sentence_at(text, start, end)
    return score(read(text[first:last]), [(start - first, end - first)])[0]


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that holds [start, end); where the span crosses a boundary, all it touches."""
    touched = [span for span in sentences.split(text) if span[0] < max(end, start + 1) and start < span[1]]
    return (min(start, touched[0][0]), max(end, touched[-1][1])) if touched else (start, end)


def _token_range(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    inside = [index for index, token in enumerate(tokens) if token.start < end and token.end > start]
    if inside:
        return inside[0], inside[-1]
    nearest = min(range(len(tokens)), key=lambda index: abs(tokens[index].start - start))
    return nearest, nearest


def _nearest(places: Sequence[tuple[int, int]], index: int) -> tuple[int, int]:
    """The place nearest to a word, of places in order that do not overlap; of two equally near ones the earlier."""
    after = bisect_left(places, (index, -1))
    return min(places[max(0, after - 1) : after + 1], key=lambda place: _distance(index, *place))


def _distance(index: int, first: int, last: int) -> int:
    return first - index if index < first else max(0, index - last)
