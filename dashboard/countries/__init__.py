"""Finds the countries a text speaks of."""

from dashboard.countries.additions import Additions, GazetteerError, read_additions
from dashboard.countries.explain import Explained, explain
from dashboard.countries.find import find_mentions
from dashboard.countries.gazetteer import gazetteer_version

__all__ = [
    "Additions",
    "Explained",
    "GazetteerError",
    "explain",
    "find_mentions",
    "gazetteer_version",
    "read_additions",
]
