"""Places named with what they lie in: "London, Ontario", "Athens, Ga.", "Hamilton, Bermuda"."""

from __future__ import annotations

import re
from itertools import pairwise

from dashboard.countries.boundaries import word_after, word_before
from dashboard.countries.lexicon import Entry
from dashboard.countries.reading import Reading, changed, keep
from dashboard.countries.records import PLACES
from dashboard.countries.scan import Hit

_LED_IN = re.compile(r"(?<!\w)(?:[A-Z][\w.'-]*, |[DIR]-)$")


def state_after_comma(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Drops abbreviations of states ("Ga.", "TX") with neither "City, " nor a party ("R-Ga.") before them."""
    text = reading.text
    return keep(
        hits,
        "aftercomma",
        lambda hit: (
            (text.startswith(", ", max(0, hit[0] - 2)) or text.startswith("-", hit[0] - 1))
            and _LED_IN.search(text, max(0, hit[0] - 40), hit[0]) is not None
        ),
    )


def city_and_state(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Gives a place the country of the state or country that follows it after a comma.

    A name of a country counts as a place only before an abbreviated state ("Peru, Ind."), or where the state is set
    apart ("in Cuba, Missouri, ...", "Peru, Indiana, loves ..."): else it is a list. A city that needs no further
    evidence keeps its country before another country's name, for "Beijing, Russia and Iran" is a list too, unless that
    country is set apart behind a preposition of place ("in Manchester, Jamaica, where").
    """
    out: list[Hit] | None = None
    for at, (place, following_hit) in enumerate(pairwise(hits)):
        if following_hit[0] - place[1] != 2:
            continue
        start, end, entry = place
        if not reading.text.startswith(", ", end):
            continue
        following = following_hit[2]
        if "georgia" in following.marks:
            if entry.kind in {"city", "capital"}:
                out = out or list(hits)
                out[at] = (start, end, entry.marked("georgia-city"))
            continue
        if following.country != entry.country and _within(place, following_hit, reading):
            out = out or list(hits)
            out[at] = (start, end, entry.of(following.country).marked("told"))
        elif entry.marks and _within(place, following_hit, reading):
            out = out or list(hits)
            out[at] = (start, end, entry.of(following.country))
    return out or hits


_NATIONS = frozenset({"England", "Scotland", "Wales", "Northern Ireland"})
"""Nations of one kingdom: behind a city they tell where it lies, and are hardly ever the next of a list."""

_LIST = re.compile(r", (?:and|or|but)\b|, [^a-z]")
"""What follows a name in a list; a clause goes on with a small letter."""


def _within(place: Hit, following: Hit, reading: Reading) -> bool:
    """Whether what follows a place after a comma tells where the place lies."""
    entry, region = place[2], following[2]
    if region.kind == "state":
        if entry.kind == "name":
            return "aftercomma" in region.marks or _is_set_apart(place, following, reading)
        return entry.kind in {"city", "capital", "state"}
    if region.kind != "name":
        return False
    if entry.marks & {"support", "place"} or (entry.kind == "state" and entry.marks - {"namesake"}):
        return True
    return entry.kind == "city" and (region.text in _NATIONS or _is_set_apart(place, following, reading))


def _is_set_apart(place: Hit, following: Hit, reading: Reading) -> bool:
    """Whether a preposition of place or the sentence's beginning goes before, and no list goes on behind."""
    text = reading.text
    closed = text[following[1] : following[1] + 1] in {",", ".", ""}
    if not closed or _LIST.match(text, following[1]):
        return False
    if _is_listed_town(place[2], following[2], reading):
        return True
    begins = place[0] == 0 or text[place[0] - 1] == "\n" or text[max(0, place[0] - 2) : place[0]] == ". "
    if begins:
        return following[2].kind == "state" and text[following[1] : following[1] + 1] == ","
    return word_before(text, place[0]) in reading.tables.words["place"]


def _is_listed_town(place: Entry, region: Entry, reading: Reading) -> bool:
    """Whether a town of the name is known to lie in the state: Lebanon in Tennessee."""
    states = reading.tables.located.get(region.text, ())
    towns = reading.tables.namesakes.get(place.text, {})
    return any(towns.get(state) == country == region.country for country, state in states)


def place_words(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Drops names that are mostly persons or words ("Hamilton", "Male") unless a preposition of place goes before."""
    return keep(hits, "place", lambda hit: word_before(reading.text, hit[0]) in reading.tables.words["place"])


_STREET_LETTERS = "ABCDLRST"
"""What the words for streets begin with; asked first, as it is quick."""


def streets(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Drops a place that a street is called after: "Oxford Road", "Paris Avenue".

    Streets that are known by themselves ("Downing Street") are listed as texts of their own.
    """
    text, words = reading.text, reading.tables.words["street"]
    other: dict[int, Hit | None] = {
        at: None
        for at, (_, end, entry) in enumerate(hits)
        if entry.marks
        and text[end + 1 : end + 2] in _STREET_LETTERS
        and entry.kind in PLACES
        and word_after(text, end) in words
    }
    return changed(hits, other) if other else hits
