"""Learns the tone weights: python data/build/train_tone.py (or make train); the same tables at every run.

From all labelled mentions (labelled.py), by a ridge regression (learning.py). How well weights do that were learned
without the sentences they are judged on is measured by tests/quality/estimate.py.
"""

import sys
from collections import Counter

import labelled
import numpy as np
from learning import SEEN_AT_LEAST, Design, Settings

from dashboard.tone.weights import CIRCUMSTANCES, KINDS

TABLES = labelled.ROOT / "data" / "tone"


def main() -> None:
    if not labelled.EVAL.is_dir() or not labelled.REUTERS.is_dir():
        sys.exit(f"{labelled.EVAL} and {labelled.REUTERS} are needed; python tests/quality/reuters.py gets the second")
    examples = labelled.gather()
    design, settings = Design(examples), Settings()
    learned = design.weights(design.learn(np.full(len(examples), True), settings))
    counts = Counter(one.origin for one in examples)
    record = [
        f"Learned by data/build/train_tone.py: ridge, penalty {settings.penalty:g}, "
        f"persons count {settings.persons:g}, words seen {SEEN_AT_LEAST} times or more.",
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


def write(name: str, record: list[str], header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    lines = [*(f"# {line}" for line in record), "\t".join(header), *("\t".join(row) for row in rows)]
    (TABLES / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TABLES / name}: {len(rows):,} rows")


if __name__ == "__main__":
    main()
