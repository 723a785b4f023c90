"""Demonyms that are a language or a plain verb where they stand."""

from __future__ import annotations

import re

from dashboard.countries.boundaries import word_after, word_before
from dashboard.countries.reading import Reading, keep
from dashboard.countries.scan import Hit

_LISTED_BEFORE = re.compile(r"(?:[A-Z][a-z]+(?:, (?:and |or )?| and | or ))+$")
_LISTED_BEHIND = re.compile(r"(?:, [A-Z][a-z]+)*,? (?:and|or) (?=[A-Z])")
_REACH = 80
"""Code points before a language in which the rest of a list of languages is looked for."""

_JOINS = frozenset({"and", "or"})
"""What stands before the last language of a list; before the others, a comma."""

_GOES_ON = frozenset({"and", "or", "on", "at", "to", "with", "that", "as", "but", "when", "during", "by"})


def languages(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Drops a language: "said in Russian.", "spoke French to", "teaches French and Spanish at".

    Only where the phrase ends with it, for "in Russian hands" and "in French and German banks" speak of countries.
    """
    text, words = reading.text, reading.tables.words["speech"]

    ends = {start: end for start, end, entry in hits if "language" in entry.marks}

    def is_country(hit: Hit) -> bool:
        start, end, _ = hit
        before = word_before(text, start)
        if before not in words:
            if before not in _JOINS and not text.startswith(", ", max(0, start - 2)):
                return True
            listed = _LISTED_BEFORE.search(text, max(0, start - _REACH), start)
            if listed is None or word_before(text, listed.start()) not in words:
                return True
        behind = _LISTED_BEHIND.match(text, end)
        if behind:
            end = ends.get(behind.end(), end)
        closed = text[end : end + 1] in {".", ",", ";", ":", ")", '"', "”", "!", "?", ""}
        return not (closed or word_after(text, end) in _GOES_ON)

    return keep(hits, "language", is_country)


def verbs(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Drops "Polish" as a verb at the head of a sentence: "Polish the silver"."""
    return keep(hits, "verb", lambda hit: word_after(reading.text, hit[1]) not in reading.tables.words["object"])
