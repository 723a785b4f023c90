"""Prints what each callback that draws a page costs the server, beside one that does nothing.

    python tests/benchmarks/bench_pages.py

Over the sample articles, by a test client in this process: the callback that lays each page out, and all those that
fire by themselves when it opens; of each page the three slowest. Medians of nine runs.
"""

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from dash import Dash, Input, Output, html

from dashboard import ingest, open_store
from dashboard.web.app import create_app
from dashboard.web.country_view import filters_search
from dashboard.web.query import parse

ROOT = Path(__file__).resolve().parents[2]
RUNS = 9
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


def ask(client: Any, callback: dict[str, Any], values: dict[str, Any]) -> Any:
    """One callback, as the browser asks for it; None where an input is not on the page."""
    sides = {}
    for side in ("inputs", "state"):
        sides[side] = []
        for item in callback[side]:
            # What was drawn before is an input of charts that come later, and for those before it nothing yet.
            known = {} if side == "state" and item["id"].endswith("-drawn") else values
            sides[side].append({**item, "value": known.get(f"{item['id']}.{item['property']}")})
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


def medians(work: Callable[[], object], runs: int) -> tuple[float, float]:
    """Milliseconds by the clock, and of this thread's own work, which a busy machine does not lengthen."""
    clock, own = [], []
    for _ in range(runs):
        began, worked = time.perf_counter(), time.thread_time()
        work()
        clock.append(1000 * (time.perf_counter() - began))
        own.append(1000 * (time.thread_time() - worked))
    return statistics.median(clock), statistics.median(own)


def empty_callback() -> tuple[float, float]:
    """Milliseconds of a callback that does nothing, as `medians` gives them."""
    app = Dash(__name__)
    app.layout = html.Div([html.Div(id="a"), html.Div(id="b")])

    @app.callback(Output("b", "children"), Input("a", "children"))
    def nothing(_: Any) -> str:
        return ""

    client = app.server.test_client()
    (callback,) = client.get("/_dash-dependencies").get_json()
    ask(client, callback, {})
    return medians(lambda: ask(client, callback, {}), 50)


def drawing(client: Any) -> list[dict[str, Any]]:
    """The callbacks that are asked when a page opens: all that wait for no reader."""
    return [
        callback
        for callback in client.get("/_dash-dependencies").get_json()
        if callback["clientside_function"] is None and not callback["prevent_initial_call"]
    ]


def on_page(callback: dict[str, Any], page: str) -> bool:
    """Whether all that a callback fills stands on a page, given as the JSON of its layout."""
    names = callback["output"].strip(".").split("...")
    return all(f'"id":"{name.rsplit(".", 1)[0]}"' in page for name in names)


def main() -> None:
    empty = empty_callback()
    print(f"empty callback: {empty[0]:.2f} ms by the clock, {empty[1]:.2f} ms of work")
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "bench.db")
        ingest(sorted((ROOT / "data" / "sample").glob("*.jsonl")), store)
        client = create_app(store).server.test_client()
        callbacks = drawing(client)
        (layout,) = [callback for callback in callbacks if "page.children" in callback["output"]]
        for address in ADDRESSES:
            path, _, search = address.partition("?")
            search = f"?{search}" if search else ""
            country = path.rpartition("/")[2]
            values = {
                "url.pathname": path,
                "url.search": search,
                "cty-country.data": country,
                "cty-drawn.data": filters_search(parse(search)),
            }
            page = ask(client, layout, values).get_data(as_text=True).replace(": ", ":")
            asked = [
                layout,
                *(callback for callback in callbacks if on_page(callback, page) and callback is not layout),
            ]
            taken = {}
            for callback in asked:
                name = callback["output"].strip(".").split("...")[0]
                taken[name] = medians(partial(ask, client, callback, values), RUNS)
            print(f"{address}  ({len(taken)} callbacks)")
            for name, (clock, own) in sorted(taken.items(), key=lambda one: -one[1][1])[:3]:
                ratio = own / empty[1]
                print(f"  {name:26} {clock:6.1f} ms by the clock, {own:5.1f} ms of work = {ratio:5.1f} empty ones")
        store.close()


if __name__ == "__main__":
    main()
