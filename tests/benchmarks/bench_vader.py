"""How much faster our VADER is than vaderSentiment, as medians of paired runs, and whether the scores agree.

    python tests/benchmarks/bench_vader.py [FILE]

FILE is plain text, or JSON Lines with a "text" field; without it, generated news-like sentences, the sample
articles and, where they are in the cache, stories of Reuters-21578 are used. In each run both sides score the same
sentences in the same process, one after the other; the seconds are the processor's.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bench_countries import REUTERS, articles_of
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from dashboard.tone import vader
from dashboard.tone.sentences import split

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "sample"
RUNS = 7
_BOUNDARY = re.compile(r"(?<=[.!?])\s+|\n+")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, help="plain text or JSON Lines")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"paired runs, at least 5 (default {RUNS})")
    chosen = parser.parse_args()
    if chosen.file is not None:
        inputs = {chosen.file.name: sentences_of(chosen.file)}
    else:
        inputs = {"generated news": generated(5_000)}
        samples = [sentence for path in sorted(SAMPLES.glob("*.jsonl")) for sentence in sentences_of(path)]
        if samples:
            inputs["sample articles"] = samples
        if REUTERS.is_dir():
            texts = articles_of(REUTERS)[::20]
            inputs["Reuters-21578"] = [text[start:end] for text in texts for start, end in split(text)]
    for name, sentences in inputs.items():
        report(name, sentences, max(5, chosen.runs))


def sentences_of(path: Path) -> list[str]:
    """The sentences of a file, by a rough rule that is good enough for timing."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".jsonl":
        text = "\n".join(json.loads(line).get("text", "") for line in text.split("\n") if line.startswith("{"))
    return [sentence for sentence in _BOUNDARY.split(text) if sentence.strip()]


def generated(number: int) -> list[str]:
    """Sentences with about as many lexicon words, modifiers and quotation marks as the news has."""
    rng = random.Random(11)
    who = [
        "The government",
        "Officials in Paris",
        "President Lee",
        "The U.N. Security Council",
        "Critics",
        "IBM",
    ]
    did = [
        "said",
        "denied",
        "praised",
        "warned",
        "was accused of hiding",
        "has not ruled out",
        "strongly backed",
    ]
    what = [
        "the deal",
        "more sanctions",
        "a very fragile peace",
        "the worst attack since 2015",
        "new tariffs",
    ]
    where = [
        "on Tuesday",
        "in the capital",
        "during talks with its neighbours",
        "after months of unrest",
        "here",
    ]
    more = ["", "", "", ", but analysts were less optimistic", ", according to a report published last week"]
    return [
        " ".join(map(rng.choice, (who, did, what, where, where))) + rng.choice(more) + rng.choice("....!?")
        for _ in range(number)
    ]


def report(name: str, sentences: Sequence[str], runs: int) -> None:
    reference = SentimentIntensityAnalyzer()
    expected = [reference.polarity_scores(sentence) for sentence in sentences]
    ours = [vader.polarity_scores(sentence) for sentence in sentences]
    batched = vader.compounds(sentences)
    wrong = sum(a != b or a["compound"] != c for a, b, c in zip(expected, ours, batched, strict=True))
    singly, in_batches, theirs = [], [], []
    for _ in range(runs):
        slow = seconds(lambda: list(map(reference.polarity_scores, sentences)))
        singly.append(slow / seconds(lambda: list(map(vader.polarity_scores, sentences))))
        in_batches.append(slow / seconds(lambda: vader.compounds(sentences)))
        theirs.append(slow)
    words = sum(len(sentence.split()) for sentence in sentences) / len(sentences)
    micros = statistics.median(theirs) / len(sentences) * 1e6
    print(f"{name}: {len(sentences)} sentences of {words:.1f} words on average, {runs} paired runs")
    print(f"  mismatches          {wrong}")
    print(f"  vaderSentiment      {micros:.1f} µs a sentence")
    print(f"  polarity_scores     {spread(singly)} times as fast")
    print(f"  compounds (batch)   {spread(in_batches)} times as fast")


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def spread(ratios: Iterable[float]) -> str:
    ordered = sorted(ratios)
    return f"{statistics.median(ordered):.2f} (from {ordered[0]:.2f} to {ordered[-1]:.2f})"


if __name__ == "__main__":
    main()
