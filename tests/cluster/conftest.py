from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.lake import snapshot


@pytest.fixture(autouse=True, scope="session")
def _snapshots(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keeps what is made of the tests' lakes out of the user's folder, also in the processes that tests start."""
    folder = tmp_path_factory.mktemp("snapshots")
    pytest.MonkeyPatch().setenv("XDG_CACHE_HOME", str(folder))
    pytest.MonkeyPatch().setattr(snapshot, "snapshot_folder", lambda: Path(folder))
