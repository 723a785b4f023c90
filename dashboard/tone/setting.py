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
from dashboard.tone.vader_words import Memo
from dashboard.tone.weights import (
    IS_FOUGHT,
    IS_NEGATED,
    IS_ONLY_POSSIBLE,
    TARGET_DESCRIBES,
    TARGET_IS_A_PLACE,
    TARGET_SPEAKS,
)

_INSIDE = frozenset("in across inside within".split())
# "Russia's war on Ukraine": words that lead from a deed to those whom it meets, and who owns the deed.
_MEETS = frozenset("in of on against into with over across".split())
_OWNERS = frozenset("its their his her".split())
DONE_WITHIN = 4  # words before a target, its neighbour left out, that may be what another does to it
_NO_OWNERS = frozenset("it's that's he's she's there's what's who's here's let's".split())
REACH = 4  # words before a word that may bear on it
_A_PLACE, _THE_PLACE, _A_SPEAKER = bytes((PLACE,)), bytes((PLACE, THE)), bytes((SPEAKS,))
LEADS = 2  # so few words, at most, stand before a target that its sentence is about
OWNS_WITHIN = 3  # words after a possessive that are the target's own
_JOINERS, _THE = ("and", "or"), ("the", "The")
_QUOTES = {"“": "”", '"': '"', "«": "»"}


@cache  # of a dozen letters there are some 20,000 such pairs
def beside(before: bytes, after: bytes) -> int:
    """Which of these hold of a target, by the bearings of the last two words before it and of the two after it.

    "target is a place": of what happens ("in Russia"); "target describes" a person, firm or thing ("a Russian
    striker"); "target speaks": it says the rest ("Russia said", "said Kim"). As bits of weights.BITS.
    """
    found = 0
    if before[-1:] == _A_PLACE or before == _THE_PLACE:
        found |= TARGET_IS_A_PLACE
    if DESCRIBES in after:
        found |= TARGET_DESCRIBES
    if SPEAKS in after or before[-1:] == _A_SPEAKER:
        found |= TARGET_SPEAKS
    return found


def _borne(near: bytes) -> int:
    found = IS_FOUGHT if FIGHTS in near[-2:] else 0
    if NEGATES in near[-3:]:
        found |= IS_NEGATED
    if POSSIBLE in near or POSSIBLE_AND_JOINS in near:
        found |= IS_ONLY_POSSIBLE
    return found


borne = Memo(_borne).__getitem__  # asked for every scoring word, and so no function
"""Which of these hold of a word, whatever the target, by the bearings of the last REACH words before it.

"is fought": somebody fights or ends it ("to combat terrorism"); "is negated" ("no progress"); "is only possible"
("could collapse"). As bits of weights.BITS.
"""


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
