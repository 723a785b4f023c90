"""Country codes and names from the ISO 3166-1 and CLDR registers."""

from __future__ import annotations

import re

import pycountry
from babel import Locale

Row = tuple[str, str, str, str, str]

KOSOVO = {"XK": "XKX"}  # not in ISO 3166-1; the code that is used in practice


def code_pairs() -> dict[str, str]:
    """Alpha-2 to alpha-3 codes, Kosovo included."""
    return {country.alpha_2: country.alpha_3 for country in pycountry.countries} | KOSOVO


def in_speaking_order(name: str) -> str:
    """ISO's inverted names as they are spoken: "Korea, Republic of" is "Republic of Korea"."""
    first, comma, rest = name.partition(", ")
    return f"{rest} {first}" if comma and re.search(r"\b(of|The|Republic)$|^U\.S\.$", rest) else name


def country_names() -> tuple[dict[str, str], list[Row]]:
    """CLDR's short English name by alpha-3 code, and all name rows of both registers.

    A name with an explanation in parentheses, or of two parts joined by a dash, is no form that news uses.
    """
    codes = code_pairs()
    territories = Locale("en").territories
    short = {alpha3: territories[alpha2] for alpha2, alpha3 in codes.items()}
    rows: dict[str, Row] = {}
    for alpha3, name in short.items():
        rows[name] = (name, alpha3, "name", "", "CLDR")
    for country in pycountry.countries:
        for field in ("name", "common_name", "official_name"):
            name = in_speaking_order(getattr(country, field, ""))
            if name and name not in rows:
                rows[name] = (name, country.alpha_3, "name", "", "ISO 3166-1")
    return short, [row for name, row in rows.items() if not re.search(r"[(,]| - ", name)]
