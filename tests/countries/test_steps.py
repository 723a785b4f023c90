"""Each context rule by itself: what it does, and that a text comes out otherwise without it."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.countries.additions import Additions
from dashboard.countries.find import find_hits
from dashboard.countries.lexicon import lexicon
from dashboard.countries.reading import Reading
from dashboard.countries.records import OwnTerm
from dashboard.countries.scan import scan
from dashboard.countries.steps import STEPS, judged

OWN = Additions("own", (OwnTerm("Zembla", "FIN", "name", date(2020, 1, 1), date(2020, 12, 31)),))
DAY = date(2023, 5, 1)

EXAMPLES = {
    "state_after_comma": ("Dr. Ill. met Mrs. Pa. today.", [], ["USA", "USA"]),
    "city_and_state": ("Athens, Ohio, is small.", ["USA", "USA"], ["GRC", "USA"]),
    "in_force": ("Zembla is old.", [], [""]),
    "split_pairs": ("The two Koreas met.", ["PRK", "KOR"], ["PRK"]),
    "us_in_capitals": ("GIVE US A BREAK", [], ["USA"]),
    "personal_names": ("Michael Jordan won.", [], ["JOR"]),
    "streets": ("The shop in Oxford Road closed.", [], ["GBR"]),
    "company_names": ("Cambridge Biosciences Inc grew.", [], ["GBR"]),
    "languages": ("It was said in Russian.", [], ["RUS"]),
    "verbs": ("Polish the silver.", [], ["POL"]),
    "georgia": ("Atlanta is the capital of Georgia.", ["USA", "USA"], ["USA", "GEO"]),
    "congo": ("Brazzaville is in Congo.", ["COG", "COG"], ["COG", "COD"]),
    "dominica": ("Dominica and its Dominican farmers.", ["DMA", "DMA"], ["DMA", "DOM"]),
    "persons_in_office": ("President Yoon spoke.", ["KOR"], [""]),
    "place_words": ("Hamilton wept.", [], ["BMU"]),
    "one_place_a_name": ("Lebanon, Pa., slept. Lebanon woke.", ["USA", "USA", "USA"], ["USA", "USA", "LBN"]),
    "local_towns": (
        "The sheriff of Lamar County met the city council of Paris, near the high school. Texas knows.",
        ["USA", "USA", "USA"],
        ["USA", "FRA", "USA"],
    ),
    "supported": ("France won in Karlsruhe.", ["FRA"], ["FRA", "DEU"]),
}
"""For each rule a text, the countries found with all rules, and those found without this one."""


def test_every_rule_has_an_example() -> None:
    assert set(EXAMPLES) == {step.name for step in STEPS}


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name: str) -> None:
    text, with_all, without = EXAMPLES[name]
    terms = lexicon(OWN)
    assert [entry.country for _, _, entry in find_hits(text, terms, DAY)] == with_all
    assert [entry.country for _, _, entry in find_hits(text, terms, DAY, without=frozenset({name}))] == without


def test_a_name_set_apart_keeps_its_country_where_the_article_speaks_of_it() -> None:
    text = "Lebanon, Pa., slept. In Beirut, Lebanon woke."
    assert [entry.country for _, _, entry in find_hits(text, lexicon())][-1] == "LBN"


def test_a_famous_town_in_the_news_of_the_world_is_the_famous_one() -> None:
    text = "The Texas senator flew to Paris, where the city council met."
    assert [entry.country for _, _, entry in find_hits(text, lexicon())] == ["USA", "FRA"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("France and Kenya met.", []),
        ("Kenya Quill said so.", ["supported"]),
        ("France won in Karlsruhe.", ["supported"]),
        ("Lebanon, Pa., slept.", ["one_place_a_name"]),
    ],
)
def test_a_rule_is_asked_where_hits_call_it_or_another_rule_made_such_of_them(text: str, asked: list[str]) -> None:
    terms = lexicon()
    seen: list[str] = []
    judged(
        scan(text, terms), Reading(text, None, terms.tables), watch=lambda step, before, after: seen.append(step.name)
    )
    assert [name for name in seen if name in {"supported", "one_place_a_name"}] == asked
