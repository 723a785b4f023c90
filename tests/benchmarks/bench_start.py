"""How much longer `worldtone --help` takes than `python -c pass`: whole processes, medians of paired runs.

python tests/benchmarks/bench_start.py
"""

import statistics
import subprocess
import sys
import time

RUNS = 11


def seconds(*arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    helping, nothing = ("-m", "dashboard", "--help"), ("-c", "pass")
    seconds(*helping)  # the first run compiles and fills the disk's cache
    more = sorted(seconds(*helping) - seconds(*nothing) for _ in range(RUNS))
    print(
        f"worldtone --help takes {statistics.median(more):.2f} s more than python -c pass "
        f"(median of {RUNS}, {more[0]:.2f} to {more[-1]:.2f})"
    )


if __name__ == "__main__":
    main()
