"""The shipped tables hold together, and a wrong row is refused with its file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dashboard import resources
from dashboard.countries.gazetteer import TABLES, TERM_TABLES, gazetteer_version, load
from dashboard.names import countries, country_name


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data folder that a test may spoil."""
    shutil.copytree(resources.data_dir() / "countries", tmp_path / "countries")
    countries()  # read from the real folder before the copy takes its place
    monkeypatch.setattr(resources, "data_dir", lambda: tmp_path)
    return tmp_path / "countries"


def test_shipped_tables_are_accepted() -> None:
    found = load()
    assert len(found.terms) > 5_000
    assert len(found.leaders) > 500


@pytest.mark.parametrize("table", TABLES, ids="/".join)
def test_every_row_has_kind_and_origin(table: tuple[str, ...]) -> None:
    for row in resources.rows("countries", *table):
        assert row["kind"]
        assert row["origin"]


WRONG_ROWS = [
    ("aliases.tsv", "Atlantis\tATL\tname\t\tcurated", "unknown country code 'ATL'"),
    ("aliases.tsv", "Atlantis\tGRC\tmyth\t\tcurated", "unknown kind 'myth'"),
    ("aliases.tsv", "Atlantis\tGRC\tname\tsunken\tcurated", "unknown mark 'sunken'"),
    ("aliases.tsv", "Atlantis\tGRC\tname\t\t", "no origin"),
    ("aliases.tsv", " Atlantis\tGRC\tname\t\tcurated", "the text is empty or has space around it"),
    ("aliases.tsv", "Britain\tFRA\tname\t\tcurated", "'Britain' (name) is FRA here, but GBR in curated/aliases.tsv"),
    ("aliases.tsv", "Atlantis\tGRC", "2 fields, the header has 5"),
    ("former.tsv", "Atlantis\tGRC\tname\t\t1900\t1800\tcurated", "since 1900 is after until 1800"),
    ("former.tsv", "Atlantis\tGRC\tname\t\tlong ago\t\tcurated", "a year must be a number"),
    ("blocks.tsv", "purple elephant\tblock\tcurated", "this phrase holds no term, so it blocks nothing"),
    ("blocks.tsv", "Germany\tblock\tcurated", "this phrase is also a term; it cannot be both"),
    ("../namesakes.tsv", "Paris\tATL\tTexas\ttown\tGeoNames", "unknown country code 'ATL'"),
    ("../located.tsv", "Atlantis\tUSA\t\tcity\tGeoNames", "a town needs a name and a state"),
    (
        "leaders.tsv",
        "Ann Other\tFRA\tleader\tpresident\t2020-01-01\t2019-01-01\tOther\tcurated",
        "since 2020-01-01 is after until 2019-01-01",
    ),
    ("leaders.tsv", "Ann Other\tFRA\tleader\tpresident\tMay 2020\t\tOther\tcurated", "a date must read 2024-12-31"),
    ("leaders.tsv", "Other\tFRA\tleader\tpresident\t\t\tOther\tcurated", "a full name has two words"),
    ("leaders.tsv", "Ann Other\tATL\tleader\tpresident\t\t\tOther\tcurated", "unknown country code 'ATL'"),
    (
        "leaders.tsv",
        "Emmanuel Macron\tBEL\tleader\tpresident\t2017-05-14\t\tMacron\tcurated",
        "'Emmanuel Macron' is of BEL here, but of FRA in another row",
    ),
    ("pairs.tsv", "two Atlantises\tGRC\tATL\tname\tcurated", "unknown country code 'ATL'"),
    ("pairs.tsv", "Atlantises\tGRC\tITA\tname\tcurated", "a phrase for two countries has two words"),
    ("words.tsv", "Foo\tbar\tcurated", "unknown kind 'bar'"),
]


@pytest.mark.parametrize(("table", "row", "reason"), WRONG_ROWS, ids=lambda value: value.replace("\t", " "))
def test_wrong_row_is_refused_with_file_and_line(tables: Path, table: str, row: str, reason: str) -> None:
    path = (tables / "curated" / table).resolve()
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, row]) + "\n", encoding="utf-8")
    with pytest.raises(ValueError) as refusal:
        load()
    message = str(refusal.value)
    assert f"{path}:{len(lines) + 1}: " in message
    assert reason in message


def test_a_comment_and_an_agreeing_duplicate_are_fine(tables: Path) -> None:
    path = tables / "curated" / "aliases.tsv"
    with path.open("a", encoding="utf-8") as table:
        table.write("# a remark\nBritain\tGBR\tname\t\tcurated\n")
    assert load().terms


def test_version_is_short_and_steady() -> None:
    assert len(gazetteer_version()) == 12
    assert gazetteer_version() == gazetteer_version()


def test_version_changes_with_any_row(tables: Path) -> None:
    before = gazetteer_version.__wrapped__()
    with (tables / "curated" / "aliases.tsv").open("a", encoding="utf-8") as table:
        table.write("Atlantis\tGRC\tname\t\tcurated\n")
    assert gazetteer_version.__wrapped__() != before


def test_term_tables_are_all_there_is() -> None:
    listed = {"/".join(table) for table in TABLES} | {"curated/regions.tsv"}
    folder = resources.data_dir() / "countries"
    assert {str(path.relative_to(folder)) for path in folder.rglob("*.tsv")} == listed
    assert set(TERM_TABLES) <= set(TABLES)


def test_short_names() -> None:
    assert country_name("PRK") == "North Korea"
    assert country_name("COD") == "DR Congo"
    assert country_name("GBR") == "United Kingdom"
    assert country_name("XKX") == "Kosovo"
    assert country_name("???") == "???"
    kenya = countries()["KEN"]
    assert (kenya.alpha2, kenya.region, kenya.continent) == ("KE", "Eastern Africa", "Africa")
    assert len({country.name for country in countries().values()}) == 250
    assert len({country.alpha2 for country in countries().values()}) == 250
