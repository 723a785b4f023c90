"""Scores the tone of one sentence toward a target in it, word by word.

A word's contribution is  value × exp(−(d − 1) / τ) × weight.  The value is VADER's valence after its rules for
negation, boosters, capitals and idioms, or for a news word what it tells of its doer or of whom it is done to
(roles.py); d is the distance in words to the nearest mention of the target (1 for its neighbour), τ = 5 before the
target and 12 after it; the weight is learned (weights.py) and less in some circumstances (setting.py). Words inside
names count nothing. The tone is s / √(s² + 15), VADER's own squashing, of the sum s of all contributions.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from math import exp, fsum, sqrt
from typing import NamedTuple

from dashboard.tone import roles, sentences, setting, vader, vader_words
from dashboard.tone.marks import Marker
from dashboard.tone.names import in_name, name_between
from dashboard.tone.runs import CAPITALS, bare, straight, word_of
from dashboard.tone.tokens import Tokens, placed, words_for_vader
from dashboard.tone.vader import Analyser
from dashboard.tone.vader_words import CHANGER, CHANGING_HIT, EMOJI, HIT, Memo
from dashboard.tone.weights import ADVERSE, BOTH, NEWS, PLAIN, Bases, weights
from dashboard.types import Word

NAME = "toward"
VERSION = "5"

TAU_BEFORE = 5.0
TAU_AFTER = 12.0
ALPHA = 15.0  # vaderSentiment's normalisation constant

_NO_HIT = {HIT: vader_words.PLAIN, CHANGING_HIT: CHANGER}


class Known(NamedTuple):
    """What is known of a scoring word whatever stands around it: itself in lower case, its kind (weights.KINDS), how
    long it is, and its weights before circumstances, by whether it stands before the target and raises the tone.
    """

    word: str
    kind: str
    length: int
    weights: Bases


# A scoring word of a sentence: its index, where it starts in code points, what is known of it, and its valence; then
# what it tells of any target, or where a news word tells other things of its doer than of whom it is done to, those two
# values and what they are multiplied with, negative where the word was negated; last the circumstances that do not hang
# on the target. A bare tuple, and so are those below that this module keeps to itself: every sentence with a mention
# makes several of each.
Hit = tuple[int, int, Known, float, float, roles.Values | None, tuple[str, ...]]


class Reading(NamedTuple):
    """A sentence made ready to be scored toward any target in it; `quotations` are the spans in quotes, `plain` the
    classes of its words in plain VADER.
    """

    tokens: Tokens
    hits: Sequence[Hit]
    quotations: Sequence[tuple[int, int]]
    plain: bytes


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
def _analyser() -> Analyser:
    """VADER's rules over its words and the news words."""
    return Analyser({word: own for word, (_, _, own) in _news().items()})


@cache
def _news() -> Mapping[str, tuple[str, roles.Values, float]]:
    """Each news word's kind and values, with its valence in VADER's rules; adverse words among them."""
    known = vader_words.lexicon()
    adverse = {word: (ADVERSE, values, min(values)) for word, values in roles.adverse_words().items()}
    return adverse | {
        word: (BOTH if word in known else NEWS, values, max(values, key=abs))
        for word, values in roles.news_words().items()
    }


@cache
def _marker(is_ascii: bool) -> Marker:
    """What sorts the runs of a sentence, our analyser's as words_for_vader gives them to it."""
    return Marker(vader.plain().class_of, _class_of, str if is_ascii else straight)


def _class_of(token: str) -> int:
    """The class of a token in our analyser; topics, which score nothing, are no hits."""
    found = _analyser().class_of(token)
    return _NO_HIT.get(found, found) if word_of(token) in roles.topic_words() else found


# What the run of a scoring word tells: what is known of the word, where it begins in the run, its valence by itself and
# what that is worth, what any other valence is divided and multiplied by to be worth as much, and its values where it
# has two. None for a topic.
_Found = tuple[Known, int, float, float, float, float, roles.Values | None] | None


@cache
def _finder(is_ascii: bool) -> Callable[[str], _Found]:
    """What tells the scoring word of a run; remembered, for news repeats its words."""
    news, topics, learned, analyser = _news(), roles.topic_words(), weights(), _analyser()

    def found(run: str) -> _Found:
        word, inside = word_of(run), bare(run)
        if word in topics:
            return None
        kind, values, own = news.get(word, (PLAIN, None, 1.0))
        worth = 1.0
        if values is not None and len(set(values)) == 1:
            worth, values = values.doer, None
        valence = analyser.own_valence(run if is_ascii else straight(run))
        known = Known(word, kind, len(inside), learned.bases(word, kind))
        return known, run.find(inside), valence, valence / own * worth, own, worth, values

    return Memo(found).__getitem__


def read(sentence: str) -> Reading:
    """Finds the words of a sentence that carry valence, less topics and those inside names."""
    runs, is_ascii = sentence.split(), sentence.isascii()
    plain, classes, shapes, bearings = _marker(is_ascii).sort(runs)
    tokens = placed(sentence, runs, shapes, bearings)
    found_in, analyser = _finder(is_ascii), _analyser()
    words = runs if is_ascii else words_for_vader(runs)
    hits: list[Hit] = []
    for at, changed in analyser.valences(words, classes) if EMOJI in classes else analyser.hits(words, classes):
        found = found_in(runs[at])
        if found is None or (shapes[at] in CAPITALS and in_name(tokens, at)):
            continue
        known, lead, valence, telling, own, worth, values = found
        if changed is not None:
            valence, telling = changed, changed / own * worth
        if valence:
            told = setting.of_word(bearings, at)
            hits.append((at, tokens.start(at) + lead, known, valence, telling, values, told))
    quotations = setting.quotations(sentence) if hits else ()
    # Half the time of Reading(…); so too where Tokens and Words are made.
    return tuple.__new__(Reading, (tokens, hits, quotations, plain))


