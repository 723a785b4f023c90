"""Scores the tone of one sentence toward a target in it, word by word.

A word's contribution is  value × exp(−(d − 1) / τ) × weight.  The value is VADER's valence after its rules for
negation, boosters, capitals and idioms, or for a news word what it tells of its doer or of whom it is done to
(roles.py); d is the distance in words to the nearest mention of the target (1 for its neighbour), τ = 5 before the
target and 12 after it; the weight is learned (weights.py) and less in some circumstances (setting.py). Words inside
names count nothing. The tone is s / √(s² + 15), VADER's own squashing, of the sum s of all contributions.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from dashboard.tone import roles, sentences, setting, vader_words
from dashboard.tone.names import in_name, name_between
from dashboard.tone.tokens import Tokens, tokens_of, words_for_vader
from dashboard.tone.vader import Analyser
from dashboard.tone.weights import BOTH, NEWS, PLAIN, weights
from dashboard.types import Word

NAME = "toward"
VERSION = "4"

TAU_BEFORE = 5.0
TAU_AFTER = 12.0
ALPHA = 15.0  # vaderSentiment's normalisation constant


# Named tuples, where other records are dataclasses: every sentence with a mention makes several of each.


class Hit(NamedTuple):
    """A scoring word of a sentence: the index of its word, its valence and kind; for a news word its values instead.

    `turned` is what VADER's rules made of a news word's own valence: 1 unchanged, negative where it was negated.
    """

    at: int
    valence: float
    values: roles.Values | None
    turned: float
    kind: str


class Reading(NamedTuple):
    """A sentence made ready to be scored toward any target in it; `quotations` are the spans in quotes."""

    tokens: Tokens
    hits: Sequence[Hit]
    quotations: Sequence[tuple[int, int]]


class Share(NamedTuple):
    """A scoring word near a target: the word in lower case, its kind (weights.KINDS), its place, value × decay,
    whether it stands before the target, and the circumstances that bear on its weight.
    """

    word: str
    kind: str
    start: int
    end: int
    value: float
    before: bool
    circumstances: tuple[str, ...]


@cache
def _lexicon() -> tuple[Analyser, Mapping[str, tuple[roles.Values, float, str]]]:
    """VADER's rules over its words and the news words; these words' values, valence in those rules, and kind."""
    known = vader_words.lexicon()
    news = {
        word: (values, max(values, key=abs), BOTH if word in known else NEWS)
        for word, values in roles.news_words().items()
    }
    return Analyser({word: valence for word, (_, valence, _) in news.items()}), news


def read(sentence: str) -> Reading:
    """Finds the words of a sentence that carry valence: VADER's and the news words, less those inside names."""
    tokens = tokens_of(sentence)
    analyser, news = _lexicon()
    hits: list[Hit] = []
    for at, valence in analyser.valences(words_for_vader(tokens)):
        if in_name(tokens, at):
            continue
        entry = news.get(tokens.word(at))
        if entry is None:
            hits.append(Hit(at, valence, None, 1.0, PLAIN))
        else:
            values, own, kind = entry
            hits.append(Hit(at, valence, values, valence / own, kind))
    return Reading(tokens, hits, setting.quotations(sentence) if hits else ())


def score(reading: Reading, spans: Sequence[tuple[int, int]]) -> tuple[float, tuple[Word, ...]]:
    """The tone of a sentence toward the target at the given spans, and the words that made it.

    `spans` are (start, end) in code points of the sentence; several are one target named more than once, and a word
    counts by the nearest. Returns tone in [−1, 1] and the words in text order, whose contributions add up to the
    raw sum s.
    """
    weight_of = weights().of
    words: list[Word] = []
    for word, kind, start, end, value, before, circumstances in shares(reading, spans):
        weight = weight_of(word, kind, before, value > 0, circumstances)
        if weight:
            words.append(Word(start, end, value * weight))
    return squash(math.fsum(word.contribution for word in words)), tuple(words)


def undirected(reading: Reading) -> tuple[float, tuple[Word, ...]]:
    """The tone of a sentence toward nobody in particular: its valences as they are, names left out.

    For an article that names no country and is counted for its outlet's own.
    """
    words = tuple(Word(*reading.tokens.place(hit.at), hit.valence) for hit in reading.hits)
    return squash(math.fsum(word.contribution for word in words)), words


class _Place(NamedTuple):
    """One mention of the target: its words, those of the group it shares a fate with, and how it stands."""

    first: int
    last: int
    group_first: int
    group_last: int
    start: int
    end: int
    circumstances: tuple[str, ...]


def shares(reading: Reading, spans: Sequence[tuple[int, int]]) -> list[Share]:
    """Each scoring word's share toward the target at `spans`, before the learned weight; in text order."""
    tokens, hits = reading.tokens, reading.hits
    if not hits or not spans:
        return []
    places = sorted([_place(tokens, start, end) for start, end in spans])
    found: list[Share] = []
    for at, valence, values, turned, kind in hits:
        first, last, group_first, group_last, begin, finish, circumstances = (
            places[0] if len(places) == 1 else _nearest(places, at)
        )
        if first <= at <= last:
            continue
        before = at < first
        value = valence
        if values is not None:
            value = turned * roles.value(values, tokens, at, first, last)
            if not value:
                continue
        if before:
            if (values is None or not values.speaks_of_another) and setting.is_anothers(tokens, at, first):
                continue
        elif setting.owns(tokens.sentence, finish, at - last):
            circumstances += ("target owns it",)
        distance = group_first - at if before else at - group_last
        if distance > 1:
            value *= math.exp((1 - distance) / (TAU_BEFORE if before else TAU_AFTER))
            if name_between(tokens, *((at + 1, group_first) if before else (group_last + 1, at))):
                circumstances += ("beyond a name",)
        start, end = tokens.place(at)
        if before and setting.is_parted(tokens.runs, at, group_first):
            circumstances += ("before a comma",)
        circumstances += _around(reading, at, start, begin)
        found.append(Share(tokens.word(at), kind, start, end, value, before, circumstances))
    return found


def _around(reading: Reading, at: int, start: int, target: int) -> tuple[str, ...]:
    """The circumstances of the word at index `at`, which starts at `start`; the target starts at `target`."""
    found = setting.of_word(reading.tokens, at)
    for opened, closed in reading.quotations:
        if opened <= start < closed and not opened <= target < closed:
            return (*found, "in a quotation")
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


def _place(tokens: Tokens, start: int, end: int) -> _Place:
    first, last = tokens.at(start, end)
    group = setting.coordinated(tokens, first, last)
    name = tokens.sentence[start:end]
    return _Place(first, last, *group, start, end, setting.circumstances(tokens, first, last, name))


def _nearest(places: Sequence[_Place], index: int) -> _Place:
    """The place nearest to a word, of places in order that do not overlap; of two equally near ones the earlier."""
    if len(places) == 1:
        return places[0]
    after = bisect_left(places, index, key=lambda place: place.first)
    return min(places[max(0, after - 1) : after + 1], key=lambda place: _distance(index, place.first, place.last))


def _distance(index: int, first: int, last: int) -> int:
    return first - index if index < first else max(0, index - last)


class Toward:
    """The engine `toward`; see engines.Engine."""

    name = NAME
    version = VERSION
    read = staticmethod(read)
    score = staticmethod(score)


ENGINE = Toward()
