"""Country and city names that are parts of a person's name."""

from __future__ import annotations

from dashboard.countries.boundaries import end_of_word_after, word_after, word_before
from dashboard.countries.reading import Reading
from dashboard.countries.scan import Hit


def _is_person(hit: Hit, reading: Reading) -> bool:
    """Whether the word before is a given name or a personal title, or the word after a common surname."""
    tables = reading.tables
    before = word_before(reading.text, hit[0])
    if before in tables.given_names or before in tables.words["title"]:
        return True
    if len(before) == 2 and before[1] == "." and before[0].isupper():  # an initial: "Vernon J. Jordan"
        return True
    after = word_after(reading.text, hit[1])
    return after in tables.surnames and after not in tables.words["public"]


def _may_be_person(hit: Hit, reading: Reading) -> bool:
    """Whether exactly one capitalised word follows that is no public word: "Kenya Barris said"."""
    text, end = reading.text, hit[1]
    after = word_after(text, end)
    if len(after) < 3 or not after[0].isupper() or after.isupper() or after in reading.tables.words["public"]:
        return False
    if text[end_of_word_after(text, end) - 2 : end_of_word_after(text, end)] == "'s":
        return False
    beyond = word_after(text, end_of_word_after(text, end))
    return not beyond[:1].isupper()


_STATE = frozenset("King Queen Crown Prince Emir President Prime Premier Foreign Government government army".split())


def _has_a_state(hit: Hit, reading: Reading) -> bool:
    """Whether a possessive and an office of state follow: "Jordan's King Abdullah" is no person's name."""
    end = hit[1]
    return reading.text.startswith("'s ", end) and word_after(reading.text, end + 2) in _STATE


def personal_names(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Drops hits that are a person's name, and marks as doubtful those that may be.

    Where "Michael Jordan" was dropped, a later "Jordan" of the same text is doubtful too, until "Jordan's King" tells
    that the country is meant. A small city is dropped behind a given name or a title: "Thomas Oldham".
    """
    dropped: set[str] = set()
    out: list[Hit] = []
    for hit in hits:
        start, end, entry = hit
        if "person" not in entry.marks or (entry.kind == "demonym" and "plural" in entry.marks):
            if "support" not in entry.marks or entry.kind != "city" or not _is_person(hit, reading):
                out.append(hit)
        elif _is_person(hit, reading):
            dropped.add(entry.text)
        elif _has_a_state(hit, reading):
            dropped.discard(entry.text)
            out.append(hit)
        elif entry.text in dropped or (entry.kind != "demonym" and _may_be_person(hit, reading)):
            out.append((start, end, entry.marked("doubt")))
        else:
            out.append(hit)
    return out
