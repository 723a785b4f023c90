import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.limits import cap
from dashboard.tone.sentences import each, split


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One came. Two went.", ["One came.", "Two went."]),
        ("He left! Why? Nobody knew.", ["He left!", "Why?", "Nobody knew."]),
        (
            "Mr. Orban met Gen. Milley in Kyiv. They spoke.",
            ["Mr. Orban met Gen. Milley in Kyiv.", "They spoke."],
        ),
        ("The U.S. Senate voted. It passed.", ["The U.S. Senate voted.", "It passed."]),
        ("George H.W. Bush lost in L.A. He left.", ["George H.W. Bush lost in L.A.", "He left."]),
        ("He flew to the U.S. The visit was short.", ["He flew to the U.S.", "The visit was short."]),
        ("George W. Bush spoke.", ["George W. Bush spoke."]),
        ("It rose 3.5 percent. Shares fell.", ["It rose 3.5 percent.", "Shares fell."]),
        ("“We won.” The crowd sang.", ["“We won.”", "The crowd sang."]),
        ("A headline without a stop\n\nThe text begins.", ["A headline without a stop", "The text begins."]),
        ("A line that\ngoes on here.", ["A line that\ngoes on here."]),
        ("On Jan. 5 it rained. On Feb. 6 it froze.", ["On Jan. 5 it rained.", "On Feb. 6 it froze."]),
        ("It rose at 3 p.m\n. Kim left.", ["It rose at 3 p.m\n. Kim left."]),
        ("One ended . Two began.", ["One ended .", "Two began."]),
        ("", []),
        ("   \n ", []),
    ],
)
def test_splits_as_a_reader_would(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@given(st.text(alphabet=st.sampled_from("aB.!? \n\"'“”U.S\t"), max_size=300))
def test_sentences_are_in_order_apart_and_lose_nothing_but_white_space(text: str) -> None:
    spans = split(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())


def test_a_text_without_full_stops_is_cut_at_white_space() -> None:
    text = "word " * 5_000
    spans = split(text)
    assert max(end - start for start, end in spans) <= cap("sentence_chars")
    assert all(text[start:end].split(maxsplit=1)[0] == "word" for start, end in spans)


def test_one_word_longer_than_the_cap_is_cut_too() -> None:
    assert max(end - start for start, end in split("x" * 10_000)) <= cap("sentence_chars")


def test_the_first_sentences_can_be_had_without_the_others() -> None:
    assert next(each("One came. Two went.")) == (0, 9)


def test_time_grows_no_faster_than_a_run_of_stops() -> None:
    def seconds(number: int) -> float:
        begun = time.process_time()
        split("Peru " + "?" * number)
        return time.process_time() - begun

    few, many = (min(seconds(number) for _ in range(3)) for number in (2_000, 40_000))
    assert many < 200 * few  # by their square it would be 400 times as long
