"""Measures how well tone and countries are found, prints it, and writes data/accuracy.json for the Method page.

    python tests/quality/record_accuracy.py [--check]

Tone is measured by weights learned without the judged sentences (estimate.py), country sets as evaluate.py and
reuters.py do. The same labels and tables give the same file; its date is the day when
these numbers came out first. With --check nothing is written, and the exit status is 1 where the numbers differ.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import fmean

import estimate
import evaluate
import gold
import reuters
from estimate import Division, Labels, labelled
from labelled import Example
from learning import Design
from scipy.stats import spearmanr

from dashboard import check, engine_stamp, find_mentions
from dashboard.check import CountryGold
from dashboard.web.accuracy import Accuracy, Averages, Sets, Tone

FILE = Path(__file__).resolve().parents[2] / "data" / "accuracy.json"

ENOUGH_FOR_A_MEAN = 8  # labelled mentions of a country

PEOPLE = "people"
READERS = "language-model readers under a written guide"
TONE = {
    "tone_newsmtsc_train.jsonl": ("persons and groups in US news", PEOPLE),
    "tone_countries_dev.jsonl": ("countries in translated Russian news", PEOPLE),
    "tone_countries_native_dev.jsonl": ("countries in native English news", READERS),
    "tone_countries_train.jsonl": ("countries, sentences chosen to be rich in tone", READERS),
    f"{labelled.OWN}, newsmtsc": ("countries in US news", READERS),
    f"{labelled.OWN}, reuters-21578": ("countries in news agency stories of 1987", READERS),
    f"{labelled.OWN}, sample": ("countries in the sample articles", READERS),
}
SETS = {
    "countries_geovirus_dev.jsonl": "Wikinews articles on epidemics (the labels name places only)",
    "country_traps_dev.jsonl": "sentences of traps, first table",
}
AVERAGES = {
    "the two sets of countries in news": labelled.DEVELOPMENT,
    "all labelled countries": (*labelled.COUNTRIES, labelled.OWN),
}


def tone_rows(labels: Labels, ours: Sequence[Division], plain: Sequence[Division]) -> list[Tone]:
    """A row for each set of labels: our tones by weights learned without the judged sentences, and plain VADER's."""
    tones, compounds = (scores[0].tones.tolist() for scores in (ours, plain))
    rows = []
    for origin, (what, by) in TONE.items():
        chosen = [at for at, one in enumerate(labels.examples) if one.origin == origin]
        given = [labels.examples[at].label for at in chosen]
        rows.append(
            Tone(
                what,
                by,
                len(given),
                *_scores([0] * len(given), given),
                *_scores(check.cut([compounds[at] for at in chosen], -check.VADER_BAND, check.VADER_BAND), given),
                round(estimate.f1_of(labels, plain, origin), 1),
                *_scores(check.cut([tones[at] for at in chosen], -check.NEUTRAL_BAND, check.NEUTRAL_BAND), given),
                round(estimate.f1_of(labels, ours, origin), 1),
            )
        )
    return rows


def average_rows(labels: Labels, ours: Sequence[Division], plain: Sequence[Division]) -> list[Averages]:
    """How well countries' mean tones rank as their mean labels do, over countries with enough labelled mentions."""
    tones, compounds = (scores[0].tones.tolist() for scores in (ours, plain))
    rows = []
    for what, origins in AVERAGES.items():
        means: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
        for one, tone, compound in zip(labels.examples, tones, compounds, strict=True):
            if one.origin.startswith(origins):
                country = _country(one)
                if country:
                    means[country].append((tone, compound, one.label))
        kept = [values for values in means.values() if len(values) >= ENOUGH_FOR_A_MEAN]
        toward, vader, given = ([fmean(value[at] for value in values) for values in kept] for at in range(3))
        ranks = (round(float(spearmanr(scores, given).statistic), 2) for scores in (toward, vader))
        rows.append(Averages(what, len(kept), sum(map(len, kept)), *ranks))
    return rows


