"""Cuts a text into sentences: one regular expression, plus the abbreviations of news English."""

from __future__ import annotations

import re

from dashboard.limits import cap

# Closing punctuation with the quotes and brackets that belong to it, then white space; or a blank line.
_BOUNDARY = re.compile(
    r"""(?P<stop>[.!?…]+["'”’)\]]*)\s+(?=["'“‘(\[]*[^\W_a-zß-ÿ])   # next sentence starts with a capital or digit
      | [ \t]*\n[ \t\r]*\n\s*                                      # a paragraph ends without a full stop too
    """,
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
_LAST_WORD = re.compile(r"[^\s\"'“”‘’(\[]+$")
_FIRST_WORD = re.compile(r"[\"'“‘(\[]*([^\W\d_]+)")


def split(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as (start, end) in code points, without the white space around them.

    A sentence longer than the limit `sentence_chars` (a table, or text without full stops) is cut at white space
    so that no later step depends on more than that length.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _BOUNDARY.finditer(text):
        stop = match.group("stop")
        if stop is not None and _is_abbreviation(text, start, match.start(), stop, match.end()):
            continue
        _append(spans, text, start, match.end("stop") if stop is not None else match.start())
        start = match.end()
    _append(spans, text, start, len(text))
    return spans


def _is_abbreviation(text: str, start: int, dot: int, stop: str, after: int) -> bool:
    if stop[0] != "." or len(stop) > 1:
        return False  # "!" and "?" end sentences, and so does a full stop before a closing quote
    last = _LAST_WORD.search(text, max(start, dot - 24), dot)
    if last is None:
        return False
    word = last.group()
    lower = word.lower()
    if lower in _MAY_END:
        following = _FIRST_WORD.match(text, after)
        return following is not None and following.group(1) not in _STARTERS
    if len(word) == 1 and word.isupper() and word != "I":
        return True  # an initial: "George W. Bush"
    return (lower in _TITLES and word[0].isupper()) or (lower in _OTHERS and (word[0].isupper() or "." in word))


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    longest = cap("sentence_chars")
    while end - start > longest:
        cut = start + longest
        space = max(text.rfind(" ", start, cut), text.rfind("\n", start, cut))
        middle = space if space > start + longest // 2 else cut
        spans.append((start, middle))
        start = middle
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        spans.append((start, end))
