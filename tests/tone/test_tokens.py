import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.tone.tokens import tokens_of


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("“We won,” said Kim.", ["We", "won", "said", "Kim"]),
        ("Russia’s (new) U.S.-made arms – sold…", ["Russia’s", "new", "U.S.-made", "arms", "sold"]),
        ("well :-) !! - a", ["well", ":-)", "!!", "a"]),
        ("don't 'do' it", ["don't", "do", "it"]),
        ("", []),
        (" . ", []),
    ],
)
def test_words_are_bare_of_the_punctuation_around_them(sentence: str, words: list[str]) -> None:
    assert [token.text for token in tokens_of(sentence)] == words


@given(st.text(alphabet=st.sampled_from("ab’.,!“ \n-é😀"), max_size=80))
def test_offsets_cut_the_words_out_and_no_word_is_lost(sentence: str) -> None:
    tokens = tokens_of(sentence)
    assert all(sentence[token.start : token.end] == token.text for token in tokens)
    assert (
        sum(1 for run in sentence.split() if any(char.isalnum() for char in run))
        <= len(tokens)
        <= len(sentence.split())
    )
