"""The language of an article: the record's word, else the text's look, and English where it is unsure."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from dashboard import Article, ingest, open_store, resources, score_article
from dashboard.ingest import Finding, engine_stamp, rescore
from dashboard.languages import (
    _ENGLISH_WORDS,
    ENGLISH,
    known_code,
    language_name,
    language_of,
    names,
    unscored_in_words,
)
from dashboard.limits import cap
from dashboard.scoring import score_articles
from dashboard.types import Filters

GERMAN = "Der Präsident hat am Montag in Berlin ein neues Abkommen mit Polen unterzeichnet. Russland war dagegen."
MORE_ENGLISH = "The minister said that the talks with Poland would go on, and that nothing had been agreed. "
SAME = {"wuu": "zh", "ms": "id"}  # one sentence does not tell the narrower from the wider


def _table(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]


FOREIGN = _table(Path(__file__).with_name("sentences.tsv"))


def test_no_sentence_of_the_table_of_traps_is_refused() -> None:
    rows = _table(Path(__file__).parents[1] / "countries" / "traps.tsv")
    assert len(rows) > 600
    assert [row["text"] for row in rows if language_of(row["text"]) != ENGLISH] == []


def test_no_sample_article_is_refused_nor_its_headline_in_any_case() -> None:
    paths = sorted((resources.data_dir() / "sample").glob("*.jsonl"))
    articles = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(articles) > 600
    for article in articles:
        title = article["title"]
        assert [language_of(text) for text in (article["text"], title, title.upper())] == [ENGLISH] * 3, title


@pytest.mark.parametrize(
    "text",
    ["", "   ", "Chad Smith plays drums.", "QANTAS TO BUY FOUR 747-400'S", "123 456 789 012 345 678 901 234 567 890",
     "Xi Jinping, Vladimir Putin, Narendra Modi, Luiz Inácio Lula da Silva, Cyril Ramaphosa",
     "Angela Merkel, Emmanuel Macron, Giuseppe Conte, Pedro Sánchez", "Real Madrid 3 - Barcelona 1",
     "Deutsche Bank was fined.", "Côte d’Ivoire exports cocoa.", "\ud800\udfff \0 \u200f",
     "— … !!! ??? ((())) —–—–—–—–"],
)  # fmt: skip
def test_what_is_short_or_odd_counts_as_english(text: str) -> None:
    assert language_of(text) == ENGLISH


@given(st.text(max_size=400), st.text(max_size=80))
def test_any_text_has_a_language_that_has_a_name(text: str, title: str) -> None:
    assert language_of(text, title) in names()


def test_every_language_that_the_detector_tells_is_in_our_table() -> None:
    told = set(LanguageIdentifier.from_model_file(MODEL_FILE).labels) - {"zxx"}
    assert {known_code(code) for code in told} <= set(names()) and ENGLISH in told


def test_no_other_language_has_three_of_the_words_that_make_a_text_english() -> None:
    assert [row["text"] for row in FOREIGN if len(_ENGLISH_WORDS.intersection(row["text"].split())) > 1] == []


def test_a_batch_is_scored_as_its_articles_are_one_by_one() -> None:
    texts = (GERMAN, "France condemned Iran.", "", "Nobody came.", "Iran hailed Peru.")
    articles = [Article(text, date(2024, 1, 1), "Chad failed") for text in texts]
    for finding in (Finding(), Finding(any_language=True), Finding(homes=(("", "USA"),))):
        assert score_articles(articles, finding) == [score_article(article, finding) for article in articles]


@pytest.mark.parametrize("kind", ["headline", "sentence", "passage"])
def test_other_languages_are_told(kind: str) -> None:
    rows = [row for row in FOREIGN if row["kind"] == kind]
    found = [(row["language"], language_of(row["text"]), row["text"]) for row in rows]
    taken = [text for _, told, text in found if told == ENGLISH]
    # A short headline with a name or two may be unsure, and then counts as English; no whole sentence may.
    assert len(taken) <= (1 if kind == "headline" else 0), taken
    wrong = [(code, told) for code, told, _ in found if told != ENGLISH and SAME.get(told, told) != code]
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize("code", sorted({row["language"] for row in FOREIGN}))
def test_a_whole_article_in_another_language_is_told_by_its_beginning(code: str) -> None:
    text = " ".join(row["text"] for row in FOREIGN if row["language"] == code)
    assert SAME.get(language_of(text), language_of(text)) == code
    assert language_of(text * 40) == language_of(text)


def test_a_foreign_beginning_of_an_english_text_is_not_enough() -> None:
    notice = (GERMAN + " ") * 4
    assert len(notice) > cap("language_chars")
    assert language_of(notice) == "de"
    assert language_of(notice + MORE_ENGLISH * 20) == ENGLISH


def test_a_title_helps_where_the_text_is_short() -> None:
    assert language_of("Sí.", "El presidente de Brasil viajará la próxima semana a China") == "es"


@pytest.mark.parametrize(
    ("said", "code"),
    [("en", "en"), ("EN", "en"), ("en-GB", "en"), ("en_US.UTF-8", "en"), ("eng", "en"), ("English", "en"),
     ("German", "de"), ("ger", "de"), ("deu", "de"), ("de-AT", "de"), ("zh-Hant-TW", "zh"), ("pcm", "pcm"),
     ("", ""), ("xx", ""), ("und", ""), ("no idea", ""), ("12", "")],
)  # fmt: skip
def test_codes_locales_and_names_are_known(said: str, code: str) -> None:
    assert known_code(said) == code


def test_the_record_has_the_last_word() -> None:
    assert language_of(GERMAN, said="English") == ENGLISH
    assert language_of(MORE_ENGLISH, said="de-CH") == "de"
    assert language_of(GERMAN, said="x-unknown") == "de"


def test_counts_in_words() -> None:
    counts = {"language: fr": 3, "language: de": 1200}
    assert unscored_in_words(counts) == "1,203 not scored: language (de 1,200, fr 3)"
    assert unscored_in_words(counts, named=True) == "1,203 not scored: language (German 1,200, French 3)"
    assert unscored_in_words({}) == "" == unscored_in_words({"language: fr": 0})
    assert language_name("qqq") == "qqq"


def test_an_article_says_why_it_was_not_scored() -> None:
    article = Article(GERMAN, date(2024, 1, 1))
    scored = score_article(article)
    assert (scored.tones, scored.unscored) == ((), "language: de")
    forced = score_article(article, Finding(any_language=True))
    assert forced.unscored == "" and {tone.country for tone in forced.tones} >= {"DEU"}
    assert score_article(Article("Chad praised France.", date(2024, 1, 1))).unscored == ""


def test_the_store_keeps_and_counts_it(tmp_path: Path) -> None:
    file = tmp_path / "mixed.jsonl"
    texts = [(GERMAN, ""), (MORE_ENGLISH, ""), ("So it said. " + MORE_ENGLISH, "fr")]
    records = [{"text": text, "date": "2024-01-01", "language": said} for text, said in texts]
    file.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    with open_store(tmp_path / "s.db") as store:
        report = ingest(file, store)
        assert (report.read, report.stored, report.rejected) == (3, 3, 0)
        assert report.unscored == (("language: de", 1), ("language: fr", 1))
        assert store.info().articles == 3
        assert store.info().unscored == {"language: de": 1, "language: fr": 1}
        assert [stored.unscored for number in (1, 2, 3) if (stored := store.article(number))] == [
            "language: de",
            "",
            "language: fr",
        ]
        assert store.count(Filters()) == len(score_article(Article(MORE_ENGLISH, date(2024, 1, 1))).tones) == 1
        assert ingest(file, store).unchanged == 3
        assert store.verify() == []
        # Another rule of languages is another engine: what it scored is out of date, and can be rescored both ways.
        anyhow = Finding(any_language=True)
        assert engine_stamp(anyhow) != engine_stamp()
        assert rescore(store, finding=anyhow) == 3 and store.info().unscored == {}
        assert store.count(Filters(countries=("DEU",))) == 1
        assert rescore(store) == 3 and sum(store.info().unscored.values()) == 2
        assert store.count(Filters(countries=("DEU",))) == 0
        assert store.verify() == []
