"""Hits that count only with other evidence in the same article."""

from __future__ import annotations

from collections import defaultdict

from dashboard.countries.reading import Reading
from dashboard.countries.scan import Hit

WEAK = frozenset({"support", "doubt"})


def supported(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Drops what nothing supports.

    A city below a million people (mark `support`) counts where the article speaks of its country by something
    certain, where two such cities point to the country, or where the article holds nothing certain at all. A name
    that may be a person's (mark `doubt`) counts only beside something certain.
    """
    certain = {entry.country for _, _, entry in hits if entry.marks.isdisjoint(WEAK)}
    if all(entry.country in certain for _, _, entry in hits):
        return hits
    weak_texts: dict[str, set[str]] = defaultdict(set)
    for _, _, entry in hits:
        if "support" in entry.marks and "doubt" not in entry.marks:
            weak_texts[entry.country].add(entry.text)

    def counts(hit: Hit) -> bool:
        entry = hit[2]
        if not entry.marks & WEAK or entry.country in certain:
            return True
        if "doubt" in entry.marks:
            return False
        return len(weak_texts[entry.country]) > 1 or not certain

    return [hit for hit in hits if counts(hit)]
