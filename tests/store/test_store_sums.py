"""The sums that charts read stay equal to the rows, whatever is written or replaced."""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_making import scored, tone

from dashboard.store import Store, open_store
from dashboard.types import Article, Cell, CountryTone, Filters, Measure, ScoredArticle

COUNTRIES = ("CHN", "RUS", "USA")
DAYS = (date(2023, 12, 31), date(2024, 1, 1), date(2024, 2, 29))
OUTLETS = ("", "Herald", "Post")

units = st.integers(-10_000, 10_000)
tones = st.dictionaries(st.sampled_from(COUNTRIES), st.tuples(units, units, st.booleans()), max_size=3)
writes = st.tuples(st.integers(0, 5), st.sampled_from(DAYS), st.sampled_from(OUTLETS), tones)
batches = st.lists(st.lists(writes, max_size=5), max_size=6)
filters = st.builds(
    Filters,
    countries=st.lists(st.sampled_from((*COUNTRIES, "ATL")), max_size=3).map(tuple),
    start=st.none() | st.sampled_from(DAYS),
    end=st.none() | st.sampled_from(DAYS),
    sources=st.lists(st.sampled_from((*OUTLETS, "unheard of")), max_size=2).map(tuple),
    salient=st.booleans(),
)

_Write = tuple[int, date, str, dict[str, tuple[int, int, bool]]]


def _scored(write: _Write) -> ScoredArticle:
    key, day, source, scores = write
    article = Article("text", day, source=source, url=f"https://news.test/{key}")
    return ScoredArticle(
        article,
        tuple(
            CountryTone(country, score / 10_000, vader / 10_000, 1, 1, salient)
            for country, (score, vader, salient) in scores.items()
        ),
    )


def _kept(write: _Write, filters: Filters) -> list[tuple[str, date, int, int]]:
    _, day, source, scores = write
    if (filters.start and day < filters.start) or (filters.end and day > filters.end):
        return []
    if filters.sources and source not in filters.sources:
        return []
    return [
        (country, day, score, vader)
        for country, (score, vader, salient) in scores.items()
        if (not filters.countries or country in filters.countries) and (salient or not filters.salient)
    ]


def _recount(model: dict[int, _Write], filters: Filters, measure: Measure) -> list[Cell]:
    sums: defaultdict[tuple[str, date], list[int]] = defaultdict(lambda: [0, 0, 0])
    for write in model.values():
        for country, day, score, vader in _kept(write, filters):
            value = score if measure == "tone" else vader
            cell = sums[country, day]
            cell[0] += 1
            cell[1] += value
            cell[2] += value * value
    return [Cell(country, day, *cell) for (country, day), cell in sorted(sums.items())]


@settings(max_examples=60, deadline=None)
@given(batches=batches, filters=filters, measure=st.sampled_from(("tone", "vader")))
def test_any_writes_and_replacements_leave_the_sums_equal_to_a_recount(
    batches: list[list[_Write]], filters: Filters, measure: Measure
) -> None:
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "s.sqlite") as store:
        model: dict[int, _Write] = {}
        numbers: dict[int, int] = {}
        for count, batch in enumerate(batches):
            store.write(map(_scored, batch), [], f"engine {count % 2}")
            for write in batch:
                numbers.setdefault(write[0], len(numbers) + 1)
                model[write[0]] = write
            assert store.verify() == []
        assert store.cells(filters, measure) == _recount(model, filters, measure)
        rows = [
            (day, numbers[key], country, score / 10_000)
            for key, write in model.items()
            for country, day, score, _ in _kept(write, filters)
        ]
        rows.sort(key=lambda row: (-row[0].toordinal(), -row[1], row[2]))
        listed = store.articles(filters, limit=100)
        assert [(row.day, row.id, row.country, row.tone) for row in listed] == rows
        assert store.count(filters) == len(rows)
        assert sum(store.info().engines.values()) == store.info().articles == len(model)


def test_the_order_of_writing_does_not_show(tmp_path: Path) -> None:
    batch = [scored(str(n), tone("RUS", round(n / 7_000, 4), round(-n / 9_000, 4))) for n in range(300)]
    found = []
    for name, items in (("a", batch), ("b", batch[::-1])):
        with open_store(tmp_path / name) as store:
            for first in range(0, len(items), 7):
                store.write(items[first : first + 7], [], "e")
            found.append((store.cells(Filters()), store.totals(Filters(), "vader")))
    assert found[0] == found[1]


