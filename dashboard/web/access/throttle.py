"""Slows down those who guess passwords."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections.abc import Callable

from dashboard.limits import cap


class Throttle:
    """Counts failed tries per address; may be used from several threads.

    An address has `login_tries` tries in `login_minutes`; one more is refused until the oldest is that long ago.
    IPv6 addresses count by their network, for whoever has one has 2^64. `clock` tells seconds and never goes back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failed: dict[str, list[float]] = {}

    def take(self, address: str | None) -> int:
        """Takes one of the address's tries: 0, or the seconds to wait where none is left. A success gives it back."""
        place, now = _network(address), self._clock()
        oldest = now - 60 * cap("login_minutes")
        with self._lock:
            times = [moment for moment in self._failed.pop(place, []) if moment > oldest]
            self._failed[place] = times  # the last of all, so that the first is the one longest quiet
            if len(self._failed) > cap("login_addresses"):
                del self._failed[next(iter(self._failed))]
            if len(times) >= cap("login_tries"):
                return int(times[0] - oldest) + 1
            times.append(now)
            return 0

    def forget(self, address: str | None) -> None:
        """Gives an address all its tries back, after the right password."""
        with self._lock:
            self._failed.pop(_network(address), None)


def _network(address: str | None) -> str:
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return ""  # all without an address together
    if isinstance(found, ipaddress.IPv6Address):
        return str(found.ipv4_mapped or ipaddress.ip_network((int(found) >> 64 << 64, 64)))
    return str(found)
