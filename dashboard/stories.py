"""Near-copies of one story: by what keys candidates are found, and whether two articles are copies of each other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from struct import pack
from typing import Protocol
from zlib import crc32

from rensa import RMinHash

from dashboard.limits import cap

DAYS = 7
"""A story lasts at most so many days, from its first copy to its last."""

_BANDS, _ROWS = 32, 2  # two articles meet in a band with probability J², J the share of triples they have in common
_SEED = 1
_TITLE_BAND = _BANDS
_BUCKET_DAYS = 16  # so that a week to either side lies in one bucket or two

_SHORT = 25  # words; what is shorter is a title or a bare report, where few words tell two stories apart
_LEAST = 4  # words of a title that can be a story's own

# What makes two articles copies; chosen on the sample and on generated edits, looked at on Reuters-21578.
_SHARED = 0.5  # of the shorter one's word pairs
_SHARED_AND_NAMED = 0.5  # this share, times the share of the names and numbers
_RUNS = 40  # runs of six words: about two paragraphs, for stories that were merged or cut
_SHARED_RUNS = 0.3
_NAMED = 0.45
_SHORT_ALIKE = 0.7

_SIGNS = (("’", "'"), ("‘", "'"), *((sign, " ") for sign in "“”„«»—–…"))
_SPACES = bytes(32 if sign < 128 and not chr(sign).isalnum() else sign for sign in range(256))
_NOTHING = b"'.,"  # so that U.S., 1.19 and don't are words
_OUTLET = re.compile(r"\s+[|–—-]\s+[^|–—-]{2,40}$")  # "… - Northgate Courier", as search services write titles


class Sketched(Protocol):
    """What of an article counts here: `dashboard.types.Article` is one."""

    @property
    def title(self) -> str:
        """Its headline."""
        ...

    @property
    def text(self) -> str:
        """Its body; empty for an article of which only the title is known."""
        ...


@dataclass(frozen=True)
class Likeness:
    """How like two articles are: `alike` says whether they are copies of one story.

    `resemblance` is the share of all their word pairs that both have, `shared` the share of the shorter one's; in [0,
    1].
    """

    alike: bool
    resemblance: float
    shared: float


class Words:
    """An article's words, in the forms that are compared; each form is made when it is first asked for."""

    def __init__(self, article: Sketched) -> None:
        self._body = (article.text if article.text.strip() else article.title)[: cap("story_chars")]
        self.title_only = not article.text.strip()
        self.title = title_words(article.title)
        self.words = _words(self._body.lower())

    @property
    def short(self) -> bool:
        """Whether they are too few to tell stories apart by their pairs alone."""
        return len(self.words) < _SHORT

    @cached_property
    def pairs(self) -> frozenset[bytes]:
        """Each word with the next."""
        return frozenset(_runs(self.words, 2))

    @cached_property
    def sixes(self) -> frozenset[bytes]:
        """Runs of six words."""
        return frozenset(_runs(self.words, 6))

    @cached_property
    def named(self) -> frozenset[bytes]:
        """Numbers, and words with a capital that do not stand there without one: names, as a rule."""
        words = _words(self._body)
        small = {word for word in words if not word[:1].isupper()}
        return frozenset(
            word.lower() for word in words if word[:1].isdigit() or (word[:1].isupper() and word.lower() not in small)
        )

    @cached_property
    def numbers(self) -> frozenset[bytes]:
        """The words that begin with a digit."""
        return frozenset(word for word in self.words if word[:1].isdigit())


