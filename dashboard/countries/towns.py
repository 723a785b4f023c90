"""Towns whose state an article told once: Paris in Texas, Lebanon in Pennsylvania."""

from __future__ import annotations

from dashboard.countries.reading import Reading
from dashboard.countries.records import PLACES
from dashboard.countries.scan import Hit


def one_place_a_name(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Gives a name whose state was told once ("Lebanon, Pa.") that state's country all through the article.

    Not where something else of the article speaks of the country that the name usually means.
    """
    settled = [entry for _, _, entry in hits if "told" in entry.marks]
    if not settled:
        return hits
    told: dict[str, str] = {}
    for entry in settled:
        told.setdefault(entry.text, entry.country)
    spoken_of: dict[str, set[str]] = {}
    for _, _, entry in hits:
        spoken_of.setdefault(entry.country, set()).add(entry.text)
    return [
        (start, end, entry.of(told[entry.text]))
        if entry.text in told and entry.kind in PLACES and spoken_of[entry.country] == {entry.text}
        else (start, end, entry)
        for start, end, entry in hits
    ]
