"""Near-copies may not be found worse than they were; near_copies.py prints the same numbers."""

from __future__ import annotations

import near_copies
import pytest

FLOORS = {
    "headline": 0.98,
    "cut": 0.98,
    "credit": 0.98,
    "5% changed": 0.98,
    "10% changed": 0.98,
    "20% changed": 0.96,
    "merged": 0.98,
    "title only": 0.96,
}
PRECISION = 0.99


@pytest.fixture(scope="module")
def found() -> near_copies.Found:
    """What is found of the set that `make eval` prints."""
    return near_copies.measure(near_copies.made())


@pytest.mark.parametrize("kind", near_copies.KINDS)
def test_recall_holds_its_floor(found: near_copies.Found, kind: str) -> None:
    assert found.recall[kind] >= FLOORS[kind]


def test_precision_holds_its_floor(found: near_copies.Found) -> None:
    assert found.articles > 4_000
    assert found.pairs > 10_000
    assert found.precision >= PRECISION
