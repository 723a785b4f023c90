"""Every callback and every field of the query string with hostile values; prints the figures, exits 1 on a failure.

python tests/hostile/torture_callbacks.py [TIMES [SEED]]
"""

import sys
import tempfile
import time
from pathlib import Path

from callback_driving import Driver

from dashboard import open_store
from dashboard.console import load_sample

MOST_SECONDS = 2.0


def main(times: int = 200, seed: int = 1) -> int:
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "store.db") as store:
        load_sample(store, warn=print)
        driver = Driver(store, seed)
        for spec in driver.callbacks:
            driver.attack(spec, times)
        for name in driver.fields:
            driver.attack_field(name, times)
        driver.attack_bodies(10 * times)
        while any(job.state == "running" for job in store.jobs(100)):
            time.sleep(0.1)
        problems = store.verify()
    found = driver.outcome
    print(f"callbacks {len(driver.callbacks)}, fields of the query string {len(driver.fields)}, values each {times}")
    print(found.figures())
    print(f"the store afterwards: {'; '.join(problems) or 'whole'}")
    for failure in found.failures[:20]:
        print(f"\n{failure}")
    return int(bool(found.failures or problems) or found.slowest > MOST_SECONDS)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