def score(reading: Reading, spans: Sequence[tuple[int, int]]) -> tuple[float, tuple[Word, ...]]:
    """The tone of a sentence toward the target at the given spans, and the words that made it.

    `spans` are (start, end) in code points of the sentence; several are one target named more than once, and a word
    counts by the nearest. Returns tone in [−1, 1] and the words in text order, whose contributions add up to the
    raw sum s.
    """
    if not reading.hits:
        return 0.0, ()
    adjusted = weights().adjusted
    words: list[Word] = []
    contributions: list[float] = []
    for (_, _, length, bases), start, value, before, circumstances in _shares(reading, spans):
        raises = value > 0
        weight = adjusted(bases[before][raises], raises, circumstances)
        if weight:
            contribution = value * weight
            contributions.append(contribution)
            words.append(tuple.__new__(Word, (start, start + length, contribution)))
    return squash(fsum(contributions)), tuple(words)


def compound(reading: Reading) -> float:
    """Plain VADER's compound of the sentence that was read, to the last bit."""
    return vader.plain().compound(reading.tokens.sentence, reading.tokens.runs, reading.plain)


def undirected(reading: Reading) -> tuple[float, tuple[Word, ...]]:
    """The tone of a sentence toward nobody in particular: its valences as they are, names left out.

    For an article that names no country and is counted for its outlet's own.
    """
    words = tuple(Word(start, start + known.length, valence) for _, start, known, valence, *_ in reading.hits)
    return squash(fsum(word.contribution for word in words)), words


# One mention of the target: its first and last word, those of the group it shares a fate with, where it starts and ends
# in the sentence, and how it stands.
_Place = tuple[int, int, int, int, int, int, tuple[str, ...]]

# A Share in the making: what is known of the word, where it starts, and the last three of a Share.
_Share = tuple[Known, int, float, bool, tuple[str, ...]]


def shares(reading: Reading, spans: Sequence[tuple[int, int]]) -> list[Share]:
    """Each scoring word's share toward the target at `spans`, before the learned weight; in text order."""
    return [
        Share(known.word, known.kind, start, start + known.length, value, before, circumstances)
        for known, start, value, before, circumstances in _shares(reading, spans)
    ]


def _shares(reading: Reading, spans: Sequence[tuple[int, int]]) -> list[_Share]:
    tokens, hits, quotations, _ = reading
    places = _places(tokens, spans) if hits else []
    only = places[0] if len(places) == 1 else None
    found: list[_Share] = []
    for at, start, known, _, telling, values, told in hits if places else ():
        first, last, left, right, begin, finish, circumstances = only or _nearest(places, at)
        if first <= at <= last:
            continue
        value = telling if values is None else telling * roles.value(values, tokens, at, first, last)
        if at > last:
            if at - last <= setting.OWNS_WITHIN and setting.owns(tokens.sentence, finish):
                circumstances += ("target owns it",)
            if at - right > 1:
                value *= exp((right + 1 - at) / TAU_AFTER)
                circumstances += _beyond(tokens, right + 1, at)
        else:
            soon = at + 1 < first <= at + setting.DONE_WITHIN
            if soon and not (values and values.speaks_of_another) and setting.is_anothers(tokens, at, first):
                continue
            if soon and setting.happens_there(tokens.runs, at):
                circumstances += ("happens there",)
            if left - at > 1:
                value *= exp((at + 1 - left) / TAU_BEFORE)
                circumstances += _beyond(tokens, at + 1, left)
            # "The envoy was appalled, Egypt said": what stands before the comma is seldom about what follows it.
            if tokens.is_parted(at, left):
                circumstances += ("before a comma",)
        circumstances += told
        if quotations and setting.is_quoted(quotations, start, begin):
            circumstances += ("in a quotation",)
        if value:
            found.append((known, start, value, at < first, circumstances))
    return found


def _beyond(tokens: Tokens, first: int, end: int) -> tuple[str, ...]:
    """What the words from index `first` to before `end`, at least one, part a scoring word from the target by."""
    if (tokens.shapes[first:end] + tokens.bearings[first:end]).islower():  # neither can be among them, as often
        return ()
    found = ("beyond a name",) if name_between(tokens, first, end) else ()
    return (*found, "in another clause") if setting.is_joined(tokens.bearings[first:end]) else found


def squash(raw: float) -> float:
    """A raw sum brought into (−1, 1): s / √(s² + 15), as vaderSentiment does it."""
    return raw / sqrt(raw * raw + ALPHA)


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


def _places(tokens: Tokens, spans: Sequence[tuple[int, int]]) -> list[_Place]:
    """The mentions of the target in the order they stand in."""
    places: list[_Place] = []
    for start, end in spans:
        first, last = tokens.at(start, end)
        left, right = setting.coordinated(tokens, first, last)
        stands = setting.circumstances(tokens, first, last, tokens.sentence[start:end])
        places.append((first, last, left, right, start, end, stands))
    if len(places) > 1:
        places.sort()
    return places


def _nearest(places: Sequence[_Place], index: int) -> _Place:
    """The place nearest to a word, of places in order that do not overlap; of two equally near ones the earlier."""
    after = bisect_left(places, (index,))
    if after == 0:
        return places[0]
    earlier = places[after - 1]
    return earlier if after == len(places) or index - earlier[1] <= places[after][0] - index else places[after]


class Toward:
    """The engine `toward`; see engines.Engine."""

    name = NAME
    version = VERSION
    read = staticmethod(read)
    score = staticmethod(score)
    compound = staticmethod(compound)


ENGINE = Toward()
