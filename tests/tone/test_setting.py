import pytest

from dashboard.tone.setting import (
    REACH,
    borne,
    coordinated,
    happens_there,
    is_anothers,
    is_joined,
    owns,
    quotations,
)
from dashboard.tone.tokens import tokens_of
from dashboard.tone.toward import read, shares
from dashboard.tone.weights import names_of


@pytest.mark.parametrize(
    ("sentence", "target", "found"),
    [
        ("Rebels were shot in Sudan", 4, ("target is a place",)),
        ("He flew to the Netherlands", 4, ("target is a place",)),
        ("A young Russian striker", 2, ("target leads", "target describes")),
        ("On this it was China that said no", 4, ("target speaks",)),
        ("Voters were very angry all over Texas", 6, ("target is a town",)),
        ("Voters were very angry all over Moscow", 6, ()),
        ("Critics slammed Hungary again", 2, ("target leads",)),
        ("Most critics again slammed Hungary", 4, ()),
    ],
)
def test_circumstances_of_a_target(sentence: str, target: int, found: tuple[str, ...]) -> None:
    runs = sentence.split()
    start = len(" ".join(runs[:target])) + 1
    reading = read(f"{sentence} is hated")
    *_, hated = shares(reading, [(start, start + len(runs[target]))])
    assert hated.word == "hated"
    assert tuple(name for name in hated.circumstances if name.startswith("target")) == found


@pytest.mark.parametrize(
    ("sentence", "at", "found"),
    [
        ("It wants to combat terrorism", 4, ("is fought",)),
        ("There is no real progress", 4, ("is negated",)),
        ("The bank could soon collapse", 4, ("is only possible",)),
        ("It won’t collapse", 2, ("is negated",)),
        ("Collapse", 0, ()),
    ],
)
def test_circumstances_of_a_word(sentence: str, at: int, found: tuple[str, ...]) -> None:
    assert names_of(borne(tokens_of(sentence).bearings[max(0, at - REACH) : at])) == found


@pytest.mark.parametrize(
    ("sentence", "at", "target", "anothers"),
    [
        ("Russia’s war on Ukraine", 1, 3, True),
        ("Its brutal invasion of little Georgia", 2, 5, True),
        ("The invasion of Ukraine", 1, 3, False),
        ("It's a crisis in Sudan", 2, 4, False),
        ("Russia’s war and then Ukraine", 1, 4, False),
    ],
)
def test_what_another_does_to_a_target(sentence: str, at: int, target: int, anothers: bool) -> None:
    assert is_anothers(tokens_of(sentence), at, target) is anothers


def test_growth_in_a_country_happens_there() -> None:
    runs = "There was strong growth in Japan".split()
    assert happens_there(runs, 3)
    assert not happens_there(runs, 2)


def test_what_happens_or_is_done_far_before_a_target_is_not_its_own() -> None:
    near, far = "Russia’s war on Ukraine", "Russia’s war on the two states near Ukraine"
    assert not shares(read(near), [(16, 23)])
    assert shares(read(far), [(36, 43)])
    circumstances = [
        shares(read(sentence), [(sentence.index("Japan"), len(sentence))])[-1].circumstances
        for sentence in ("There was growth in Japan", "There was growth in those years of rapid change across Japan")
    ]
    assert ["happens there" in names for names in circumstances] == [True, False]


def test_another_clause_begins_with_who_or_because() -> None:
    assert is_joined(tokens_of("the minister who said it").bearings)
    assert not is_joined(tokens_of("the minister of Chad").bearings)


def test_a_target_owns_what_follows_its_possessive() -> None:
    assert owns("Iran’s brutal army", 4)
    assert not owns("Iran saw a brutal army", 4)


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
