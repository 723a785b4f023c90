"""Stores that earlier versions of the program made are opened, and answer what they answered then."""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from store_making import scored, tone

from dashboard.store import StoreError, open_store
from dashboard.store.migrate import steps
from dashboard.types import Filters

FIXTURES = Path(__file__).parent / "fixtures"
sys.path.insert(0, str(FIXTURES))
from answers import answers  # noqa: E402 it lies beside the stores, for their makers

VERSIONS = sorted(int(path.name.split("_")[1].split(".")[0]) for path in FIXTURES.glob("version_*.sqlite.gz"))


@pytest.fixture(params=VERSIONS)
def old(request: pytest.FixtureRequest, path: Path) -> tuple[int, Path]:
    path.write_bytes(gzip.decompress((FIXTURES / f"version_{request.param}.sqlite.gz").read_bytes()))
    return request.param, path


def _answers_then(version: int) -> Any:
    return json.loads((FIXTURES / f"version_{version}.json").read_text("utf-8"))


def test_every_released_version_is_kept() -> None:
    assert {1, 2} <= set(VERSIONS) <= set(range(1, len(steps()) + 1))


def test_a_store_of_an_earlier_version_answers_what_it_did(old: tuple[int, Path]) -> None:
    version, path = old
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)
    for _ in range(2):  # brought forward, and then as it is
        with open_store(path) as store:
            assert store.info().schema_version == len(steps())
            assert store.verify() == []
            found, expected = answers(store), _answers_then(version)
            assert found.keys() == expected.keys()
            for name, value in expected.items():
                assert found[name] == value, name


def test_a_store_of_an_earlier_version_is_written_on(old: tuple[int, Path]) -> None:
    _, path = old
    with open_store(path) as store:
        count = store.count(Filters())
        store.write([scored("new", tone("RUS", -0.5), text="Grain rotted in port.")], [], "e1")
        assert store.count(Filters()) == count + 1
        assert store.count(Filters(words="rotted")) == 1
        assert store.count(Filters(words="praise")) > 0  # of what was there before
        assert store.verify() == []


def test_a_store_of_a_later_version_is_refused_and_left_alone(old: tuple[int, Path]) -> None:
    _, path = old
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(steps()) + 1}")
        connection.commit()
    before = path.read_bytes()
    wanted = f"version {len(steps()) + 1}, made by a newer Worldtone; this one knows versions up to {len(steps())}"
    with pytest.raises(StoreError, match=re.escape(wanted)):
        open_store(path)
    assert path.read_bytes() == before
