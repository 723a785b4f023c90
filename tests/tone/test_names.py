import pytest

from dashboard.tone.names import is_title_case, name_mask
from dashboard.tone.tokens import tokens_of


def masked(sentence: str) -> list[str]:
    tokens = tokens_of(sentence)
    return [token.text for token, in_name in zip(tokens, name_mask(sentence, tokens), strict=True) if in_name]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("The talks in the United States failed.", ["United", "States"]),
        ("A letter to the Bank of England helped.", ["Bank", "of", "England"]),
        ("Officials praised the Justice Department's work.", ["Justice", "Department's"]),
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
