"""Which countries the shipped map has a shape for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_SHAPES = Path(__file__).resolve().parent / "assets" / "topojson" / "world_110m.json"


@cache
def on_map() -> frozenset[str]:
    """ISO alpha-3 codes of the countries that the map draws."""
    shapes = json.loads(_SHAPES.read_text(encoding="utf-8"))
    return frozenset(country["id"] for country in shapes["objects"]["countries"]["geometries"])


def missing(codes: Iterable[str]) -> list[str]:
    """Those of the countries that the map cannot show, in the order given."""
    return [code for code in codes if code not in on_map()]
