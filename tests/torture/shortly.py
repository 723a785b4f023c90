"""Runs one torture in short; `make torture` runs them at length. Each prints its figures, shown with pytest -rP."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def torture(name: str, cases: int) -> None:
    """Runs a torture of this folder with so many cases. It fails as the
    torture does, and skips where a part could not run.

    A process of its own: it is forked, and must not take the threads of other tests along.
    """
    if not hasattr(os, "fork"):
        pytest.skip("processes are forked, measured and killed as POSIX has it")
    command = [sys.executable, str(Path(__file__).with_name(f"{name}.py")), str(cases)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    print(ended.stdout)
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout + ended.stderr
    if "NOT RUN" in ended.stdout:
        pytest.skip(f"a part could not be run here: {ended.stdout}")
