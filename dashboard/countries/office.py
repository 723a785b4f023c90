"""Rows of a user's own table that count on certain days only."""

from __future__ import annotations

from dashboard.countries.reading import Reading
from dashboard.countries.scan import Hit


def in_force(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Gives a dated text the country it stands for on the article's day; drops it where that is none or several."""
    out: list[Hit] = []
    for hit in hits:
        start, end, entry = hit
        if "dated" not in entry.marks:
            out.append(hit)
            continue
        countries = {term.country for term in entry.leaders if term.in_office(reading.day)}
        if len(countries) == 1:
            out.append((start, end, entry.of(countries.pop())))
    return out
