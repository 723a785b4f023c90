"""Whether exact VADER gives vaderSentiment's scores, on a million hostile texts and on the whole of Reuters-21578.

    python tests/benchmarks/bench_parity.py [--texts N]

The hostile texts are those of tests/tone/test_vader.py, from another seed. Reuters-21578 (whole stories, and their
sentences) is read where it is in the cache (python tests/quality/reuters.py --fetch). Ends with status 1 where a score
differs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from bench_countries import REUTERS, articles_of

from dashboard.tone import vader
from dashboard.tone.sentences import split

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tone"))
from test_vader import REFERENCE, soups

TEXTS = 1_000_000
SEED = 21578
_AT_ONCE = 10_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=TEXTS, help=f"hostile texts (default {TEXTS:,})")
    chosen = parser.parse_args()
    wrong = report("hostile texts", soups(SEED, chosen.texts))
    if REUTERS.is_dir():
        stories = articles_of(REUTERS)
        wrong += report("stories of Reuters-21578", stories)
        wrong += report("their sentences", (text[start:end] for text in stories for start, end in split(text)))
    else:
        print("Reuters-21578 is not in the cache; python tests/quality/reuters.py --fetch puts it there.")
    return 1 if wrong else 0


def report(name: str, texts: Iterable[str]) -> int:
    """Prints and returns how many texts score otherwise than with vaderSentiment, one by one or in batches."""
    number = wrong = 0
    remaining = iter(texts)
    while part := list(islice(remaining, _AT_ONCE)):
        number += len(part)
        for text, compound in zip(part, vader.compounds(part), strict=True):
            expected = REFERENCE.polarity_scores(text)
            wrong += vader.polarity_scores(text) != expected or compound != expected["compound"]
    print(f"{wrong} mismatches in {number:,} {name}", flush=True)
    return wrong


if __name__ == "__main__":
    sys.exit(main())
