"""Lets one request at a time go to a host, with a pause after each."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from dashboard.limits import cap
from dashboard.sources.exchange import StoppedError
from dashboard.watch.clock import Clock


class Hosts:
    """Turns to ask hosts. May be used from several threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._next: dict[str, datetime] = {}
        self._pauses: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Waits until this host may be asked, and holds all others back meanwhile. Raises StoppedError at the end."""
        with self._lock:
            lock = self._locks.setdefault(host, threading.Lock())
        with lock:
            while (wait := self._wait(host)) > 0:
                if self._clock.wait(wait):
                    break
            if self._clock.stopped:
                raise StoppedError("stopped")
            try:
                yield
            finally:
                pause = self._pauses.get(host, cap("host_pause_seconds"))
                self._next[host] = self._clock.now() + timedelta(seconds=pause)

    def slow_down(self, host: str, seconds: float) -> None:
        """Takes the pause that a host asks for, up to the limit `host_pause_most`; never a shorter one than ours."""
        pause = min(max(seconds, cap("host_pause_seconds")), cap("host_pause_most"))
        self._pauses[host] = pause
        self._next[host] = self._clock.now() + timedelta(seconds=pause)

    def _wait(self, host: str) -> float:
        following = self._next.get(host)
        return 0.0 if following is None else (following - self._clock.now()).total_seconds()
