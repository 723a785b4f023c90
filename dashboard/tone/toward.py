"""Scores the tone of one sentence toward a target in it, word by word.

A word's contribution is  value × exp(−(d − 1) / τ) × weight.  The value is VADER's valence after its rules for
negation, boosters, capitals and idioms, or for a news word what it tells of its doer or of whom it is done to
(roles.py); d is the distance in words to the nearest mention of the target (1 for its neighbour), τ = 5 before the
target and 12 after it; the weight is learned (weights.py) and less in some circumstances (setting.py). Words inside
names count nothing. The tone is s / √(s² + 15), VADER's own squashing, of the sum s of all contributions.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from math import exp, fsum, sqrt
from typing import NamedTuple

from dashboard.tone import roles, sentences, setting, vader
from dashboard.tone.known import Known, lookups
from dashboard.tone.marks import OF_BEARING, OF_OURS, OF_PLAIN, OF_SHAPE
from dashboard.tone.names import in_name, name_between
from dashboard.tone.runs import CAPITALS
from dashboard.tone.tokens import NO_TOKENS, Tokens, placed, words_for_vader
from dashboard.tone.towns import towns
from dashboard.tone.vader_words import EMOJI, HIT
from dashboard.tone.weights import (
    BEFORE_A_COMMA,
    BEYOND_A_NAME,
    HAPPENS_THERE,
    IN_A_QUOTATION,
    IN_ANOTHER_CLAUSE,
    TARGET_IS_A_TOWN,
    TARGET_LEADS,
    TARGET_OWNS_IT,
    names_of,
    weights,
)
from dashboard.types import Word

NAME = "toward"
VERSION = "5"

TAU_BEFORE = 5.0
TAU_AFTER = 12.0
ALPHA = 15.0  # vaderSentiment's normalisation constant

# Half the time of calling a named tuple.
_made = tuple.__new__


# A scoring word of a sentence: its index, where it starts in code points, what is known of it, and its valence; then
# what it tells of any target, or where a news word tells other things of its doer than of whom it is done to, those two
# values and what they are multiplied with, negative where the word was negated; last the circumstances that do not hang
# on the target, as bits of weights.BITS. A bare tuple, and so are places below: every sentence with a mention makes
# several of each.
Hit = tuple[int, int, Known, float, float, roles.Values | None, int]


class Reading(NamedTuple):
    """A sentence made ready to be scored toward any target in it.

    `runs` are its white-space separated words, `plain` their classes in plain VADER. Where there are hits, `tokens` are
    the words with their places, and `quotations` the spans in quotes.
    """

    sentence: str
    runs: list[str]
    plain: bytes
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


def read(sentence: str) -> Reading:
    """Finds the words of a sentence that carry valence, less topics and those inside names."""
    runs, is_ascii = sentence.split(), sentence.isascii()
    marks_of, found_in, analyser = lookups(is_ascii)
    marks = b"".join(map(marks_of, runs))
    plain, classes = marks[OF_PLAIN], marks[OF_OURS]
    words = runs if is_ascii else words_for_vader(runs)
    small = classes.lower()  # both classes of hits become HIT
    changed: Callable[[int], float | None] | None = None
    if EMOJI in classes:  # which have to be spelt out
        spelt = dict(analyser.valences(words, classes))
        small = bytes(HIT if index in spelt else EMOJI for index in range(len(runs)))
        changed = spelt.__getitem__
    elif small != classes:
        changed = analyser.changes(words, classes)
    at = small.find(HIT)
    if at < 0:
        return _made(Reading, (sentence, runs, plain, NO_TOKENS, (), ()))
    shapes, bearings = marks[OF_SHAPE], marks[OF_BEARING]
    tokens = placed(sentence, runs, shapes, bearings)
    hits: list[Hit] = []
    while at >= 0:
        found = found_in(runs[at])
        if found is not None and not (shapes[at] in CAPITALS and in_name(tokens, at)):
            known, lead, valence, telling, own, worth, values = found
            after_rules = None if changed is None else changed(at)
            if after_rules is not None:
                valence, telling = after_rules, after_rules / own * worth
            if valence:
                told = setting.borne(bearings[at - setting.REACH if at > setting.REACH else 0 : at])
                hits.append((at, tokens.start(at) + lead, known, valence, telling, values, told))
        at = small.find(HIT, at + 1)
    return _made(Reading, (sentence, runs, plain, tokens, hits, setting.quotations(sentence) if hits else ()))


def score(reading: Reading, spans: Sequence[tuple[int, int]]) -> tuple[float, tuple[Word, ...]]:
    """The tone of a sentence toward the target at the given spans, and the words that made it.

    `spans` are (start, end) in code points of the sentence; several are one target named more than once, and a word
    counts by the nearest. Returns tone in [−1, 1] and the words in text order, whose contributions add up to the
    raw sum s.
    """
    if not reading.hits:
        return 0.0, ()
    added = weights().added
    words: list[Word] = []
    raw = 0.0
    for (_, _, length, bases, own), start, value, before, circumstances in _shares(reading, spans):
        raises = value > 0
        weight = bases[before][raises] + own + added[raises][circumstances]
        if weight > 0:  # a weight never turns a word's sign round
            contribution = value * weight
            raw += contribution
            words.append(_made(Word, (start, start + length, contribution)))
    return squash(raw), tuple(words)


def shares(reading: Reading, spans: Sequence[tuple[int, int]]) -> list[Share]:
    """Each scoring word's share toward the target at `spans`, before the learned weight; in text order."""
    return [
        Share(known.word, known.kind, start, start + known.length, value, before, names_of(circumstances))
        for known, start, value, before, circumstances in _shares(reading, spans)
    ]


