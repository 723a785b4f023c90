import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.tone.runs import bare
from dashboard.tone.tokens import tokens_of, words_for_vader

SENTENCES = st.text(alphabet=st.sampled_from("ab’.,!“ \n-é😀İ"), max_size=80)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("“We won,” said Kim.", ["we", "won", "said", "kim"]),
        ("Russia’s (new) U.S.-made arms – sold…", ["russia's", "new", "u.s.-made", "arms", "–", "sold"]),
        ("well :-) !! - a", ["well", ":-)", "!!", "-", "a"]),
        ("don't 'do' it", ["don't", "do", "it"]),
        ("", []),
        (" . ", ["."]),
    ],
)
def test_words_are_bare_of_the_punctuation_around_them(sentence: str, words: list[str]) -> None:
    tokens = tokens_of(sentence)
    assert tokens.words(0, len(tokens.runs)) == words
    assert [tokens.word(index) for index in range(len(words))] == words


def test_beyond_the_ends_there_are_no_words() -> None:
    tokens = tokens_of("Peru won")
    assert (tokens.word(-1), tokens.word(2), tokens.words(-3, 1)) == ("", "", ["peru"])
    assert not tokens.is_capital(-1)


@given(SENTENCES)
def test_places_cut_the_words_out_whatever_the_white_space(sentence: str) -> None:
    tokens = tokens_of(sentence)
    places = [tokens.place(index) for index in range(len(tokens.runs))]
    assert [sentence[start:end] for start, end in places] == [bare(run) for run in sentence.split()]


@given(SENTENCES, st.data())
def test_a_span_is_found_alike_with_single_and_with_other_spaces(sentence: str, data: st.DataObject) -> None:
    single = " ".join(sentence.split())
    tokens = tokens_of(single)
    if not tokens.runs:
        return
    index = data.draw(st.integers(0, len(tokens.runs) - 1))
    last = data.draw(st.integers(index, len(tokens.runs) - 1))
    wide = tokens_of("  " + "  ".join(tokens.runs))
    assert tokens.at(tokens.place(index)[0], tokens.place(last)[1]) == (index, last)
    assert wide.at(wide.place(index)[0], wide.place(last)[1]) == (index, last)


def test_curly_quotes_are_taken_off_for_vader() -> None:
    assert words_for_vader(["“good”", "don’t", "–"]) == ["good", "don't", "–"]
