"""Readers at work: threads that open pages of a real server, click, and time every answer."""

from __future__ import annotations

import http.client
import random
import subprocess
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from page_calls import CALL, Call, Visit

_FRAME = ("/_dash-layout", "/_dash-dependencies")  # what the page's script asks before it knows of callbacks
_PATIENCE = 60.0  # seconds; an answer that takes longer is an error


@dataclass(slots=True)
class Heard:
    """What clients heard: seconds by what was asked for, and errors in words."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)

    @property
    def answers(self) -> int:
        return sum(map(len, self.seconds.values()))

    def add(self, other: Heard) -> None:
        """Takes in what another client heard."""
        for name, taken in other.seconds.items():
            self.seconds[name].extend(taken)
        self.errors.update(other.errors)

    def part(self, share: float) -> float:
        """The milliseconds within which this share of all answers came."""
        return _part([one for taken in self.seconds.values() for one in taken], share)

    def figures(self, slowest: int = 5) -> str:
        """Counts, shares in time, and what was slowest, in lines."""
        shares = ", ".join(f"p{round(100 * share)} {self.part(share):,.0f} ms" for share in (0.5, 0.95, 0.99))
        lines = [f"answers {self.answers:,}, errors {self.errors.total():,}; {shares}, all {self.part(1):,.0f} ms"]
        by_slowness = sorted(self.seconds.items(), key=lambda one: -_part(one[1], 0.95))[:slowest]
        lines += [f"  p95 {_part(taken, 0.95):6,.0f} ms of {len(taken):6,}: {name}" for name, taken in by_slowness]
        lines += [f"  error × {times}: {words}" for words, times in self.errors.most_common(10)]
        return "\n".join(lines)


def read(
    address: str, visits: Sequence[Visit], clicks: Sequence[Call], *, clients: int, seconds: float, pause: float = 0.0
) -> Heard:
    """Lets `clients` readers open pages at random for so many seconds, one question of each after the other.

    After each page a reader makes a click or two, and waits `pause` seconds on average.
    """
    heard = [Heard() for _ in range(clients)]
    until = time.monotonic() + seconds

    def read_on(number: int) -> None:
        lot = random.Random(number)
        reader = _Reader(address, heard[number])
        while time.monotonic() < until:
            page = lot.choice(visits)
            reader.ask("GET", page.address, "the page itself")
            for path in _FRAME:
                reader.ask("GET", path, path)
            for call in (*page.calls, *lot.sample(clicks, min(len(clicks), 2))):
                reader.ask("POST", CALL, call.name, call.body)
            time.sleep(min(lot.expovariate(1 / pause), 10 * pause) if pause else 0)
        reader.close()

    threads = [threading.Thread(target=read_on, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    together = Heard()
    for one in heard:
        together.add(one)
    return together


class _Reader:
    def __init__(self, address: str, heard: Heard) -> None:
        self._host = urlsplit(address).netloc
        self._heard = heard
        self._connection = http.client.HTTPConnection(self._host, timeout=_PATIENCE)

    def ask(self, method: str, path: str, name: str, body: bytes | None = None) -> None:
        headers = {"Accept-Encoding": "gzip, deflate, br, zstd"}
        if body is not None:
            headers |= {"Content-Type": "application/json", "Origin": f"http://{self._host}"}
        began = time.perf_counter()
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            said = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self._heard.errors[f"{name}: {type(error).__name__} {error}"] += 1
            self._connection.close()
            return
        if answer.status not in (200, 204):
            self._heard.errors[f"{name}: status {answer.status} {said[-200:]!r}"] += 1
        self._heard.seconds[name].append(time.perf_counter() - began)

    def close(self) -> None:
        self._connection.close()


def _part(taken: list[float], share: float) -> float:
    ordered = sorted(taken)
    return 1_000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


class Complaints:
    """What a server says on its standard error, read as it comes: a full pipe would hold it up."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._lines: list[str] = []
        self._thread = threading.Thread(target=self._run, args=(process,), daemon=True)
        self._thread.start()

    def lines(self) -> list[str]:
        """The last fifty lines; call it when the server has ended."""
        self._thread.join(timeout=10)
        return self._lines[-50:]

    def _run(self, process: subprocess.Popen[str]) -> None:
        assert process.stderr is not None
        with suppress(ValueError):  # closed by whoever ended the server
            self._lines.extend(process.stderr)
