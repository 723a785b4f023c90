import pytest

from dashboard.tone import roles, toward, vader_words
from dashboard.tone.roles import Values
from dashboard.tone.tokens import tokens_of

INVADED, CONDEMNED = Values(-3.0, 0.0), Values(0.0, -2.5)


@pytest.mark.parametrize(
    ("sentence", "word", "target", "value"),
    [
        ("Russia invaded Ukraine", 1, 0, -3.0),
        ("Russia invaded Ukraine", 1, 2, 0.0),
        ("Ukraine was invaded by Russia", 2, 0, 0.0),
        ("Ukraine was invaded by Russia", 2, 4, -3.0),
        ("an attack yesterday by the Taliban", 1, 5, -3.0),
    ],
)
def test_a_deed_tells_of_its_doer(sentence: str, word: int, target: int, value: float) -> None:
    assert roles.value(INVADED, tokens_of(sentence), word, target, target) == value


@pytest.mark.parametrize(
    ("sentence", "word", "target", "value"),
    [
        ("France condemned Iran", 1, 0, 0.0),
        ("France condemned Iran", 1, 2, -2.5),
        ("Iran was condemned yesterday", 2, 0, -2.5),
        ("criticism from France", 0, 2, 0.0),
    ],
)
def test_blame_tells_of_its_object(sentence: str, word: int, target: int, value: float) -> None:
    assert roles.value(CONDEMNED, tokens_of(sentence), word, target, target) == value


def test_blame_speaks_of_another_and_a_deed_of_its_doer() -> None:
    assert CONDEMNED.speaks_of_another
    assert not INVADED.speaks_of_another


def test_a_topic_word_is_scored_nowhere() -> None:
    assert "leader" in roles.topic_words()
    assert not toward.read("The leader of the party had a share as well").hits
    assert toward.read("The hero of the party had a share as well").hits


def test_a_topic_word_keeps_negating_and_boosting_what_follows() -> None:
    assert "no" in roles.topic_words()
    (_, first), (_, second) = (
        toward.score(toward.read(sentence), [(0, 4)]) for sentence in ("Iran is no hero", "Iran is a hero")
    )
    assert [len(words) for words in (first, second)] == [1, 1]
    assert first[0].contribution < 0 < second[0].contribution


def test_an_adverse_word_tells_a_little_against_whatever_stands_near() -> None:
    words = roles.adverse_words()
    assert not words.keys() & (roles.news_words().keys() | roles.topic_words() | vader_words.lexicon().keys())
    assert all(word == word.lower() and word.split() == [word] for word in words)
    assert all(-1 <= value <= 0 for values in words.values() for value in values)
    tone, words = toward.score(toward.read("Iran showed missiles on Monday"), [(0, 4)])
    assert -0.5 < tone < 0
    assert len(words) == 1


def test_every_news_word_is_one_lower_case_word_with_values_on_the_scale() -> None:
    words = roles.news_words()
    assert len(words) > 2_500
    assert all(word == word.lower() and word.isascii() and word.split() == [word] for word in words)
    assert all(-4 <= value <= 4 for values in words.values() for value in values)
