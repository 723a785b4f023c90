"""Our VADER against vaderSentiment itself: the same bits, the same places, in linear time."""

from __future__ import annotations

import math
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment import vaderSentiment

from dashboard.limits import cap
from dashboard.tone import vader
from dashboard.tone.vader_words import Memo


def words(text: str) -> list[str]:
    return text.split()


class Reference(vaderSentiment.SentimentIntensityAnalyzer):  # type: ignore[misc]
    """vaderSentiment, which also notes the valences that it hands to its rule for "but"."""

    def __init__(self, extra: dict[str, float] | None = None) -> None:
        super().__init__()
        self.lexicon.update(extra or {})
        self.noted: list[float] = []

    def scores(self, text: str) -> dict[str, float]:
        self.noted = []
        scores: dict[str, float] = self.polarity_scores(text)
        return scores

    def _but_check(self, words: list[str], sentiments: list[float]) -> Any:
        self.noted = list(sentiments)
        return super()._but_check(words, sentiments)

    def valences(self, text: str) -> list[tuple[int, float]]:
        self.scores(text)
        return [(index, value) for index, value in enumerate(self.noted) if value]


REFERENCE = Reference()
LEXICON = sorted(REFERENCE.lexicon)
EMOJIS = sorted(emoji for emoji in REFERENCE.emojis if len(emoji) == 1)
PHRASES = [*vaderSentiment.SPECIAL_CASES, *vaderSentiment.BOOSTER_DICT]
NEGATIONS = list(vaderSentiment.NEGATE)
# Few words with few valences, so that equal ones meet in the rule for "but", and halves equal other words.
FREQUENT = words("good bad great kind no die shit bomb kiss beating war win heart stop like doubt fun :) :( x-d")
STEERING = words("but but but but no no never so this without doubt least at very or nor kind of the bomb death to for")
PLAIN = words("Paris the of it's IT US a , - -- ' \" 3.5 İstanbul straße don’t DON'T ain't'nt \0 \0\0")
PUNCTUATION = [*[""] * 16, ".", ",", "!", "!!", "?", "???", "...", '"', ")", "'s", "’", "\u200b"]
SPACES = [" ", " ", " ", " ", "  ", "\n", "\t", "\u00a0", "\u2003", "\u3000", "\x1c", "\x85", "\u2028"]
CASES: list[Callable[[str], str]] = [str, str, str, str, str.upper, str.title, str.swapcase]
POOLS = [
    LEXICON,
    FREQUENT,
    FREQUENT,
    FREQUENT,
    STEERING,
    STEERING,
    STEERING,
    PHRASES,
    NEGATIONS,
    PLAIN,
    EMOJIS,
]


def soup(rng: random.Random) -> str:
    """One hostile text: words that steer each other, in odd cases, with odd punctuation and white space."""
    shout = rng.random() < 0.05
    pools = POOLS if rng.random() < 0.3 else POOLS[:-1]
    parts = []
    for _ in range(rng.choice((0, 1, 2, 3, 4, 5, 6, 8, 10, 15, 20))):
        word = rng.choice(CASES)(rng.choice(rng.choice(pools)))
        parts.append(rng.choice(["", "", "", "", '"', "("]) + word + rng.choice(PUNCTUATION))
        parts.append(rng.choice(SPACES) if rng.random() < 0.97 else "")
    text = "".join(parts)
    return text.upper() if shout else text


def soups(seed: int, number: int) -> Iterator[str]:
    rng = random.Random(seed)
    return (soup(rng) for _ in range(number))


def has_emoji(text: str) -> bool:
    return not text.isascii() and any(letter in REFERENCE.emojis for letter in text)


def test_the_same_bits_on_hostile_texts() -> None:
    texts = list(soups(3, 100_000))
    batched = vader.compounds(texts)
    wrong = []
    for text, compound in zip(texts, batched, strict=True):
        expected = REFERENCE.scores(text)
        if vader.polarity_scores(text) != expected or compound != expected["compound"]:
            wrong.append(text)
        elif not has_emoji(text):
            noted = [(at, value) for at, value in enumerate(REFERENCE.noted) if value]
            if vader.valences(text.split()) != noted:
                wrong.append(text)
    assert wrong == []
    assert len(set(texts)) > 80_000
    assert sum("but" in words(text.lower()) for text in texts) > 10_000


