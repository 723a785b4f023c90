"""Kills workers of a Dask cluster at random moments of ingests into lakes; prints what became of the articles.

python tests/cluster/torture_lake.py --deaths 100 --seed 1
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from cluster_making import dask_cluster, deaths, engine_of, small_pieces, times_each, write_articles

from dashboard.cluster.engine import engine
from dashboard.cluster.spread import ingest_into_lake
from dashboard.ingest import Finding, ReadOptions
from dashboard.lake.address import Address
from dashboard.lake.store import LakeStore
from dashboard.types import Report

ARTICLES = 16_000  # in pieces of some 200: a few deaths while they are worked on
WORKERS = 2


def main() -> int:
    """Ingests anew until so many workers were killed; 0 if they were, and every article was there once each time."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--deaths", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    began, killed, runs, faults = time.monotonic(), 0, 0, 0
    with tempfile.TemporaryDirectory() as name, dask_cluster(WORKERS) as cluster, small_pieces(50_000):
        folder = Path(name)
        write_articles(folder / "in", ARTICLES, files=10)
        while killed < asked.deaths and runs < 4 * asked.deaths:
            with LakeStore(Address(str(folder / f"lake{runs}")), create=True) as lake:
                with (
                    engine(engine_of(cluster), WORKERS) as where,
                    # Longer between deaths than a worker takes to start: else no piece would ever be done.
                    deaths(cluster, asked.deaths - killed, asked.seed + runs, longest=6.0) as dead,
                ):
                    report = ingest_into_lake([folder / "in"], lake, where, options=ReadOptions(), finding=Finding())
                rows = times_each(lake)
                runs, killed = runs + 1, killed + len(dead)
                if report != Report(ARTICLES, ARTICLES) or rows != {1: ARTICLES}:
                    faults += 1
                    print(f"ingest {runs}: {report}; articles by number of rows: {dict(rows)}")
    print(
        f"{killed} workers killed in {runs} ingests of {ARTICLES:,} articles in {time.monotonic() - began:.0f} s: "
        f"{faults} ingests with an article lost or doubled"
    )
    return 0 if killed >= asked.deaths and not faults else 1


if __name__ == "__main__":
    sys.exit(main())
