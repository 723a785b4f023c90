"""Prints what each callback that draws a page costs the server, beside one that does nothing.

    python tests/benchmarks/bench_pages.py

Over the sample articles, by a test client in this process: the callback that lays each page out, and all those that
fire by themselves when it opens; of each page the three slowest. Medians of nine runs.
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from dash import Dash, Input, Output, html

from dashboard import ingest, open_store
from dashboard.limits import LIMITS, Limit
from dashboard.web.app import create_app

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "load"))
from page_calls import ADDRESSES, CALL, Call, drawing, visit

ROOT = Path(__file__).resolve().parents[2]
RUNS = 9


def ask(client: Any, call: Call) -> None:
    """One callback, as the browser asks for it."""
    answer = client.post(CALL, data=call.body, content_type="application/json")
    assert answer.status_code in (200, 204), (call.name, answer.status_code)


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
    value = {"id": "a", "property": "children", "value": None}
    body = {
        "output": "b.children",
        "outputs": {"id": "b", "property": "children"},
        "inputs": [value],
        "changedPropIds": ["a.children"],
    }
    call = Call("empty", json.dumps(body).encode())
    ask(client, call)
    return medians(lambda: ask(client, call), 50)


def main() -> None:
    LIMITS["kept_bytes"] = Limit(0, "bytes", "every answer is made anew here")
    empty = empty_callback()
    print(f"empty callback: {empty[0]:.2f} ms by the clock, {empty[1]:.2f} ms of work")
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "bench.db")
        ingest(sorted((ROOT / "data" / "sample").glob("*.jsonl")), store)
        client = create_app(store).server.test_client()
        callbacks = drawing(client)
        for address in ADDRESSES:
            calls = visit(client, callbacks, address).calls
            taken = {call.name: medians(partial(ask, client, call), RUNS) for call in calls}
            print(f"{address}  ({len(taken)} callbacks)")
            for name, (clock, own) in sorted(taken.items(), key=lambda one: -one[1][1])[:3]:
                ratio = own / empty[1]
                print(f"  {name:26} {clock:6.1f} ms by the clock, {own:5.1f} ms of work = {ratio:5.1f} empty ones")
        store.close()


if __name__ == "__main__":
    main()
