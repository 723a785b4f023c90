"""How a holder of an office is addressed before the surname."""

from __future__ import annotations

from collections.abc import Mapping

TITLES: Mapping[str, tuple[str, ...]] = {
    "president": ("President", "Pres.", "president"),
    "vice president": ("Vice President", "Vice-President", "vice president"),
    "prime minister": ("Prime Minister", "Premier", "PM", "prime minister"),
    "chancellor": ("Chancellor", "chancellor"),
    "foreign minister": ("Foreign Minister", "Foreign Secretary", "foreign minister", "foreign secretary"),
    "defence minister": ("Defence Minister", "Defense Minister", "Defense Secretary", "Defence Secretary"),
    "finance minister": ("Finance Minister", "Chancellor", "finance minister"),
    "secretary of state": ("Secretary of State", "secretary of state"),
    "general secretary": ("General Secretary", "Party chief"),
    "supreme leader": ("Supreme Leader", "Ayatollah"),
    "chairman": ("Chairman",),
    "leader": ("Leader",),
    "king": ("King",),
    "queen": ("Queen",),
    "taoiseach": ("Taoiseach", "Prime Minister", "Premier"),
    "general": ("General", "Gen."),
    "commander": ("General", "Gen."),
}
"""Titles by office, as English news writes them."""