@pytest.mark.parametrize("length", [30, 300])
def test_the_same_bits_on_long_texts(length: int) -> None:
    rng = random.Random(length)
    for _ in range(3_000 // length):
        text = " ".join(rng.choice(rng.choice(POOLS)) for _ in range(length))
        assert vader.polarity_scores(text) == REFERENCE.scores(text)


@settings(max_examples=500, deadline=None)
@given(st.text())
def test_any_text_at_all(text: str) -> None:
    assert vader.polarity_scores(text) == REFERENCE.scores(text)


@settings(max_examples=1_000, deadline=None)
@given(st.lists(st.sampled_from([*FREQUENT, *STEERING, *PHRASES, "BUT", "GOOD", "VERY", "!", "??"]), max_size=40))
def test_any_sequence_of_steering_words(tokens: list[str]) -> None:
    text = " ".join(tokens)
    assert vader.polarity_scores(text) == REFERENCE.scores(text)
    assert vader.valences(text.split()) == REFERENCE.valences(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=20), st.sampled_from(["", " ", "\0", "a \0 good", "good 😀", "\0good"]))))
def test_a_batch_scores_as_its_texts_do(texts: list[str]) -> None:
    assert vader.compounds(texts) == [vader.polarity_scores(text)["compound"] for text in texts]


def test_batches_of_any_size() -> None:
    texts = [text for text in soups(5, 1_500) if "\0" not in text]
    expected = [REFERENCE.scores(text)["compound"] for text in texts]
    for size in (0, 1, 255, 256, 257, len(texts)):
        assert vader.compounds(texts[:size]) == expected[:size]
    assert vader.compounds(tuple(texts)) == expected


@pytest.mark.parametrize(
    ("text", "compound"),
    [  # worked examples in the README of vaderSentiment
        ("VADER is smart, handsome, and funny.", 0.8316),
        ("VADER is smart, handsome, and funny!", 0.8439),
        ("VADER is VERY SMART, uber handsome, and FRIGGIN FUNNY!!!", 0.9469),
        ("VADER is not smart, handsome, nor funny.", -0.7424),
        ("At least it isn't a horrible book.", 0.431),
        ("The plot was good, but the characters are uncompelling and the dialog is not great.", -0.7042),
        ("Today SUX!", -0.5461),
        ("Make sure you :) or :D today!", 0.8633),
        ("Not bad at all", 0.431),
        ("", 0.0),
        (" \n", 0.0),
        ("the of and", 0.0),
    ],
)
def test_published_examples(text: str, compound: float) -> None:
    assert vader.polarity_scores(text)["compound"] == compound
    assert vader.compounds([text]) == [compound]


def test_a_text_without_words_has_no_shares() -> None:
    assert vader.polarity_scores(" \t") == {"neg": 0.0, "neu": 0.0, "pos": 0.0, "compound": 0.0}
    assert vader.polarity_scores("of the") == {"neg": 0.0, "neu": 1.0, "pos": 0.0, "compound": 0.0}


def test_valences_come_before_but_and_before_punctuation() -> None:
    with_but = vader.valences(words("a good plan, but bad manners!!!"))
    assert with_but == vader.valences(words("a good plan, yet bad manners"))
    assert with_but == [(1, 1.9), (4, -2.5)]


def test_valences_say_which_token_carries_what() -> None:
    tokens = words('Critics praised the deal, a “disaster”, a "disaster".')
    assert [tokens[at] for at, _ in vader.valences(tokens)] == ["Critics", "praised", '"disaster".']
    assert vader.valences(["not", "good"]) == [(1, 1.9 * -0.74)]
    assert vader.valences([]) == []


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*EMOJIS, "good", "not", "very", "x😀", "😢😢", "😀good"]), max_size=12))
def test_valences_of_emojis_add_up_at_their_token(tokens: list[str]) -> None:
    found = vader.valences(tokens)
    REFERENCE.scores(" ".join(tokens))
    assert math.isclose(sum(value for _, value in found), sum(REFERENCE.noted), abs_tol=1e-9)
    assert [at for at, _ in found] == sorted({at for at, _ in found})


