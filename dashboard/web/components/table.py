"""Tables that the browser writes from their rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from dash import html

Cell = str | list[str]


def go(words: str, address: str) -> list[str]:
    """A cell that leads to an address of ours."""
    return [words, address]


def table(
    label: str,
    head: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    foot: Sequence[Cell] = (),
    *,
    blocks: bool = False,
    strong: Sequence[int] = (),
) -> Any:
    """A table whose first column names its rows; `label` says to screen readers what it holds.

    Cells are texts, or made by `go`; the `strong` columns are set in bold. With `blocks` each row becomes a block of
    its own on a phone, with the head's words above its values, so that a wide table is not pushed out of the window.

    The rows travel as data of one element, and assets/tables.js writes them: what Dash takes for each component grows
    with the number of all, and three hundred cells kept the browser busy for more than a second.
    """
    made = {
        "label": label,
        "head": list(head),
        "rows": [list(row) for row in rows],
        "foot": list(foot),
        "strong": list(strong),
    }
    carried: dict[str, Any] = {"data-wt-table": json.dumps(made, ensure_ascii=False, separators=(",", ":"))}
    return html.Div(className="wt-written wt-blocks" if blocks else "wt-written", **carried)
