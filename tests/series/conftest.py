from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.store import Store, open_store


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    """A real store with nothing in it."""
    with open_store(tmp_path / "empty.sqlite") as store:
        yield store
