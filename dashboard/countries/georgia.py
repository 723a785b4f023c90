"""Georgia: the country or the state."""

from __future__ import annotations

from dashboard.countries.boundaries import word_after
from dashboard.countries.cues import Cues
from dashboard.countries.reading import Reading, near
from dashboard.countries.scan import Hit

STATE_CUES = Cues(
    "Alabama", "Athens", "Atlanta", "Augusta", "Carolina", "County", "Fulton", "Ga.", "Gov.", "Kemp", "Macon", "Ossoff",
    "Raffensperger", "Savannah", "Stacey Abrams", "Tennessee", "U.S. state", "University of", "Warnock",
    "Republican", "Democrat", "Florida", "Arizona", "Pennsylvania", "Wisconsin", "Michigan", "Texas", "Mississippi",
    "Ahmaud Arbery", "Columbus", "GBI", "sheriff", "Virginia", "Ohio", "governor", "Trump", "Biden",
    "Georgia Power", "Georgia Tech", "Bulldogs", "Public Service Commission", " Corp", "Superior Court", "high school",
    "school board", "city council", "Police Department", "district attorney", "Civil War", "Braves", "Interstate",
)  # fmt: skip
COUNTRY_CUES = Cues(
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


def _cues(text: str) -> tuple[int, int]:
    """How many cues of the state and how many of the country a text holds."""
    return STATE_CUES.count_in(text), COUNTRY_CUES.count_in(text)


def _is_state(hit: Hit, reading: Reading, article: int) -> bool:
    """Cues right behind the word, then near it, then in the whole article; without any, the country."""
    if word_after(reading.text, hit[1]) in reading.tables.words["state"]:
        return True
    state, country = _cues(near(reading.text, hit, NEAR))
    return (state - country or article) > 0


def georgia(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Decides for each "Georgia" and "Georgian" between GEO and USA, and with it for a city before it.

    "Georgian" is the country's unless the article has several cues of the state and none of the country.
    """
    of_state, of_country = _cues(reading.text)  # once, not for every hit: a long text may name nothing else
    article = of_state - of_country
    state_alone = article > 0 and of_country == ("Georgian" in reading.text)
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
