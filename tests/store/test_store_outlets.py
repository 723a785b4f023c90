"""Sums by outlet, histograms, articles by tone, whole articles and samples."""

from __future__ import annotations

from datetime import date

import pytest
from store_making import scored, tone

from dashboard.store import Store
from dashboard.types import Filters, SourceCell

ALL = Filters()


@pytest.fixture
def told(store: Store) -> Store:
    store.write(
        [
            scored("1", tone("RUS", 0.5, 0.1, salient=True), day=date(2024, 1, 1), source="Herald", text="It rained."),
            scored("2", tone("RUS", -0.5, 0.2), day=date(2024, 1, 1), source="Herald", text="It rained."),
            scored("3", tone("RUS", 0.1), tone("CHN", -1.0), day=date(2024, 1, 2), source="Herald", text="It rained."),
            scored("4", tone("RUS", 1.0), day=date(2024, 1, 1), source="", text="It rained."),
            scored("5", tone("CHN", 0.1999), day=date(2024, 2, 1), source="Post", text="It rained."),
        ],
        [],
        "e",
    )
    return store


def test_cells_by_source_come_by_country_outlet_and_day(told: Store) -> None:
    first, second, later = date(2024, 1, 1), date(2024, 1, 2), date(2024, 2, 1)
    assert told.cells_by_source(ALL) == [
        SourceCell("CHN", "Herald", second, 1, -10_000, 100_000_000),
        SourceCell("CHN", "Post", later, 1, 1_999, 3_996_001),
        SourceCell("RUS", "", first, 1, 10_000, 100_000_000),
        SourceCell("RUS", "Herald", first, 2, 0, 50_000_000),
        SourceCell("RUS", "Herald", second, 1, 1_000, 1_000_000),
    ]
    assert told.cells_by_source(Filters(countries=("RUS",), sources=("", "Post"))) == [
        SourceCell("RUS", "", first, 1, 10_000, 100_000_000)
    ]
    assert told.cells_by_source(Filters(salient=True), "vader") == [
        SourceCell("RUS", "Herald", first, 1, 1_000, 1_000_000)
    ]


def test_totals_by_source_come_most_articles_first_from_their_first_day(told: Store) -> None:
    assert [(cell.country, cell.source, cell.day, cell.n, cell.total) for cell in told.totals_by_source(ALL)] == [
        ("RUS", "Herald", date(2024, 1, 1), 3, 1_000),
        ("CHN", "Herald", date(2024, 1, 2), 1, -10_000),
        ("CHN", "Post", date(2024, 2, 1), 1, 1_999),
        ("RUS", "", date(2024, 1, 1), 1, 10_000),
    ]


def test_a_histogram_has_twenty_steps_each_with_its_lower_edge(told: Store) -> None:
    found = told.histogram(ALL)
    assert {country: {k: n for k, n in enumerate(steps) if n} for country, steps in found.items()} == {
        "CHN": {0: 1, 11: 1},
        "RUS": {5: 1, 11: 1, 15: 1, 19: 1},
    }
    assert {len(steps) for steps in found.values()} == {20}
    assert told.histogram(Filters(countries=("RUS",), salient=True), "vader") == {"RUS": [0] * 11 + [1] + [0] * 8}
    assert told.histogram(Filters(countries=("ATL",))) == {}


def test_articles_come_by_tone_with_ties_newest_first(told: Store) -> None:
    told.write([scored("6", tone("RUS", -0.5), day=date(2024, 3, 1))], [], "e")
    assert [(row.id, row.tone) for row in told.articles(Filters(countries=("RUS",)), limit=3, order="lowest")] == [
        (6, -0.5),
        (2, -0.5),
        (3, 0.1),
    ]
    assert [row.id for row in told.articles(Filters(countries=("RUS",)), limit=2, order="highest")] == [4, 1]
    by_vader = told.articles(ALL, limit=1, order="highest", measure="vader")
    assert [(row.id, row.vader) for row in by_vader] == [(2, 0.2)]
    with pytest.raises(ValueError, match="order must be one of newest, lowest, highest, not 'best'"):
        told.articles(ALL, limit=1, order="best")  # type: ignore[arg-type]  # what an address bar may ask for
    with pytest.raises(ValueError, match="measure must be one of tone, vader, not 'mood'"):
        told.articles(ALL, limit=1, measure="mood")  # type: ignore[arg-type]  # as above


def test_whole_articles_come_newest_first_each_once_with_all_their_countries(told: Store) -> None:
    found = list(told.whole(Filters(countries=("RUS",)), limit=2))
    assert [article.id for article in found] == [3, 4]
    assert found[0] == told.article(3)
    assert {one.country for one in found[0].tones} == {"RUS", "CHN"}
    (alone,) = told.whole(Filters(countries=("RUS",)), limit=1, country="RUS")
    assert alone.article == found[0].article
    assert alone.tones == tuple(one for one in found[0].tones if one.country == "RUS")
    assert [article.id for article in told.whole(ALL, limit=2**70)] == [5, 3, 4, 2, 1]
    assert list(told.whole(ALL, limit=0)) == list(told.whole(ALL, limit=-1)) == []


def test_a_slow_reader_of_whole_articles_stops_nobody(told: Store) -> None:
    old = [scored(f"old {number}", tone("RUS"), day=date(2020, 1, 1)) for number in range(60)]
    told.write(old, [], "e")
    reader = told.whole(ALL, limit=100)
    assert next(reader).id == 5
    told.write([scored("7", tone("RUS"), day=date(2025, 1, 1)), *old], [], "e2")
    rest = list(reader)
    assert len(rest) == 64
    assert rest[0].engine == "e"  # read together with the first
    assert {article.engine for article in rest[-10:]} == {"e2"}


def test_a_sample_is_drawn_evenly_and_the_same_for_the_same_seed(store: Store) -> None:
    store.write([scored(str(n), tone("RUS"), tone("CHN"), day=date(2024, 1, 1)) for n in range(40)], [], "e")
    drawn = {seed: [one.id for one in store.sample(ALL, number=10, seed=seed)] for seed in range(200)}
    assert all(len(set(numbers)) == 10 for numbers in drawn.values())
    assert drawn[7] == [one.id for one in store.sample(ALL, number=10, seed=7)]
    assert len({tuple(numbers) for numbers in drawn.values()}) == 200
    times = [sum(number in numbers for numbers in drawn.values()) for number in range(1, 41)]
    # Each should be drawn 50 times, give or take 6; the seeds are fixed, so this cannot fail by chance.
    assert min(times) > 30
    assert max(times) < 70


def test_new_articles_change_a_sample_only_by_entering_it(store: Store) -> None:
    store.write([scored(str(n), tone("RUS")) for n in range(40)], [], "e")
    before = [one.id for one in store.sample(ALL, number=10, seed=1)]
    store.write([scored(str(n), tone("RUS")) for n in range(40, 60)], [], "e")
    after = [one.id for one in store.sample(ALL, number=10, seed=1)]
    assert [number for number in after if number <= 40] == before[: sum(number <= 40 for number in after)]
    assert sorted(one.id for one in store.sample(ALL, number=99, seed=1)) == list(range(1, 61))
    assert store.sample(ALL, number=-1, seed=1) == []
