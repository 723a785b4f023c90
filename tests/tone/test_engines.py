import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import Article, score_article
from dashboard.tone.engines import ENGINES, engine
from dashboard.tone.toward import squash
from dashboard.tone.vader import polarity_scores

SENTENCE = "Critics SLAMMED Hungary for its corrupt but beautiful capital, and Hungary did not win praise!!"
SPANS = [(16, 23), (67, 74)]


@pytest.mark.parametrize("name", ENGINES)
def test_contributions_add_up_to_the_raw_score(name: str) -> None:
    chosen = engine(name)
    tone, words = chosen.score(chosen.read(SENTENCE), SPANS)
    assert len(words) >= 3
    assert tone == pytest.approx(squash(math.fsum(word.contribution for word in words)), abs=1e-4)
    assert [word.start for word in words] == sorted(word.start for word in words)
    assert (chosen.name, bool(chosen.version)) == (name, True)


@pytest.mark.parametrize("name", ENGINES)
@given(text=st.text(max_size=120))
def test_any_sentence_scores_inside_the_range(name: str, text: str) -> None:
    chosen = engine(name)
    tone, words = chosen.score(chosen.read(text), [(0, min(3, len(text)))])
    assert -1 <= tone <= 1
    assert all(0 <= word.start < word.end <= len(text) for word in words)


PIECES = ["war ", "GOOD ", "but ", "not ", "very ", "so ", "’", "!", "?", "😀", ":) ", "\n", "x", "no. "]


@pytest.mark.parametrize("name", ENGINES)
@given(text=st.lists(st.sampled_from(PIECES)).map("".join))
def test_the_compound_kept_beside_a_tone_is_plain_vaders(name: str, text: str) -> None:
    chosen = engine(name)
    assert chosen.compound(chosen.read(text)) == polarity_scores(text)["compound"]


def test_an_article_can_be_scored_by_either_engine() -> None:
    article = Article("France condemned Iran over the brutal arrests.", date(2024, 1, 1))
    ours = {tone.country: tone for tone in score_article(article).tones}
    plain = {tone.country: tone for tone in score_article(article, engine="vader").tones}
    assert ours["IRN"].tone < ours["FRA"].tone
    assert plain["IRN"].tone == plain["FRA"].tone == plain["IRN"].vader
    with pytest.raises(ValueError, match="no tone engine"):
        score_article(article, engine="other")
