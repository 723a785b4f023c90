"""How well tone would do on data kept apart: an estimate by nested cross-validation, and what each ingredient is worth.

    python tests/quality/estimate.py [--circumstances]

record_accuracy.py prints and records the estimate; this prints two ways of shipping and the ablation.

The sentences are divided into five parts by hash. For each part, the penalty and the weight of the persons are chosen
by learning from three of the others and ranking the fourth; weights are learned from all four; and two thresholds for
countries are taken from the two development files, two for persons from the persons, within these four, learned from
as they are: so is it outside, where the shipped weights have learned from the files that thresholds come from. Then
the part is judged. The mean over several divisions is told.

Not within: τ, the second opinion (roles.py), the words with their values, and the list of circumstances were made with
the same labels in view.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "data" / "build"))
import labelled
import numpy as np
from labelled import Example
from learning import Design, Settings
from scipy.stats import rankdata

from dashboard.agreement import macro_f1
from dashboard.check import best_cut, cut
from dashboard.tone import known, roles, setting, toward, vader, weights

PARTS = 5
DIVISIONS = 8  # means over three of them differ by a point, as two versions may
GRID = [Settings(penalty, persons) for penalty in (35.0, 50.0, 70.0) for persons in (0.25, 0.5)]

Array = np.ndarray


class Labels:
    """The examples' labels and where they come from, and the parts they are divided into."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.examples = examples
        self.given = np.array([one.label for one in examples])
        self.origins = np.array([one.origin for one in examples])
        self.are_persons = self.origins == labelled.PERSONS
        self.give_cuts = {True: self.are_persons, False: np.isin(self.origins, labelled.DEVELOPMENT)}

    def parts(self, division: int) -> Array:
        """The part of each example in a division."""
        return np.array([one.part(PARTS, division) for one in self.examples])

    def ranking(self, tones: Array, chosen: Array) -> float:
        """How well tones tell negative from the rest, and positive from the rest: the mean area under both curves."""
        found, given = tones[chosen], self.given[chosen]
        return (_area(-found, given == -1) + _area(found, given == 1)) / 2


@dataclass(frozen=True, slots=True)
class Division:
    """One division's tones and labels for every example, each by what the other parts teach."""

    tones: Array
    labels: Array


def judged(labels: Labels, tones_without: Callable[[Array, int], Array], parts: Array) -> Division:
    """Judges each part; `tones_without` gives all tones by what is learned without a part, given who is in it."""
    tones, found = np.zeros(len(labels.given)), np.zeros(len(labels.given), dtype=int)
    for part in range(PARTS):
        held = parts == part
        by_others = tones_without(held, part)
        tones[held] = by_others[held]
        for persons in (True, False):
            known = labels.give_cuts[persons] & ~held
            low, high = best_cut(by_others[known].tolist(), labels.given[known].tolist())
            asked = held & (labels.are_persons == persons)
            found[asked] = cut(by_others[asked].tolist(), low, high)
    return Division(tones, found)


def nested(
    labels: Labels, design: Design, grid: Sequence[Settings] = GRID, divisions: int = DIVISIONS
) -> list[Division]:
    """The divisions of `toward`, its settings chosen within."""
    done = []
    for division in range(divisions):
        parts = labels.parts(division)

        def without(held: Array, part: int, parts: Array = parts) -> Array:
            settings = grid[0]
            if len(grid) > 1:
                inner = parts == (part + 1) % PARTS
                settings = max(grid, key=lambda one: _inner_value(labels, design, one, ~held & ~inner, inner))
            return design.tones(design.learn(~held, settings))

        done.append(judged(labels, without, parts))
    return done


def _inner_value(labels: Labels, design: Design, settings: Settings, learn: Array, judge: Array) -> float:
    tones = design.tones(design.learn(learn, settings))
    return labels.ranking(tones, judge & ~labels.are_persons) + labels.ranking(tones, judge & labels.are_persons)


def fixed(labels: Labels, tones: Array, divisions: int = DIVISIONS) -> list[Division]:
    """The divisions of a scorer that learns nothing, such as VADER: only its thresholds are taken from the others."""
    return [judged(labels, lambda held, part: tones, labels.parts(division)) for division in range(divisions)]


def plain(examples: Sequence[Example]) -> Array:
    """VADER's compound of the whole sentence for each example."""
    return np.array([vader.polarity_scores(one.text)["compound"] for one in examples])


def f1_of(labels: Labels, divisions: Sequence[Division], origin: str) -> float:
    """Macro-F1 in percent on one set of labels, the mean over the divisions."""
    chosen = labels.origins == origin
    given = labels.given[chosen].tolist()
    return 100 * fmean(macro_f1(one.labels[chosen].tolist(), given) for one in divisions)


def _area(scores: Array, hits: Array) -> float:
    number = int(hits.sum())
    return float((rankdata(scores)[hits].sum() - number * (number + 1) / 2) / (number * (len(hits) - number)))


