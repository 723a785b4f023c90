"""What a mention is: its place, its kind, its order, and the rules that more than one sentence is needed for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.countries import find_mentions

PIECES = st.sampled_from(
    [
        "Russia", "US", "U.S.", "South Korea", "North and South Korea", "Kim Jong Un", "Kim", "Georgia",
        ", Ga.", "London",
        "Côte d’Ivoire", "Guinea‑Bissau", "New\nZealand", "São Paulo", "the Fed", "eral", "ns", "-backed", "’s",
        "President Yoon", "Michael", "Jordan", "Indian Ocean", "ia", "İstanbul", "e\u0301", "😀", "\u00a0", " ",
        ", ", ". ",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=80))
def test_mentions_lie_in_the_text_in_order_and_apart(text: str) -> None:
    behind = 0
    for mention in find_mentions(text):
        assert behind <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert len(mention.country) == 3
        behind = mention.end


@pytest.mark.parametrize(
    ("text", "found", "country", "kind"),
    [
        ("Peace in Kenya.", "Kenya", "KEN", "name"),
        ("A Kenyan runner won.", "Kenyan", "KEN", "demonym"),
        ("Nairobi grew.", "Nairobi", "KEN", "capital"),
        ("Mombasa grew.", "Mombasa", "KEN", "city"),
        ("Texas grew.", "Texas", "USA", "state"),
        ("The Kremlin knew.", "Kremlin", "RUS", "metonym"),
        ("Xi Jinping knew.", "Xi Jinping", "CHN", "leader"),
        ("Luxembourg grew.", "Luxembourg", "LUX", "name"),
        ("Côte d’Ivoire grew.", "Côte d’Ivoire", "CIV", "name"),
        ("PRESIDENT SPEAKS IN GERMANY", "GERMANY", "DEU", "name"),
    ],
)
def test_kind_and_text(text: str, found: str, country: str, kind: str) -> None:
    (mention,) = find_mentions(text)
    assert (mention.text, mention.country, mention.kind) == (found, country, kind)


def texts(text: str, day: date | None = None) -> list[tuple[str, str]]:
    return [(mention.text, mention.country) for mention in find_mentions(text, date=day)]


def test_no_text_no_mentions() -> None:
    assert find_mentions("") == []


def test_offsets_count_code_points() -> None:
    (mention,) = find_mentions("😀😀 Chad’s army")
    assert (mention.start, mention.end) == (3, 7)


def test_a_name_broken_over_two_lines() -> None:
    assert texts("They flew to South\nKorea.") == [("South\nKorea", "KOR")]


def test_a_match_that_is_no_whole_word_hides_nothing() -> None:
    assert texts("The Indian Oceania fair") == [("Indian", "IND")]
    assert texts("the Federal Reserve met") == [("Federal Reserve", "USA")]
    assert texts("the Federation of Malaysia") == [("Malaysia", "MYS")]


def test_every_mention_counts() -> None:
    assert texts("Iran, Iran and Iran's Iranians") == [("Iran", "IRN")] * 3 + [("Iranians", "IRN")]


def test_a_pair_is_two_mentions() -> None:
    assert texts("North and South Korea spoke") == [("North", "PRK"), ("South Korea", "KOR")]
    assert texts("Both spoke: the two Koreas") == [("two", "PRK"), ("Koreas", "KOR")]


def test_a_lone_small_city_counts_but_not_against_better_evidence() -> None:
    assert texts("A fair opened in Karlsruhe.") == [("Karlsruhe", "DEU")]
    assert texts("France won in Karlsruhe.") == [("France", "FRA")]
    assert texts("France won in Karlsruhe and Aachen.") == [("France", "FRA"), ("Karlsruhe", "DEU"), ("Aachen", "DEU")]
    assert texts("German police in Karlsruhe") == [("German", "DEU"), ("Karlsruhe", "DEU")]


def test_a_person_makes_later_bare_names_doubtful() -> None:
    assert texts("Michael Jordan came. Jordan smiled.") == []
    assert texts("Michael Jordan came to Amman. Jordan smiled.") == [("Amman", "JOR"), ("Jordan", "JOR")]


def test_one_unknown_word_behind_a_given_name_is_a_person() -> None:
    assert texts("Israel Zemblanity plays bass.") == []
    assert texts("Israel Zemblanity plays in Tel Aviv.") == [("Israel", "ISR"), ("Tel Aviv", "ISR")]
    assert texts("Israel Police said so.") == [("Israel", "ISR")]


def test_surnames_follow_the_full_name_only() -> None:
    text = "Moon rose. President Moon Jae-in spoke. Moon left; Keith Moon played."
    assert texts(text) == [("President Moon Jae-in", "KOR"), ("Moon", "KOR")]


def test_a_shared_title_and_surname_needs_the_day() -> None:
    text = "Prime Minister Harris spoke."
    assert texts(text, date(2024, 6, 1)) == [("Prime Minister Harris", "IRL")]
    assert texts(text, date(2018, 6, 1)) == [("Prime Minister Harris", "KNA")]
    assert texts(text, date(2010, 6, 1)) == []


def test_a_former_holder_keeps_the_country() -> None:
    assert texts("The former Prime Minister Thatcher spoke.", date(1995, 1, 1)) == [("Prime Minister Thatcher", "GBR")]


def test_a_list_of_capitals_and_countries_is_not_a_place() -> None:
    assert texts("Beijing, Russia") == [("Beijing", "CHN"), ("Russia", "RUS")]


def test_athens_in_georgia_and_in_greece() -> None:
    assert [country for _, country in texts("Athens, Georgia, is a college town.")] == ["USA", "USA"]
    assert [country for _, country in texts("Athens, Tbilisi and Moscow agreed.")] == ["GRC", "GEO", "RUS"]
