"""ARIA attributes for components, whose names Python cannot write as keywords."""

from __future__ import annotations

from typing import Any


def aria(**attributes: str) -> dict[str, Any]:
    """Attributes for a component: aria(label="Pages") gives {"aria-label": "Pages"}, to be passed with **."""
    return {f"aria-{name}": value for name, value in attributes.items()}


# For inputs with a cross that empties them.
CLEAR: dict[str, Any] = {"aria-label": "Clear"}
