"""Runs a command in the test's own process, where all tables are read once, and not anew for each command."""

import signal
import subprocess
import traceback
from pathlib import Path

from click.testing import CliRunner

from dashboard.cli import cli

_TAKEN = (signal.SIGINT, signal.SIGTERM)


def run_here(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """What a user would see of a command: its output, its messages (with a traceback if it broke), its exit status."""
    earlier = [(number, signal.getsignal(number)) for number in _TAKEN]
    try:
        done = CliRunner().invoke(cli, [str(word) for word in words], prog_name="worldtone")
    finally:
        for number, handler in earlier:
            signal.signal(number, handler)
    broken = done.exception if not isinstance(done.exception, SystemExit) else None
    trace = "".join(traceback.format_exception(broken)) if broken else ""
    return subprocess.CompletedProcess(words, done.exit_code, done.stdout, done.stderr + trace)
