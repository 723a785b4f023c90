"""Sentences in which a country's name is a trap, each with the exact set of countries it speaks of."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from dashboard.countries import find_mentions

TABLE = Path(__file__).with_name("traps.tsv")


def trap_rows() -> list[dict[str, str]]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", trap_rows(), ids=lambda row: f"{row['text']} {row['day']}")
def test_trap(row: dict[str, str]) -> None:
    day = None if row["day"] == "-" else date.fromisoformat(row["day"])
    wanted = set() if row["countries"] == "-" else set(row["countries"].split())
    mentions = find_mentions(row["text"], date=day)
    assert {mention.country for mention in mentions} == wanted, (row["reason"], mentions)


def test_table_is_large_and_every_row_says_why() -> None:
    rows = trap_rows()
    assert len(rows) >= 600
    assert all(row["reason"] for row in rows)
