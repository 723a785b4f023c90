"""Names known from abroad in news of a town that bears one: Lima in Ohio, London in Ontario."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from dashboard.countries.boundaries import word_after, word_before
from dashboard.countries.cues import Cues
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

States = dict[tuple[str, str], bool]
"""Country and name of each state that an article speaks of, and whether by more than a city."""


class _Town(NamedTuple):
    """A name that a town may bear: where it stands first, the country of a state spoken of that has such a town (empty
    without one), whether more than a city tells that state, and whether any town of the United States may be meant.
    """

    hit: Hit
    country: str
    surely: bool
    american: bool


def local_towns(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Gives famous names that towns of a federation bear to that federation in its local news.

    Local is an article that names a state where a town of the name lies (mark `namesake`) with matters of a town; or,
    for a name that many towns of the United States bear (mark `town`), anything of that country with several such
    matters. Not where something else of the article speaks of the country that the name usually means; a place that
    needs other evidence is no such thing.
    """
    named = {entry.text: entry.country for _, _, entry in hits if entry.marks and not entry.marks.isdisjoint(ASKED)}
    abroad = set(named.values())
    for _, _, entry in hits:
        if entry.country in abroad and entry.text not in named and "support" not in entry.marks:
            abroad.discard(entry.country)
            if not abroad:
                return hits
    borne = _borne(hits, reading)
    if not borne:
        return hits
    spoken_of = {entry.country for _, _, entry in hits if entry.text not in borne and "support" not in entry.marks}
    borne = {name: town for name, town in borne.items() if town.hit[2].country not in spoken_of}
    towns = _of_towns(borne, reading) if borne else {}
    refused = {town.hit[2].country for name, town in borne.items() if name not in towns}
    other: dict[int, Hit | None] = {
        at: (start, end, entry.of(towns[entry.text]))
        for at, (start, end, entry) in enumerate(hits)
        if entry.text in towns and entry.country not in refused and not entry.marks.isdisjoint(ASKED)
    }
    return changed(hits, other) if other else hits


def _borne(hits: list[Hit], reading: Reading) -> dict[str, _Town]:
    """The names of an article that a town of a federation spoken of may bear."""
    located = reading.tables.located
    states: States = {}
    american = False
    for _, _, entry in hits:
        if entry.country in FEDERATIONS:
            american = american or entry.country == "USA"
            for place in located.get(entry.text, ()):
                if place[0] == entry.country:
                    states[place] = states.get(place, False) or entry.kind == "state"
    found: dict[str, _Town] = {}
    if states or american:
        for hit in hits:
            marks = hit[2].marks
            if marks and hit[2].text not in found and not marks.isdisjoint(ASKED):
                country, surely = _lies_in(hit[2].text, states, reading) if states else ("", False)
                anywhere = american and "town" in marks
                if country or anywhere:
                    found[hit[2].text] = _Town(hit, country, surely, anywhere)
    return found


def _lies_in(name: str, states: States, reading: Reading) -> tuple[str, bool]:
    """The country of a state spoken of with a town of the name, and whether more than a city tells it; else empty."""
    towns = reading.tables.namesakes.get(name, {})
    best = ("", False)
    for (country, state), surely in states.items():
        if towns.get(state) == country and not best[1]:
            best = (country, surely)
    return best


def _of_towns(borne: Mapping[str, _Town], reading: Reading) -> dict[str, str]:
    """Those of the names that mean a town by what else the article speaks of, each with the town's country."""
    text = reading.text.lower()
    surer = LOCAL_CUES.count_in(text)
    plainer = PLAIN_CUES.count_in(text) if any(town.country for town in borne.values()) else 0
    usual = [town.hit[2].country for town in borne.values()]
    towns: dict[str, str] = {}
    for name, (hit, country, surely, american) in borne.items():
        entry = hit[2]
        needed = STATE_FROM[entry.kind] + (0 if surely else BY_A_CITY)
        if country and plainer + 2 * surer + _of_a_town(hit, reading) >= needed:
            towns[name] = country
        elif american and surer >= LOCAL_FROM and usual.count(entry.country) == 1:
            towns[name] = "USA"
    return towns


def _of_a_town(hit: Hit, reading: Reading) -> int:
    """What a word of towns beside the name counts for."""
    words, text = reading.tables.words, reading.text
    beside = word_after(text, hit[1]) in words["town"] or word_before(text, hit[0]) in words["before-town"]
    return OF_A_TOWN if beside else 0
