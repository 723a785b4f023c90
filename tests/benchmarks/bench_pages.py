"""Prints what each callback that draws a page costs the server, beside one that does nothing.

    python tests/benchmarks/bench_pages.py

Over the sample articles, by a test client in this process: the callback that lays each page out, and those that fire by
themselves when it opens. Medians of nine runs.
"""

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dash import Dash, Input, Output, html

from dashboard import ingest, open_store
from dashboard.web.app import create_app

ROOT = Path(__file__).resolve().parents[2]
RUNS = 9
ADDRESSES = (
    "/",
    "/?c=RUS.UKR.CHN.USA",
    "/country/RUS",
    "/article/1",
    "/compare?c=RUS.UKR.CHN",
    "/relations",
    "/add",
    "/method",
)


def ask(client: Any, callback: dict[str, Any], values: dict[str, Any]) -> Any:
    """One callback, as the browser asks for it; None where an input is not on the page."""
    sides = {}
    for side in ("inputs", "state"):
        sides[side] = []
        for item in callback[side]:
            key = f"{item['id']}.{item['property']}"
            sides[side].append({**item, "value": values.get(key)})
    outputs = callback["output"]
    names = outputs.strip(".").split("...") if outputs.startswith("..") else [outputs]
    targets = [dict(zip(("id", "property"), name.rsplit(".", 1), strict=True)) for name in names]
    body = {
        "output": outputs,
        "outputs": targets if outputs.startswith("..") else targets[0],
        **sides,
        "changedPropIds": [f"{item['id']}.{item['property']}" for item in callback["inputs"][:1]],
    }
    return client.post("/_dash-update-component", data=json.dumps(body), content_type="application/json")


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median_ms(client: Any, callback: dict[str, Any], values: dict[str, Any]) -> float:
    return 1000 * statistics.median(seconds(lambda: ask(client, callback, values)) for _ in range(RUNS))


def empty_callback() -> float:
    """Milliseconds of a callback that does nothing."""
    app = Dash(__name__)
    app.layout = html.Div([html.Div(id="a"), html.Div(id="b")])

    @app.callback(Output("b", "children"), Input("a", "children"))
    def nothing(_: Any) -> str:
        return ""

    client = app.server.test_client()
    (callback,) = client.get("/_dash-dependencies").get_json()
    ask(client, callback, {})
    return 1000 * statistics.median(seconds(lambda: ask(client, callback, {})) for _ in range(50))


def drawing(client: Any) -> list[dict[str, Any]]:
    """The callbacks that are asked when a page opens: those that read the address."""
    return [
        callback
        for callback in client.get("/_dash-dependencies").get_json()
        if callback["clientside_function"] is None
        and not callback["prevent_initial_call"]
        and any(item["id"] == "url" for item in callback["inputs"])
    ]


def on_page(callback: dict[str, Any], page: str) -> bool:
    """Whether all that a callback fills stands on a page, given as the JSON of its layout."""
    names = callback["output"].strip(".").split("...")
    return all(f'"id":"{name.rsplit(".", 1)[0]}"' in page for name in names)


def main() -> None:
    empty = empty_callback()
    print(f"empty callback: {empty:.2f} ms")
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "bench.db")
        ingest(sorted((ROOT / "data" / "sample").glob("*.jsonl")), store)
        client = create_app(store).server.test_client()
        callbacks = drawing(client)
        (layout,) = [callback for callback in callbacks if "page.children" in callback["output"]]
        for address in ADDRESSES:
            path, _, search = address.partition("?")
            values = {"url.pathname": path, "url.search": f"?{search}" if search else ""}
            page = ask(client, layout, values).get_data(as_text=True).replace(": ", ":")
            slowest, name = 0.0, ""
            for callback in [layout, *(callback for callback in callbacks if on_page(callback, page))]:
                taken = median_ms(client, callback, values)
                if taken > slowest:
                    slowest, name = taken, callback["output"]
            ratio = slowest / empty
            print(f"{address:26} slowest callback {slowest:6.1f} ms = {ratio:5.1f} empty ones   ({name[:50]})")
        store.close()


if __name__ == "__main__":
    main()
