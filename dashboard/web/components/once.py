"""The choice between all copies of a story and its first alone."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc


def once(name: str, checked: bool) -> Any:
    """A switch with the id `name`: on, each story counts once."""
    return dmc.Switch(
        id=name,
        checked=checked,
        label="Each story once",
        description="Its first copy counts alone. Else every copy counts, and intervals take copies as one story",
    )
