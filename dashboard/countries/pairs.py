"""Phrases that name two countries at once, such as "North and South Korea"."""

from __future__ import annotations

from dashboard.countries.reading import Reading
from dashboard.countries.scan import Hit


def split_pairs(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Makes two hits of each pair: the first word for the one country, the rest for the other."""
    out: list[Hit] = []
    for hit in hits:
        start, end, entry = hit
        if "pair" not in entry.marks:
            out.append(hit)
            continue
        phrase = reading.text[start:end]
        first_end = phrase.index(" ") if " " in phrase else phrase.index("\n")
        link = phrase.find("and ", first_end)
        second_start = link + 4 if link >= 0 else first_end + 1
        out.append((start, start + first_end, entry.of(entry.country)))
        out.append((start + second_start, end, entry.of(entry.second)))
    return out
