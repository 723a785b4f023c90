"""How fast two workers of a Dask cluster on this machine fill a lake, beside two processes of our own.

    python tests/benchmarks/bench_dask.py [--runs N] [--articles N]

Stories of Reuters-21578 where they are in the cache (python tests/quality/reuters.py --fetch), else the sample;
repeated with changed addresses. In each run both fill a new lake with the same files, one after the other; the seconds
are those of the clock, without the starting of workers, which are asked for a little work before.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from bench_countries import REUTERS, SAMPLES, articles_of

sys.path.insert(0, str(Path(__file__).parents[1] / "cluster"))
from cluster_making import dask_cluster, engine_of, small_pieces, times_each, write_articles

from dashboard.cluster.engine import Engine, engine
from dashboard.cluster.spread import ingest_into_lake
from dashboard.ingest import Finding, ReadOptions
from dashboard.lake.address import Address
from dashboard.lake.store import LakeStore

WORKERS = 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="paired runs (default 5)")
    parser.add_argument("--articles", type=int, default=20_000, help="articles in each lake (default 20,000)")
    chosen = parser.parse_args()
    name, texts = "Reuters-21578", articles_of(REUTERS) if REUTERS.is_dir() else []
    if not texts:
        name = "sample articles"
        texts = [text for path in sorted(SAMPLES.glob("*.jsonl")) for text in articles_of(path)]
    with tempfile.TemporaryDirectory() as folder, dask_cluster(WORKERS) as cluster, engine("", WORKERS) as here:
        files = Path(folder) / "in"
        _write(files, texts, chosen.articles)
        write_articles(Path(folder) / "warm", 400)
        # Pieces small enough that the last ones do not leave a worker idle for long.
        with engine(engine_of(cluster), WORKERS) as there, small_pieces(1 << 20):
            with small_pieces(4_000):
                _seconds([Path(folder) / "warm"], here, 400)
                _seconds([Path(folder) / "warm"], there, 400)
            runs = [
                (_seconds([files], here, chosen.articles), _seconds([files], there, chosen.articles))
                for _ in range(chosen.runs)
            ]
    ratios = sorted(pool / dask for pool, dask in runs)
    pool, dask = (chosen.articles / statistics.median(column) for column in zip(*runs, strict=True))
    print(f"{name}: {chosen.articles:,} articles into a lake, {WORKERS} workers, {len(runs)} paired runs")
    print(f"  own processes  {pool:,.0f} articles/s")
    print(
        f"  Dask           {dask:,.0f} articles/s, {statistics.median(ratios):.2f} times as fast "
        f"({ratios[0]:.2f} to {ratios[-1]:.2f})"
    )


def _write(folder: Path, texts: list[str], number: int) -> None:
    folder.mkdir()
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as file:
        for key, text in enumerate(islice(cycle(texts), number)):
            day = f"1987-{key % 9 + 1:02}-{key % 28 + 1:02}"
            file.write(json.dumps({"text": text, "date": day, "url": f"https://news.test/{key}"}) + "\n")


def _seconds(paths: list[Path], where: Engine, number: int) -> float:
    with tempfile.TemporaryDirectory() as folder, LakeStore(Address(f"{folder}/lake"), create=True) as lake:
        start = time.perf_counter()
        ingest_into_lake(paths, lake, where, options=ReadOptions(), finding=Finding())
        took = time.perf_counter() - start
        assert times_each(lake) == {1: number}
    return took


if __name__ == "__main__":
    main()
