"""Drives every callback and query string of the real dashboard with hostile values, and keeps what came of it."""

import json
import logging
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qs

from flask.testing import FlaskClient
from hostile_values import anything, changed, query_string, text

from dashboard.store.protocol import Store
from dashboard.web.app import create_app
from dashboard.web.pages import PAGES

HOME = {"Host": "127.0.0.1:8050"}
_SEARCHES = (
    *("", "?c=RUS.USA", "?from=2023-01-01&to=2023-06-30&by=month", "?check=20&seed=7&c=RUS", "?words=praise&salient=1"),
    *("?at=RUS.2023-01-01.2023-12-31", "?c=USA.RUS&at=USA", "?open=time.2023-01-01.2023-06-30", "?open=word.praise"),
    *(
        "?open=tone.9",
        "?open=with.USA",
        "?open=outlet.",
        "?words=%22a",
        "?c=RUS&words=zzzz",
        "?group=EU&baseline=median",
    ),
)
_TAILS = (
    "",
    "RUS",
    "RUS",
    "USA",
    "1",
    "2",
    "XXX",
    "0",
    "-1",
    "9" * 30,
    "%00",
    "RUS/USA",
    "é",
    "1.5",
    "999999999999999999999",
)
_KEPT_BYTES, _KEPT_EACH = 20_000, 12


@dataclass(slots=True)
class Outcome:
    """What came of a run: answers by status, failures in words, and the slowest call in seconds of processor time."""

    statuses: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    slowest: float = 0.0
    slowest_call: str = ""

    @property
    def calls(self) -> int:
        return sum(self.statuses.values())

    def figures(self) -> str:
        """What came of it, in three lines."""
        statuses = ", ".join(f"{number:,} × {status}" for status, number in sorted(self.statuses.items()))
        return (
            f"calls {self.calls:,}: {statuses}\n"
            f"failures (5xx or a traceback): {len(self.failures)}\n"
            f"slowest: {self.slowest:.2f} s of processor time, {self.slowest_call}"
        )


