import pytest

from dashboard.tone.setting import circumstances, coordinated, quotations
from dashboard.tone.tokens import tokens_of


@pytest.mark.parametrize(
    ("sentence", "target", "found"),
    [
        ("Rebels were shot in Sudan", 4, ("target is a place",)),
        ("He flew to the Netherlands", 4, ("target is a place",)),
        ("A Russian striker scored", 1, ("target describes",)),
        ("China said it was wrong", 0, ("target speaks",)),
        ("Critics slammed Hungary again", 2, ()),
    ],
)
def test_circumstances_of_a_target(sentence: str, target: int, found: tuple[str, ...]) -> None:
    assert circumstances(tokens_of(sentence), target, target) == found


@pytest.mark.parametrize(
    ("sentence", "target", "group"),
    [
        ("Russia and China were condemned", 0, (0, 2)),
        ("Critics blamed Russia, Iran and North Korea again", 2, (2, 6)),
        ("Critics blamed Russia, Iran and North Korea again", 3, (2, 6)),
        ("Critics blamed Russia, Iran and Chad again", 5, (2, 5)),
        ("In Paris, France won", 1, (1, 1)),
        ("Russia and others were condemned", 0, (0, 0)),
    ],
)
def test_joined_names_are_one_group(sentence: str, target: int, group: tuple[int, int]) -> None:
    assert coordinated(tokens_of(sentence), target, target) == group


@pytest.mark.parametrize(
    ("sentence", "quoted"),
    [
        ("He said “it failed” twice", ["“it failed”"]),
        ('"One" and "two"', ['"One"', '"two"']),
        ("It “never ends", ["“never ends"]),
        ("nothing", []),
    ],
)
def test_quotations(sentence: str, quoted: list[str]) -> None:
    assert [sentence[start:end] for start, end in quotations(sentence)] == quoted
