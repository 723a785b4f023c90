"""Articles in a store: what goes in comes out, replaced, listed, filtered."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from store_making import scored, tone

from dashboard.store import Store
from dashboard.types import Article, CountryTone, Evidence, Filters, ScoredArticle, Word

ALL = Filters()


def _whole() -> ScoredArticle:
    article = Article(
        text="Bern und 東京: «ça va»\nIt rained.",
        published=datetime(2024, 2, 29, 23, 30, 5, 250, timezone(timedelta(hours=-5, minutes=-30))),
        title="Rain — again",
        source="Le Journal",
        url="https://news.test/1?a=b&c=%20",
        language="fr",
    )
    words = (Word(4, 7, -0.1 / 3), Word(8, 10, 2e-17))
    proof = Evidence(0, 21, -0.3333, 0.1027, ((0, 4), (9, 11)), words)
    headline = Evidence(0, 12, 0.5, 0.0, ((0, 4),), (), "title")
    tones = (
        CountryTone("JPN", 0.0834, 0.0514, 7, 2, True, (headline, proof)),
        CountryTone("CHE", -0.3333, 0.1027, 2, 1, False, (proof,)),
        CountryTone("AUT", 1.0, -1.0, 9, 1, False),
    )
    return ScoredArticle(article, tones)


def test_an_article_comes_back_as_it_went_in(store: Store) -> None:
    item = _whole()
    store.write([item], [], "engine 1.0")
    (row, *_) = store.articles(ALL, limit=1)
    found = store.article(row.id)
    assert found is not None
    assert found.article == item.article
    assert found.article.fingerprint == item.article.fingerprint
    assert found.tones == item.tones
    assert found.engine == "engine 1.0"
    assert store.known([item.article.identity]) == {item.article.identity: (item.article.fingerprint, "engine 1.0")}


def test_a_day_is_the_utc_date(store: Store) -> None:
    store.write([_whole()], [], "e")
    assert {cell.day for cell in store.cells(ALL)} == {date(2024, 3, 1)}


@pytest.mark.parametrize("published", [date(1, 1, 1), date(9999, 12, 31), datetime(2024, 1, 2, tzinfo=UTC)])
def test_published_comes_back_as_given(store: Store, published: date) -> None:
    store.write([scored("a", tone("RUS"), day=published)], [], "e")
    found = store.article(store.articles(ALL, limit=1)[0].id)
    assert found is not None
    assert type(found.article.published) is type(published)
    assert found.article.published == published


def test_no_article_of_that_number(store: Store) -> None:
    assert [store.article(number) for number in (-1, 0, 1, 2**62, 2**70)] == [None] * 5


def test_an_article_that_mentions_no_country_is_kept(store: Store) -> None:
    store.write([scored("a")], [], "e")
    assert store.info().articles == 1
    assert store.info().countries == 0
    assert store.articles(ALL, limit=9) == []
    found = store.article(1)
    assert found is not None
    assert found.tones == ()


def test_a_changed_article_replaces_the_old_one_under_its_number(store: Store) -> None:
    store.write([scored("a", tone("RUS", 0.5), tone("CHN", 0.1)), scored("b", tone("RUS", -1.0))], [], "e1")
    before = {row.title: row.id for row in store.articles(ALL, limit=9)}
    changed = scored("a", tone("USA", 0.25), day=date(2025, 7, 1), source="Post", text="New.", title="New")
    store.write([changed], [], "e2")
    assert store.info().articles == 2
    found = store.article(1)
    assert found is not None
    assert (found.article, found.tones, found.engine) == (changed.article, changed.tones, "e2")
    assert before[""] in {row.id for row in store.articles(ALL, limit=9)}
    assert [(cell.country, cell.n, cell.total) for cell in store.cells(ALL)] == [
        ("RUS", 1, -10_000),
        ("USA", 1, 2_500),
    ]
    assert store.sources() == [("Herald", 1), ("Post", 1)]
    assert store.countries() == [("RUS", 1), ("USA", 1)]
    assert store.info().engines == {"e1": 1, "e2": 1}
    assert store.verify() == []


def test_the_later_of_two_in_one_batch_counts(store: Store) -> None:
    store.write([scored("a", tone("RUS", 0.5)), scored("a", tone("RUS", -0.5))], [], "e")
    assert [cell.total for cell in store.cells(ALL)] == [-5_000]
    assert store.verify() == []


def test_an_empty_batch_changes_nothing(store: Store) -> None:
    store.write([], [], "e")
    assert store.info().articles == 0
    assert store.info().engines == {}


def test_known_answers_for_many_identities(store: Store) -> None:
    batch = [scored(str(number), tone("RUS")) for number in range(1_200)]
    store.write(batch, [], "e")
    asked = [item.article.identity for item in batch]
    assert set(store.known([*asked, "unheard of"])) == set(asked)
    assert store.known([]) == {}


@pytest.fixture
def listed(store: Store) -> Store:
    store.write(
        [
            scored("1", tone("RUS", 0.1, salient=True), tone("CHN", 0.2), day=date(2024, 1, 1), source="A"),
            scored("2", tone("CHN", 0.3), tone("RUS", 0.4), day=date(2024, 1, 3), source="B"),
            scored("3", tone("RUS", 0.5), day=date(2024, 1, 3), source="A"),
            scored("4", tone("USA", 0.6, salient=True), day=date(2024, 1, 2), source=""),
        ],
        [],
        "e",
    )
    return store


EVERY_ROW = [(3, "RUS"), (2, "CHN"), (2, "RUS"), (4, "USA"), (1, "CHN"), (1, "RUS")]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (ALL, EVERY_ROW),
        (Filters(countries=("RUS",)), [(3, "RUS"), (2, "RUS"), (1, "RUS")]),
        (
            Filters(countries=("RUS", "CHN", "RUS")),
            [(3, "RUS"), (2, "CHN"), (2, "RUS"), (1, "CHN"), (1, "RUS")],
        ),
        (Filters(countries=("ATL",)), []),
        (Filters(countries=("\ud800", "'; DROP TABLE tones; --")), []),
        (Filters(start=date(2024, 1, 2)), [(3, "RUS"), (2, "CHN"), (2, "RUS"), (4, "USA")]),
        (Filters(end=date(2024, 1, 2)), [(4, "USA"), (1, "CHN"), (1, "RUS")]),
        (Filters(start=date(2024, 1, 2), end=date(2024, 1, 2)), [(4, "USA")]),
        (Filters(start=datetime(2024, 1, 3, 9)), [(3, "RUS"), (2, "CHN"), (2, "RUS")]),
        (Filters(start=date(2024, 1, 3), end=date(2024, 1, 1)), []),
        (Filters(sources=("A",)), [(3, "RUS"), (1, "CHN"), (1, "RUS")]),
        (Filters(sources=("",)), [(4, "USA")]),
        (Filters(sources=("A", "B", "unheard of"), countries=("CHN",)), [(2, "CHN"), (1, "CHN")]),
        (Filters(sources=("unheard of",)), []),
        (Filters(sources=("\ud800",)), []),
        (Filters(salient=True), [(4, "USA"), (1, "RUS")]),
        (
            Filters(countries=(*(f"X{n:02}" for n in range(40)), "CHN", "USA")),
            [(2, "CHN"), (4, "USA"), (1, "CHN")],
        ),
    ],
)
def test_filters(listed: Store, filters: Filters, expected: list[tuple[int, str]]) -> None:
    assert [(row.id, row.country) for row in listed.articles(filters, limit=50)] == expected
    assert listed.count(filters) == len(expected)
    assert sum(cell.n for cell in listed.cells(filters)) == len(expected)
    assert sum(cell.n for cell in listed.totals(filters)) == len(expected)
    days = [row.day for row in listed.articles(filters, limit=50)]
    assert listed.span(filters) == ((min(days), max(days)) if days else None)


@pytest.mark.parametrize("countries", [(), ("RUS",), ("RUS", "CHN", "USA")])
def test_pages_put_together_are_the_whole_list(listed: Store, countries: tuple[str, ...]) -> None:
    filters = Filters(countries=countries)
    whole = listed.articles(filters, limit=50)
    pages = [listed.articles(filters, limit=2, offset=offset) for offset in range(0, 8, 2)]
    assert [row for page in pages for row in page] == whole
    assert listed.articles(filters, limit=-1) == []
    assert listed.articles(filters, limit=2**80, offset=-3) == whole


def test_a_row_shows_the_tone_toward_its_country(listed: Store) -> None:
    (row,) = listed.articles(Filters(countries=("USA",)), limit=5)
    assert (row.title, row.source, row.day, row.tone, row.vader) == ("", "", date(2024, 1, 2), 0.6, 0.0)
    assert (row.mentions, row.salient) == (1, True)


def test_names_come_with_counts_most_first(listed: Store) -> None:
    assert listed.sources() == [("A", 2), ("", 1), ("B", 1)]
    assert listed.countries() == [("RUS", 3), ("CHN", 2), ("USA", 1)]
    assert [cell.country for cell in listed.totals(ALL)] == ["RUS", "CHN", "USA"]
    info = listed.info()
    assert (info.articles, info.countries, info.sources) == (4, 3, 2)  # an empty name is no outlet
    assert (info.first, info.last) == (date(2024, 1, 1), date(2024, 1, 3))


def test_measures(store: Store) -> None:
    store.write([scored("a", tone("RUS", 0.5, -0.25)), scored("b", tone("RUS", -0.1, 0.3))], [], "e")
    (cell,) = store.cells(ALL)
    assert (cell.n, cell.total, cell.squares) == (2, 4_000, 26_000_000)
    (cell,) = store.totals(ALL, "vader")
    assert (cell.n, cell.total, cell.squares) == (2, 500, 15_250_000)
    with pytest.raises(ValueError, match="measure must be one of tone, vader, not 'mood'"):
        store.cells(ALL, "mood")  # type: ignore[arg-type]


def test_outdated_articles_come_oldest_first_without_their_tones(store: Store) -> None:
    for number, engine in enumerate(("e1", "e2", "e3", "e1", "e2")):
        store.write([scored(str(number), tone("RUS"))], [], engine)
    found = store.outdated("e2", 10)
    assert [(item.id, item.engine, item.tones) for item in found] == [
        (1, "e1", ()),
        (3, "e3", ()),
        (4, "e1", ()),
    ]
    assert [item.id for item in store.outdated("e2", 2)] == [1, 3]
    assert found[0].article == scored("0").article
    assert [item.id for item in store.outdated("new", 10)] == [1, 2, 3, 4, 5]


def test_characters_that_no_file_can_hold_are_replaced_one_for_one(store: Store) -> None:
    item = scored("\udcff", tone("RUS"), source="\ud83d", title="a\udc00b", text="x\ud800y\0z")
    store.write([item], [], "\ud800")
    assert set(store.known([item.article.identity])) == {item.article.identity}
    found = store.article(1)
    assert found is not None
    assert (found.article.text, found.article.title) == ("x\ufffdy\0z", "a\ufffdb")
    assert [item.id for item in store.outdated("other", 5)] == [1]
    assert store.outdated("\ud800", 5) == []
    assert store.verify() == []


@pytest.mark.parametrize("url", ["", "https://news.test/\ud800"])
def test_an_article_with_such_characters_can_be_scored_again(store: Store, url: str) -> None:
    article = Article("x\ud800y", date(2024, 1, 2), source="S\udfff", url=url)
    store.write([ScoredArticle(article, (tone("RUS"),))], [], "e1")
    (stored,) = store.outdated("e2", 5)
    assert stored.article.identity in store.known([stored.article.identity])
    store.write([ScoredArticle(stored.article, (tone("CHN"),))], [], "e2")
    store.write([ScoredArticle(article, (tone("USA"),))], [], "e2")
    assert store.outdated("e2", 5) == []
    assert store.info().articles == 1
    assert store.verify() == []
