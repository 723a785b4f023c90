"""Finds the countries a text speaks of."""

from dashboard.countries.find import find_mentions
from dashboard.countries.gazetteer import gazetteer_version

__all__ = ["find_mentions", "gazetteer_version"]
