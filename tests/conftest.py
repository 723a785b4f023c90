"""What holds for all tests."""

import pytest
from hypothesis import settings

# How long one example takes says more about what else the machine does than about the code.
settings.register_profile("worldtone", deadline=None)
settings.load_profile("worldtone")

# Folders with files, and other files, that take seconds on a core; tests/browser alone takes more than all of them.
LONG = {"cluster", "load", "torture"}
LONG |= {f"test_{name}.py" for name in ("cli", "formats", "packaging", "workers")}
LONG |= {f"test_{name}.py" for name in ("access", "callbacks", "fetch", "growth", "vader", "watch_commands")}
LONG |= {f"test_{name}.py" for name in ("lake_like_file", "near_copies_floors")}
LONG |= {f"test_store_{name}.py" for name in ("answers", "articles", "migrate", "pairs", "processes", "sums", "words")}


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Names a case of bytes by its place: packed a second later they differ, and all processes must name it alike."""
    return argname if isinstance(val, bytes) else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the longest files first, so that no process ends with one while the others have nothing left to do."""
    items.sort(key=_when)


def _when(item: pytest.Item) -> int:
    if item.get_closest_marker("browser"):
        return 0
    return 1 if {item.path.name, item.path.parent.name} & LONG else 2
