"""Ingests on a disk that is full, or fails a write; looks at what is said, what is stored, and what a second run makes.

python tests/torture/full_disk.py [POINTS]

Files that may grow no further stand for a full disk: that needs no rights, and works on all POSIX systems. Writes that
fail are made by a few lines of C between the program and the system's library, where there is a C compiler and Linux.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import forked
from corpus import write_corpus
from store_rows import Rows, all_rows, differences

from dashboard import open_store
from dashboard.limits import LIMITS, Limit

BATCH = 8
_LOG = 4  # times the store's size: what its log grows to at most
_WORDS = ("the disk is full; make room", "check the disk and the space left on it", "store cannot be opened")
# Fails the calls that change a file of the store (any with ".db" in its name): of these the n-th once (0), all from it
# on (1), or every n-th (2). `failing_writes` sets it; `writes_seen` counts.
_SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>
static long seen, point; static int how, code;
void failing_writes(long n, int mode, int error) { seen = 0; point = n; how = mode; code = error; }
long writes_seen(void) { return seen; }
static int fails(int fd) {
  char link[64], name[4096]; ssize_t length;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  if ((length = readlink(link, name, sizeof name - 1)) < 0) return 0;
  name[length] = 0;
  if (!strstr(name, ".db")) return 0;
  seen++;
  if (!point) return 0;
  if (how == 0 ? seen != point : how == 1 ? seen < point : seen % point) return 0;
  errno = code; return 1;
}
#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
ssize_t write(int fd, const void *b, size_t n) { REAL(write); return fails(fd) ? -1 : real(fd, b, n); }
ssize_t pwrite(int fd, const void *b, size_t n, off_t o) { REAL(pwrite); return fails(fd) ? -1 : real(fd, b, n, o); }
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t o) {
  REAL(pwrite64); return fails(fd) ? -1 : real(fd, b, n, o);
}
int ftruncate(int fd, off_t n) { REAL(ftruncate); return fails(fd) ? -1 : real(fd, n); }
int ftruncate64(int fd, off64_t n) { REAL(ftruncate64); return fails(fd) ? -1 : real(fd, n); }
int fsync(int fd) { REAL(fsync); return fails(fd) ? -1 : real(fd); }
int fdatasync(int fd) { REAL(fdatasync); return fails(fd) ? -1 : real(fd); }
"""


class Disk:
    """One corpus, and the store that an undisturbed ingest makes of it."""

    def __init__(self, place: Path, sample: int) -> None:
        self._path = place / "store.db"
        corpus = write_corpus(place / "corpus", sample)
        forked.warm(corpus, self._path)
        self.size = self._path.stat().st_size
        self._right: Rows = all_rows(self._path)
        self._ingest = forked.command("ingest", str(corpus), "--store", str(self._path), "--workers", "1")
        self.found: Counter[str] = Counter()
        self.failures: list[str] = []

    def writes(self) -> int:
        """How many calls change the store's files in an undisturbed run."""
        self._clear()

        def count() -> int:
            with suppress(SystemExit):
                self._ingest()
            print("\n", _shim().writes_seen())
            return 0

        return int(forked.run(count).said.split()[-1])

    def attempt(self, what: str, disturb: Callable[[], object]) -> None:
        """Ingests with the disturbance, looks at the store, and ingests again without it."""
        self._clear()

        def work() -> object:
            disturb()
            return self._ingest()

        ended = forked.run(work)
        kind = what.split(":", maxsplit=1)[0]
        told = any(words in ended.said for words in _WORDS) and str(self._path) in ended.said
        if "Traceback" in ended.said or ended.status not in (0, 1) or (ended.status == 1 and not told):
            self.failures.append(f"{what}: exit {ended.status}, {ended.said[-500:]}")
        if ended.status == 0 and differences(self._right, all_rows(self._path)):
            self.failures.append(f"{what}: exit 0, but not all is stored")
        before = self._stored(what)
        self.found[f"{kind}: {'refused in words' if ended.status else 'nothing lost'}, {before}"] += 1
        again = forked.run(self._ingest)
        found = differences(self._right, all_rows(self._path)) if again.status == 0 else [again.said[-500:]]
        self.failures += [f"{what}: the run after it: {one}" for one in found]
        self._stored(what)

    def _stored(self, what: str) -> str:
        """How much is stored; adds to the failures where it contradicts itself or is no whole number of batches."""
        if not self._path.exists():
            return "nothing stored"
        with open_store(self._path) as store:
            self.failures += [f"{what}: {problem}" for problem in store.verify()]
            articles = store.info().articles
        return (
            "nothing stored"
            if not articles
            else "all stored"
            if articles == len(self._right["articles"])
            else "some batches"
        )

    def _clear(self) -> None:
        for tail in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + tail).unlink(missing_ok=True)


def fill_up(disk: Disk, points: int) -> None:
    """Lets no file grow beyond so many bytes, at evenly spread points."""
    import resource

    for number in range(1, points + 1):
        most = _LOG * disk.size * number // points
        disk.attempt(f"full: {most:,} bytes", lambda most=most: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))


def fail_writes(disk: Disk, points: int) -> str:
    """Lets writes fail: each in turn once, from there on, and every n-th, with two errors."""
    writes = disk.writes()
    if not writes:
        return "NOT RUN: the program's writes do not pass through the system's library"
    for number in range(points):
        how = number % 3
        at = 2 + number if how == 2 else 1 + writes * number // points
        code = (errno.EIO, errno.ENOSPC)[number // 3 % 2]
        words = f"write fails {('once', 'from then on', 'every n-th time')[how]}: write {at}, {errno.errorcode[code]}"
        disk.attempt(words, lambda at=at, how=how, code=code: _shim().failing_writes(at, how, code))
    return f"{points} of {writes} writes to the store's files made to fail"


def _shim() -> ctypes.CDLL:
    return ctypes.CDLL(os.environ["LD_PRELOAD"])


def _with_shim() -> str:
    """Starts this script anew with the C code in front of the system's library; says why where it cannot."""
    if "LD_PRELOAD" in os.environ:
        return ""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if sys.platform != "linux" or compiler is None:
        return "NOT RUN: writes are made to fail on Linux with a C compiler only"
    with tempfile.TemporaryDirectory() as folder:
        source, library = Path(folder) / "shim.c", Path(folder) / "shim.so"
        source.write_text(_SHIM, "ascii")
        made = subprocess.run(
            [compiler, "-shared", "-fPIC", "-o", library, source, "-ldl"], capture_output=True, text=True, check=False
        )
        if made.returncode:
            return f"NOT RUN: the C compiler refused: {made.stderr[-300:]}"
        again = subprocess.run([sys.executable, *sys.argv], env=os.environ | {"LD_PRELOAD": str(library)}, check=False)
        sys.exit(again.returncode)


def main(points: int = 20) -> int:
    why_not = _with_shim()
    LIMITS["batch_articles"] = Limit(BATCH, "articles", "several batches in a small store")
    with tempfile.TemporaryDirectory() as folder:
        disk = Disk(Path(folder), 60 if points >= 20 else 16)
        fill_up(disk, points)
        told = why_not or fail_writes(disk, 6 * points)
    print(f"disk full at {points} points; {told}")
    for words, number in sorted(disk.found.items()):
        print(f"  {number:4} {words}")
    print(f"failures {len(disk.failures)}", *disk.failures[:10], sep="\n")
    return int(bool(disk.failures))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
