import itertools

from dashboard.tone import roles
from dashboard.tone.toward import read, score, shares
from dashboard.tone.weights import PLAIN, Weights, weights


def test_every_class_side_and_sign_has_a_weight() -> None:
    keys = set(itertools.product([*roles.CLASSES, PLAIN], (True, False), (True, False)))
    assert set(weights().positions) == keys
    assert all(value > 0 for value in weights().positions.values())


def test_topic_words_weigh_little_and_judging_words_much() -> None:
    learned = weights()

    def of(word: str, *, raises: bool) -> float:
        return learned.of(word, PLAIN, before=False, raises=raises)

    assert of("war", raises=False) < of("unheard-of-word", raises=False) < of("lack", raises=False)
    assert of("securities", raises=True) < of("unheard-of-word", raises=True) < of("courage", raises=True)


def test_a_weight_never_turns_a_words_sign_round() -> None:
    table = Weights({(PLAIN, True, True): 0.5}, {"odd": -0.9, "good": 0.25})
    assert table.of("odd", PLAIN, before=True, raises=True) == 0
    assert table.of("good", PLAIN, before=True, raises=True) == 0.75
    assert table.of("unknown", PLAIN, before=True, raises=True) == 0.5


def test_a_contribution_is_its_share_times_its_weight() -> None:
    sentence = "Critics condemned Iran for its brutal and shameful war."
    reading, spans = read(sentence), [(18, 22)]
    _, words = score(reading, spans)
    by_start = {word.start: word.contribution for word in words}
    for share in shares(reading, spans):
        weight = weights().of(share.word, share.name, before=share.before, raises=share.value > 0)
        assert by_start.get(share.start, 0.0) == share.value * weight
    assert len(by_start) >= 3
