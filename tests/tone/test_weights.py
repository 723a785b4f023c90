import itertools

import pytest

from dashboard.tone.toward import read, score, shares
from dashboard.tone.weights import BITS, CIRCUMSTANCES, KINDS, PLAIN, TARGET_IS_A_PLACE, Weights, names_of, weights


def test_every_kind_side_sign_and_circumstance_has_a_weight() -> None:
    assert set(weights().positions) == set(itertools.product(KINDS, (True, False), (True, False)))
    assert all(value > 0 for value in weights().positions.values())
    assert set(weights().circumstances) == set(itertools.product(CIRCUMSTANCES, (True, False)))


def test_a_place_and_a_mere_description_weigh_less() -> None:
    learned = weights().circumstances
    for name in ("target is a place", "target describes", "target is a town"):
        assert learned[name, True] < 0
        assert learned[name, False] < 0


def test_a_weight_never_turns_a_words_sign_round() -> None:
    table = Weights({(PLAIN, True, True): 0.5}, {("target is a place", True): -0.2}, {"odd": -0.9, "good": 0.25})
    assert table.of("odd", PLAIN, True, True) == 0
    assert table.of("good", PLAIN, True, True) == 0.75
    assert table.of("unknown", PLAIN, True, True) == 0.5
    assert table.of("unknown", PLAIN, True, True, TARGET_IS_A_PLACE) == 0.3


def test_a_contribution_is_its_share_times_its_weight() -> None:
    sentence = "Critics condemned Iran for its brutal and shameful war."
    reading, spans = read(sentence), [(18, 22)]
    _, words = score(reading, spans)
    by_start = {word.start: word.contribution for word in words}
    for share in shares(reading, spans):
        bits = sum(bit for bit, name in zip(BITS, CIRCUMSTANCES, strict=True) if name in share.circumstances)
        weight = weights().of(share.word, share.kind, share.before, share.value > 0, bits)
        assert by_start.get(share.start, 0.0) == share.value * weight
    assert len(by_start) >= 3


def test_circumstances_add_up() -> None:
    table = Weights({(PLAIN, True, True): 0.5}, {(name, True): 0.01 for name in CIRCUMSTANCES}, {})
    for number in (0, *BITS, BITS[2] | BITS[5], sum(BITS)):
        names = names_of(number)
        assert len(names) == number.bit_count()
        assert table.of("any", PLAIN, True, True, number) == pytest.approx(0.5 + 0.01 * len(names))
    assert names_of(TARGET_IS_A_PLACE) == ("target is a place",)
