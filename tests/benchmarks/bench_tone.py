"""Prints what tone toward a country costs beside exact VADER on the same sentences.

    python tests/benchmarks/bench_tone.py

The sentences of the sample articles that mention a country; medians of eleven paired runs in one process, in
seconds of the processor.
"""

import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from dashboard import find_mentions
from dashboard.tone import toward, vader
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

    def toward_one() -> None:
        for sentence, spans in pairs:
            toward.score(toward.read(sentence), spans)

    plain()
    toward_one()
    ratios = [seconds(toward_one) / seconds(plain) for _ in range(RUNS)]
    print(
        f"tone toward a country costs {statistics.median(ratios):.2f} times exact VADER on {len(pairs):,} sentences "
        f"(median of {RUNS}, {min(ratios):.2f} to {max(ratios):.2f})"
    )


if __name__ == "__main__":
    main()
