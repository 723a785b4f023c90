"""Prints wrong answers on the two development parts, kept apart, with the causes that we found on reading them.

    python tests/quality/errors.py [--all]

The answers are those of estimate.py, at the settings as shipped: four divisions, a fifth kept apart in each, and an
answer is wrong where at least three of them give another label than the readers. A hundred are drawn by hash; their
causes are in data/labels/tone_errors.tsv, by our own reading. With --all, each is printed with its words. After a
change of the engine others are wrong: those that no cause was found for yet are counted as unread.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter

import estimate
import labelled
import numpy as np
from labelled import Example
from learning import Design, Settings

from dashboard.tone import toward

READ = labelled.ROOT / "data" / "labels" / "tone_errors.tsv"
NUMBER, DIVISIONS, AGREEING = 100, 4, 3
DRAWN = "e5"  # another hundred is drawn with another one


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="print each wrong answer, with its words")
    chosen = parser.parse_args()
    examples = labelled.gather()
    labels, design = estimate.Labels(examples), Design(examples)
    divisions = estimate.nested(labels, design, [Settings()], DIVISIONS)
    given = np.stack([one.labels for one in divisions])
    wrong = [
        place
        for place in np.flatnonzero(labels.give_cuts[False])
        if (given[:, place] != labels.given[place]).sum() >= AGREEING
    ]
    drawn = sorted(wrong, key=lambda place: key(examples[place]))[:NUMBER]
    causes = read_causes()
    found = Counter(causes.get(key(examples[place]), "unread") for place in drawn)
    if chosen.all:
        for place in drawn:
            tone = float(np.mean([one.tones[place] for one in divisions]))
            show(examples[place], tone, causes.get(key(examples[place]), "unread"))
    print(f"{len(wrong)} of {int(labels.give_cuts[False].sum())} answers on the development parts are wrong")
    print(f"causes of {len(drawn)} of them")
    for cause, number in found.most_common():
        print(f"  {number:3} {cause}")


def key(example: Example) -> str:
    """What an example is known by: a hash of its sentence and place."""
    return hashlib.md5(f"{DRAWN}{example.text}{example.start}".encode(), usedforsecurity=False).hexdigest()[:16]


def read_causes() -> dict[str, str]:
    """The causes by key."""
    lines = READ.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith(("#", "key\t")))


def show(example: Example, tone: float, cause: str) -> None:
    """Prints an example with its target marked, and its words by the shipped weights."""
    text, start, end = example.text, example.start, example.end
    _, words = toward.score(toward.read(text), [(start, end)])
    print(f"\n{key(example)}  {cause}: labelled {example.label:+d}, tone {tone:+.2f}")
    print(f"  {text[:start]}⟦{text[start:end]}⟧{text[end:]}")
    print("  " + ", ".join(f"{text[word.start : word.end]} {word.contribution:+.2f}" for word in words))


if __name__ == "__main__":
    main()
