import pytest

from dashboard.tone import bearings
from dashboard.tone.bearings import (
    BE,
    BY,
    DESCRIBES,
    FIGHTS,
    JOINS,
    NEGATES,
    NOTHING,
    PLACE,
    POSSIBLE,
    POSSIBLE_AND_JOINS,
    SPEAKS,
    THE,
    bearing,
)


@pytest.mark.parametrize(
    ("run", "letter"),
    [
        ("in", PLACE),
        ("“In", PLACE),
        ("The", THE),
        ("striker,", DESCRIBES),
        ("said.", SPEAKS),
        ("were", BE),
        ("combat", FIGHTS),
        ("can’t", NEGATES),
        ("could", POSSIBLE),
        ("if", POSSIBLE_AND_JOINS),
        ("If", POSSIBLE),
        ("because", JOINS),
        ("because,", NOTHING),
        ("by", BY),
        ("By", NOTHING),
        ("table", NOTHING),
        ("—", NOTHING),
    ],
)
def test_each_run_has_the_letter_of_its_word(run: str, letter: int) -> None:
    assert bearing(run) == letter


def test_no_word_would_need_two_letters() -> None:
    lists = [words for words in vars(bearings).values() if isinstance(words, frozenset) and words != bearings._JOINING]
    assert len(lists) == 7
    assert sum(map(len, lists)) == len(frozenset().union(*lists))
    assert bearings._JOINING.isdisjoint(frozenset().union(*lists) - bearings._POSSIBLE)
