"""Names known from abroad in news of a town that bears one: Lima in Ohio, London in Ontario."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.countries.boundaries import word_after, word_before
from dashboard.countries.cues import Cues
from dashboard.countries.lexicon import Entry
from dashboard.countries.reading import Reading, changed
from dashboard.countries.scan import Hit

LOCAL_CUES = Cues(
    " county", "sheriff", "school district", "school board", "high school", " isd", "city council", "city hall",
    "highway ", "township", "county commissioner", " parish", "rotary", "chamber of commerce", "fire department",
    "police department", "downtown", "main street", "alderman", "board of education", "interstate", "grand jury",
    "district court", "district attorney", "community college", "town council", "state police", "state trooper",
    " opp ", "provincial police",
)  # fmt: skip
"""What local news speaks of, and news of the world hardly."""

PLAIN_CUES = Cues(
    "mayor", "resident", "police", "firefighter", "volunteer", "neighborhood", "neighbourhood", "grocery", "pickup",
    "route ", "avenue", " jury", "jail", "courthouse", "church", "library", "coach", "football", "homecoming",
    "motorist", "burglar", "arrest", "hometown", "parade", "levy", "zoning", "arena", "downtown", "librarian",
    "school", "councilman", "councilwoman", "councillor", "selectm", "superintendent", "trooper", "deputies", "coroner",
    "rcmp", "county seat", "crown attorney", "town hall", "teenager", "year-old",
)  # fmt: skip
"""What local news speaks of, and news of the world too."""

LOCAL_FROM = 3
"""Surer cues from which on an article that names no state of the town is taken for local news."""

STATE_FROM = {"name": 5, "capital": 3, "city": 1, "state": 3}
"""Cues that it takes where the article names the state of a town: the plainer ones count once, the surer twice. By what
else the name would be, for a country's own name is seldom a town's.
"""

BY_A_CITY = 3
"""What it takes more where only a city tells the state, for news of the world speaks of Los Angeles too."""

OF_A_TOWN = 3
"""What it counts for that a word of towns stands beside the name: "Peru Mayor", "downtown Lebanon"."""

ASKED = frozenset({"town", "namesake"})

FEDERATIONS = frozenset({"USA", "CAN", "AUS"})
"""The countries whose towns are listed by state."""

Seen = dict[str, set[str]]
"""The texts by which an article speaks of each country, without places that need other evidence."""


def local_towns(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Gives famous names that towns of a federation bear to that federation in its local news.

    Local is an article that names a state where a town of the name lies (mark `namesake`) with matters of a town; or,
    for a name that many towns of the United States bear (mark `town`), anything of that country with several such
    matters. Not where something else of the article speaks of the country that the name usually means; a place that
    needs other evidence is no such thing.
    """
    for _, _, entry in hits:
        if entry.country in FEDERATIONS:
            break
    else:
        return hits
    spoken_of = {
        entry.country
        for _, _, entry in hits
        if not entry.marks or ("support" not in entry.marks and entry.marks.isdisjoint(ASKED))
    }
    borne = [hit for hit in hits if hit[2].country not in spoken_of and not hit[2].marks.isdisjoint(ASKED)]
    if not borne:
        return hits
    seen: Seen = {}
    for _, _, entry in hits:
        if "support" not in entry.marks:
            seen.setdefault(entry.country, set()).add(entry.text)
    towns = _towns(borne, _states(hits, reading), seen, reading)
    if not towns:
        return hits
    abroad = {country for country, names in seen.items() if not names <= towns.keys()}
    other: dict[int, Hit | None] = {
        at: (start, end, entry.of(towns[entry.text]))
        for at, (start, end, entry) in enumerate(hits)
        if entry.text in towns and entry.country not in abroad and not entry.marks.isdisjoint(ASKED)
    }
    return changed(hits, other) if other else hits


def _states(hits: list[Hit], reading: Reading) -> dict[tuple[str, str], bool]:
    """Country and name of each state of a federation that an article speaks of, and whether by more than a city."""
    located = reading.tables.located
    spoken: dict[tuple[str, str], bool] = {}
    for _, _, entry in hits:
        for place in located.get(entry.text, ()):
            if place[0] == entry.country:
                spoken[place] = spoken.get(place, False) or entry.kind == "state"
    return spoken


def _towns(borne: list[Hit], states: Mapping[tuple[str, str], bool], seen: Seen, reading: Reading) -> dict[str, str]:
    """The names that mean a town of a federation in this article, each with that country."""
    american = "USA" in seen
    if not states and not american:
        return {}
    lowered = ""
    surer = plainer = 0
    towns: dict[str, str] = {}
    for hit in borne:
        entry = hit[2]
        country, surely = _country_of_town(entry, states, reading)
        may_be_american = american and "town" in entry.marks and seen.get(entry.country, set()) <= {entry.text}
        if entry.text in towns or not (country or may_be_american):
            continue
        if not lowered:
            lowered = reading.text.lower()
            surer, plainer = LOCAL_CUES.count_in(lowered), PLAIN_CUES.count_in(lowered)
        needed = STATE_FROM[entry.kind] + (0 if surely else BY_A_CITY)
        if country and plainer + 2 * surer + _of_a_town(hit, reading) >= needed:
            towns[entry.text] = country
        elif may_be_american and surer >= LOCAL_FROM:
            towns[entry.text] = "USA"
    return towns


def _country_of_town(entry: Entry, states: Mapping[tuple[str, str], bool], reading: Reading) -> tuple[str, bool]:
    """The country of a state spoken of with a town of the name, and whether more than a city tells it; else empty."""
    found = [
        (states[country, state], country)
        for state, country in reading.tables.namesakes.get(entry.text, {}).items()
        if (country, state) in states
    ]
    surely, country = max(found, default=(False, ""))
    return country, surely


def _of_a_town(hit: Hit, reading: Reading) -> int:
    """What a word of towns beside the name counts for."""
    words, text = reading.tables.words, reading.text
    beside = word_after(text, hit[1]) in words["town"] or word_before(text, hit[0]) in words["before-town"]
    return OF_A_TOWN if beside else 0
