"""Every country and territory is found by its name, by its people's name where there is one, and by its capital."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard.countries import find_mentions
from dashboard.countries.gazetteer import load
from dashboard.names import countries, country_name

NO_DEMONYM = {
    "ATF": "nobody lives there but researchers",
    "BVT": "nobody lives there",
    "HMD": "nobody lives there",
    "IOT": "a military base; the Chagossians were moved away",
    "SGS": "nobody lives there but researchers",
    "SJM": "English has no word for the people",
    "UMI": "nobody lives there but staff",
    "VAT": "'Vatican' is name and adjective in one",
}
NO_CAPITAL = {
    "ATA": "a continent without a state",
    "BES": "three municipalities; Kralendijk is but the largest",
    "BVT": "nobody lives there",
    "HKG": "a city, found by its name",
    "HMD": "nobody lives there",
    "IOT": "Diego Garcia is listed as a name",
    "MAC": "a city, found by its name",
    "MCO": "a city, found by its name",
    "MNP": "Saipan is listed as a name",
    "SGP": "a city, found by its name",
    "SMR": "a city, found by its name",
    "STP": "São Tomé is listed as a name",
    "SYC": "bare 'Victoria' is the Australian state; 'Victoria, Seychelles' is tested below",
    "UMI": "nobody lives there but staff",
    "VAT": "a city, found by its name",
    "LUX": "a city, found by its name",
    "DJI": "a city, found by its name",
    "GIB": "a city, found by its name",
}


def first_texts(kind: str, mark: str = "") -> dict[str, str]:
    """For each country its first listed term of a kind; for demonyms the first adjective or noun."""
    found: dict[str, str] = {}
    terms = sorted(load().terms, key=lambda term: ("place" in term.marks, "accents" in term.marks))
    for term in terms:
        if term.kind == kind and (not mark or mark in term.marks):
            found.setdefault(term.country, term.text)
    return found


def found_in(sentence: str) -> set[str]:
    return {mention.country for mention in find_mentions(sentence)}


@pytest.mark.parametrize("code", sorted(countries()))
def test_by_common_name(code: str) -> None:
    assert found_in(f"The report on {country_name(code)} was published on Tuesday.") == {code}


def demonyms() -> Iterator[tuple[str, str]]:
    adjectives = first_texts("demonym", "adjective")
    nouns = first_texts("demonym", "noun")
    for code in sorted(countries()):
        if code not in NO_DEMONYM:
            yield code, adjectives.get(code) or nouns[code]


@pytest.mark.parametrize(("code", "demonym"), list(demonyms()))
def test_by_demonym(code: str, demonym: str) -> None:
    assert found_in(f"Some {demonym} fishermen came home on Tuesday.") == {code}


def capitals() -> Iterator[tuple[str, str]]:
    listed = first_texts("capital")
    for code in sorted(countries()):
        if code not in NO_CAPITAL:
            yield code, listed[code]


@pytest.mark.parametrize(("code", "capital"), list(capitals()))
def test_by_capital(code: str, capital: str) -> None:
    assert found_in(f"The talks were held in {capital} on Tuesday.") == {code}


def test_shared_capital_with_its_country() -> None:
    assert found_in("The talks were held in Victoria, Seychelles, on Tuesday.") == {"SYC"}


def test_there_are_250() -> None:
    assert len(countries()) == 250
    assert set(NO_DEMONYM) | set(NO_CAPITAL) <= set(countries())