def keys(article: Sketched) -> tuple[int, ...]:
    """The keys of an article, 32-bit numbers: two articles that have none in common are never compared.

    MinHash over runs of three words (two where there are fewer than 25 words), 32 bands of two rows: of articles that
    share a third of their runs 98% meet, of such that share one in a hundred 0.3%. One more key is the title's, for
    articles of which only the title is known. The same in every process and on every machine, for one version of the
    MinHash library's algorithm.
    """
    words = Words(article)
    found: list[int] = []
    if len(words.words) >= _LEAST:
        sketch = RMinHash(_BANDS * _ROWS, _SEED)
        sketch.update(_runs(words.words, 2 if words.short else 3))
        digest = pack(f"<{_BANDS * _ROWS}I", *sketch.digest())
        width = 4 * _ROWS
        found = [crc32(digest[width * band : width * (band + 1)], band) for band in range(_BANDS)]
    if len(words.title) >= _LEAST:
        found.append(crc32(b" ".join(words.title), _TITLE_BAND))
    return tuple(dict.fromkeys(found))


def likeness(one: Words, other: Words) -> Likeness:
    """Holds two articles against each other, word by word.

    Two bodies are copies where the shorter shares half of its word pairs and most of its names and numbers with the
    other (the product of both shares is 0.5 or more), or where some forty runs of six words, 0.3 of the shorter
    one's, stand in both, as when half a story was merged into another. Names and numbers keep apart what a desk writes
    from one template: share prices, bond issues, weather. Short bodies are copies where 0.7 of all their words are
    common and all numbers. An article of which only the title is known is a copy of what bears that title: four words
    or more, an outlet's name after a dash left out.
    """
    common = len(one.pairs & other.pairs)
    either = len(one.pairs) + len(other.pairs) - common
    fewer = min(len(one.pairs), len(other.pairs))
    resemblance, shared = (common / either if either else 0.0), (common / fewer if fewer else 0.0)
    return Likeness(_alike(one, other, shared), resemblance, shared)


def _alike(one: Words, other: Words, shared: float) -> bool:
    if one.title_only or other.title_only:
        same = len(one.title) >= _LEAST and one.title == other.title
        return same or (one.title_only and other.title_only and _short_alike(one, other))
    if one.short or other.short:
        return one.short and other.short and _short_alike(one, other)
    if shared < _NAMED:
        return False
    named = _share(one.named, other.named)
    if shared >= _SHARED and shared * named >= _SHARED_AND_NAMED:
        return True
    runs = len(one.sixes & other.sixes)
    return runs >= _RUNS and named >= _NAMED and _share(one.sixes, other.sixes) >= _SHARED_RUNS


def _short_alike(one: Words, other: Words) -> bool:
    first, second = set(one.words), set(other.words)
    if min(len(first), len(second)) < _LEAST or one.numbers != other.numbers:
        return False
    return len(first & second) >= _SHORT_ALIKE * len(first | second)


def bucket(day: int) -> int:
    """Which stretch of days a day, counted from 0001-01-01, lies in: keys are looked up by it."""
    return day // _BUCKET_DAYS


def title_words(title: str) -> list[bytes]:
    """A title's words in lower case, without an outlet's name behind a dash or bar."""
    return _words(_OUTLET.sub("", title).lower())


def _words(text: str) -> list[bytes]:
    """The words as UTF-8, cut at spaces and signs; several times as fast as a regular expression."""
    if not text.isascii():
        for sign, plain in _SIGNS:
            text = text.replace(sign, plain)
    return text.encode("utf-8", "replace").translate(_SPACES, _NOTHING).split()


def _runs(words: list[bytes], length: int) -> list[bytes]:
    """Each `length` words that follow each other."""
    return list(map(b" ".join, zip(*(islice(words, start, None) for start in range(length)), strict=False)))


def _share(one: frozenset[bytes], other: frozenset[bytes]) -> float:
    """The share of the smaller set that both have; 1 where it is empty, as nothing then speaks against it."""
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer else 1.0


def most_common(found: Iterable[int], number: int) -> list[int]:
    """The `number` numbers that come most often, of equals the lowest first."""
    counts: dict[int, int] = {}
    for one in found:
        counts[one] = counts.get(one, 0) + 1
    return sorted(counts, key=lambda one: (-counts[one], one))[:number]
