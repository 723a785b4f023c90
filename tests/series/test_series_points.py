"""Points for charts, from a real store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dashboard.series import (
    baseline_series,
    by_outlet,
    decomposition,
    interval,
    outlet_series,
    pulling_words,
    ranking,
    series,
)
from dashboard.store import Store, open_store
from dashboard.types import Article, CountryTone, Evidence, Filters, Point, ScoredArticle


def _article(day: date, source: str, **tones: float) -> ScoredArticle:
    article = Article(f"{source} {tones}", day, source=source)
    return ScoredArticle(
        article,
        tuple(CountryTone(country, tone, -tone, 1, 1, tone > 0) for country, tone in tones.items()),
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store.sqlite") as store:
        store.write(
            [
                _article(date(2023, 12, 31), "A", RUS=-0.5, CHN=0.25),
                _article(date(2024, 1, 1), "A", RUS=0.1),
                _article(date(2024, 1, 7), "B", RUS=-0.3, USA=0.2),
                _article(date(2024, 3, 1), "A", RUS=0.4),
            ],
            [],
            "e",
        )
        yield store


def _brief(points: list[Point]) -> list[tuple[str, str, int, float]]:
    return [(point.country, point.period, point.articles, round(point.mean, 6)) for point in points]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (
            "day",
            [
                ("2023-12-31", 1, -0.5),
                ("2024-01-01", 1, 0.1),
                ("2024-01-07", 1, -0.3),
                ("2024-03-01", 1, 0.4),
            ],
        ),
        ("week", [("2023-12-25", 1, -0.5), ("2024-01-01", 2, -0.1), ("2024-02-26", 1, 0.4)]),
        ("month", [("2023-12", 1, -0.5), ("2024-01", 2, -0.1), ("2024-03", 1, 0.4)]),
        ("quarter", [("2023-Q4", 1, -0.5), ("2024-Q1", 3, 0.066667)]),
        ("year", [("2023", 1, -0.5), ("2024", 3, 0.066667)]),
    ],
)
def test_periods(store: Store, by: str, expected: list[tuple[str, int, float]]) -> None:
    points = series(store, countries=["RUS"], by=by)  # type: ignore[arg-type]
    assert _brief(points) == [("RUS", *rest) for rest in expected]
    assert [point.start for point in points] == sorted(point.start for point in points)


def test_a_period_with_nothing_has_no_point(store: Store) -> None:
    assert "2024-02" not in {point.period for point in series(store)}
    assert series(store, countries=["ATL"]) == []
    assert series(store, start=date(2025, 1, 1)) == []


def test_countries_come_in_the_order_asked_else_by_code(store: Store) -> None:
    assert [point.country for point in series(store, by="year")] == ["CHN", "RUS", "RUS", "USA"]
    asked = series(store, countries=["USA", "RUS", "USA", "CHN"], by="year")
    assert [point.country for point in asked] == ["USA", "RUS", "RUS", "CHN"]


def test_filters(store: Store) -> None:
    assert _brief(series(store, by="year", sources=["B"])) == [
        ("RUS", "2024", 1, -0.3),
        ("USA", "2024", 1, 0.2),
    ]
    assert _brief(series(store, countries=["RUS"], by="year", salient=True)) == [("RUS", "2024", 2, 0.25)]
    cut = series(store, countries=["RUS"], by="month", start=date(2024, 1, 2), end=date(2024, 1, 31))
    assert _brief(cut) == [("RUS", "2024-01", 1, -0.3)]
    assert cut[0].start == date(2024, 1, 1)
    assert _brief(series(store, countries=["CHN"], measure="vader")) == [("CHN", "2023-12", 1, -0.25)]


def test_a_band_from_five_articles_on(tmp_path: Path) -> None:
    with open_store(tmp_path / "s") as store:
        for number in range(1, 6):
            store.write([_article(date(2024, 1, number), "A", RUS=number / 10)], [], "e")
            (point,) = series(store)
            if number < 5:
                assert (point.low, point.high) == (None, None)
        assert (point.low, point.high) == interval(5, 15_000, 55_000_000)
        assert point.mean == pytest.approx(0.3)


def test_ranking_is_over_the_whole_span_most_articles_first(store: Store) -> None:
    span = "2023-12-31/2024-03-01"
    assert _brief(ranking(store)) == [("RUS", span, 4, -0.075), ("CHN", span, 1, 0.25), ("USA", span, 1, 0.2)]
    assert {point.start for point in ranking(store)} == {date(2023, 12, 31)}


def test_rankings_label_is_the_span_asked_or_found(store: Store) -> None:
    def labels(start: date | None, end: date | None) -> set[str]:
        return {point.period for point in ranking(store, countries=["USA", "RUS"], start=start, end=end)}

    assert labels(date(2024, 1, 1), date(2024, 12, 31)) == {"2024-01-01/2024-12-31"}
    assert labels(date(2024, 1, 2), None) == {"2024-01-02/2024-03-01"}
    assert labels(None, date(2024, 2, 1)) == {"2023-12-31/2024-02-01"}
    assert labels(date(2030, 1, 1), None) == set()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"by": "decade"}, "by must be one of day, week, month, quarter, year, not 'decade'"),
        ({"measure": "mood"}, "measure must be one of tone, vader, not 'mood'"),
        (
            {"start": date(2024, 1, 2), "end": date(2024, 1, 1)},
            "start, 2024-01-02, is after the end, 2024-01-01",
        ),
        ({"countries": "RUS"}, r"countries must be a list of names, not one text; write \['RUS'\]"),
        ({"sources": "Herald"}, r"sources must be a list of names, not one text; write \['Herald'\]"),
    ],
)
def test_wrong_questions_are_refused_in_words(store: Store, asked: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        series(store, **asked)  # type: ignore[arg-type]
    if "by" not in asked:
        with pytest.raises(ValueError, match=words):
            ranking(store, **asked)  # type: ignore[arg-type]


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Store]:
    """Two articles on grain, one on gas; in one on grain a sentence names Russia and Ukraine together."""

    def about(number: int, text: str, *tones: tuple[str, int, float]) -> ScoredArticle:
        article = Article(text, date(2024, 1, number), url=f"https://news.test/{number}")
        return ScoredArticle(
            article,
            tuple(
                CountryTone(
                    code, tone, 0.0, 1, 1, True, (Evidence(start, start + 9, tone, 0.0, ((start, start),), ()),)
                )
                for code, start, tone in tones
            ),
        )

    with open_store(tmp_path / "told.sqlite") as store:
        store.write(
            [
                about(1, "The grain deal holds. Ships sail.", ("RUS", 0, 0.5), ("UKR", 0, 0.3)),
                about(2, "Grain is short. Prices rose.", ("RUS", 0, -0.1), ("UKR", 16, 0.1)),
                about(3, "Gas flows again to the west.", ("RUS", 0, 0.2)),
            ],
            [],
            "e",
        )
        yield store


def test_words_keep_the_articles_they_find(told: Store) -> None:
    assert _brief(series(told, countries=["RUS"], words="grain")) == [("RUS", "2024-01", 2, 0.2)]
    assert _brief(ranking(told, words="gas OR ships")) == [
        ("RUS", "2024-01-01/2024-01-03", 2, 0.35),
        ("UKR", "2024-01-01/2024-01-03", 1, 0.3),
    ]
    assert series(told, words="oil") == ranking(told, words="oil") == []
    with pytest.raises(ValueError):
        series(told, words='"unclosed')


def test_together_keeps_sentences_that_name_both(told: Store) -> None:
    assert _brief(series(told, countries=["RUS"], together="UKR")) == [("RUS", "2024-01", 1, 0.5)]
    (point,) = ranking(told, countries=["UKR"], together="RUS", words="grain")
    assert (point.period, point.articles, point.mean) == ("2024-01-01/2024-01-01", 1, pytest.approx(0.3))


def test_the_new_filters_reach_every_question(told: Store) -> None:
    grain = Filters(words="grain")
    assert [point.n for point in by_outlet(told, "RUS", grain)] == [2]
    assert [point.n for point in outlet_series(told, "RUS", filters=Filters(together="UKR"))] == [1]
    assert [point.articles for point in baseline_series(told, "outlet", filters=grain)] == [2, 2]
    assert pulling_words(told, "RUS", grain).read == 2
    days = date(2024, 1, 1), date(2024, 1, 2)
    assert decomposition(told, "RUS", days, (date(2024, 1, 3), date(2024, 1, 3)), grain) is None
    found = decomposition(told, "RUS", (days[0], days[0]), (days[1], days[1]), grain)
    assert found is not None
    assert found.change.value == pytest.approx(-0.6)
    assert len(found.articles) == 2
