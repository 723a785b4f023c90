"""Country and city names that are parts of a person's name."""

from __future__ import annotations

from dashboard.countries.boundaries import end_of_word_after, word_after, word_before
from dashboard.countries.reading import Reading, changed
from dashboard.countries.scan import Hit


def _name_after(text: str, end: int) -> str:
    """The word after `end` where it begins with a capital, as every surname does; else nothing."""
    return word_after(text, end) if text[end + 1 : end + 2].isupper() else ""


def _is_led(hit: Hit, reading: Reading) -> bool:
    """Whether the word before is a given name, a personal title or an initial: "Vernon J. Jordan"."""
    tables = reading.tables
    before = word_before(reading.text, hit[0])
    if before in tables.given_names:
        return before not in tables.words["no-given"]
    return before in tables.words["title"] or (len(before) == 2 and before[1] == "." and before[0].isupper())


def _is_person(hit: Hit, after: str, reading: Reading) -> bool:
    """Whether a given name or a title goes before, or the word after is a common surname."""
    tables = reading.tables
    return _is_led(hit, reading) or (after in tables.surnames and after not in tables.words["public"])


def _may_be_person(end: int, after: str, reading: Reading) -> bool:
    """Whether exactly one capitalised word follows that is no public word: "Kenya Barris said"."""
    text = reading.text
    if len(after) < 3 or after.isupper() or after in reading.tables.words["public"]:
        return False
    if text[end_of_word_after(text, end) - 2 : end_of_word_after(text, end)] == "'s":
        return False
    beyond = word_after(text, end_of_word_after(text, end))
    return not beyond[:1].isupper()


ASKED = frozenset({"person", "support", "surname"})

_STATE = frozenset("King Queen Crown Prince Emir President Prime Premier Foreign Government government army".split())


def _has_a_state(hit: Hit, reading: Reading) -> bool:
    """Whether a possessive and an office of state follow: "Jordan's King Abdullah" is no person's name."""
    end = hit[1]
    return reading.text.startswith("'s ", end) and word_after(reading.text, end + 2) in _STATE


def personal_names(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Drops hits that are a person's name, and marks as doubtful those that may be.

    Where "Michael Jordan" was dropped, a later "Jordan" of the same text is doubtful too, until "Jordan's King" tells
    that the country is meant. A small city, or a name that is a surname at most (mark `surname`), is dropped behind a
    given name or a title: "Thomas Oldham", "Judge England".
    """
    dropped: set[str] = set()
    other: dict[int, Hit | None] = {}
    for at, hit in enumerate(hits):
        start, end, entry = hit
        marks = entry.marks
        if not marks or marks.isdisjoint(ASKED):
            continue
        if "surname" in marks:
            if _is_led(hit, reading):
                other[at] = None
            continue
        after = _name_after(reading.text, end)
        person = _is_person(hit, after, reading)
        if "person" not in marks or (entry.kind == "demonym" and "plural" in marks):
            if person and entry.kind == "city" and "support" in marks:
                other[at] = None
        elif person:
            dropped.add(entry.text)
            other[at] = None
        elif _has_a_state(hit, reading):
            dropped.discard(entry.text)
        elif entry.text in dropped or (entry.kind != "demonym" and _may_be_person(end, after, reading)):
            other[at] = (start, end, entry.marked("doubt"))
    return changed(hits, other) if other else hits
