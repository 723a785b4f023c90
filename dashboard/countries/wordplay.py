"""Demonyms that are a language or a plain verb where they stand."""

from __future__ import annotations

from dashboard.countries.boundaries import word_after, word_before
from dashboard.countries.reading import Reading, keep
from dashboard.countries.scan import Hit


def languages(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Drops a language: "said in Russian.", "spoke French to", "learned English".

    After "in" only where the phrase ends with it, for "in Russian hands" speaks of the country.
    """
    text, words = reading.text, reading.tables.words["speech"]

    def is_country(hit: Hit) -> bool:
        if word_before(text, hit[0]) not in words:
            return True
        ends = text[hit[1] : hit[1] + 1] in {".", ",", ";", ":", ")", '"', "”", "!", "?", ""}
        follows = word_after(text, hit[1])
        goes_on = follows in {"and", "or", "on", "at", "to", "with", "that", "as", "but", "when", "during", "by"}
        return not (ends or goes_on)

    return keep(hits, "language", is_country)


def verbs(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Drops "Polish" as a verb at the head of a sentence: "Polish the silver"."""
    return keep(hits, "verb", lambda hit: word_after(reading.text, hit[1]) not in reading.tables.words["object"])
