"""The calendar's periods."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.series import automatic_period, period_end, period_label, period_start, periods_between
from dashboard.types import Period

PERIODS: tuple[Period, ...] = ("day", "week", "month", "quarter", "year")


@pytest.mark.parametrize(
    ("day", "by", "start", "end", "label"),
    [
        (date(2023, 11, 10), "day", date(2023, 11, 10), date(2023, 11, 10), "2023-11-10"),
        (date(2023, 11, 10), "week", date(2023, 11, 6), date(2023, 11, 12), "2023-11-06"),
        (date(2023, 11, 10), "month", date(2023, 11, 1), date(2023, 11, 30), "2023-11"),
        (date(2023, 11, 10), "quarter", date(2023, 10, 1), date(2023, 12, 31), "2023-Q4"),
        (date(2023, 11, 10), "year", date(2023, 1, 1), date(2023, 12, 31), "2023"),
        (date(2023, 1, 1), "week", date(2022, 12, 26), date(2023, 1, 1), "2022-12-26"),
        (date(2024, 2, 29), "month", date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        (date(2023, 3, 31), "quarter", date(2023, 1, 1), date(2023, 3, 31), "2023-Q1"),
        (date(2023, 4, 1), "quarter", date(2023, 4, 1), date(2023, 6, 30), "2023-Q2"),
        (date(987, 7, 4), "quarter", date(987, 7, 1), date(987, 9, 30), "0987-Q3"),
        (date.min, "week", date.min, date(1, 1, 7), "0001-01-01"),
        (date.max, "week", date(9999, 12, 27), date.max, "9999-12-27"),
        (date.max, "month", date(9999, 12, 1), date.max, "9999-12"),
        (date.max, "day", date.max, date.max, "9999-12-31"),
    ],
)
def test_a_day_lies_in_its_period(day: date, by: Period, start: date, end: date, label: str) -> None:
    assert period_start(day, by) == start
    assert period_end(start, by) == end
    assert period_label(start, by) == label


@given(day=st.dates(max_value=date(9999, 1, 1)), by=st.sampled_from(PERIODS))
def test_periods_follow_each_other_without_gap_or_overlap(day: date, by: Period) -> None:
    start = period_start(day, by)
    end = period_end(start, by)
    assert start <= day <= end
    assert period_start(start, by) == period_start(end, by) == start
    assert period_start(end + timedelta(days=1), by) == end + timedelta(days=1)


def test_a_week_starts_on_its_iso_monday_across_the_year() -> None:
    for number in range(800):
        day = date(2019, 12, 20) + timedelta(days=number)
        year, week, _ = day.isocalendar()
        assert period_start(day, "week") == date.fromisocalendar(year, week, 1)


def test_periods_between_names_every_one() -> None:
    assert list(periods_between(date(2023, 11, 30), date(2024, 2, 1), "month")) == [
        date(2023, 11, 1),
        date(2023, 12, 1),
        date(2024, 1, 1),
        date(2024, 2, 1),
    ]
    assert list(periods_between(date(2024, 1, 3), date(2024, 1, 3), "year")) == [date(2024, 1, 1)]
    assert list(periods_between(date(9999, 12, 20), date.max, "week")) == [
        date(9999, 12, 20),
        date(9999, 12, 27),
    ]


@pytest.mark.parametrize(
    ("days", "by"),
    [
        (1, "day"),
        (92, "day"),
        (93, "week"),
        (732, "week"),
        (733, "month"),
        (5_000, "month"),
        (9_000, "quarter"),
    ],
)
def test_the_automatic_period_suits_the_span(days: int, by: Period) -> None:
    start = date(1990, 1, 1)
    end = start + timedelta(days=days - 1)
    assert automatic_period(start, end) == by
    assert len(list(periods_between(start, end, by))) <= 190


def test_the_longest_span_is_in_years() -> None:
    assert automatic_period(date.min, date.max) == "year"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (lambda: period_start(date.min, "decade"), "by must be one of day, week, month, quarter, year"),  # type: ignore[arg-type]
        (lambda: period_end(date.min, ""), "not ''"),  # type: ignore[arg-type]
        (lambda: period_label(date.min, "Day"), "not 'Day'"),  # type: ignore[arg-type]
        (lambda: periods_between(date.min, date.max, "hour"), "not 'hour'"),  # type: ignore[arg-type]
        (lambda: periods_between(date.max, date.min, "day"), "the start, 9999-12-31, is after the end"),
        (lambda: automatic_period(date.max, date.min), "is after the end, 0001-01-01"),
    ],
)
def test_wrong_words_are_refused_at_once(asked, words: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=words):
        asked()
