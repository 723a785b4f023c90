"""Keeps what callbacks answered until the store changes, so that a page that many readers open is made once."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, g, request

from dashboard.limits import cap
from dashboard.store import StoreError
from dashboard.store.protocol import Store

CALL = "/_dash-update-component"
# Callbacks, by the first thing they fill, whose answer follows from the call, the store and the day alone.
KEPT = frozenset(
    {
        "page.children",
        "o-cards.children",
        "o-opened.children",
        "cty-lede.children",
        "cty-steps.figure",
        "cty-down.figure",
        "cty-together.figure",
        "cty-behind-trend.children",
        "cmp-state.children",
        "cmp-opened.children",
        "rel-state.children",
        "rel-opened.children",
    }
)
_WAIT = 30.0  # seconds for another thread that makes the same answer; then it is made here too
_HEADERS = ("Content-Type", "Content-Encoding", "Vary")

Key = tuple[object, bytes, str, str]


@dataclass(frozen=True, slots=True)
class _Answer:
    body: bytes
    headers: tuple[tuple[str, str], ...]


class KeptAnswers:
    """Answers by their call and by the state of the store for which they were made; for any number of threads.

    Of several threads that want one answer the first makes it, and the others wait. Answers of an earlier state are
    forgotten, and the longest unused where there are more than `most` bytes.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._answers: OrderedDict[Key, _Answer] = OrderedDict()
        self._bytes = 0
        self._made: dict[Key, threading.Event] = {}
        self._state: object = None

    def find(self, key: Key) -> _Answer | None:
        """The answer, waited for where another thread makes it. None where the caller must make it, and then `keep` it
        or not, and say `done` in any case.
        """
        for _ in range(2):
            with self._lock:
                self._look_at(key)
                if (found := self._answers.get(key)) is not None:
                    self._answers.move_to_end(key)
                    return found
                made = self._made.get(key)
                if made is None:
                    self._made[key] = threading.Event()
                    return None
            made.wait(_WAIT)
        return None

    def keep(self, key: Key, answer: _Answer) -> None:
        """Keeps an answer, unless the store has changed since its making began."""
        with self._lock:
            if key[0] != self._state or key in self._answers:
                return
            self._answers[key] = answer
            self._bytes += len(answer.body)
            while self._bytes > self._most:
                _, gone = self._answers.popitem(last=False)
                self._bytes -= len(gone.body)

    def done(self, key: Key) -> None:
        """Lets those go on that wait for an answer."""
        with self._lock:
            made = self._made.pop(key, None)
        if made is not None:
            made.set()

    def _look_at(self, key: Key) -> None:
        if key[0] != self._state:
            self._state = key[0]
            self._answers.clear()
            self._bytes = 0


def keep_answers(server: Flask, store: Store) -> None:
    """Answers calls of the callbacks in KEPT from what is kept.

    Call it before what compresses is added, so that the compressed answer is kept, and `give_kept` after what refuses.
    """
    kept = KeptAnswers(cap("kept_bytes"))

    def keep(response: Response) -> Response:
        key: Key | None = g.pop("wt_key", None)
        if key is not None:
            if response.status_code == 200 and not response.is_streamed:
                headers = tuple((name, response.headers[name]) for name in _HEADERS if name in response.headers)
                kept.keep(key, _Answer(response.get_data(), headers))
            kept.done(key)
        return response

    def let_go(_: object) -> None:
        key: Key | None = g.pop("wt_key", None)  # still there after a failure
        if key is not None:
            kept.done(key)

    def give() -> Response | None:
        key = _key(store)
        if key is None:
            return None
        found = kept.find(key)
        if found is None:
            g.wt_key = key
            return None
        return Response(found.body, headers=list(found.headers))

    server.after_request(keep)
    server.teardown_request(let_go)
    server.extensions["kept"] = give


def give_kept(server: Flask) -> None:
    """From here on requests are answered from what is kept."""
    server.before_request(server.extensions["kept"])


def _key(store: Store) -> Key | None:
    """What the answer to this request depends on; None where there is more than can be told."""
    if request.method != "POST" or request.path != CALL:
        return None
    body: dict[str, Any] = request.get_json()
    if str(body["output"]).strip(".").split("...")[0] not in KEPT:
        return None
    try:
        state = store.state()
    except StoreError:
        return None  # the callback itself will say so in words
    digest = hashlib.blake2b(request.get_data(), digest_size=16).digest()
    return state, digest, request.headers.get("Accept-Encoding", ""), datetime.now(UTC).date().isoformat()
