"""What the pages ask of the server: the callbacks that fire when one opens, and those that a reader's clicks fire."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from dashboard.store.protocol import Store
from dashboard.web.app import create_app
from dashboard.web.country_view import filters_search
from dashboard.web.query import parse

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "hostile"))
from callback_driving import HOME, Driver

CALL = "/_dash-update-component"
ADDRESSES = (
    "/",
    "/?c=RUS.UKR.CHN.USA",
    "/?c=RUS.UKR&at=RUS.2023-01-01.2023-12-31",
    "/?group=NATO&words=grain&baseline=outlet&smooth=loess",
    "/country/RUS",
    "/country/RUS?open=word.war",
    "/article/1",
    "/compare?c=RUS.UKR.CHN",
    "/compare?mode=outlets&c=RUS",
    "/relations",
    "/relations?top=20",
    "/add",
    "/method",
)


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a callback: the first thing it fills, and the body that a page sends."""

    name: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Visit:
    """A page and all that it asks for by itself when it opens, in that order."""

    address: str
    calls: tuple[Call, ...]


def drawing(client: FlaskClient) -> list[dict[str, Any]]:
    """The callbacks that are asked when a page opens: all that wait for no reader."""
    return [
        callback
        for callback in client.get("/_dash-dependencies", headers=HOME).get_json()
        if callback["clientside_function"] is None and not callback["prevent_initial_call"]
    ]


def visit(client: FlaskClient, callbacks: Sequence[dict[str, Any]], address: str) -> Visit:
    """The calls of a page at an address, such as "/country/RUS?by=year"; `callbacks` are those of `drawing`."""
    (layout,) = [callback for callback in callbacks if "page.children" in callback["output"]]
    path, _, search = address.partition("?")
    search = f"?{search}" if search else ""
    values = {
        "url.pathname": path,
        "url.search": search,
        "cty-country.data": path.rpartition("/")[2],
        "cty-drawn.data": filters_search(parse(search)),
    }
    first = _call(layout, values)
    page = client.post(CALL, data=first.body, content_type="application/json", headers=HOME).text.replace(": ", ":")
    return Visit(address, (first, *(_call(one, values) for one in callbacks if one is not layout and _on(one, page))))


def visits(store: Store, addresses: Sequence[str]) -> list[Visit]:
    """What opening each of the addresses asks for, over the articles of a store."""
    client = create_app(store).server.test_client()
    callbacks = drawing(client)
    return [visit(client, callbacks, address) for address in addresses]


class _Recorder(Driver):
    """Keeps the bodies that it sends, where the server could make something of them."""

    def __init__(self, store: Store, seed: int) -> None:
        self.sent: list[Call] = []
        super().__init__(store, seed)

    def _post(self, body: Any, what: str) -> None:
        before = self.outcome.statuses.copy()
        super()._post(body, what)
        (status,) = self.outcome.statuses - before
        if status in (200, 204):
            self.sent.append(Call(_name(body["output"]), json.dumps(body).encode()))


def clicks(store: Store, seed: int, times: int = 3) -> list[Call]:
    """Calls of every callback there is with values that pages hold, `times` of each; the store is written to."""
    driver = _Recorder(store, seed)
    driver.sent.clear()
    for _ in range(times):
        driver.honest()
    while any(job.state == "running" for job in store.jobs(1_000)):
        time.sleep(0.05)
    return driver.sent


def _call(callback: dict[str, Any], values: dict[str, Any]) -> Call:
    sides: dict[str, Any] = {}
    for side in ("inputs", "state"):
        # What was drawn before is an input of charts that come later, and for those before it nothing yet.
        # Of a pattern nothing stands on a page as yet.
        sides[side] = [
            []
            if item["id"].startswith("{")
            else {**item, "value": None if side == "state" and item["id"].endswith("-drawn") else values.get(_at(item))}
            for item in callback[side]
        ]
    output = callback["output"]
    targets = [dict(zip(("id", "property"), name.rsplit(".", 1), strict=True)) for name in _names(output)]
    body = {
        "output": output,
        "outputs": targets if output.startswith("..") else targets[0],
        **sides,
        "changedPropIds": [_at(item) for item in callback["inputs"][:1] if not item["id"].startswith("{")],
    }
    return Call(_name(output), json.dumps(body).encode())


def _at(item: dict[str, Any]) -> str:
    return f"{item['id']}.{item['property']}"


def _names(output: str) -> list[str]:
    return output.strip(".").split("...") if output.startswith("..") else [output]


def _name(output: str) -> str:
    return _names(output)[0]


def _on(callback: dict[str, Any], page: str) -> bool:
    """Whether all that a callback fills stands on a page, given as the JSON of its layout."""
    return all(f'"id":"{name.rsplit(".", 1)[0]}"' in page for name in _names(callback["output"]))
