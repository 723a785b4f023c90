"""Tone by outlet, from a real store."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest
from newsroom import Told, fill, some, sums

from dashboard.series import by_outlet, interval, outlet_series, period_start
from dashboard.store import Store
from dashboard.types import Filters

ARTICLES = some(400, seed=1)


def test_outlets_are_those_of_the_country_most_articles_first(empty: Store) -> None:
    fill(empty, ARTICLES)
    tones: defaultdict[str, list[int]] = defaultdict(list)
    for one in ARTICLES:
        if one.country == "RUS":
            tones[one.outlet].append(one.tone)
    found = by_outlet(empty, "RUS", Filters(countries=("USA",)))
    assert {point.outlet: point.n for point in found} == {outlet: len(values) for outlet, values in tones.items()}
    assert [point.n for point in found] == sorted((point.n for point in found), reverse=True)
    for point in found:
        total = sums(tones[point.outlet])
        assert point.mean == pytest.approx(total.mean)
        assert (point.low, point.high) == interval(total.n, total.total, total.squares)


def test_the_period_is_the_span_asked_or_found(empty: Store) -> None:
    fill(empty, [Told("RUS", "Herald", date(2023, 2, day), 100) for day in (3, 9)])
    assert by_outlet(empty, "RUS")[0].period == "2023-02-03/2023-02-09"
    (point,) = by_outlet(empty, "RUS", Filters(start=date(2023, 2, 1), end=date(2023, 2, 5)))
    assert (point.period, point.start, point.n, point.low) == ("2023-02-01/2023-02-05", date(2023, 2, 1), 1, None)
    assert by_outlet(empty, "USA") == []


def test_one_country_across_outlets_and_periods(empty: Store) -> None:
    fill(empty, ARTICLES)
    tones: defaultdict[tuple[str, date], list[int]] = defaultdict(list)
    for one in ARTICLES:
        if one.country == "USA":
            tones[one.outlet, period_start(one.day, "quarter")].append(one.tone)
    found = outlet_series(empty, "USA", by="quarter")
    assert [(point.outlet, point.start) for point in found] == sorted(tones)
    for point in found:
        assert point.n == len(tones[point.outlet, point.start])
        assert point.mean == pytest.approx(sums(tones[point.outlet, point.start]).mean)
    some_outlets = outlet_series(empty, "USA", by="year", filters=Filters(sources=("Post", "Echo")))
    assert [point.outlet for point in some_outlets] == ["Post", "Echo"]


def test_the_measure_and_wrong_questions(empty: Store) -> None:
    fill(empty, ARTICLES)
    tone, vader = by_outlet(empty, "RUS"), by_outlet(empty, "RUS", measure="vader")
    assert [point.mean for point in vader] == pytest.approx([-point.mean for point in tone])
    with pytest.raises(ValueError, match="measure must be one of"):
        by_outlet(empty, "RUS", measure="mood")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="is after the end"):
        outlet_series(empty, "RUS", filters=Filters(start=date(2024, 1, 2), end=date(2024, 1, 1)))
    with pytest.raises(ValueError, match="by must be one of"):
        outlet_series(empty, "RUS", by="decade")  # type: ignore[arg-type]
