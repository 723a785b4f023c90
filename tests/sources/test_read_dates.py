"""Dates: every form that is read, every one that is refused, and why."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.sources.dates import DateError, parse_date

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
DAY = date(2023, 11, 10)
CET = timezone(timedelta(hours=1))


def at(hour: int, minute: int = 0, second: int = 0, micro: int = 0, zone: timezone = UTC) -> datetime:
    return datetime(2023, 11, 10, hour, minute, second, micro, tzinfo=zone)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023-11-10", DAY),
        (" 2023-11-10 ", DAY),
        ("2023-1-5", date(2023, 1, 5)),
        ("2023/11/10", DAY),
        ("2023.11.10", DAY),
        ("2023-W45-5", DAY),
        ("20231110", DAY),
        (20231110, DAY),
        (20231110.0, DAY),
        ("20231110.0", DAY),
        ("20231110120000", at(12)),
        ("20231110T120000Z", at(12)),
        ("20231110T1200+0100", at(12, zone=CET)),
        ("2023-11-10T12:00:00Z", at(12)),
        ("2023-11-10T12:00", at(12)),
        ("2023-11-10 12:00:00", at(12)),
        ("2023-11-10T12:00:00.5+01:00", at(12, micro=500_000, zone=CET)),
        ("2023-11-10T12:00:00.123456789Z", at(12, micro=123_456)),
        ("2023-11-10 12:00:00 UTC", at(12)),
        ("2023-11-10 12:00:00+01", at(12, zone=CET)),
        ("2023-11-10 12:05 AM", at(0, 5)),
        ("2023-11-10 12:05 PM", at(12, 5)),
        ("1699617600", at(12)),
        ("1699617600.0", at(12)),
        (1699617600, at(12)),
        (1699617600.5, at(12, micro=500_000)),
        (1699617600000, at(12)),
        ("Fri, 10 Nov 2023 15:05:00 +0100", at(15, 5, zone=CET)),
        ("Fri, 10 Nov 2023 15:05:00 GMT", at(15, 5)),
        ("Fri, 10 Nov 2023 15:05:00 EST", at(15, 5, zone=timezone(timedelta(hours=-5)))),
        ("10 Nov 23 15:05 UT", at(15, 5)),
        ("Fri Nov 10 15:05:00 +0000 2023", at(15, 5)),
        ("Fri Nov 10 15:05:00 UTC 2023", at(15, 5)),
        ("Fri Nov 10 2023 12:00:00 GMT+0100 (Central European Standard Time)", at(12, zone=CET)),
        ("10 November 2023", DAY),
        ("10th of November 2023", DAY),
        ("Nov. 10, 2023", DAY),
        ("November 10 2023", DAY),
        ("2023 Nov 10", DAY),
        ("10-Nov-2023", DAY),
        ("10-NOV-23", DAY),
        ("10-NOV-99", date(1999, 11, 10)),
        ("Sept 5, 2023", date(2023, 9, 5)),
        ("Friday, November 10, 2023 at 3:05 PM", at(15, 5)),
        ("November 10, 2023 3:05 p.m.", at(15, 5)),
        ("November 10, 2023, 3 PM", at(15)),
        ("3:05 PM ET, Nov. 10, 2023", at(15, 5, zone=timezone(timedelta(hours=-5)))),
        ("10 November 2023, 15:05 UTC+1", at(15, 5, zone=CET)),
        ("15:05 10-Nov-2023", at(15, 5)),
        ("13/04/2023", date(2023, 4, 13)),
        ("04/13/2023", date(2023, 4, 13)),
        ("13.04.2023 15:05", datetime(2023, 4, 13, 15, 5, tzinfo=UTC)),
        ("03/03/2023", date(2023, 3, 3)),
        ("13/04/23", date(2023, 4, 13)),
        ("25-12-99", date(1999, 12, 25)),
        (DAY, DAY),
        (datetime(2023, 11, 10, 12), at(12)),
        (at(12, zone=CET), at(12, zone=CET)),
        ("2026-01-17", date(2026, 1, 17)),
        ("1800-01-01", date(1800, 1, 1)),
    ],
)
def test_reads(value: object, expected: date) -> None:
    found = parse_date(value, now=NOW)
    assert found == expected
    assert isinstance(found, datetime) == isinstance(expected, datetime)


@pytest.mark.parametrize("value", ["03/04/2023", "03.04.2023", "3-4-2023", "03/04/23", "03-04-23"])
def test_order_of_day_and_month_is_asked_for(value: str) -> None:
    with pytest.raises(DateError, match="--day-first or --month-first"):
        parse_date(value, now=NOW)
    assert parse_date(value, day_first=True, now=NOW) == date(2023, 4, 3)
    assert parse_date(value, day_first=False, now=NOW) == date(2023, 3, 4)


def test_a_two_digit_year_with_hyphens_may_stand_first() -> None:
    with pytest.raises(DateError, match="not clear"):
        parse_date("23-11-10", now=NOW)


@pytest.mark.parametrize("day_first", [True, False])
def test_a_part_above_twelve_is_the_day_whatever_was_said(day_first: bool) -> None:
    assert parse_date("13/04/2023", day_first=day_first, now=NOW) == date(2023, 4, 13)
    assert parse_date("04/13/2023", day_first=day_first, now=NOW) == date(2023, 4, 13)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("", "no date"),
        ("  ", "no date"),
        (None, "empty, neither text nor a number"),
        (True, "true or false"),
        ([2023], "a list"),
        (float("nan"), "not a date"),
        (float("inf"), "not a date"),
        (10**30, "not a date"),
        ("2023", "only part"),
        ("2023-11", "only part"),
        ("202311", "only part"),
        ("11/2023", "only part"),
        ("March 2023", "only part"),
        ("10 November", "only part"),
        ("10 November 12:30 +0100", "only part"),
        ("Nov 10 12", "not a date"),
        ("Friday", "not a date"),
        ("12:30", "a time without a day"),
        ("today", "relative"),
        ("yesterday", "relative"),
        ("2 hours ago", "relative"),
        ("next Friday", "relative"),
        ("10 November 2023 15", "not a date"),
        ("10-12 November 2023", "not a date"),
        ("10 Nov 2023 10h30 XYZ", "not a date"),
        ("Updated 10 Nov 2023", "not a date"),
        ("10 novembre 2023", "not a date"),
        ("November 31, 2023", "not a date"),
        ("10 November 99999999999", "not a date"),
        ("2023-02-30", "cannot be"),
        ("2023-13-01", "cannot be"),
        ("20231301", "cannot be"),
        ("99/99/2023", "cannot be"),
        ("2023-11-10T25:00", "not a time of day"),
        ("2023-11-10 13:05 PM", "not a time of day"),
        ("2023-11-10T12:00+99:00", "not an offset"),
        ("10 November 2023 15:05 IST", "time zone 'IST'"),
        ("٢٠٢٣-١١-١٠", "not a date"),
        ("x" * 101, "longer than 100"),
        ("1799-12-31", "before 1800"),
        ("0001-01-01T00:00:00+10:00", "before 1800"),
        ("2026-01-18", "future"),
        ("9999-12-31T23:00:00-05:00", "future"),
        ("4102444800", "future"),
    ],
)
@pytest.mark.filterwarnings("error")
def test_refuses(value: object, reason: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(value, now=NOW)
    assert reason in str(caught.value)


def test_what_is_written_does_not_depend_on_the_clock() -> None:
    for value in ("10 November 2023", "Friday, November 10, 2023 at 3:05 PM", "10 Nov 23"):
        later = datetime(2026, 5, 31, 23, tzinfo=UTC)
        assert parse_date(value, now=NOW) == parse_date(value, now=later)


@given(
    st.dates(date(1800, 1, 1), date(2025, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%b %d, %Y", "%Y%m%d"]),
)
def test_round_trip(day: date, form: str) -> None:
    assert parse_date(day.strftime(form), now=NOW) == day


@given(st.datetimes(datetime(1801, 1, 1), datetime(2025, 12, 31), timezones=st.timezones()))
def test_round_trip_of_iso_times(moment: datetime) -> None:
    offset = moment.utcoffset()
    if offset is None or offset.seconds % 60:  # historical local mean times have seconds, ISO 8601 has not
        moment = moment.replace(tzinfo=UTC)
    assert parse_date(moment.isoformat(), now=NOW) == datetime.fromisoformat(moment.isoformat())


@given(
    st.one_of(
        st.text(max_size=40),
        st.from_regex(r"[0-9A-Za-z ,:./+-]{1,30}", fullmatch=True),
        st.floats(),
        st.integers(),
    )
)
def test_anything_is_a_date_or_a_date_error(value: object) -> None:
    try:
        assert isinstance(parse_date(value, now=NOW), date)
    except DateError as error:
        assert str(error)