def set_rows() -> list[Sets]:
    """How well the sets of countries are found."""
    rows = []
    for name in evaluate.COUNTRIES:
        items = [item for item in check.load(gold.folder() / name) if isinstance(item, CountryGold)]
        row = check.country_row(items)
        rows.append(Sets(SETS[name], row.n, *(round(value, 1) for value in (row.precision, row.recall, row.f1))))
    desk = "news agency stories of 1987 against the desk's countries, without the United States"
    for which, score in zip(("all mentioned", "the salient ones"), reuters.scores(), strict=True):
        numbers = (round(value, 1) for value in (score.precision, score.recall, score.f1))
        rows.append(Sets(f"{desk}: {which}", score.texts, *numbers))
    return rows


def measure() -> Accuracy:
    """Everything measured anew, dated today (UTC)."""
    examples = labelled.gather()
    unknown = Counter(one.origin for one in examples).keys() - TONE.keys()
    if unknown:
        sys.exit(f"say in {Path(__file__).name} what these labels are: {', '.join(sorted(unknown))}")
    labels = Labels(examples)
    ours = estimate.nested(labels, Design(examples))
    plain = estimate.fixed(labels, estimate.plain(examples))
    return Accuracy(
        datetime.now(UTC).date(),
        engine_stamp(),
        tuple(tone_rows(labels, ours, plain)),
        tuple(average_rows(labels, ours, plain)),
        tuple(set_rows()),
    )


def record_of(found: Accuracy) -> dict[str, object]:
    """The content of the file."""
    return asdict(found) | {"measured": found.measured.isoformat()}


def dated(found: Accuracy, before: dict[str, object] | None) -> dict[str, object]:
    """The content of the file with the date of the one before, where nothing else has changed."""
    record: dict[str, object] = json.loads(json.dumps(record_of(found)))
    if before is not None and record | {"measured": ""} == before | {"measured": ""}:
        return before
    return record


def _scores(predicted: Sequence[int], given: Sequence[int]) -> tuple[float, float]:
    same = sum(one == other for one, other in zip(predicted, given, strict=True))
    return round(100 * check.macro_f1(predicted, given), 1), round(100 * same / len(given), 1)


def _country(one: Example) -> str:
    mentions = find_mentions(one.text)
    return next((found.country for found in mentions if found.start < one.end and one.start < found.end), "")


def show(found: Accuracy) -> None:
    """Prints the tables of tone; evaluate.py and reuters.py print those of country sets."""
    print(
        "Macro-F1 by weights learned without the judged sentences, settings chosen within (tests/quality/estimate.py);"
    )
    print("cut: two thresholds from the development files (persons: from the persons), none from what is judged")
    print(f"{'mentions':48} {'neutral':>8} {'VADER cut':>9} {'±0.20':>7} {'cut':>7} {'n':>7}")
    for row in found.tone:
        print(
            f"{row.what:48} {row.neutral_f1:8.1f} {row.vader_cut_f1:9.1f} {row.toward_f1:7.1f} "
            f"{row.toward_cut_f1:7.1f} {row.n:7,}"
        )
    for mean in found.averages:
        print(
            f"rank correlation of country averages with gold, {mean.what}: toward {mean.toward:.2f}, "
            f"VADER {mean.vader:.2f} ({mean.countries} countries, {mean.mentions:,} mentions)"
        )


def main() -> None:
    if not gold.folder().is_dir() or not labelled.REUTERS.is_dir():
        print(f"{gold.folder()} or {labelled.REUTERS} is not here: {FILE.name} was left as it is.")
        return
    before = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else None
    found = measure()
    show(found)
    record = dated(found, before)
    if record == before:
        print(f"{FILE.name}: unchanged since {date.fromisoformat(str(record['measured']))}")
    elif "--check" in sys.argv[1:]:
        sys.exit(f"{FILE.name} is out of date; run make eval")
    else:
        FILE.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print(f"{FILE.name}: written")


if __name__ == "__main__":
    main()
