"""Prints what telling the language of an article adds to scoring it.

    python tests/benchmarks/bench_languages.py

The sample articles, scored with and without; and the same cut to their first two hundred characters, which is where it
weighs most. Medians of seven paired runs in one process.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from dashboard import Article, score_article
from dashboard.languages import language_of

ROOT = Path(__file__).resolve().parents[2]
RUNS = 7


def seconds(articles: Sequence[Article], *, detect: bool) -> float:
    """How long scoring takes, or telling the languages alone."""
    start = time.perf_counter()
    for article in articles:
        if detect:
            language_of(article.text, article.title)
        else:
            score_article(article)
    return time.perf_counter() - start


def main() -> None:
    """Prints a line for whole articles and one for short ones."""
    whole = [
        Article(record["text"], date.fromisoformat(record["date"]), record["title"], record["source"])
        for path in sorted((ROOT / "data" / "sample").glob("*.jsonl"))
        for record in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    ]
    for name, articles in (("whole", whole), ("short", [replace(one, text=one.text[:200]) for one in whole])):
        seconds(articles[:50], detect=True)
        seconds(articles[:50], detect=False)
        shares = [seconds(articles, detect=True) / seconds(articles, detect=False) for _ in range(RUNS)]
        print(
            f"{name} articles: telling the language is {100 * statistics.median(shares):.1f}% of scoring "
            f"({len(articles):,} articles, median of {RUNS}, {100 * min(shares):.1f} to {100 * max(shares):.1f}%)"
        )


if __name__ == "__main__":
    main()