def compound(reading: Reading) -> float:
    """Plain VADER's compound of the sentence that was read, to the last bit."""
    return vader.plain().compound(reading.sentence, reading.runs, reading.plain)


def undirected(reading: Reading) -> tuple[float, tuple[Word, ...]]:
    """The tone of a sentence toward nobody in particular: its valences as they are, names left out.

    For an article that names no country and is counted for its outlet's own.
    """
    words = tuple(Word(start, start + known.length, valence) for _, start, known, valence, *_ in reading.hits)
    return squash(fsum(word.contribution for word in words)), words


# One mention of the target: its first and last word, those of the group it shares a fate with, where it starts and ends
# in the sentence, and how it stands, as bits of weights.BITS.
_Place = tuple[int, int, int, int, int, int, int]

# A Share in the making: what is known of the word, where it starts, and the last three of a Share.
_Share = tuple[Known, int, float, bool, int]


def _shares(reading: Reading, spans: Sequence[tuple[int, int]]) -> list[_Share]:
    sentence, runs, _, tokens, hits, quotations = reading
    places = _places(tokens, spans)
    found: list[_Share] = []
    only = places[0] if len(places) == 1 else None
    for at, start, known, _, telling, values, told in hits if places else ():
        first, last, left, right, begin, finish, stands = only or _nearest(places, at)
        if first <= at <= last:
            continue
        value = telling if values is None else telling * roles.value(values, tokens, at, first, last)
        circumstances = stands | told
        if at > last:
            if at - last <= setting.OWNS_WITHIN and setting.owns(sentence, finish):
                circumstances |= TARGET_OWNS_IT
            if at - right > 1:
                value *= exp((right + 1 - at) / TAU_AFTER)
                circumstances |= _beyond(tokens, right + 1, at)
        else:
            soon = at + 1 < first <= at + setting.DONE_WITHIN
            if soon and not (values and values.speaks_of_another) and setting.is_anothers(tokens, at, first):
                continue
            if soon and setting.happens_there(runs, at):
                circumstances |= HAPPENS_THERE
            if left - at > 1:
                value *= exp((at + 1 - left) / TAU_BEFORE)
                circumstances |= _beyond(tokens, at + 1, left)
            # "The envoy was appalled, Egypt said": what stands before the comma is seldom about what follows it.
            if tokens.is_parted(at, left):
                circumstances |= BEFORE_A_COMMA
        if quotations and setting.is_quoted(quotations, start, begin):
            circumstances |= IN_A_QUOTATION
        if value:
            found.append((known, start, value, at < first, circumstances))
    return found


def _beyond(tokens: Tokens, first: int, end: int) -> int:
    """What the words from index `first` to before `end`, at least one, part a scoring word from the target by."""
    bearings = tokens.bearings[first:end]
    if (tokens.shapes[first:end] + bearings).islower():  # neither can be among them, as often
        return 0
    found = BEYOND_A_NAME if name_between(tokens, first, end) else 0
    return found | IN_ANOTHER_CLAUSE if setting.is_joined(bearings) else found


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
    sentence, _, _, bearings, starts = tokens
    known_towns = towns()
    places: list[_Place] = []
    for start, end in spans:
        if starts is None and end:  # as `at` does, with no call for the usual case
            first = sentence.count(" ", 0, start)
            last = first + sentence.count(" ", start, end - 1)
        else:
            first, last = tokens.at(start, end)
        left, right = setting.coordinated(tokens, first, last)
        stands = setting.beside(bearings[first - 2 if first > 2 else 0 : first], bearings[last + 1 : last + 3])
        if first <= setting.LEADS:
            stands |= TARGET_LEADS
        if sentence[start:end] in known_towns:
            stands |= TARGET_IS_A_TOWN
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
