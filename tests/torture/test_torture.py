"""The tortures in short; `make torture` runs them at length. Each prints its figures, shown with pytest -rP."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SHORT = {"crash": 30, "torn": 30, "full_disk": 3, "malformed": 2, "bombs": 20}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked, measured and killed as POSIX has it")
@pytest.mark.parametrize("name", SHORT)
def test_torture_in_short(name: str) -> None:
    # A process of its own: it is forked, and must not take the threads of other tests along.
    ended = subprocess.run(
        [sys.executable, str(HERE / f"{name}.py"), str(SHORT[name])], capture_output=True, text=True, check=False
    )
    print(ended.stdout)
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout + ended.stderr
    if "NOT RUN" in ended.stdout:
        pytest.skip(f"a part could not be run here: {ended.stdout}")
