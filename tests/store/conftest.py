from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from dashboard.lake import snapshot
from dashboard.lake.address import Address
from dashboard.lake.store import LakeStore
from dashboard.lake.stories import find_stories
from dashboard.store import Store, open_store
from dashboard.store.ready import Ready
from dashboard.types import Rejected

# What these ask is answered alike by a store in a file and by one in a lake. Tests that look into the file, by `path`,
# are of the file alone.
BOTH = {
    "test_store_articles",
    "test_store_copies",
    "test_store_outlets",
    "test_store_pairs",
    "test_store_remarks",
}


class SettledLake(LakeStore):
    """A lake in which copies are looked for after every write, as `worldtone compact` does."""

    def write_ready(
        self, articles: Iterable[Ready], rejected: Iterable[Rejected], engine: str, *, read_anew: Iterable[str] = ()
    ) -> None:
        super().write_ready(articles, rejected, engine, read_anew=read_anew)
        find_stories(self.tables)
        self.look_again()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "store" in metafunc.fixturenames:
        both = metafunc.module.__name__ in BOTH and "path" not in metafunc.function.__code__.co_varnames
        metafunc.parametrize("store", ("file", "lake") if both else ("file",), indirect=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


@pytest.fixture(autouse=True)
def _snapshots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "snapshot_folder", lambda: tmp_path)


@pytest.fixture
def store(request: pytest.FixtureRequest, path: Path) -> Iterator[Store]:
    if getattr(request, "param", "file") == "file":
        with open_store(path) as store:
            yield store
    else:
        kind = SettledLake if "copies" in request.module.__name__ else LakeStore
        with kind(Address(str(path.with_name("lake"))), create=True) as lake:
            yield lake
