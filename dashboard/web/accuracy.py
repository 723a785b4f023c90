"""The accuracy that was measured, as it is shipped: data/accuracy.json, made by `make eval`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache

from dashboard import resources


@dataclass(frozen=True, slots=True)
class Tone:
    """Macro-F1 and accuracy (percent) on one set of n labelled mentions, by weights learned without its sentences.

    `neutral` is for calling everything neutral, `vader` and `toward` with the fixed bands (±0.05, ±0.20); `…_cut_f1`
    with two thresholds from the development files (persons: from the persons), none from the sentences judged.
    """

    what: str
    labels: str
    n: int
    neutral_f1: float
    neutral_accuracy: float
    vader_f1: float
    vader_accuracy: float
    vader_cut_f1: float
    toward_f1: float
    toward_accuracy: float
    toward_cut_f1: float


@dataclass(frozen=True, slots=True)
class Averages:
    """Spearman's rank correlation of countries' mean tones with their mean labels."""

    what: str
    countries: int
    mentions: int
    toward: float
    vader: float


@dataclass(frozen=True, slots=True)
class Sets:
    """Micro precision, recall and F1 (percent) of the sets of countries found in n texts."""

    what: str
    n: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Accuracy:
    """What was measured: when these numbers came out first, by which engine and data, and the tables."""

    measured: date
    engine: str
    tone: tuple[Tone, ...]
    averages: tuple[Averages, ...]
    sets: tuple[Sets, ...]


@cache
def accuracy() -> Accuracy:
    """The shipped record. Raises FileNotFoundError where it is missing, ValueError where it is spoilt."""
    path = resources.data_file("accuracy.json")
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return Accuracy(
            date.fromisoformat(record["measured"]),
            str(record["engine"]),
            tuple(Tone(**row) for row in record["tone"]),
            tuple(Averages(**row) for row in record["averages"]),
            tuple(Sets(**row) for row in record["sets"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path} is not a record of accuracy ({error})") from error
