"""How much longer `worldtone --help` takes than `python -c pass`, and when `serve` answers: medians of whole processes.

python tests/benchmarks/bench_start.py
"""

import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from dashboard import ingest, open_store
from dashboard.resources import data_dir

RUNS, SERVED = 11, 5


def seconds(*arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def until_served(store: Path) -> float:
    """Seconds from the start of `worldtone serve` to the first page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = time.perf_counter()
    command = [sys.executable, "-m", "dashboard", "serve", "--store", str(store), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            while process.poll() is None:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60) as page:
                        page.read()
                    return time.perf_counter() - start
                except urllib.error.URLError:
                    time.sleep(0.01)
        finally:
            process.terminate()
    raise SystemExit("worldtone serve ended before it answered")


def main() -> None:
    helping, nothing = ("-m", "dashboard", "--help"), ("-c", "pass")
    seconds(*helping)  # the first run compiles and fills the disk's cache
    more = sorted(seconds(*helping) - seconds(*nothing) for _ in range(RUNS))
    print(
        f"worldtone --help takes {statistics.median(more):.2f} s more than python -c pass "
        f"(median of {RUNS}, {more[0]:.2f} to {more[-1]:.2f})"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s.db"
        with open_store(path) as store:
            ingest(sorted((data_dir() / "sample").glob("*.jsonl")), store)
        took = sorted(until_served(path) for _ in range(SERVED))
    print(
        f"worldtone serve answers on the sample after {statistics.median(took):.2f} s by the clock "
        f"(median of {SERVED}, {took[0]:.2f} to {took[-1]:.2f})"
    )


if __name__ == "__main__":
    main()
