"""The rules between the rooms, and their sizes."""

import statistics
import subprocess
import sys
from pathlib import Path

import dashboard
from dashboard.limits import LIMITS

PACKAGE = Path(dashboard.__file__).parent
ROOT = PACKAGE.parent


def test_rooms_import_only_what_the_map_allows() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_room_has_grown_too_big() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    assert {path: n for path, n in lengths.items() if n > 400} == {}
    assert statistics.median(lengths.values()) <= 150


def test_every_limit_says_its_number_unit_and_reason_and_is_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py") if path.name != "limits.py")
    for name, limit in LIMITS.items():
        assert limit.number > 0
        assert limit.unit
        assert limit.reason
        assert f'"{name}"' in code, f"nothing uses the limit {name}"


def test_the_public_names_are_there() -> None:
    assert all(callable(getattr(dashboard, name)) for name in dashboard.__all__)
