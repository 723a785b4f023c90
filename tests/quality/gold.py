"""Gold sets of countries, read from where other people's sentences are kept outside this repository."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dashboard.names import alpha3

GEOVIRUS = "countries_geovirus_dev.jsonl"
TRAPS = "country_traps_dev.jsonl"


@dataclass(frozen=True, slots=True)
class Item:
    """A text, its day where known, and the countries (alpha-3) that it speaks of."""

    text: str
    countries: frozenset[str]
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """Micro precision, recall and F1 in percent over n texts."""

    precision: float
    recall: float
    f1: float
    texts: int


def folder() -> Path:
    """Where the gold files lie: $WORLDTONE_EVAL, or shared/eval beside the checkout."""
    given = os.environ.get("WORLDTONE_EVAL")
    return Path(given) if given else Path(__file__).resolve().parents[3] / "shared" / "eval"


def read(path: Path) -> list[Item]:
    """The items of a gold file in JSON Lines with `text` and `countries_alpha2`."""
    lines = path.read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines if line.strip()]
    return [Item(item["text"], frozenset(alpha3(code) for code in item["countries_alpha2"])) for item in records]


def digest(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def score(pairs: list[tuple[set[str], frozenset[str]]]) -> Score:
    """Micro scores of pairs of found and true sets."""
    right = sum(len(found & true) for found, true in pairs)
    wrong = sum(len(found - true) for found, true in pairs)
    missed = sum(len(true - found) for found, true in pairs)
    precision = 100 * right / (right + wrong) if right + wrong else 0.0
    recall = 100 * right / (right + missed) if right + missed else 0.0
    f1 = 200 * right / (2 * right + wrong + missed) if right + wrong + missed else 100.0
    return Score(precision, recall, f1, len(pairs))
