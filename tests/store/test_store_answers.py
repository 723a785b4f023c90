"""Every question, after any writes and replacements, has the answer that a count of all evidence gives."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest.mock import patch

import store_model as model
from hypothesis import given, settings
from hypothesis import strategies as st
from store_model import Item, Stored, kept, some_items

from dashboard.store import Store, matching, open_store
from dashboard.types import NO_OVERLAP, Filters, Measure, Order

MEASURES: tuple[Measure, ...] = ("tone", "vader")
COUNTRIES = ("CHN", "RUS", "USA")
DAYS = (date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 1))
OUTLETS = ("", "Herald", "Post")

units = st.integers(-10_000, 10_000) | st.integers(-10, 10).map(lambda tenth: 1_000 * tenth)
words = st.lists(st.sampled_from(("grain", "deal", "war", "grand")), max_size=3).map(" ".join)
# Long enough to be copies of each other, two by two.
texts = words | st.sampled_from(("grain deal in rain war", "grand grain deal in rain war", "war grand talks go on"))
items = st.builds(
    Item,
    key=st.integers(0, 5),
    day=st.sampled_from(DAYS),
    source=st.sampled_from(OUTLETS),
    title=words,
    text=texts,
    salient=st.dictionaries(st.sampled_from(COUNTRIES), st.booleans()),
    sentences=st.lists(st.dictionaries(st.sampled_from(COUNTRIES), st.tuples(units, units)), max_size=3).map(tuple),
)
filters = st.builds(
    Filters,
    countries=st.lists(st.sampled_from((*COUNTRIES, "ATL")), max_size=3).map(tuple),
    start=st.none() | st.sampled_from(DAYS),
    end=st.none() | st.sampled_from(DAYS),
    sources=st.just(()) | st.lists(st.sampled_from((*OUTLETS, "unheard of")), max_size=2).map(tuple),
    salient=st.booleans(),
    words=st.just("") | st.sampled_from(model.WORDS),
    together=st.just("") | st.sampled_from((*COUNTRIES, "ATL")),
    copies=st.sampled_from(("all", "first")),
)


@settings(max_examples=150, deadline=None)
@given(
    batches=st.lists(st.lists(items, max_size=6), max_size=5),
    asked=st.lists(filters, min_size=1, max_size=4),
    measure=st.sampled_from(MEASURES),
    few=st.sampled_from((0, 5_000)),
)
def test_any_writes_and_replacements_leave_every_answer_equal_to_a_recount(
    batches: list[list[Item]], asked: list[Filters], measure: Measure, few: int
) -> None:
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "s.sqlite") as store:
        stored: dict[int, Item] = {}
        numbers: dict[int, int] = {}
        for count, batch in enumerate(batches):
            store.write([item.scored() for item in batch], [], f"engine {count % 2}")
            for item in batch:
                numbers.setdefault(item.key, len(numbers) + 1)
                stored[item.key] = item
            assert store.verify() == []
        told = _with_stories(store, stored, numbers)
        with patch.multiple(matching, _FEW=few, _ROWS_A_LOOKUP=10**9):  # both ways to search for words
            by_sums = [replace(filters, sources=(), words="", together="") for filters in asked]
            for filters in dict.fromkeys((*asked, *by_sums, Filters(), Filters(copies="first"))):  # each once
                _sums_are_right(store, told, filters, measure)
                _lists_are_right(store, told, numbers, filters, measure)


def test_every_answer_over_many_articles_is_equal_to_a_recount(store: Store) -> None:
    chance = random.Random(20240502)
    items = {item.key: item for item in some_items(300)}
    numbers = {key: key + 1 for key in items}
    store.write([item.scored() for item in items.values()], [], "e")
    stored = _with_stories(store, items, numbers)
    assert len({stored.story(key) for key in stored}) < len(stored) - 20
    starts = (None, date(2023, 11, 1), date(2023, 11, 9), date(2023, 12, 31), date(2024, 1, 15))
    ends = (None, date(2024, 2, 28), date(2024, 1, 31), date(2024, 1, 20), date(2023, 12, 1))
    for number in range(50):
        filters = Filters(
            countries=chance.choice(((), ("RUS",), ("RUS", "USA", "CHN"))),
            start=starts[number % 5],
            end=ends[number // 5 % 5],
            salient=chance.random() < 0.3,
        )
        rarer = replace(
            filters,
            sources=chance.choice(((), ("Herald", ""))),
            words=chance.choice(model.WORDS),
            together=chance.choice(("", "UKR")),
            copies=chance.choice(("all", "all", "first")),
        )
        measure = chance.choice(MEASURES)
        with patch.multiple(matching, _FEW=chance.choice((0, 5_000)), _ROWS_A_LOOKUP=10**9):
            for one in (filters, replace(filters, copies="first"), rarer):
                _sums_are_right(store, stored, one, measure)
                _lists_are_right(store, stored, numbers, one, measure)


def _with_stories(store: Store, items: dict[int, Item], numbers: dict[int, int]) -> Stored:
    """The items with the stories that the store found; whether these are right is asked elsewhere."""
    with sqlite3.connect(store.info().path) as connection:
        story = dict(connection.execute("SELECT article_id, story_id FROM copies").fetchall())
    connection.close()
    return Stored(items, numbers, story)


def _sums_are_right(store: Store, stored: Stored, filters: Filters, measure: Measure) -> None:
    assert store.cells(filters, measure) == model.cells(stored, filters, measure)
    assert store.cells_by_month(filters, measure) == model.cells_by_month(stored, filters, measure)
    assert store.count_outlets(filters) == model.count_outlets(stored, filters)
    assert store.totals(filters, measure) == model.totals(stored, filters, measure)
    assert store.cells_by_source(filters, measure) == model.cells_by_source(stored, filters, measure)
    assert store.totals_by_source(filters, measure) == model.totals_by_source(stored, filters, measure)
    paired = model.pairs(stored, filters, measure)
    assert store.pairs(filters, measure) == paired
    for country in (*filters.countries, *dict.fromkeys(cell.country for cell in paired[:3])):
        wanted = [cell for cell in paired if cell.country == country]
        assert store.pairs(filters, measure, of=country) == wanted
    assert store.histogram(filters, measure) == model.histogram(stored, filters, measure)
    _overlaps_add_up(store, filters, measure)


def _overlaps_add_up(store: Store, filters: Filters, measure: Measure) -> None:
    """What copies add within days and between two days is, together, what they add over the whole span."""
    found = {(cell.country, ""): cell.overlap for cell in store.totals(filters, measure)}
    found |= {(cell.country, cell.source or "none"): cell.overlap for cell in store.totals_by_source(filters, measure)}
    added = dict.fromkeys(found, NO_OVERLAP)
    for cell in store.cells(filters, measure):
        added[cell.country, ""] += cell.overlap
    for own in store.cells_by_source(filters, measure):
        added[own.country, own.source or "none"] += own.overlap
    for twin in store.twins(filters, measure):
        assert twin.day < twin.until
        added[twin.country, ""] += twin.overlap
    for twin in store.twins(filters, measure, by_source=True):
        added[twin.country, twin.source or "none"] += twin.overlap
    assert added == found


def _lists_are_right(store: Store, stored: Stored, numbers: dict[int, int], filters: Filters, measure: Measure) -> None:
    rows = [(item.day, numbers[item.key], country, scores) for item, country, scores in kept(stored, filters)]
    rows.sort(key=lambda row: (-row[0].toordinal(), -row[1], row[2]))
    place = ("tone", "vader").index(measure)
    orders: tuple[tuple[Order, int], ...] = (("newest", 0), ("lowest", 1), ("highest", -1))
    for order, sign in orders:
        expected = sorted(rows, key=lambda row: sign * row[3][place])
        for limit, offset in ((5_000, 0), (2, 1)):
            listed = store.articles(filters, limit=limit, offset=offset, order=order, measure=measure)
            found = [(row.day, row.id, row.country, (round(row.tone * 1e4), round(row.vader * 1e4))) for row in listed]
            assert found == expected[offset : offset + limit]
    assert store.count(filters) == len(rows)
    days = [row[0] for row in rows]
    assert store.span(filters) == ((min(days), max(days)) if days else None)
    each = list(dict.fromkeys(row[1] for row in rows))
    assert [article.id for article in store.whole(filters, limit=5_000)] == each
    assert [article.id for article in store.whole(filters, limit=2)] == each[:2]
    drawn = [article.id for article in store.sample(filters, number=5_000, seed=7)]
    assert sorted(drawn) == sorted(each)
    assert [article.id for article in store.sample(filters, number=2, seed=7)] == drawn[:2]
