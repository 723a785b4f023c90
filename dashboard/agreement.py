"""How well scores agree with the labels that people gave: accuracy, macro-F1, Cohen's kappa."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isnan, nan, sqrt

LABELS = (-1, 0, 1)
FEWEST = 5

_NORMAL = 1.959963984540054  # the 0.975 quantile of the standard normal distribution
_NO_DOUBT = 1e-20  # a variance below is rounding

Table = Counter[tuple[int, int]]  # how often (label given, label of the score)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value and its 95% interval; both ends None where too little is known to give one."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """n judgements beside the scores' labels.

    `table[i][j]` counts the judgements with the i-th of the labels −1, 0, 1 whose score reads as the j-th. `kappa` is
    None where it is not defined: everything carries one and the same label on both sides.
    """

    n: int
    table: tuple[tuple[int, int, int], tuple[int, int, int], tuple[int, int, int]]
    accuracy: Estimate
    macro_f1: Estimate
    kappa: Estimate | None


def cut(scores: Sequence[float], low: float, high: float) -> list[int]:
    """Labels from scores: −1 below `low`, 1 above `high`, else 0."""
    return [-1 if score < low else 1 if score > high else 0 for score in scores]


def macro_f1(predicted: Sequence[int], gold: Sequence[int]) -> float:
    """Mean over the labels −1, 0, 1 of F1 = 2·TP / (2·TP + FP + FN), in [0, 1]; a label without a hit counts 0."""
    return _macro_f1(Counter(zip(gold, predicted, strict=True)))


def agreement(judged: Sequence[tuple[int, float]], band: float) -> Agreement | None:
    """Holds tones against labels: pairs of (label −1, 0 or 1 by a reader, tone); None without pairs.

    A tone reads −1 below −`band`, 1 above `band`, else 0. Accuracy is the share of equal labels, p; its interval is
    Wilson's score interval (E. B. Wilson, JASA 22, 1927), which holds for few judgements and at 100% too. Macro-F1 is
    as in `macro_f1`; Cohen's kappa is (p − e)/(1 − e), e the share that equal labels would have if both sides gave
    theirs independently (J. Cohen, Educational and Psychological Measurement 20, 1960). The intervals of these two
    are value ± 1.96·√v, with the jackknife's variance v = (n − 1)/n·Σ(θ₋ᵢ − mean of θ₋ᵢ)², θ₋ᵢ the value without the
    i-th judgement (B. Efron & R. Tibshirani, An Introduction to the Bootstrap, chapter 11): the same each time, and
    as quick for thousands as for ten. None below n = 5, and where v is 0 (as at complete agreement), for then the
    jackknife knows no doubt, but the reader should. All take the judgements for independent: several in one article
    make the intervals too narrow.

    Raises ValueError for another label or a negative band.
    """
    if not band >= 0:
        raise ValueError(f"the neutral band must be 0 or more, not {band}")
    if not judged:
        return None
    labels = [label for label, _ in judged]
    if wrong := set(labels) - set(LABELS):
        raise ValueError(f"a label must be -1, 0 or 1, not {min(wrong)!r}")
    table = Counter(zip(labels, cut([tone for _, tone in judged], -band, band), strict=True))
    n = len(labels)
    equal = _equal(table)
    wilson = _wilson(equal, n) if n >= FEWEST else (None, None)
    return Agreement(
        n,
        tuple(tuple(table[label, read] for read in LABELS) for label in LABELS),  # type: ignore[arg-type]  # three of three
        Estimate(equal / n, *wilson),
        _jackknifed(table, _macro_f1, least=0.0),
        None if isnan(_kappa(table)) else _jackknifed(table, _kappa, least=-1.0),
    )


def _equal(table: Table) -> int:
    return sum(table[label, label] for label in LABELS)


def _macro_f1(table: Table) -> float:
    total = 0.0
    for label in LABELS:
        hit = table[label, label]
        given = sum(table[label, other] for other in LABELS)
        read = sum(table[other, label] for other in LABELS)
        total += 2 * hit / (given + read) if hit else 0.0
    return total / len(LABELS)


def _kappa(table: Table) -> float:
    """Not a number where it is not defined."""
    n = table.total()
    chance = sum(
        sum(table[label, other] for other in LABELS) * sum(table[other, label] for other in LABELS) for label in LABELS
    )
    if chance == n * n:
        return nan
    return (n * _equal(table) - chance) / (n * n - chance)


def _wilson(hits: int, n: int) -> tuple[float, float]:
    z = _NORMAL
    middle = (hits + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * sqrt(hits * (n - hits) / n + z * z / 4)
    return max(0.0, middle - half), min(1.0, middle + half)


def _jackknifed(table: Table, value: Callable[[Table], float], *, least: float) -> Estimate:
    """A value between `least` and 1 of a table of counts, with its interval; see `agreement`."""
    whole, n = value(table), table.total()
    if n < FEWEST:
        return Estimate(whole)
    # Judgements of one cell are all alike: leaving any one of them out gives the same.
    without = [(count, value(table - Counter([cell]))) for cell, count in table.items()]
    mean = sum(count * left for count, left in without) / n
    variance = (n - 1) / n * sum(count * (left - mean) ** 2 for count, left in without)
    if isnan(variance) or variance < _NO_DOUBT:
        return Estimate(whole)
    half = _NORMAL * sqrt(variance)
    return Estimate(whole, max(least, whole - half), min(1.0, whole + half))
