import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.tone import toward
from dashboard.tone.toward import read, score, squash, tone_toward


def tone(sentence: str, target: str) -> float:
    start = sentence.index(target)
    return tone_toward(sentence, start, start + len(target))


@pytest.mark.parametrize(
    ("sentence", "worse", "better"),
    [
        ("France condemned Iran over the arrests.", "Iran", "France"),
        ("Iran was condemned by France.", "Iran", "France"),
        ("Russia invaded Ukraine.", "Russia", "Ukraine"),
        ("Ukraine was bombed by Russia.", "Russia", "Ukraine"),
        ("Brazil hailed Norway for its generous help.", "Brazil", "Norway"),
    ],
)
def test_blame_and_praise_fall_on_the_right_side(sentence: str, worse: str, better: str) -> None:
    assert tone(sentence, worse) < tone(sentence, better)


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("The United States and Japan met on Tuesday.", "United States"),
        ("Delegates from Chile signed the register at noon.", "Chile"),
        ("Spain", "Spain"),
    ],
)
def test_plain_facts_and_the_target_itself_score_nothing(sentence: str, target: str) -> None:
    assert tone(sentence, target) == 0.0


def test_a_near_word_weighs_more_than_a_far_one() -> None:
    near = tone("It was a great success for Kenya after many long months of talks between both sides.", "Kenya")
    far = tone("For Kenya it was, after many long months of talks between both sides, a great success.", "Kenya")
    assert near > far > 0


def test_negation_turns_a_word_round() -> None:
    assert tone("Peru did not fail.", "Peru") > tone("Peru did fail.", "Peru")


def test_only_the_sentence_of_the_target_counts() -> None:
    text = "The war was a horrible crime. Malta held a lovely festival."
    assert tone(text, "Malta") > 0


def test_contributions_add_up_to_the_raw_score() -> None:
    sentence = "Critics slammed Hungary for its corrupt, failing but beautiful capital, and Hungary won praise."
    spans = [(16, 23), (75, 82)]
    result, words = score(read(sentence), spans)
    assert len(words) >= 4
    assert result == pytest.approx(squash(math.fsum(word.contribution for word in words)))


def test_a_target_named_twice_takes_the_nearer_mention() -> None:
    sentence = "Egypt spoke of many small matters for a long while and then they praised Egypt."
    last = sentence.rindex("Egypt")
    twice, _ = score(read(sentence), [(0, 5), (last, last + 5)])
    first_only, _ = score(read(sentence), [(0, 5)])
    assert twice > first_only


@given(st.text(max_size=200), st.data())
def test_any_span_of_any_text_scores_inside_the_range(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert -1 <= tone_toward(text, start, end) <= 1


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (0, 99)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not inside"):
        tone_toward("Fiji", start, end)


def test_a_scene_is_spoken_of_less_than_a_doer() -> None:
    assert tone("Russia committed brutal crimes.", "Russia") < tone("Brutal crimes shook people in Peru.", "Peru")


def test_what_a_country_blames_another_for_does_not_fall_on_itself() -> None:
    sentence = "Turkey accused Greece of a shameful breach of the treaty."
    assert tone(sentence, "Greece") < tone(sentence, "Turkey")


def test_the_engine_has_a_name_and_a_version() -> None:
    assert toward.NAME == "toward"
    assert toward.VERSION
