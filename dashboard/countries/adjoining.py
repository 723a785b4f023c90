"""Places named with what they lie in: "London, Ontario", "Athens, Ga.", "Hamilton, Bermuda"."""

from __future__ import annotations

import re

from dashboard.countries.boundaries import word_before
from dashboard.countries.reading import Reading, keep
from dashboard.countries.scan import Hit

_LED_IN = re.compile(r"(?<!\w)(?:[A-Z][\w.'-]*, |[DIR]-)$")


def state_after_comma(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Drops abbreviations of states ("Ga.", "TX") with neither "City, " nor a party ("R-Ga.") before them."""
    text = reading.text
    return keep(
        hits,
        "aftercomma",
        lambda hit: _LED_IN.search(text, max(0, hit[0] - 40), hit[0]) is not None,
    )


def city_and_state(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Gives a place the country of the state or country that follows it after a comma.

    A name of a country counts as a place only before an abbreviated state ("Peru, Ind."), or between a preposition
    and a second comma or full stop ("in Cuba, Missouri, ..."): else it is a list. A city that needs no further
    evidence keeps its country before another country's name, for "Beijing, Russia and Iran" is a list too.
    """
    out = list(hits)
    for at in range(len(out) - 1):
        start, end, entry = out[at]
        next_start, _, following = out[at + 1]
        if next_start - end != 2 or reading.text[end:next_start] != ", ":
            continue
        if "georgia" in following.marks:
            if entry.kind in {"city", "capital"}:
                out[at] = (start, end, entry.marked("georgia-city"))
            continue
        if following.kind == "state":
            within = entry.kind in {"city", "capital", "state"} or _is_place(out[at], out[at + 1], reading)
        elif following.kind == "name":
            within = bool(entry.marks & {"support", "place"}) or (entry.kind == "state" and bool(entry.marks))
        else:
            within = False
        if within and (following.country != entry.country or entry.marks):
            out[at] = (start, end, entry.of(following.country))
    return out


def _is_place(hit: Hit, state: Hit, reading: Reading) -> bool:
    """Whether a country's name before a state is that of a town."""
    if hit[2].kind != "name":
        return False
    if "aftercomma" in state[2].marks:
        return True
    text = reading.text
    closed = text[state[1] : state[1] + 1] in {",", ".", ""}
    return closed and word_before(text, hit[0]) in reading.tables.words["place"]


def place_words(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Drops names that are mostly persons or words ("Hamilton", "Male") unless a preposition of place goes before."""
    return keep(hits, "place", lambda hit: word_before(reading.text, hit[0]) in reading.tables.words["place"])
