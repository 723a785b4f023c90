"""How many of a list of words a text holds."""

from __future__ import annotations

import pytest

from dashboard.countries.cues import Cues

CUES = Cues("Black Sea", "Sea", "Zürich", "EU ", "sheriff")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("The Sea, the Sea", 1),
        ("The Black Sea", 2),
        ("the black sea", 0),
        ("Zürich", 1),
        ("In the EU", 0),
        ("The EU met the sheriffs of Zürich", 3),
        ("\ud800 Sea", 1),
    ],
)
def test_each_word_counts_once_also_inside_another(text: str, count: int) -> None:
    assert CUES.count_in(text) == count
