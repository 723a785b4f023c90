from datetime import date

from dashboard.tone.article import score
from dashboard.types import Article, Mention


def mention(text: str, word: str, country: str, after: int = 0) -> Mention:
    start = text.index(word, after)
    return Mention(country, start, start + len(word), word, "name")


def article(text: str, title: str = "") -> Article:
    return Article(text, date(2023, 11, 10), title)


def test_the_tone_is_the_mean_over_the_sentences_that_mention_the_country() -> None:
    text = "Peru won. Nothing happened. Peru failed badly. Chile slept."
    scored = score(
        article(text),
        [],
        [mention(text, "Peru", "PER"), mention(text, "Peru", "PER", 10), mention(text, "Chile", "CHL")],
    )
    peru, chile = scored.tones
    assert (peru.country, peru.sentences, peru.mentions) == ("PER", 2, 2)
    assert peru.tone == round(sum(proof.tone for proof in peru.evidence) / 2, 4)
    assert peru.evidence[0].tone > 0 > peru.evidence[1].tone
    assert chile.tone == 0


def test_evidence_cuts_the_right_words_out_of_the_text() -> None:
    text = "At dawn it rained.\n\nObservers praised Ghana’s brave rescuers. The end."
    (ghana,) = score(article(text), [], [mention(text, "Ghana", "GHA")]).tones
    (proof,) = ghana.evidence
    assert text[proof.start : proof.end] == "Observers praised Ghana’s brave rescuers."
    assert [text[a:b] for a, b in proof.mentions] == ["Ghana"]
    words = {text[word.start : word.end] for word in proof.words}
    assert {"praised", "brave"} <= words


def test_a_title_counts_as_a_sentence_of_its_own() -> None:
    title, text = "Kenya triumphs again", "The final was held on Sunday."
    (kenya,) = score(article(text, title), [mention(title, "Kenya", "KEN")], []).tones
    assert kenya.evidence[0].field == "title"
    assert kenya.salient
    assert kenya.tone > 0


def test_salience_needs_an_early_or_a_repeated_mention() -> None:
    filler = "Nothing much was said about the matter on that day. " * 8
    text = filler + "Oman replied. Oman waited. Oman left. Cuba did not."
    after = len(filler)
    places = [after]
    for _ in range(2):
        places.append(text.index("Oman", places[-1] + 1))
    mentions = [mention(text, "Oman", "OMN", place) for place in places] + [mention(text, "Cuba", "CUB")]
    oman, cuba = score(article(text), [], mentions).tones
    assert oman.salient
    assert not cuba.salient


def test_a_mention_across_a_sentence_boundary_keeps_its_sentences_together() -> None:
    text = "He praised St. Kitts. It was fine."
    start = text.index("St")
    across = Mention("KNA", start, start + 9, text[start : start + 9], "name")
    (kna,) = score(article(text), [], [across]).tones
    proof = kna.evidence[0]
    assert proof.start <= start
    assert start + 9 <= proof.end


def test_an_article_without_mentions_has_no_tones() -> None:
    assert score(article("Nothing to see. It was awful."), [], []).tones == ()
