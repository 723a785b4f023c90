"""The circumstances in which a target stands in its sentence, that make the words near it tell less about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dashboard.tone.bearings import (
    DESCRIBES,
    FIGHTS,
    JOINS,
    NEGATES,
    PLACE,
    POSSIBLE,
    POSSIBLE_AND_JOINS,
    SPEAKS,
    THE,
)
from dashboard.tone.tokens import Tokens
from dashboard.tone.towns import towns

_INSIDE = frozenset("in across inside within".split())
# "Russia's war on Ukraine": words that lead from a deed to those whom it meets, and who owns the deed.
_MEETS = frozenset("in of on against into with over across".split())
_OWNERS = frozenset("its their his her".split())
DONE_WITHIN = 4  # words before a target, its neighbour left out, that may be what another does to it
_NO_OWNERS = frozenset("it's that's he's she's there's what's who's here's let's".split())
_REACH = 4  # words before a word that may bear on it
_A_PLACE, _THE_PLACE, _A_SPEAKER = bytes((PLACE,)), bytes((PLACE, THE)), bytes((SPEAKS,))
_LEADS = 2  # so few words, at most, stand before a target that its sentence is about
OWNS_WITHIN = 3  # words after a possessive that are the target's own
_JOINERS, _THE = ("and", "or"), ("the", "The")
_QUOTES = {"“": "”", '"': '"', "«": "»"}


def circumstances(tokens: Tokens, first: int, last: int, name: str) -> tuple[str, ...]:
    """Which of these hold of the target at words first…last; the names are those of weights.CIRCUMSTANCES.

    "target leads" its sentence; "target is a town" or a province by its `name`; "target is a place": of what happens
    ("in Russia"); "target describes" a person, firm or thing ("a Russian striker"); "target speaks": it says the rest
    ("Russia said", "said Kim").
    """
    bearings = tokens.bearings
    found: tuple[str, ...] = ("target leads",) if first <= _LEADS else ()
    if name in towns():
        found += ("target is a town",)
    return found + _beside(bearings[first - 2 if first > 2 else 0 : first], bearings[last + 1 : last + 3])


@cache  # of a dozen letters there are some 20,000 such pairs
def _beside(before: bytes, after: bytes) -> tuple[str, ...]:
    """What the last two words before a target, and the two after it, tell of how it stands."""
    found: tuple[str, ...] = ()
    if before[-1:] == _A_PLACE or before == _THE_PLACE:
        found += ("target is a place",)
    if DESCRIBES in after:
        found += ("target describes",)
    if SPEAKS in after or before[-1:] == _A_SPEAKER:
        found += ("target speaks",)
    return found


def of_word(bearings: bytes, at: int) -> tuple[str, ...]:
    """Which of these hold of the word at index `at`, whatever the target.

    "is fought": somebody fights or ends it ("to combat terrorism"); "is negated" ("no progress"); "is only possible"
    ("could collapse").
    """
    return _borne(bearings[at - _REACH if at > _REACH else 0 : at])


@cache  # of a dozen letters there are some 20,000 such fours
def _borne(near: bytes) -> tuple[str, ...]:
    """What the last four words before a word tell of it."""
    found: tuple[str, ...] = ("is fought",) if FIGHTS in near[-2:] else ()
    if NEGATES in near[-3:]:
        found += ("is negated",)
    if POSSIBLE in near or POSSIBLE_AND_JOINS in near:
        found += ("is only possible",)
    return found


def is_joined(between: bytes) -> bool:
    """Whether one of the words between a word and the target begins another clause ("which", "because")."""
    return JOINS in between or POSSIBLE_AND_JOINS in between


def happens_there(runs: Sequence[str], at: int) -> bool:
    """Whether the word at index `at` is said to happen in the target that follows soon ("growth in Japan")."""
    return runs[at + 1] in _INSIDE


def owns(sentence: str, end: int) -> bool:
    """Whether what stands next to a target that ends at code point `end` is its own ("Iran's army")."""
    return sentence[end : end + 2] in ("'s", "’s")


def is_anothers(tokens: Tokens, at: int, target: int) -> bool:
    """Whether the word at index `at` is what another does to the target that begins at word `target`, or does there.

    "Russia's war on Ukraine", "its operations in Syria". To be asked of words within DONE_WITHIN only.
    """
    if _MEETS.isdisjoint(tokens.runs[at + 1 : target]):
        return False
    return any(word in _OWNERS or (word.endswith("'s") and word not in _NO_OWNERS) for word in tokens.words(at - 2, at))


def quotations(sentence: str) -> list[tuple[int, int]]:
    """The quotations of a sentence as (start, end) in code points; an unclosed one reaches to the end."""
    spans: list[tuple[int, int]] = []
    if '"' not in sentence and "“" not in sentence and "«" not in sentence:  # nearly always
        return spans
    at = 0
    while True:
        opened = min((place for place in (sentence.find(mark, at) for mark in _QUOTES) if place >= 0), default=-1)
        if opened < 0:
            return spans
        closed = sentence.find(_QUOTES[sentence[opened]], opened + 1)
        end = len(sentence) if closed < 0 else closed + 1
        spans.append((opened, end))
        at = end


def is_quoted(quotations: Sequence[tuple[int, int]], word: int, target: int) -> bool:
    """Whether a word that starts at `word` stands in a quotation that the target, from `target` on, is not in."""
    return any(start <= word < end and not start <= target < end for start, end in quotations)


def coordinated(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """The words of a target together with the names it is joined to by "and" ("Russia, Iran and China were …").

    All of them share what is said of the group, so distances count from its ends. A list without "and" or "or" is
    none: "Paris, France".
    """
    runs = tokens.runs
    left, right = first, last
    joined_left = joined_right = False
    # What is neither next to "and" nor to a comma is in no list, as nearly always.
    if first and (runs[first - 1] in _JOINERS or runs[first - 1][-1] == ","):
        left, joined_left = _end_of_list(tokens, first, -1)
    if last + 1 < len(runs) and (runs[last + 1] in _JOINERS or runs[last][-1] == ","):
        right, joined_right = _end_of_list(tokens, last, 1)
    return (left, right) if joined_left or joined_right else (first, last)


def _end_of_list(tokens: Tokens, index: int, step: int) -> tuple[int, bool]:
    """The far end of the names that go on from `index` in the direction of `step`, and whether "and" is among them."""
    runs = tokens.runs
    beyond = -1 if step < 0 else len(runs)
    at, joined = index, False
    while at + step != beyond:
        near = at + step
        joins = runs[near] in _JOINERS
        if joins:
            near += step
        elif not runs[at if step > 0 else near].endswith(","):
            break
        while near != beyond and runs[near] in _THE:
            near += step
        if near == beyond or not tokens.is_capital(near):
            break
        while tokens.is_capital(near + step) and not _parted(runs, near, step):
            near += step
        at, joined = near, joined or joins
    return at, joined


def _parted(runs: Sequence[str], index: int, step: int) -> bool:
    return runs[index if step > 0 else index + step].endswith((",", ";", ":"))
