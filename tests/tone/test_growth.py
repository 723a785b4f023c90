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


def growth(small: str, large: str) -> float:
    """How many times longer the large text takes, by the best of several runs each; more runs where noise reigns.

    Noise only ever adds time, so the best of more runs comes nearer to the truth, and none makes quadratic growth
    look linear.
    """
    times: list[tuple[float, float]] = []
    ratio = float("inf")
    while len(times) < 12 and (len(times) < 3 or ratio >= LIMIT):
        times.append((seconds(small), seconds(large)))
        best_small, best_large = (min(column) for column in zip(*times, strict=True))
        ratio = best_large / best_small
    return ratio


# 2.5 for each of the three doublings; linear growth gives 8 and quadratic 64.
LIMIT = 2.5**3


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_by_less_than_two_and_a_half_when_a_text_doubles(shape: str) -> None:
    unit = SHAPES[shape]
    assert growth(unit * (25_000 // len(unit)), unit * (200_000 // len(unit))) < LIMIT


def test_a_megabyte_without_a_full_stop_takes_no_longer_than_what_is_read_of_it() -> None:
    unit = SHAPES["no full stop"]
    assert growth(unit * (200_000 // len(unit)), unit * (1_000_000 // len(unit))) < 2.5
