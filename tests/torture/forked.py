"""Runs work in a forked copy of this process, which has the program imported: what it said, cost, and how it ended."""

from __future__ import annotations

import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from dashboard.cli.group import cli

_MOST_SECONDS = 300  # of a processor: work that takes longer would not end


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended: its exit status, or minus the signal that ended it; all it said; what it cost.

    `seconds` are of processor time, all its own children's included; `megabytes` what its memory grew after the fork,
    at most. (It begins below its parent's: pages of files are mapped anew.)
    """

    status: int
    said: str
    seconds: float
    megabytes: float


class Child:
    """Work that was begun in a forked process, in a process group of its own; ended where it seems to have no end."""

    def __init__(self, work: Callable[[], object]) -> None:
        file, name = tempfile.mkstemp(prefix="worldtone-said-")
        os.close(file)
        self._said = Path(name)
        self._before, told = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid == 0:
            os.write(told, repr(_resident()).encode())
            self._run(work)
        os.close(told)
        with suppress(OSError):  # the child does the same: whoever comes first
            os.setpgid(self.pid, self.pid)

    def kill(self) -> bool:
        """Ends the child, and none that it started; whether it was still at work."""
        os.kill(self.pid, signal.SIGKILL)  # it is not waited for yet, so its number is still its own
        return self.end().status == -signal.SIGKILL

    def end(self) -> Ended:
        """Waits for the end of the child."""
        _, status, cost = os.wait4(self.pid, 0)
        with os.fdopen(self._before, "rb") as told:
            before = float(told.read() or b"0")  # nothing where it was killed before its first word
        said = self._said.read_text("utf-8", "replace")
        self._said.unlink()
        peak = cost.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
        seconds = cost.ru_utime + cost.ru_stime
        return Ended(os.waitstatus_to_exitcode(status), said, seconds, peak - before if before else 0.0)

    def _run(self, work: Callable[[], object]) -> None:
        status = 70
        try:
            os.setpgid(0, 0)
            resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
            said = os.open(self._said, os.O_WRONLY | os.O_APPEND)
            os.dup2(said, 1)
            os.dup2(said, 2)
            result = work()
            status = result if isinstance(result, int) else 0
        except SystemExit as error:
            status = error.code if isinstance(error.code, int) else int(error.code is not None)
        except BaseException:
            traceback.print_exc()
        finally:
            with suppress(Exception):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(status)


def command(*arguments: str) -> Callable[[], object]:
    """The work of `worldtone` with these arguments."""
    return lambda: cli.main(list(arguments), prog_name="worldtone")


def warm(files: Path, store: Path) -> None:
    """Ingests files in this process, so that what the program makes once is made before the forks."""
    with suppress(SystemExit), redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        cli.main(["ingest", str(files), "--store", str(store), "--workers", "1"], prog_name="worldtone")


def run(work: Callable[[], object]) -> Ended:
    """Does the work in a child, and waits for its end."""
    return Child(work).end()


def group_ends(group: int, within: float = 20.0) -> bool:
    """Whether all processes of a group end by themselves; ends those that do not."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
    return False


def _resident() -> float:
    """The memory of this process now, in MiB; what it was at most where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
