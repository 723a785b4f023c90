"""What was found and dropped, and why, in plain words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.countries import explain, find_mentions

TEXTS = [
    "The EU and Michael Jordan met in Lebanon, Pa., near the South China Sea. Lebanon is calm; the two Koreas are not.",
    "President Yoon met Congo's envoy in Paris, then Karlsruhe. Yoon left for GEORGIA.",
    "Polish the silver; he spoke Russian in São Tomé.",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_kept_is_what_find_mentions_finds(text: str) -> None:
    day = date(2023, 5, 1)
    kept = [(row.start, row.end, row.text, row.country, row.kind) for row in explain(text, date=day) if row.kept]
    assert kept == [
        (mention.start, mention.end, mention.text, mention.country, mention.kind)
        for mention in find_mentions(text, date=day)
    ]


@given(st.text(alphabet="ChinaGeorgJdP ,.e\u0301\u00ad\n", max_size=60))
def test_any_text_is_explained(text: str) -> None:
    for row in explain(text):
        assert text[row.start : row.end] == row.text
        assert row.rule


@pytest.mark.parametrize(
    ("text", "part", "country", "kind", "kept", "rule"),
    [
        ("Uganda won.", "Uganda", "UGA", "name", True, "listed"),
        ("NATO met.", "NATO", "", "bloc", False, "bloc or organisation"),
        ("The Organization of American States met.", "Organization of American States", "", "bloc", False, "bloc"),
        ("A ship in the South China Sea.", "South China Sea", "", "phrase", False, "hides the names"),
        ("Michael Jordan won.", "Jordan", "JOR", "name", False, "given name"),
        ("Jordan and Iraq talked.", "Jordan", "JOR", "name", True, "given name"),
        ("Athens, Ohio, grew.", "Athens", "USA", "capital", True, "before a comma"),
        ("France won in Karlsruhe.", "Karlsruhe", "DEU", "city", False, "another sign"),
        ("President Yoon spoke.", "President Yoon", "KOR", "leader", True, "office"),
        ("Lebanon, Pa., slept. Lebanon woke.", "Lebanon", "USA", "name", True, "throughout the article"),
    ],
)
def test_rule_in_plain_words(*, text: str, part: str, country: str, kind: str, kept: bool, rule: str) -> None:
    rows = [row for row in explain(text, date=date(2023, 5, 1)) if row.text == part]
    assert (rows[-1].country, rows[-1].kind, rows[-1].kept) == (country, kind, kept)
    assert rule in rows[-1].rule


def test_a_person_out_of_office_is_dropped_with_the_reason() -> None:
    (row,) = explain("President Yoon spoke.", date=date(2018, 5, 1))
    assert not row.kept
    assert "office" in row.rule
