"""Spellings that look alike count alike, with offsets into the text as it was given."""

from __future__ import annotations

import unicodedata

import pytest

from dashboard.countries import find_mentions


@pytest.mark.parametrize(
    ("text", "found", "country"),
    [
        (unicodedata.normalize("NFD", "Voters in São Tomé and Príncipe"), "São Tomé and Príncipe", "STP"),
        (unicodedata.normalize("NFD", "In Türkiye, today"), "Türkiye", "TUR"),
        ("A fair in Bra\u00adzil closed", "Bra\u00adzil", "BRA"),
        ("A fair in Bra\u200bzil closed", "Bra\u200bzil", "BRA"),
        ("\ufeffKenya won", "Kenya", "KEN"),
        ("South\u00a0Korea won", "South\u00a0Korea", "KOR"),
        ("South\u202fKorea won", "South\u202fKorea", "KOR"),
        ("Guinea\u2011Bissau won", "Guinea\u2011Bissau", "GNB"),
        ("Côte d\u2019Ivoire won", "Côte d\u2019Ivoire", "CIV"),
        ("KENYA WINS", "KENYA", "KEN"),
        ("😀 CÔTE D'IVOIRE WINS", "CÔTE D'IVOIRE", "CIV"),
    ],
)
def test_spelling(text: str, found: str, country: str) -> None:
    (mention,) = find_mentions(text)
    assert unicodedata.normalize("NFC", mention.text) == unicodedata.normalize("NFC", found)
    assert text[mention.start : mention.end] == mention.text
    assert mention.country == country


def test_offsets_behind_composed_accents() -> None:
    text = unicodedata.normalize("NFD", "é é é Kenya é Türkiye China")
    assert [text[mention.start : mention.end] for mention in find_mentions(text)][::2] == ["Kenya", "China"]


@pytest.mark.parametrize("text", ["\ud800 Kenya", "\u00ad", "\u0301", "\u00ad\u0301Kenya", "Kenya\u00ad"])
def test_odd_text_does_no_harm(text: str) -> None:
    for mention in find_mentions(text):
        assert mention.country == "KEN"
        assert text[mention.start : mention.end] == mention.text