def _mean_value(values: roles.Values, *_: object) -> float:
    return (values.doer + values.undergoer) / 2


_all_words = known.news


def _not_adverse() -> Mapping[str, tuple[str, roles.Values, float]]:
    return {word: row for word, row in _all_words().items() if row[0] != weights.ADVERSE}


def _alone(_: object, first: int, last: int) -> tuple[int, int]:
    return first, last


@dataclass(frozen=True, slots=True)
class Ingredient:
    """What is left out in a row of the ablation: parts of the scorer, or kinds of weights that are not learned."""

    what: str
    changed: Callable[[], AbstractContextManager[object]] = nullcontext
    not_learned: str = ""


INGREDIENTS = (
    Ingredient("nothing left out"),
    Ingredient("words inside names are masked", lambda: patch.object(toward, "in_name", lambda *_: False)),
    Ingredient("distance decay", lambda: patch.multiple(toward, TAU_BEFORE=float("inf"), TAU_AFTER=float("inf"))),
    Ingredient("news words (VADER's alone)", lambda: patch.object(known, "news", dict)),
    Ingredient("adverse words", lambda: patch.object(known, "news", _not_adverse)),
    Ingredient("roles (doer and undergoer alike)", lambda: patch.object(roles, "value", _mean_value)),
    Ingredient("joined names share", lambda: patch.object(setting, "coordinated", _alone)),
    Ingredient("another's deeds left out", lambda: patch.object(setting, "is_anothers", lambda *_: False)),
    Ingredient("circumstances", not_learned="circumstances"),
    Ingredient("learned weights of single words", not_learned="words"),
)


def ablation() -> None:
    """Prints macro-F1 and ranking with each ingredient left out in turn; settings as shipped, two divisions."""
    print("\nTone with one ingredient left out (macro-F1 as on data kept apart; area under the curve, country labels)")
    print(f"{'left out':34} {'persons':>8} {'RuSentNE':>9} {'native':>7} {'rich':>6} {'area':>6}")
    for ingredient in INGREDIENTS:
        with ingredient.changed():
            known.forget()
            examples = labelled.gather()
        known.forget()
        labels = Labels(examples)
        divisions = nested(labels, Design(examples, ingredient.not_learned), [Settings()], 2)
        sets = (labelled.PERSONS, *labelled.DEVELOPMENT, labelled.COUNTRIES[0])
        persons, russian, native, rich = (f1_of(labels, divisions, name) for name in sets)
        area = 100 * fmean(labels.ranking(one.tones, ~labels.are_persons) for one in divisions)
        print(f"{ingredient.what:34} {persons:8.1f} {russian:9.1f} {native:7.1f} {rich:6.1f} {area:6.1f}")


def circumstances() -> None:
    """Prints the same with one circumstance not known in turn."""
    everything = labelled.gather()
    for name in ("", *weights.CIRCUMSTANCES):
        examples = [_without(one, name) for one in everything]
        labels = Labels(examples)
        divisions = nested(labels, Design(examples), [Settings()], 2)
        area = 100 * fmean(labels.ranking(one.tones, ~labels.are_persons) for one in divisions)
        print(f"{name or 'nothing left out':34} {area:6.2f}")


def _without(one: Example, name: str) -> Example:
    def less(share: toward.Share) -> toward.Share:
        return share._replace(circumstances=tuple(kept for kept in share.circumstances if kept != name))

    return replace(one, shares=tuple(map(less, one.shares)))


def ways_of_shipping(labels: Labels, design: Design) -> Mapping[str, list[Division]]:
    """What is shipped, and weights that never learned from the files thresholds are taken from."""
    settings = Settings()
    kept = ~labels.give_cuts[False]
    return {
        "learned from all (what is shipped)": nested(labels, design, [settings]),
        "not learned from the development files": [
            judged(
                labels,
                lambda held, part: design.tones(design.learn(~held & kept, settings)),
                labels.parts(division),
            )
            for division in range(DIVISIONS)
        ],
    }


def main() -> None:
    if not labelled.EVAL.is_dir() or not labelled.REUTERS.is_dir():
        print(f"{labelled.EVAL} or {labelled.REUTERS} is not here: nothing is estimated.")
        return
    examples = labelled.gather()
    labels, design = Labels(examples), Design(examples)
    names = dict.fromkeys(one.origin for one in examples)
    print("Two ways of shipping: macro-F1 on parts kept apart, thresholds from the development files and the persons")
    rows = ways_of_shipping(labels, design)
    print(f"{'labels':34} {'n':>6}  " + "  ".join(rows))
    for name in names:
        values = "  ".join(f"{f1_of(labels, row, name):{len(title)}.1f}" for title, row in rows.items())
        print(f"{name:34} {int((labels.origins == name).sum()):6,}  {values}")
    ablation()
    if "--circumstances" in sys.argv[1:]:
        circumstances()


if __name__ == "__main__":
    main()
