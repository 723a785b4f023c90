"""A server in use for hours: memory and open files once a minute; exits 1 where they grow.

    python tests/load/soak.py [MINUTES]

Eight readers open all pages of a real server and click, while `worldtone ingest` stores some articles anew every 20 s.
What is held after a quarter of the time is the measure: memory may grow by 5%, open files by 2. Means of two spans are
compared: of the first tenth of the time after the warming, and of the last. The store stays as large as it is: files
bring the same articles with other texts, and clicks that add notes or files are left out.
"""

import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "browser"))
from clients import Complaints, Heard, read
from page_calls import clicks, visits
from serving import start, stop
from torture_load import VIEWS
from writing import Writing

from dashboard import open_store
from dashboard.console import load_sample

READERS, PAUSE = 8, 1.0
_ADDING = ("o-noted", "add-", "url.href")
MOST_GROWTH, MOST_FILES = 0.05, 2
EVERY = 5.0  # seconds between two looks


def held(process: int) -> tuple[float, int]:
    """The memory of a process in MiB, and its open files; Linux tells them."""
    status = Path(f"/proc/{process}/status").read_text()
    kilobytes = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))
    return kilobytes / 1024, len(list(Path(f"/proc/{process}/fd").iterdir()))


def watch(process: int, minutes: float, reading: threading.Thread) -> list[tuple[float, int]]:
    """Memory and open files every few seconds while `reading` lasts; prints a line a minute."""
    looks: list[tuple[float, int]] = []
    began = time.monotonic()
    while reading.is_alive():
        looks.append(held(process))
        if len(looks) % round(60 / EVERY) == 0:
            last = looks[-round(60 / EVERY) :]
            memory, files = statistics.mean(one for one, _ in last), max(number for _, number in last)
            passed = (time.monotonic() - began) / 60
            print(f"minute {passed:4.0f} of {minutes:.0f}: {memory:7.1f} MiB, {files} files open at most", flush=True)
        reading.join(EVERY)
    return looks


def main(minutes: float = 120) -> int:
    if not Path("/proc/self/status").exists():
        sys.exit("This needs Linux, which tells a process's memory and open files in /proc.")
    heard: list[Heard] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        with open_store(path) as store:
            load_sample(store, warn=lambda _: None)
            pages = visits(store, VIEWS)
            clicked = [call for call in clicks(store, seed=9) if not call.name.startswith(_ADDING)]
        process, address = start("serve", "--store", str(path))
        complaints = Complaints(process)

        def work() -> None:
            heard.append(read(address, pages, clicked, clients=READERS, seconds=60 * minutes, pause=PAUSE))

        reading = threading.Thread(target=work)
        try:
            with Writing(path, Path(folder), articles=50, pause=20, again=True) as writing:
                reading.start()
                looks = watch(process.pid, minutes, reading)
        finally:
            stop(process)
        with open_store(path) as store:
            problems = [*complaints.lines(), *writing.errors, *store.verify()]
            stored = store.info().articles
    warm, span = len(looks) // 4, max(1, len(looks) // 10)
    first, last = looks[warm : warm + span], looks[-span:]
    before, after = (statistics.mean(memory for memory, _ in part) for part in (first, last))
    growth, more = after / before - 1, max(n for _, n in last) - max(n for _, n in first)
    print(f"soak: {READERS} readers for {minutes:.0f} minutes, {stored:,} articles at the end")
    print(heard[0].figures())
    print(f"memory {before:.1f} MiB after warming, {after:.1f} MiB at the end: {growth:+.1%}; open files {more:+d}")
    print("\n".join(problems) or "no complaint of the server, and a whole store")
    return int(growth > MOST_GROWTH or more > MOST_FILES or bool(heard[0].errors or problems))


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:])))
