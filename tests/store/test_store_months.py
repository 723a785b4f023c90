"""Spans of days cut into whole months and the days at their ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.store.months import Parts, parts

days = st.dates(date(2023, 11, 25), date(2024, 4, 5))


@given(start=days, end=days)
def test_the_parts_are_the_days_that_were_asked_for_each_once(start: date, end: date) -> None:
    cut = parts((start.isoformat(), end.isoformat()))
    every = [(date(2023, 10, 1) + timedelta(days=n)).isoformat() for n in range(250)]
    found = [day for first, last in cut.days for day in every if first <= day <= last]
    if cut.months:
        found += [day for day in every if cut.months[0] <= day[:7] <= cut.months[1]]
    assert sorted(found) == [day for day in every if start.isoformat() <= day <= end.isoformat()]
    assert len(cut.days) <= 2


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (None, Parts(("0001-01", "9999-12"), ())),
        (("0001-01-01", "9999-12-31"), Parts(("0001-01", "9999-12"), ())),
        (("2024-02-01", "2024-02-29"), Parts(("2024-02", "2024-02"), ())),
        (("2023-02-01", "2023-02-27"), Parts(None, (("2023-02-01", "2023-02-27"),))),
        (("2023-12-31", "2024-02-01"), Parts(("2024-01", "2024-01"), (("2023-12-31",) * 2, ("2024-02-01",) * 2))),
        (("9999-12-02", "9999-12-31"), Parts(None, (("9999-12-02", "9999-12-31"),))),
        (("0001-01-01", "0001-01-30"), Parts(None, (("0001-01-01", "0001-01-30"),))),
        (("2024-01-02", "2024-01-01"), Parts(None, ())),
    ],
)
def test_known_spans(span: tuple[str, str] | None, expected: Parts) -> None:
    assert parts(span) == expected
