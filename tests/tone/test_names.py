import pytest

from dashboard.tone.names import in_name, is_title_case, name_between
from dashboard.tone.tokens import tokens_of


def masked(sentence: str) -> list[str]:
    tokens = tokens_of(sentence)
    return [tokens.word(index) for index in range(len(tokens.runs)) if in_name(tokens, index)]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("The talks in the United States failed.", ["united", "states"]),
        ("A letter to the Bank of England helped.", ["bank", "england"]),
        ("Officials praised the Justice Department's work.", ["justice", "department's"]),
        ("Peace came, Russia said.", []),
        ("Nothing here is a name.", []),
    ],
)
def test_names_of_two_words_or_more_are_masked(sentence: str, names: list[str]) -> None:
    assert masked(sentence) == names


def test_title_case_headlines_are_not_masked() -> None:
    headline = "Russia Wins Praise For Peace Talks"
    assert is_title_case(tokens_of(headline))
    assert masked(headline) == []
    assert not name_between(tokens_of(headline), 1, 5)


def test_a_name_between_is_seen_but_not_the_first_word_of_the_sentence() -> None:
    tokens = tokens_of("Yesterday the talks with Kenya failed again")
    assert name_between(tokens, 2, 7)
    assert not name_between(tokens, 0, 4)
