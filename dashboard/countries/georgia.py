"""Georgia: the country or the state."""

from __future__ import annotations

from dashboard.countries.boundaries import word_after
from dashboard.countries.reading import Reading, count_of, near
from dashboard.countries.scan import Hit

STATE_CUES = (
    "Alabama", "Athens", "Atlanta", "Augusta", "Carolina", "County", "Fulton", "Ga.", "Gov.", "Kemp", "Macon", "Ossoff",
    "Raffensperger", "Savannah", "Stacey Abrams", "Tennessee", "U.S. state", "University of", "Warnock",
    "Republican", "Democrat", "Florida", "Arizona", "Pennsylvania", "Wisconsin", "Michigan", "Texas", "Mississippi",
    "Ahmaud Arbery", "Columbus", "GBI", "sheriff", "Virginia", "Ohio", "governor", "Trump", "Biden",
    "Georgia Power", "Georgia Tech", "Bulldogs", "Public Service Commission", " Corp", "Superior Court", "high school",
    "school board", "city council", "Police Department", "district attorney", "Civil War", "Braves", "Interstate",
)  # fmt: skip
COUNTRY_CUES = (
    "Abkhaz", "Adjara", "Armenia", "Azerbaijan", "Batumi", "Black Sea", "Caucas", "Georgian", "Gori", "Ivanishvili",
    "Kavelashvili", "Kobakhidze", "Kremlin", "Margvelashvili", "Moldova", "Moscow", "NATO", "Ossetia", "Putin",
    "Russia", "Saakashvili", "Shevardnadze", "Soviet", "Tbilisi", "Tskhinvali", "Ukraine", "Zourabichvili",
    "Zurabishvili", "EU ", "European Union", "Turkey", "Kazakhstan", "Belarus",
)  # fmt: skip
NEAR = 160
"""Code points to either side that are asked first."""

STATE_TOWNS = frozenset(
    {"Athens", "Rome", "Dublin", "Vienna", "Cairo", "Berlin", "Atlanta", "Savannah", "Augusta", "Macon"}
)


def _leaning(text: str) -> int:
    """Cues of the state less cues of the country: above zero for the state."""
    return count_of(STATE_CUES, text) - count_of(COUNTRY_CUES, text)


def _is_state(hit: Hit, reading: Reading, article: int) -> bool:
    """Cues right behind the word, then near it, then in the whole article; without any, the country."""
    if word_after(reading.text, hit[1]) in reading.tables.words["state"]:
        return True
    return (_leaning(near(reading.text, hit, NEAR)) or article) > 0


def georgia(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Decides for each "Georgia" and "Georgian" between GEO and USA, and with it for a city before it.

    "Georgian" is the country's unless the article has several cues of the state and none of the country.
    """
    article = _leaning(reading.text)  # once, not for every hit: a long text may name nothing else
    state_alone = article > 0 and article == count_of(STATE_CUES, reading.text) - ("Georgian" in reading.text)
    out: list[Hit] = []
    for hit in hits:
        start, end, entry = hit
        if "georgia" not in entry.marks:
            out.append(hit)
            continue
        before = out[-1] if out and "georgia-city" in out[-1][2].marks else None
        if entry.kind == "demonym":
            state = state_alone
        elif before is None:
            state = _is_state(hit, reading, article)
        else:
            city = before[2]
            in_state = city.text in STATE_TOWNS or city.country == "USA" or _is_state(hit, reading, article)
            state = in_state and city.country != "GEO"
            out[-1] = (before[0], before[1], city.of("USA" if state else city.country))
        decided = entry.of("USA" if state else "GEO")
        out.append((start, end, decided.marked("doubt") if "doubt" in entry.marks else decided))
    return out