class _Log(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(logging.Formatter().format(record))


class Driver:
    """Calls the callbacks of a dashboard over `store`, from the seed `seed`, and learns from answers what is usual.

    The callbacks are those that the application itself declares, so a new one needs nothing here.
    """

    def __init__(self, store: Store, seed: int) -> None:
        self.app = create_app(store)
        self.client: FlaskClient = self.app.server.test_client()
        self.lot = random.Random(seed)
        self.outcome = Outcome()
        self._log = _Log()
        self.app.server.logger.addHandler(self._log)
        declared = self.client.get("/_dash-dependencies", headers=HOME).get_json()
        self.callbacks: list[dict[str, Any]] = [one for one in declared if not one.get("clientside_function")]
        self._usual: dict[str, list[Any]] = {}
        self._ids: dict[str, list[Any]] = {}
        with _fields_read() as names:
            self._open_everything()
        self.fields = sorted(names)

    def honest(self) -> Outcome:
        """Every callback once with usual values alone, for comparison."""
        before, self.outcome = self.outcome, Outcome()
        for spec in self.callbacks:
            self._call(spec, [self._usual_value(part) for part in (*spec["inputs"], *spec["state"])])
        self.outcome, found = before, self.outcome
        return found

    def attack(self, spec: dict[str, Any], times: int) -> None:
        """Calls one callback with hostile values: all of them, or one among usual ones."""
        parts = (*spec["inputs"], *spec["state"])
        for _ in range(times):
            hostile = {self.lot.randrange(len(parts))} if self.lot.random() < 0.7 else set(range(len(parts)))
            self._call(spec, [self._hostile(p) if n in hostile else self._usual_value(p) for n, p in enumerate(parts)])

    def attack_field(self, name: str, times: int) -> None:
        """Opens pages whose query string has hostile values in one field, and draws what reads the query string."""
        readers = [one for one in self.callbacks if any(_name(part) == "url.search" for part in _parts(one))]
        for _ in range(times):
            spec = self.lot.choice(readers)
            search = query_string(self.lot, self.fields, name)
            values = [search if _name(part) == "url.search" else self._usual_value(part) for part in _parts(spec)]
            self._call(spec, values)

    def attack_bodies(self, times: int) -> None:
        """Calls with bodies that no page makes: parts missing, doubled, of another kind."""
        for _ in range(times):
            spec = self.lot.choice(self.callbacks)
            body = self._body(spec, [self._usual_value(part) for part in _parts(spec)])
            for _ in range(self.lot.choice((1, 1, 2))):
                body = changed(self.lot, body)
            self._post(body, f"a body like {spec['output'][:60]}")

    def _open_everything(self) -> None:
        """Opens each page and draws it once, so that usual values are known."""
        (frame,) = [one for one in self.callbacks if "page.children" in one["output"]]
        for page in PAGES:
            for tail in ("", "RUS", "1") if page.PATH.endswith("/") and page.PATH != "/" else ("",):
                for search in ("", "?c=RUS&from=2023-01-01&to=2023-12-31", "?check=20&seed=7"):
                    self._call(frame, [page.PATH + tail, search, False, None])
        for spec in self.callbacks:
            self._call(spec, [self._usual_value(part) for part in _parts(spec)])

    def _usual_value(self, part: dict[str, Any]) -> Any:
        name = _name(part)
        if name == "url.pathname":
            paths = [page.PATH for page in PAGES]
            return "/country/RUS" if self.lot.random() < 0.4 else self.lot.choice(paths) + self.lot.choice(_TAILS)
        if name == "url.search":
            return self.lot.choice((*_SEARCHES, *self._usual.get(name, ())))
        if name == "add-held.data" and self.lot.random() < 0.7:
            return {"token": self._token_of_a_file(), "n": 1}
        if part["property"] == "clickData":
            marks = self._usual.get("customdata") or [["RUS", "2023-01-01", "2023-01-31"]]
            return {"points": [{"customdata": self.lot.choice(marks)}]}
        if part["property"] == "n_clicks":
            return self.lot.choice((1, 2, None))
        nameless = self._usual.get("value") if part["property"] == "value" else None  # what parts of a control offer
        return self.lot.choice(self._usual.get(name) or nameless or [None])

    def _token_of_a_file(self) -> str:
        lines = (
            {"date": "2023-05-06", "title": text(self.lot), "text": f"Peru won praise. {text(self.lot)}"},
            {"date": text(self.lot), "text": anything(self.lot), "source": text(self.lot), "url": text(self.lot)},
        )
        sent = "\n".join(map(json.dumps, lines)).encode()
        answer = self.client.post("/add/files", data=sent, headers=HOME, query_string={"name": "a.jsonl"})
        assert answer.status_code == 200, answer.text
        return str(answer.get_json()["token"])

    def _hostile(self, part: dict[str, Any]) -> Any:
        if self.lot.random() < 0.35:
            return anything(self.lot)
        if _name(part) == "url.search" or (isinstance(self._usual_value(part), str) and self.lot.random() < 0.2):
            return query_string(self.lot, self.fields)
        return changed(self.lot, self._usual_value(part))

    def _call(self, spec: dict[str, Any], values: list[Any]) -> None:
        self._post(self._body(spec, values), f"{spec['output'][:80]}({', '.join(map(_short, values))})")

    def _body(self, spec: dict[str, Any], values: list[Any]) -> dict[str, Any]:
        output = spec["output"]
        names = output.strip(".").split("...") if output.startswith("..") else [output]
        sent = iter(values)
        inputs, state = ([self._sent(part, next(sent)) for part in spec[kind]] for kind in ("inputs", "state"))
        flat = [one for part in inputs for one in (part if isinstance(part, list) else [part])]
        first = self.lot.choice(flat) if flat else None
        outputs = [self._output(name) for name in names] if "." in output else []
        return {
            "output": output,
            "outputs": outputs if output.startswith("..") or not outputs else outputs[0],
            "inputs": inputs,
            "state": state,
            "changedPropIds": [f"{_spelled(first['id'])}.{first['property']}"] if first else [],
        }

    def _sent(self, part: dict[str, Any], value: Any) -> Any:
        """An input as a page sends it; for a pattern some of the components that it covers."""
        pattern = _pattern(part["id"])
        if pattern is None:
            return {"id": part["id"], "property": part["property"], "value": value}
        known = self._ids.get(_name(part)) or [None]
        several = [
            {"id": self._covered(pattern, self.lot.choice(known)), "property": part["property"], "value": value}
            for _ in range(self.lot.choice((1, 1, 3)))
        ]
        return several if any(word == ["ALL"] for word in pattern.values()) else several[0]

    def _covered(self, pattern: dict[str, Any], known: Any) -> dict[str, Any]:
        made = {
            key: self.lot.choice((1, 0, -1, 10**30, "1", "RUS", "x" * 500, 1.5, True))
            if isinstance(word, list)
            else word
            for key, word in pattern.items()
        }
        return known if isinstance(known, dict) and self.lot.random() < 0.6 else made

    def _output(self, name: str) -> Any:
        at, _, property_ = name.rpartition(".")
        pattern = _pattern(at)
        return {"id": at if pattern is None else self._covered(pattern, None), "property": property_}

    def _post(self, body: Any, what: str) -> None:
        sent = json.dumps(body)
        began = time.thread_time()
        answer = self.client.post("/_dash-update-component", data=sent, headers=HOME, content_type="application/json")
        took = time.thread_time() - began
        self.outcome.statuses[answer.status_code] += 1
        if took > self.outcome.slowest:
            self.outcome.slowest, self.outcome.slowest_call = took, what
        if answer.status_code >= 500 or self._log.said or "Traceback" in answer.text:
            why = "\n".join(self._log.said)[-1_500:]
            self.outcome.failures.append(f"{answer.status_code} {what}\n{why}")
            self._log.said.clear()
        if answer.status_code == 200:
            self._learn(answer.get_json(silent=True))

    def _learn(self, answer: Any) -> None:
        if isinstance(answer, dict) and isinstance(answer.get("response"), dict):
            for at, properties in answer["response"].items():
                for name, value in properties.items():
                    self._remember(f"{at}.{name}", value)
                    self._walk(value)

    def _walk(self, tree: Any) -> None:
        if isinstance(tree, list):
            for one in tree:
                self._walk(one)
        elif isinstance(tree, dict):
            properties = tree.get("props")
            if isinstance(properties, dict) and "type" in tree:
                self._learn_of(properties)
            marks = tree.get("customdata")
            for mark in marks[:3] if isinstance(marks, list) else ():
                self._remember("customdata", mark)
            for value in tree.values():
                self._walk(value)

    def _learn_of(self, properties: dict[str, Any]) -> None:
        """Keeps what a component on a page holds, and what it offers for choice."""
        at = properties.get("id")
        if at is None:
            self._remember("value", properties.get("value"))
            return
        kind = _kind(at) if isinstance(at, dict) else at
        for name, value in properties.items():
            self._remember(f"{kind}.{name}", value)
            if isinstance(at, dict):
                self._keep(self._ids, f"{kind}.{name}", at)
        if isinstance(at, dict):
            for name in ("n_clicks", "value"):
                self._keep(self._ids, f"{kind}.{name}", at)
        offered = properties.get("data")
        for one in offered[:5] if isinstance(offered, list) else ():
            self._remember(f"{kind}.value", one.get("value") if isinstance(one, dict) else one)

    def _remember(self, name: str, value: Any) -> None:
        if value is not None and len(json.dumps(value)) < _KEPT_BYTES:
            self._keep(self._usual, name, value)

    def _keep(self, where: dict[str, list[Any]], name: str, value: Any) -> None:
        kept = where.setdefault(name, [])
        if len(kept) < _KEPT_EACH:
            kept.append(value)
        elif self.lot.random() < 0.1:
            kept[self.lot.randrange(_KEPT_EACH)] = value


def _parts(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [*spec["inputs"], *spec["state"]]


def _pattern(at: str) -> dict[str, Any] | None:
    return json.loads(at) if at.startswith("{") else None


def _name(part: dict[str, Any]) -> str:
    pattern = _pattern(part["id"])
    return f"{part['id'] if pattern is None else _kind(pattern)}.{part['property']}"


def _kind(pattern: dict[str, Any]) -> str:
    """What tells a pattern's components: their type, or the key that has it for its only part."""
    return str(pattern.get("type") or next(iter(pattern)))


def _spelled(at: Any) -> str:
    return at if isinstance(at, str) else json.dumps(at, sort_keys=True, separators=(",", ":"))


def _short(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) < 120 else f"{shown[:90]}…({len(shown)})"


@contextmanager
def _fields_read() -> Iterator[set[str]]:
    """The names of the fields that the pages look for in a query string while this lasts."""
    names: set[str] = set()

    class Watched(dict[str, list[str]]):
        def get(self, key: str, default: Any = None) -> Any:
            names.add(key)
            return super().get(key, default)

    def watched(*words: Any, **more: Any) -> Watched:
        return Watched(parse_qs(*words, **more))

    modules = [
        name
        for name, module in sys.modules.items()
        if re.match(r"dashboard\.web\.", name) and hasattr(module, "parse_qs")
    ]
    patches = [patch(f"{name}.parse_qs", watched) for name in modules]
    for one in patches:
        one.start()
    try:
        yield names
    finally:
        for one in patches:
            one.stop()
