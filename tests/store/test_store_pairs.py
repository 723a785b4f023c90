"""Pairs of countries: the tone toward one in sentences that name the other too."""

from __future__ import annotations

from datetime import date

import pytest
from store_making import scored

from dashboard.store import Store
from dashboard.store.pairs import Pair, pairs_of
from dashboard.types import CountryTone, Evidence, Field, Filters, PairCell


def _sentence(start: int, tone: float, vader: float = 0.0, field: Field = "text") -> Evidence:
    return Evidence(start, start + 10, tone, vader, ((start, start + 3),), (), field)


def _tone(country: str, *evidence: Evidence, salient: bool = False) -> CountryTone:
    mean = round(sum(proof.tone for proof in evidence) / len(evidence), 4)
    return CountryTone(country, mean, 0.0, len(evidence), len(evidence), salient, evidence)


def test_only_the_sentences_that_name_both_count() -> None:
    evidence = {
        "RUS": (_sentence(0, -0.5, 0.1), _sentence(20, -0.3, 0.2), _sentence(40, 0.9)),
        "UKR": (_sentence(0, 0.4, 0.1), _sentence(20, 0.1, 0.2), _sentence(60, -1.0)),
        "USA": (_sentence(60, 0.25), _sentence(0, 0.75, field="title")),
        "CHN": (_sentence(80, 0.5),),
    }
    assert pairs_of(evidence) == [
        Pair("RUS", "UKR", -4_000, 1_500, 2),
        Pair("UKR", "RUS", 2_500, 1_500, 2),
        Pair("UKR", "USA", -10_000, 0, 1),
        Pair("USA", "UKR", 2_500, 0, 1),
    ]


def test_a_sentence_is_the_same_by_field_start_and_end() -> None:
    title, text = _sentence(0, 0.5, field="title"), _sentence(0, 0.5)
    longer = Evidence(0, 11, 0.5, 0.0, (), ())
    assert pairs_of({"RUS": (title,), "UKR": (text,), "USA": (longer,)}) == []


def test_means_are_rounded_to_four_decimals_halves_to_even() -> None:
    sentences = [(0, 0.0001), (20, 0.0002), (40, 0.5), (60, 0.5), (80, 0.5002)]
    first = tuple(_sentence(start, tone) for start, tone in sentences)
    other = tuple(_sentence(start, 0.0) for start, _ in sentences)
    assert pairs_of({"RUS": first[:2], "USA": other[:2]})[0].tone == 2
    assert pairs_of({"RUS": first[2:], "USA": other[2:]})[0].tone == 5_001
    assert pairs_of({"RUS": first[:2], "USA": (*other[:2], *other[:2])})[1].sentences == 4


@pytest.fixture
def met(store: Store) -> Store:
    both = _sentence(0, -0.5)
    store.write(
        [
            scored("1", _tone("RUS", both, salient=True), _tone("UKR", _sentence(0, 0.5)), day=date(2024, 1, 31)),
            scored("2", _tone("RUS", _sentence(0, 0.1)), _tone("UKR", _sentence(20, 0.5)), day=date(2024, 2, 1)),
            scored(
                "3",
                _tone("RUS", _sentence(0, 0.1), _sentence(20, 0.3)),
                _tone("UKR", _sentence(0, 0.2), _sentence(20, 0.4), salient=True),
                _tone("USA", _sentence(20, -0.2)),
                day=date(2024, 3, 15),
                source="Post",
            ),
        ],
        [],
        "e",
    )
    return store


def test_pairs_are_summed_most_articles_first(met: Store) -> None:
    assert met.pairs(Filters()) == [
        PairCell("RUS", "UKR", 2, 3, -3_000, 29_000_000),
        PairCell("UKR", "RUS", 2, 3, 8_000, 34_000_000),
        PairCell("RUS", "USA", 1, 1, 3_000, 9_000_000),
        PairCell("UKR", "USA", 1, 1, 4_000, 16_000_000),
        PairCell("USA", "RUS", 1, 1, -2_000, 4_000_000),
        PairCell("USA", "UKR", 1, 1, -2_000, 4_000_000),
    ]
    assert [(cell.n, cell.total) for cell in met.pairs(Filters(), "vader")] == [(2, 0), (2, 0), *[(1, 0)] * 4]
    with pytest.raises(ValueError, match="measure must be one of"):
        met.pairs(Filters(), "mood")  # type: ignore[arg-type]  # what an address bar may ask for


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(countries=("RUS", "USA")), [("RUS", "USA"), ("USA", "RUS")]),
        (Filters(countries=("RUS",)), []),
        (Filters(end=date(2024, 2, 15)), [("RUS", "UKR"), ("UKR", "RUS")]),
        (Filters(start=date(2024, 2, 1), end=date(2024, 3, 14)), []),
        (Filters(salient=True), [("UKR", "RUS"), ("RUS", "UKR"), ("UKR", "USA")]),
        (Filters(sources=("Herald",)), [("RUS", "UKR"), ("UKR", "RUS")]),
        (
            Filters(together="USA"),
            [("RUS", "UKR"), ("RUS", "USA"), ("UKR", "RUS"), ("UKR", "USA")],
        ),
    ],
)
def test_filters_keep_pairs(met: Store, filters: Filters, expected: list[tuple[str, str]]) -> None:
    assert sorted((cell.country, cell.other) for cell in met.pairs(filters)) == sorted(expected)


def test_together_keeps_articles_where_one_sentence_names_both(met: Store) -> None:
    def listed(countries: tuple[str, ...], together: str) -> list[tuple[int, str]]:
        filters = Filters(countries=countries, together=together)
        return [(row.id, row.country) for row in met.articles(filters, limit=9)]

    assert listed(("RUS",), "UKR") == [(3, "RUS"), (1, "RUS")]
    assert listed((), "UKR") == [(3, "RUS"), (3, "USA"), (1, "RUS")]
    assert listed(("RUS",), "RUS") == []
    assert listed(("RUS",), "ATL") == []
    assert listed(("RUS",), "\ud800") == []
    # The tone summed is the article's own, over all sentences with the country.
    (cell,) = met.totals(Filters(countries=("RUS",), together="USA"))
    assert (cell.n, cell.total) == (1, 2_000)


def test_pairs_follow_an_article_that_is_replaced(met: Store) -> None:
    met.write([scored("3", _tone("RUS", _sentence(0, 0.1)), day=date(2024, 3, 15))], [], "e2")
    assert [(cell.country, cell.other, cell.n) for cell in met.pairs(Filters())] == [
        ("RUS", "UKR", 1),
        ("UKR", "RUS", 1),
    ]
    assert met.verify() == []


def test_an_article_about_every_country_is_stored_and_replaced(store: Store) -> None:
    many = [_tone(f"{number:03}", _sentence(0, number / 1_000)) for number in range(250)]
    store.write([scored("a", *many)], [], "e")
    assert len(store.pairs(Filters())) == 250 * 249
    store.write([scored("a", *many[:2])], [], "e")
    assert len(store.pairs(Filters())) == 2
    assert store.verify() == []
