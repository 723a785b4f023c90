"""Says so where articles were not yet looked through for copies, which only happens in a lake."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.store.protocol import StoreInfo
from dashboard.web.wording import counted


def unsearched(info: StoreInfo) -> Any:
    """A line about them; nothing where all were."""
    if not info.unsearched:
        return None
    return html.P(
        f"{counted(info.unsearched, 'article')} of this lake still to be looked through for copies of one story. Until "
        "`worldtone compact` does so, each of them counts as a story of its own, with “Each story once” too.",
        className="wt-caption",
        role="note",
    )