EXTRA = {
    "sanctions": -1.5,
    "war": -3.0,
    "good": 0.0,
    "no": 1.0,
    "least": -1.0,
    "never": 0.5,
    "so": 1.0,
    "the": 0.25,
}


def test_extra_words_count_as_if_they_stood_in_the_lexicon() -> None:
    ours, reference = vader.Analyser(EXTRA), Reference(EXTRA)
    texts = [text for text in soups(7, 5_000) if not has_emoji(text)]
    texts += ["new SANCTIONS, not war", "very good", "never so good", "at least good war", "the so war"]
    for text in texts:
        assert ours.polarity_scores(text) == reference.scores(text)
        assert ours.valences(text.split()) == reference.valences(text)
    assert ours.compounds(texts) == [reference.scores(text)["compound"] for text in texts]


def test_extra_words_leave_plain_vader_alone() -> None:
    assert vader.Analyser({"sanctions": -1.5}).valences(["new", "sanctions"]) == [(1, -1.5)]
    assert vader.valences(["new", "sanctions"]) == []


@pytest.mark.parametrize(
    "extra", [{"War": -1.0}, {"air raid": -1.0}, {"": 1.0}, {"but": 1.0}, {"war": -4.5}, {"war": math.nan}]
)
def test_extra_words_that_cannot_work_are_refused(extra: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=repr(next(iter(extra)))):
        vader.Analyser(extra)


def test_importing_does_not_read_the_lexicon() -> None:
    program = """
import sys
read = []
def note(event, args):
    if event == "open" and "vader_lexicon" in str(args[0]):
        read.append(args[0])
sys.addaudithook(note)
from dashboard.tone import vader
before = len(read)
vader.polarity_scores("good")
print(before, len(read) > 0)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "True"]


def test_the_memory_of_words_stays_bounded() -> None:
    memo = Memo(len)
    most, longest = cap("word_cache_words"), cap("word_cache_chars")
    for number in range(most + 10):
        assert memo[str(number)] == len(str(number))
    assert memo["x" * longest] == longest
    assert memo["y" * (longest + 1)] == longest + 1
    assert len(memo) == 11  # it started anew after the first `most` words; the last word is too long to keep


HOSTILE = {
    "but": "good but ",
    "many values around but": "good great bad but fine awful but nice ",
    "capitals": "GOOD ",
    "negations": "never so n't good ",
    "no": "no no good ",
    "idioms": "the bomb kind of good kiss of death ",
    "emojis without spaces": "😀",
    "emojis": "😀 ",
    "marks": "good!?!?",
    "one long word": "good",
}


@pytest.mark.parametrize("shape", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("score", [vader.polarity_scores, lambda text: vader.compounds([text])], ids=["one", "batch"])
def test_twice_the_text_takes_about_twice_the_time(shape: str, score: Callable[[str], object]) -> None:
    short = shape * (100_000 // len(shape))
    long = short + short
    score(long)  # loads the lexicon
    assert _ratio(lambda: _seconds(score, long) / _seconds(score, short)) < LIMIT


def test_texts_of_words_never_seen_take_linear_time() -> None:
    numbers = iter(range(10**9))

    def fresh(words: int) -> str:
        return " ".join(f"odd{next(numbers)}GOOD" for _ in range(words))

    def once() -> float:
        return _seconds(vader.polarity_scores, fresh(20_000)) / _seconds(vader.polarity_scores, fresh(10_000))

    assert _ratio(once) < LIMIT


LIMIT = 2.5 * 1.2  # a quadratic rule would give 4


def _ratio(once: Callable[[], float]) -> float:
    """The median of three ratios, or of up to nine where noise reigns."""
    ratios: list[float] = []
    while len(ratios) < 3 or (len(ratios) < 9 and statistics.median(ratios) >= LIMIT):
        ratios.append(once())
    return statistics.median(ratios)


def _seconds(score: Callable[[str], object], text: str) -> float:
    """Processor seconds of this process, so that what else the machine does is not counted."""
    start = time.process_time()
    score(text)
    return time.process_time() - start
