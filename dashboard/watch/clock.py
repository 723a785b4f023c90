"""The time that watching goes by, and its end."""

from __future__ import annotations

import threading
from datetime import UTC, datetime


class Clock:
    """The system's clock. `stop` wakes all who wait; tests put another in its place."""

    def __init__(self) -> None:
        self._stopped = threading.Event()

    @property
    def stopped(self) -> bool:
        """Whether watching is to end."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """Ends the watching: all waits are over."""
        self._stopped.set()

    def now(self) -> datetime:
        """This moment, UTC."""
        return datetime.now(UTC)

    def wait(self, seconds: float) -> bool:
        """Waits that long; True at once where the watching ends."""
        return self._stopped.wait(seconds)
