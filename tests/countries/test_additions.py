"""A user's own rows add to the gazetteer or override it, in every process that is handed them."""

from __future__ import annotations

import pickle
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pytest

from dashboard.countries import Additions, GazetteerError, explain, find_mentions, gazetteer_version, read_additions

OWN = (
    "text\tcountry\tkind\tsince\tuntil\n"
    "# ours\n"
    "Zemblan\tKOR\tdemonym\n"
    "Atlantis Palace\tGRC\tmetonym\n"
    "Turkey\tGRC\tname\n"
    "Kremlin\t\t\n"
    "Ann Other\tFRA\tleader\t2020-01-01\t2021-12-31\n"
    "Ann Other\tDEU\tleader\t2022\t\n"
    "house of zembla\tFIN\tname\n"
)


@pytest.fixture
def own(tmp_path: Path) -> Additions:
    path = tmp_path / "own.tsv"
    path.write_text(OWN, encoding="utf-8")
    return read_additions(path)


def countries(text: str, own: Additions, day: date | None = None) -> list[tuple[str, str, str]]:
    return [(mention.text, mention.country, mention.kind) for mention in find_mentions(text, date=day, additions=own)]


def test_rows_add_override_and_block(own: Additions) -> None:
    assert countries("A Zemblan won.", own) == [("Zemblan", "KOR", "demonym")]
    assert countries("The ATLANTIS PALACE fell.", own) == [("ATLANTIS PALACE", "GRC", "metonym")]
    assert countries("Turkey and Kenya won.", own) == [("Turkey", "GRC", "name"), ("Kenya", "KEN", "name")]
    assert countries("The Kremlin denied it.", own) == []
    assert countries("The house of zembla won.", own) == [("house of zembla", "FIN", "name")]


def test_dated_rows_count_on_their_days(own: Additions) -> None:
    assert countries("Ann Other spoke.", own, date(2021, 5, 1)) == [("Ann Other", "FRA", "leader")]
    assert countries("Ann Other spoke.", own, date(2023, 5, 1)) == [("Ann Other", "DEU", "leader")]
    assert countries("Ann Other spoke.", own, date(2010, 5, 1)) == []
    assert countries("Ann Other spoke.", own) == []


def test_without_the_rows_nothing_changes(own: Additions) -> None:
    assert [mention.country for mention in find_mentions("The Kremlin and a Zemblan.")] == ["RUS"]


def test_the_version_tells_them_apart(own: Additions, tmp_path: Path) -> None:
    other = tmp_path / "other.tsv"
    other.write_text("Zemblan\tFIN\tdemonym\n", encoding="utf-8")
    versions = {gazetteer_version(), gazetteer_version(own), gazetteer_version(read_additions(other))}
    assert len(versions) == 3


def test_explain_uses_them(own: Additions) -> None:
    (row,) = explain("The Kremlin denied it.", additions=own)
    assert (row.kind, row.kept) == ("phrase", False)


def test_another_process_uses_them(own: Additions) -> None:
    assert pickle.loads(pickle.dumps(own)) == own  # noqa: S301 - our own bytes
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(countries, "A Zemblan won.", own).result() == [("Zemblan", "KOR", "demonym")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Zembla\tZEM\tname", "unknown country code 'ZEM'"),
        ("Zembla\tKO\tname", "unknown country code 'KO'"),
        ("Zembla\tKOR\tplanet", "unknown kind 'planet'"),
        ("\tKOR\tname", "the text is empty"),
        ("Zembla", "1 fields"),
        ("Zembla\tKOR\tname\t2020\t2021\tmore", "6 fields"),
        ("Zembla\tKOR\tname\tMay 2020", "'May 2020' is no day"),
        ("Zembla\tKOR\tname\t2020-02-31", "'2020-02-31' is no day of the calendar"),
        ("Zembla\tKOR\tname\t2021\t2020", "since 2021 is after until 2020"),
        ("Known\tFRA\tname", "'Known' has a row already, in line 2"),
    ],
)
def test_a_wrong_row_is_refused_with_file_and_line(tmp_path: Path, row: str, reason: str) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(f"# ours\nKnown\tKOR\tname\n{row}\n", encoding="utf-8")
    with pytest.raises(GazetteerError) as refusal:
        read_additions(path)
    assert f"{path}:3: " in str(refusal.value)
    assert reason in str(refusal.value)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="cannot be read"):
        read_additions(tmp_path / "none.tsv")
    with pytest.raises(GazetteerError, match="cannot be read"):
        read_additions(tmp_path)
    bad = tmp_path / "bad.tsv"
    bad.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(GazetteerError, match="UTF-8"):
        read_additions(bad)
