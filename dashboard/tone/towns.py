"""Knows towns and the parts of countries ("Texas"), which news names as scenes and hardly ever judges."""

from __future__ import annotations

from functools import cache

from dashboard import resources

_TABLES = (("cities.tsv",), ("curated", "cities.tsv"), ("curated", "states.tsv"))
# Marks of names that mean a whole country or a person as easily.
_OPEN = frozenset("georgia person support".split())


@cache
def towns() -> frozenset[str]:
    """Names of well known towns, and of states and provinces with their abbreviations.

    Capitals are not among them: they stand for their governments. Raises FileNotFoundError or ValueError where the
    country tables are missing or spoilt.
    """
    rows = [row for table in _TABLES for row in resources.rows("countries", *table)]
    return frozenset(row["text"] for row in rows if _OPEN.isdisjoint(row["marks"].split(",")))
