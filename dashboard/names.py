"""What a country is called on the pages, and where in the world it lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from dashboard import resources


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory: its ISO 3166-1 codes (Kosovo: XKX and XK), short English name, and place."""

    alpha3: str
    alpha2: str
    name: str
    region: str
    continent: str


@cache
def countries() -> Mapping[str, Country]:
    """All 250 countries and territories by alpha-3 code, in the order of the codes.

    Raises FileNotFoundError without the data folder, ValueError for a row with a wrong number of fields.
    """
    table = {
        row["alpha3"]: Country(row["alpha3"], row["alpha2"], row["name"], row["region"], row["continent"])
        for row in resources.rows("countries", "countries.tsv")
    }
    return MappingProxyType(table)


def country_name(alpha3: str) -> str:
    """The short English name for a chart, for example "North Korea" for PRK; an unknown code comes back as it is."""
    country = countries().get(alpha3)
    return country.name if country else alpha3


def alpha3(code: str) -> str:
    """The alpha-3 code for an alpha-2 or alpha-3 code in any case. Raises ValueError for a code we do not know."""
    wanted = code.strip().upper()
    if wanted in countries():
        return wanted
    for country in countries().values():
        if country.alpha2 == wanted:
            return country.alpha3
    raise ValueError(f"{code!r} is no ISO 3166 code that Worldtone knows; use alpha-3 codes such as RUS or PRK")
