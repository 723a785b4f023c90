"""Cuts a text into sentences: one regular expression, plus the abbreviations of news English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from dashboard.limits import cap
from dashboard.tone.vader_words import Memo

# Closing punctuation with the quotes and brackets that belong to it, then white space; or a blank line. Both begin in
# one set of characters, which the search looks for first: that makes it three times as quick.
_BOUNDARY = re.compile(
    r"""[.!?…\n](?:
        (?<!\n)(?<![.!?…]{2})([.!?…]*["'”’)\]]*)\s+(?=["'“‘(\[]*[^\W_a-zß-ÿ])  # then a capital or digit
      | (?<=\n)[ \t\r]*\n\s*                                     # a paragraph ends without a full stop too
    )""",
    re.VERBOSE,
)

_TITLES = frozenset(
    (
        "mr mrs ms dr prof sen sens rep reps gov gen col lt sgt capt maj cmdr adm rev hon st ste pres supt insp "
        "msgr messrs mme mlle m"
    ).split()
)
_OTHERS = frozenset(
    (
        "jan feb mar apr jun jul aug sept sep oct nov dec no nos vs etc inc corp co ltd bros dept est approx fig "
        "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore "
        "pa penn tenn tex va vt wash wis wyo ont que alta man sask i.e e.g a.m p.m"
    ).split()
)
# After these a new sentence may well begin, so the next word decides.
_MAY_END = frozenset("u.s u.k u.n e.u u.a.e u.s.a u.s.s.r d.c p.m a.m etc inc corp co ltd bros jr sr".split())
_STARTERS = frozenset(
    (
        "The A An It He She They We I You But And In On At As For If This That These Those There His Her Its Their "
        "Our When While After Before With By Since However Meanwhile Yet Still Some Many Most No Not One"
    ).split()
)
_OPENING = re.compile(r"[\"'“”‘’(\[]")
_FIRST_WORD = re.compile(r"[\"'“‘(\[]*([^\W\d_]+)")
_DOTTED_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]")  # "George H.W. Bush", "in L.A."
_LONGEST_ABBREVIATION = 24


def split(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as (start, end) in code points, without the white space around them.

    A sentence longer than the limit `sentence_chars` (a table, or text without full stops) is cut at white space
    so that no later step depends on more than that length.
    """
    return list(each(text))


def each(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of `split` one by one, for a caller who may need only the first ones."""
    longest = cap("sentence_chars")
    start = 0
    while start < len(text) and text[start].isspace():
        start += 1
    for match in _BOUNDARY.finditer(text, start):
        dot, after = match.span()
        end = match.end(1)
        if end < 0:  # a blank line
            end = dot
            while end > start and text[end - 1].isspace():
                end -= 1
        elif end == dot + 1 and text[dot] == "." and _is_abbreviation(text, dot, after):
            continue
        if end - start <= longest:
            if start < end:
                yield start, end
        else:
            yield from _cut(text, start, end, longest)
        start = after
    end = len(text)
    while end > start and text[end - 1].isspace():
        end -= 1
    yield from _cut(text, start, end, longest)


def _is_abbreviation(text: str, dot: int, after: int) -> bool:
    """Whether the full stop at `dot` belongs to the word before it, with the next word at `after`.

    "!" and "?" end sentences, and so does a full stop before a closing quote. A line may break before the full stop.
    """
    before = text[max(0, dot - _LONGEST_ABBREVIATION) : dot].removesuffix("\n")
    if not before or before[-1].isspace():
        return False
    kind = _kind(before.rsplit(None, 1)[-1])
    if kind == "may end":
        following = _FIRST_WORD.match(text, after)
        return following is not None and following.group(1) not in _STARTERS
    return kind == "abbreviation"


def _kind_of(run: str) -> Literal["word", "may end", "abbreviation"]:
    """What a full stop after this run of characters tells."""
    word = _OPENING.split(run)[-1]
    lower = word.lower()
    if lower in _MAY_END or _DOTTED_INITIALS.fullmatch(word):
        return "may end"
    if len(word) == 1 and word.isupper() and word != "I":
        return "abbreviation"  # an initial: "George W. Bush"
    known = (lower in _TITLES and word[0].isupper()) or (lower in _OTHERS and (word[0].isupper() or "." in word))
    return "abbreviation" if known else "word"


_kind = Memo(_kind_of).__getitem__


def _cut(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """The text from `start` to `end`, which are not in white space, in parts no longer than `longest`."""
    while end - start > longest:
        cut = start + longest
        space = max(text.rfind(" ", start, cut), text.rfind("\n", start, cut))
        middle = space if space > start + longest // 2 else cut
        yield start, middle
        start = middle
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end
