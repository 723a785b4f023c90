"""Prints what tone toward a country costs beside exact VADER on the same sentences.

    python tests/benchmarks/bench_tone.py

The sentences of the sample articles that mention a country, each toward the first it mentions: as the sentences of
articles are scored (score_all in dashboard/tone/article.py), some read and then scored, and one by one. Medians of
eleven paired runs in one process, in seconds of the processor.
"""

import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from dashboard import find_mentions
from dashboard.tone import toward, vader
from dashboard.tone.article import AT_ONCE
from dashboard.tone.sentences import split

ROOT = Path(__file__).resolve().parents[2]
RUNS = 11


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    pairs: list[tuple[str, list[tuple[int, int]]]] = []
    for path in sorted((ROOT / "data" / "sample").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            for start, end in split(text):
                sentence = text[start:end]
                if mentions := find_mentions(sentence):
                    first = mentions[0].country
                    spans = [(m.start, m.end) for m in mentions if m.country == first]
                    pairs.append((sentence, spans))

    def plain() -> None:
        for sentence, _ in pairs:
            vader.polarity_scores(sentence)

    def one_by_one() -> None:
        for sentence, spans in pairs:
            toward.score(toward.read(sentence), spans)

    def as_articles() -> None:
        for start in range(0, len(pairs), AT_ONCE):
            some = pairs[start : start + AT_ONCE]
            readings = [toward.read(sentence) for sentence, _ in some]
            for reading, (_, spans) in zip(readings, some, strict=True):
                toward.score(reading, spans)

    works = (plain, as_articles, one_by_one)
    for work in works:
        work()
    runs = [[seconds(work) for work in works] for _ in range(RUNS)]
    print(f"tone toward a country on {len(pairs):,} sentences, in costs of exact VADER (median of {RUNS})")
    for place, how in ((1, "as articles are scored"), (2, "one by one")):
        ratios = [run[place] / run[0] for run in runs]
        print(f"  {how:24} {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    main()
