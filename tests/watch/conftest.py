"""A feed server on loopback, and a store to watch it with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback_server import Server, serving
from watching import FakeClock, Watch

from dashboard.store import open_store


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def watch(tmp_path: Path, server: Server) -> Iterator[Watch]:
    with open_store(tmp_path / "s.db") as store:
        yield Watch(store, FakeClock(), server)
