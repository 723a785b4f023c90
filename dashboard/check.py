"""Holds the scores against gold labels: a table of tone toward targets, or of country sets, for a JSON Lines file."""

from __future__ import annotations

import json
import math
import random
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from statistics import fmean

from dashboard import names
from dashboard.agreement import cut, macro_f1
from dashboard.countries.find import find_mentions
from dashboard.tone import toward, vader

NEUTRAL_BAND = 0.20
VADER_BAND = 0.05  # vaderSentiment's own advice for whole sentences
_FOLDS = 10
_SHUFFLES = 10
_CUTS = 50  # thresholds are tried at so many quantiles of the scores, whatever their scale

Label = int


class GoldError(ValueError):
    """A gold file that cannot be used; the message names file and line."""


@dataclass(frozen=True, slots=True)
class ToneGold:
    """A sentence, a target span in it, and the label −1, 0 or 1 that people gave."""

    text: str
    start: int
    end: int
    label: Label


@dataclass(frozen=True, slots=True)
class CountryGold:
    """A text and the set of countries (alpha-3) it speaks of."""

    text: str
    countries: frozenset[str]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an accuracy table: a method, how its labels were cut, its scores in percent, and n."""

    method: str
    bands: str
    macro_f1: float
    accuracy: float
    n: int


@dataclass(frozen=True, slots=True)
class CountryRow:
    """Micro precision, recall and F1 of country sets in percent, and n texts."""

    precision: float
    recall: float
    f1: float
    n: int


def load(path: Path) -> list[ToneGold] | list[CountryGold]:
    """Reads a gold file: tone (text, start, end, label) or country sets (text, countries_alpha2 or countries).

    Raises GoldError, naming file and line, for anything else.
    """
    tone: list[ToneGold] = []
    countries: list[CountryGold] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: cannot be read ({error})") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            if "label" in item:
                tone.append(_tone_gold(item))
            else:
                countries.append(_country_gold(item))
        except (ValueError, KeyError, TypeError) as error:
            raise GoldError(f"{path}:{number}: not a gold record ({error})") from error
    if tone and countries:
        raise GoldError(f"{path}: holds tone labels and country sets; put them in two files")
    if not tone and not countries:
        raise GoldError(f"{path}: holds no gold records")
    return tone or countries


def tone_table(gold: Sequence[ToneGold]) -> list[Row]:
    """Accuracy of tone toward the target beside whole-sentence VADER and always-neutral.

    Once with the fixed bands (±0.20; VADER ±0.05), and once for both with two thresholds taken from nine tenths of
    the data and used on the tenth left out, in turn, the mean over ten ways of dividing: so neither method has seen
    what it is judged on.
    """
    labels = [item.label for item in gold]
    ours = [toward.tone_toward(item.text, item.start, item.end) for item in gold]
    plain = [_sentence_compound(item) for item in gold]
    rows = [_row("always neutral", "none", [0] * len(gold), labels)]
    for method, scores, band in (
        ("VADER, whole sentence", plain, VADER_BAND),
        ("toward", ours, NEUTRAL_BAND),
    ):
        rows.append(_row(method, f"±{band:.2f}", cut(scores, -band, band), labels))
        if len(gold) >= 5 * _FOLDS:
            rows.append(_cross_validated(method, scores, labels))
    return rows


def country_row(gold: Sequence[CountryGold]) -> CountryRow:
    """Micro precision, recall and F1 of the sets of countries found in the texts."""
    right = found_all = gold_all = 0
    for item in gold:
        found = {mention.country for mention in find_mentions(item.text)}
        right += len(found & item.countries)
        found_all += len(found)
        gold_all += len(item.countries)
    precision = right / found_all if found_all else 1.0
    recall = right / gold_all if gold_all else 1.0
    both = precision + recall
    return CountryRow(100 * precision, 100 * recall, 100 * 2 * precision * recall / both if both else 0.0, len(gold))


def cross_validated_f1(scores: Sequence[float], labels: Sequence[Label]) -> float:
    """Macro-F1 in percent with two thresholds that were never taken from what they judge; see tone_table."""
    return _cross_validated("", scores, labels).macro_f1


def _row(method: str, bands: str, predicted: Sequence[Label], gold: Sequence[Label]) -> Row:
    same = sum(p == g for p, g in zip(predicted, gold, strict=True))
    return Row(method, bands, 100 * macro_f1(predicted, gold), 100 * same / len(gold), len(gold))


def _cross_validated(method: str, scores: Sequence[float], labels: Sequence[Label]) -> Row:
    rows = []
    for shuffle in range(_SHUFFLES):
        order = list(range(len(scores)))
        random.Random(shuffle).shuffle(order)  # noqa: S311  fixed shuffles, so that two runs print the same
        predicted = [0] * len(scores)
        for fold in range(_FOLDS):
            held = order[fold::_FOLDS]
            out = set(held)
            rest = [index for index in order if index not in out]
            low, high = best_cut([scores[i] for i in rest], [labels[i] for i in rest])
            for index, label in zip(held, cut([scores[i] for i in held], low, high), strict=True):
                predicted[index] = label
        rows.append(_row(method, "cross-validated", predicted, labels))
    return replace(rows[0], macro_f1=fmean(row.macro_f1 for row in rows), accuracy=fmean(row.accuracy for row in rows))


def best_cut(scores: Sequence[float], labels: Sequence[Label]) -> tuple[float, float]:
    """The two thresholds (low, high), among quantiles of the scores, with the highest macro-F1 on the labels.

    With the scores in order, the first i are labelled −1 and those from j on 1, so that counts from the left give
    each F1 at once. Raises ValueError for no scores.
    """
    pairs = sorted(zip(scores, labels, strict=True))
    if not pairs:
        raise ValueError("no scores to cut")
    ordered = [score for score, _ in pairs]
    n = len(pairs)
    before: dict[Label, list[int]] = {}
    for label in (-1, 0, 1):
        before[label] = [0, *accumulate(int(given == label) for _, given in pairs)]
    places = sorted({0, n, *(n * step // _CUTS for step in range(1, _CUTS))})
    lows = sorted({bisect_left(ordered, ordered[place]) if place < n else n for place in places})
    highs = sorted({bisect_right(ordered, ordered[place - 1]) if place else 0 for place in places})

    def value(cuts: tuple[int, int]) -> float:
        low, high = cuts
        hits = (before[-1][low], before[0][high] - before[0][low], before[1][n] - before[1][high])
        sizes = (low + before[-1][n], high - low + before[0][n], n - high + before[1][n])
        return sum(2 * hit / size for hit, size in zip(hits, sizes, strict=True) if size)

    low, high = max(((low, high) for low in lows for high in highs if low <= high), key=value)
    return (
        ordered[low] if low < n else math.inf,
        ordered[high - 1] if high else -math.inf,
    )


def _sentence_compound(item: ToneGold) -> float:
    start, end = toward.sentence_at(item.text, item.start, item.end)
    return vader.polarity_scores(item.text[start:end])["compound"]


def _tone_gold(item: dict[str, object]) -> ToneGold:
    text, start, end, label = item["text"], item["start"], item["end"], item["label"]
    if not isinstance(text, str) or not isinstance(start, int) or not isinstance(end, int):
        raise ValueError("text must be a string, start and end whole numbers")
    if not 0 <= start <= end <= len(text):
        raise ValueError("start and end are not inside the text")
    if label not in (-1, 0, 1):
        raise ValueError("label must be -1, 0 or 1")
    return ToneGold(text, start, end, int(label))


def _country_gold(item: dict[str, object]) -> CountryGold:
    text = item["text"]
    codes = item.get("countries", item.get("countries_alpha2"))
    if not isinstance(text, str) or not isinstance(codes, list):
        raise ValueError("needs text with label, start and end, or with countries or countries_alpha2")
    return CountryGold(text, frozenset(names.alpha3(str(code)) for code in codes))