def test_charts_are_answered_from_the_sums_alone(store: Store, path: Path) -> None:
    batch = [scored(str(n), tone("RUS", n / 100), tone("CHN"), source=f"S{n % 3}", text="Rain.") for n in range(30)]
    store.write(batch, [], "e")
    asked = (Filters(), Filters(countries=("RUS",)), Filters(sources=("S1",)), Filters(salient=True))

    def answers() -> list[object]:
        found: list[object] = [
            (store.cells(one), store.totals(one), store.count(one), store.span(one), store.countries()) for one in asked
        ]
        found += [(store.cells_by_source(one), store.totals_by_source(one, "vader")) for one in asked]
        by_month = (
            Filters(),
            Filters(countries=("RUS", "CHN")),
            Filters(start=date(2024, 1, 1), end=date(2024, 1, 31)),
        )
        return found + [(store.pairs(one), store.histogram(one)) for one in by_month]

    before = answers()
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM tones")
        connection.execute("DELETE FROM pairs")
    connection.close()
    assert answers() == before
    assert store.verify() != []


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE rollups SET total = total + 1 WHERE source_id = 0", "1 sums of no rows, or other.*RUS"),
        ("DELETE FROM rollups WHERE source_id = 1", "1 rows whose sums are missing"),
        ("INSERT INTO rollups VALUES (1, 'CHN', '2024-01-01', 0, 1, 0, 0, 0, 0)", "sums of no rows.*CHN"),
        ("UPDATE rollups SET vader_squares = 7", "2 sums of no rows"),
        ("UPDATE sources SET articles = 9", "outlets with a wrong count.*Herald"),
        ("UPDATE engines SET articles = 9", "engines with a wrong count.*e1"),
        ("UPDATE countries SET articles = 9", "countries with a wrong count.*RUS"),
        ("UPDATE evidence SET body = '{'", "evidence cannot be read"),
        ("UPDATE articles SET day = '2020-01-01'", "another day or outlet than their article"),
        ("DELETE FROM articles", "row 1 of table evidence points to a row of articles"),
    ],
)
def test_what_contradicts_itself_is_found(store: Store, path: Path, damage: str, words: str) -> None:
    store.write([scored("a", tone("RUS", 0.5, 0.25))], [], "e1")
    _is_found(store, path, damage, words)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE pair_months SET total = total + 1 WHERE other = 'USA'", "sums over pairs of countries.*RUS, USA"),
        ("DELETE FROM pair_months WHERE other = 'USA'", "1 sums over pairs of countries.*RUS, USA"),
        ("INSERT INTO pair_months VALUES ('A', 'B', '2024-01', 0, 0, 0, 0, 0, 0, 0)", "sums over pairs.*A, B"),
        ("UPDATE pairs SET tone = tone + 1 WHERE other = 'USA'", "1 pairs that are missing or not as.*RUS, USA"),
        ("DELETE FROM pairs WHERE other = 'USA'", "there are 1 pairs of countries, but 2 in the evidence"),
        ("INSERT INTO pairs VALUES ('A', 'B', '2024-01-02', 1, 1, 0, 0, 1, 0)", "are 3 pairs of countries, but 2"),
        ("UPDATE step_months SET n = n + 1 WHERE country = 'RUS'", "counts of a histogram.*RUS, 2024-01"),
        ("DELETE FROM step_months WHERE country = 'USA'", "counts of a histogram.*USA, 2024-01"),
        ("UPDATE articles SET text = text || ' snow'", "1 words that the index places otherwise.*snow"),
        ("UPDATE articles SET text = 'It snowed, and they met.'", "2 words that the index places otherwise.*snowed"),
        ("INSERT INTO article_words (rowid, title, text) VALUES (9, '', 'x')", "articles that the index.*: 9"),
        (
            "INSERT INTO article_words (article_words, rowid, title, text) "
            "SELECT 'delete', id, title, text FROM articles",
            "1 articles that the index of words has not as they stand.*: 1",
        ),
    ],
)
def test_pairs_histograms_and_words_that_contradict_the_articles_are_found(
    store: Store, path: Path, damage: str, words: str
) -> None:
    store.write([scored("a", tone("RUS", 0.5, 0.25), tone("USA"))], [], "e1")
    _is_found(store, path, damage, words)


def _is_found(store: Store, path: Path, damage: str, words: str) -> None:
    assert store.verify() == []
    with sqlite3.connect(path) as connection:
        connection.execute(damage)
    connection.close()
    assert any(re.search(words, problem) for problem in store.verify()), store.verify()
