"""Time grows with the length of a text, however hostile; compared as ratios of the best of several runs."""

import gc
import time
from datetime import date

import pytest

from dashboard import Article, score_article

SHAPES = {
    "good but": "good but ",
    "countries and praise": "Russia good ",
    "one word": "x",
    "full stops": "Peru. ",
    "no full stop": "Kenya won praise and Chile failed ",
    "emojis": "😀💔",
    "quotes": "“Iran” ’",
    "capitals": "NORTH KOREA BAD ",
    "blank lines": "Mali\n\n",
    "not very": "not very never so Iran bad ",
    "dots": "U.S. ",
    "hyphens": "US-China-",
}


def seconds(text: str) -> float:
    """Processor seconds of this process, so that what else the machine does is not counted, nor the garbage
    collector's walks over all that the tests before have left.
    """
    gc.collect()
    gc.disable()
    start = time.process_time()
    score_article(Article(text, date(2024, 1, 1)))
    taken = time.process_time() - start
    gc.enable()
    return taken


@pytest.mark.parametrize("shape", SHAPES)
def test_eight_times_the_text_takes_about_eight_times_the_time(shape: str) -> None:
    unit = SHAPES[shape]
    once, eight = (unit * (size // len(unit)) for size in (25_000, 200_000))
    times = [(seconds(once), seconds(eight)) for _ in range(4)]
    best_once, best_eight = (min(column) for column in zip(*times, strict=True))
    # Linear growth gives 8 and quadratic 64; half-way between on the scale of ratios, noise cannot tip it.
    assert best_eight / best_once < 22
