from datetime import UTC, datetime

import pytest

from dashboard.types import Judgement
from dashboard.web.components.judge import answer, judge, judgement_of, label_of

MADE = Judgement(1, "PER", -1, made=datetime(2024, 3, 4, 12, tzinfo=UTC))


def test_only_a_judgement_of_the_article_as_a_whole_counts() -> None:
    mention = Judgement(1, "PER", 1, 0, 4)
    assert judgement_of("PER", [MADE, mention, Judgement(1, "CHL", 0)]) is MADE
    assert judgement_of("PER", [mention]) is None


def test_the_label_set_before_is_shown_with_its_day() -> None:
    assert answer(None) is None
    chip, words = answer(MADE)
    assert chip.children == "negative"
    assert words == " your label, 4 March 2024"


def test_the_control_stands_at_the_label_set_before() -> None:
    for made, value in (([MADE], "-1"), ([], None)):
        _, details = judge(1, "PER", 0.3, made).children
        choice = details.children[1]
        assert choice.value == value
        assert "Worldtone says positive" in choice.description


@pytest.mark.parametrize("value", [None, "", "2", "-1 ", -1, 0, True, [], {}, "negative", ["0"]])
def test_a_label_that_is_none_is_refused(value: object) -> None:
    assert label_of(value) is None
    assert [label_of(good) for good in ("-1", "0", "1")] == [-1, 0, 1]
