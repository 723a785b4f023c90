"""Towns that bear a famous name: Paris in Texas, Lebanon in Pennsylvania."""

from __future__ import annotations

from dashboard.countries.cues import Cues
from dashboard.countries.reading import Reading
from dashboard.countries.scan import Hit

PLACES = frozenset({"name", "capital", "city", "state"})

LOCAL_CUES = Cues(
    " county", "sheriff", "school district", "school board", "high school", " isd", "city council", "city hall",
    "highway ", "township", "county commissioner", " parish", "rotary", "chamber of commerce", "fire department",
    "police department", "downtown", "main street", "alderman", "board of education", "interstate", "grand jury",
    "district court", "district attorney", "community college", "town council", "state police", "state trooper",
)  # fmt: skip
"""What local news speaks of, and news of the world hardly."""

LOCAL_FROM = 3
"""Different cues from which on an article is taken for local news."""


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


def local_towns(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Gives famous names that small towns of the United States bear (mark `town`) to that country in local news.

    Local is an article that speaks of something of the United States, of several matters of a town or county, and
    by nothing else of the country that the name usually means.
    """
    towns = {entry.country: entry.text for _, _, entry in hits if "town" in entry.marks}
    for _, _, entry in hits:
        if towns.get(entry.country, entry.text) != entry.text:
            del towns[entry.country]
            if not towns:
                return hits
    if not towns or all(entry.country != "USA" for _, _, entry in hits):
        return hits
    if LOCAL_CUES.count_in(reading.text.lower()) < LOCAL_FROM:
        return hits
    return [
        (start, end, entry.of("USA")) if "town" in entry.marks and entry.country in towns else (start, end, entry)
        for start, end, entry in hits
    ]
