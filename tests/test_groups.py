"""Groups of countries: the table holds together, and a wrong row is refused in words."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dashboard import groups as room
from dashboard import resources
from dashboard.groups import groups, members, memberships
from dashboard.names import countries

TODAY = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("group", "day", "number"),
    [
        ("European Union", date(2013, 7, 1), 28),
        ("European Union", date(2020, 1, 31), 28),
        ("European Union", date(2020, 2, 1), 27),
        ("European Union", date(1985, 12, 31), 10),
        ("NATO", date(1949, 4, 4), 12),
        ("NATO", date(2023, 4, 3), 30),
        ("NATO", TODAY, 32),
        ("BRICS", date(2010, 1, 1), 4),
        ("BRICS", date(2024, 1, 1), 9),
        ("BRICS", TODAY, 10),
        ("ASEAN", date(2025, 10, 25), 10),
        ("ASEAN", TODAY, 11),
        ("G7", TODAY, 7),
        ("G20", TODAY, 19),
        ("African Union", TODAY, 55),
        ("Arab League", TODAY, 22),
        ("GCC", TODAY, 6),
        ("Mercosur", date(2010, 1, 1), 4),
        ("Commonwealth of Nations", TODAY, 56),
        ("OPEC", date(2023, 12, 31), 13),
        ("OPEC", date(2024, 1, 1), 12),
        ("OPEC", TODAY, 11),
        ("Nordic countries", date(1900, 1, 1), 5),
        ("Five Eyes", TODAY, 5),
        ("Quad", TODAY, 4),
        ("SCO", date(2017, 6, 8), 6),
        ("SCO", TODAY, 10),
        ("CSTO", date(2010, 1, 1), 7),
        ("CSTO", TODAY, 6),
        ("Visegrád", TODAY, 4),
        ("Baltic states", TODAY, 3),
    ],
)
def test_a_group_has_its_number_of_members_on_a_day(group: str, day: date, number: int) -> None:
    found = members(group, day)
    assert len(found) == number
    assert list(found) == sorted(set(found))
    assert set(found) <= set(countries())


def test_all_groups_are_there_and_none_is_empty_today() -> None:
    assert len(groups()) == len(set(groups())) == 19
    assert all(members(group, TODAY) for group in groups())


def test_members_come_and_go_and_come_back() -> None:
    assert "GBR" in members("European Union", date(2020, 1, 31))
    assert "GBR" not in members("European Union", date(2020, 2, 1))
    assert ["ZAF" in members("Commonwealth of Nations", date(year, 7, 1)) for year in (1950, 1980, 2000)] == [
        True,
        False,
        True,
    ]
    assert members("SCO", date(1999, 1, 1)) == ()
    assert "TUR" in members("NATO", date(1952, 2, 18))


def test_an_unknown_group_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(ValueError, match=r"'EU' is no group that Worldtone knows; it knows European Union, NATO"):
        members("EU", TODAY)


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the table that a test may spoil."""
    countries()  # read from the real folder before the copy takes its place
    shutil.copy(resources.data_file("groups.tsv"), tmp_path)
    monkeypatch.setattr(resources, "data_dir", lambda: tmp_path)
    memberships.cache_clear()
    yield tmp_path / "groups.tsv"
    room.memberships.cache_clear()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Quad\tATL\t2020-01-01\t", "groups.tsv: ATL in Quad: unknown country code 'ATL'"),
        ("Quad\tFRA\t2020-13-01\t", "FRA in Quad: a date must read 2024-12-31, not '2020-13-01'"),
        ("Quad\tFRA\t2020-01-02\t2020-01-01", "FRA in Quad: from 2020-01-02 is after to 2020-01-01"),
        ("Quad\tIND\t2020-01-01\t", "IND in Quad: two memberships overlap"),
        ("Quad\tIND\t\t2017-11-12", "IND in Quad: two memberships overlap"),
        ("Quad\tFRA\t2020-01-01", "3 fields, the header has 4"),
    ],
)
def test_a_wrong_row_is_refused(table: Path, row: str, words: str) -> None:
    with table.open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")
    with pytest.raises(ValueError) as refusal:
        groups()
    assert words in str(refusal.value)


def test_a_member_that_comes_back_is_fine(table: Path) -> None:
    with table.open("a", encoding="utf-8") as file:
        file.write("Quad\tIND\t2000-01-01\t2017-11-11\n")
    assert members("Quad", date(2001, 1, 1)) == ("IND",)
