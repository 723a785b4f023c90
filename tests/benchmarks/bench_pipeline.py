"""How fast texts become mentions and tones on one core, beside the script that a user would write (user_script.py).

    python tests/benchmarks/bench_pipeline.py [--runs N] [--articles N]

Evenly chosen stories of Reuters-21578 where they are in the cache (python tests/quality/reuters.py --fetch), else the
sample articles. In each run all sides take the same texts in the same process, one after the other; the seconds are
the processor's, so what else the machine does is not counted. The script is run as it stands in tutorials, with a tone
for every sentence, and as a thriftier user would have it, for those that name a country only.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import date

import pandas as pd
import user_script
from bench_countries import REUTERS, SAMPLES, articles_of

from dashboard import Article, find_mentions
from dashboard.limits import cap
from dashboard.scoring import score_articles

RUNS = 5
ARTICLES = 1_500
BATCH = cap("articles_at_once")  # scored at once, as an ingest does it
PUBLISHED = date(1987, 6, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=RUNS, help=f"paired runs, at least 5 (default {RUNS})")
    parser.add_argument("--articles", type=int, default=ARTICLES, help=f"texts a run reads (default {ARTICLES})")
    chosen = parser.parse_args()
    if REUTERS.is_dir():
        name, texts = "Reuters-21578", articles_of(REUTERS)
    else:
        name, texts = (
            "sample articles",
            [text for path in sorted(SAMPLES.glob("*.jsonl")) for text in articles_of(path)],
        )
    texts = texts[:: max(1, len(texts) // chosen.articles)][: chosen.articles]
    frame = pd.DataFrame({"text": texts})

    def ours(engine: str = "toward") -> int:
        batches = (texts[start : start + BATCH] for start in range(0, len(texts), BATCH))
        scored = (score_articles([Article(text, PUBLISHED) for text in batch], engine=engine) for batch in batches)
        return sum(len(one.tones) for batch in scored for one in batch)

    def with_plain_vader() -> int:
        return ours("vader")

    def finding() -> int:
        return sum(bool(find_mentions(text, date=PUBLISHED)) for text in texts)

    def every() -> int:
        return len(user_script.tones(frame))

    def naming() -> int:
        return len(user_script.tones(frame, naming_only=True))

    found, found_by_script, _ = ours(), every(), naming()  # the first run also loads the tables
    sides = (ours, every, naming, with_plain_vader, finding)
    runs = [[seconds(side) for side in sides] for _ in range(max(5, chosen.runs))]
    rate, _, _, plain_rate, finding_rate = (len(texts) / statistics.median(times) for times in zip(*runs, strict=True))
    words = sum(len(text.split()) for text in texts) / len(texts)
    print(f"{name}: {len(texts):,} articles of {words:.0f} words on average, {len(runs)} paired runs on one core")
    print(f"  text to mentions and tones     {rate:,.0f} articles/s, {found:,} (article, country) pairs")
    print(f"    the same with plain VADER      {plain_rate:,.0f} articles/s, in the sentences that name a country")
    print(f"    countries alone                {finding_rate:,.0f} articles/s")
    print(f"  a user's script                {found_by_script:,} pairs")
    for which, ratios in (
        ("with VADER for every sentence", sorted(script / own for own, script, *_ in runs)),
        ("for those naming a country", sorted(script / own for own, _, script, *_ in runs)),
    ):
        print(
            f"    {which:28} takes {statistics.median(ratios):.1f} times as long ({ratios[0]:.1f} to {ratios[-1]:.1f})"
        )


def seconds(work: Callable[[], int]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
