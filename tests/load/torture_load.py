"""Readers at all pages of a real server while articles are written; prints the figures, exits 1 where they fall short.

    python tests/load/torture_load.py [SECONDS [CLIENTS]]

32 readers for 60 s, each of whom opens one of some 60 views of all pages, makes two clicks of any callback there is,
and opens the next after 5 s; then the same readers without a pause, half as long, who may find no error, however slow
it is. Beside them `worldtone ingest` writes to the same store without a pause.
"""

import itertools
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "browser"))
from clients import Complaints, Heard, read
from page_calls import ADDRESSES, clicks, visits
from serving import start, stop
from writing import Writing

from dashboard import open_store
from dashboard.console import load_sample

MOST_MS = 500
PAUSE = 5.0  # seconds from a page to the next: few people read faster
_COUNTRIES = ("RUS", "UKR", "CHN", "USA", "GBR", "ISR", "IND", "BRA", "NGA", "PRK", "FRA", "TUR")
VIEWS = (
    *ADDRESSES,
    *(f"/country/{code}" for code in _COUNTRIES),
    *(f"/?c={one}.{other}&by=quarter" for one, other in itertools.pairwise(_COUNTRIES)),
    *(f"/?c={code}&from=202{n % 3 + 2}-01-01&smooth=rolling" for n, code in enumerate(_COUNTRIES)),
    *(f"/compare?c={one}.{other}" for one, other in zip(_COUNTRIES, _COUNTRIES[2:], strict=False)),
    *(f"/article/{number}" for number in range(10, 18)),
)


def under_load(
    folder: Path, views: Sequence[str], clients: int, phases: Sequence[tuple[float, float]], *, articles: int = 2_000
) -> tuple[list[Heard], int, list[str]]:
    """What clients heard of a server in a process of its own, how many articles were stored, and what went wrong.

    A phase is how many seconds it takes, and the mean seconds from a page to the next; `articles` are in each file.
    """
    path = folder / "store.db"
    with open_store(path) as store:
        load_sample(store, warn=lambda _: None)
        pages, clicked = visits(store, views), clicks(store, seed=8)
        before = store.info().articles
    process, address = start("serve", "--store", str(path))
    complaints = Complaints(process)
    try:
        with Writing(path, folder, articles=articles) as writing:
            heard = [
                read(address, pages, clicked, clients=clients, seconds=seconds, pause=pause)
                for seconds, pause in phases
            ]
    finally:
        stop(process)
    with open_store(path) as store:
        return heard, store.info().articles - before, [*complaints.lines(), *writing.errors, *store.verify()]


def main(seconds: float = 60, clients: int = 32) -> int:
    with tempfile.TemporaryDirectory() as folder:
        phases = [(seconds, PAUSE), (seconds / 2, 0.0)]
        (calm, hurried), stored, problems = under_load(Path(folder), VIEWS, int(clients), phases)
    busy = f"{os.getloadavg()[0]:.1f} processes wanted the {os.cpu_count()} cores, ours among them"
    print(f"load: {int(clients)} readers for {seconds:.0f} s, {len(VIEWS)} views, a page every {PAUSE:.0f} s; {busy}")
    print(calm.figures())
    print(f"the same readers for {seconds / 2:.0f} s without a pause\n{hurried.figures()}")
    print(f"articles stored meanwhile: {stored:,}; the server's complaints, and the store afterwards:")
    print("\n".join(problems) or "none, and whole")
    return int(bool(calm.errors or hurried.errors or problems) or calm.part(0.95) >= MOST_MS)


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:])))
