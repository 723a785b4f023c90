"""What a site's robots.txt allows (RFC 9309)."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from protego import Protego

from dashboard.limits import cap
from dashboard.sources.exchange import FetchError, StoppedError
from dashboard.sources.fetch import AGENT, TEXT, Fetcher, checked
from dashboard.watch.clock import Clock
from dashboard.watch.hosts import Hosts


@dataclass(frozen=True, slots=True)
class _Rules:
    """A site's rules until a moment; none where everything is allowed, `fault` where they could not be had."""

    until: datetime
    rules: Protego | None = None
    fault: str = ""
    temporary: bool = True


class Robots:
    """The rules of all sites that were asked, held for the hours of the limit `robots_hours`."""

    def __init__(self, fetcher: Fetcher, hosts: Hosts, clock: Clock) -> None:
        self._fetcher = fetcher
        self._hosts = hosts
        self._clock = clock
        self._lock = threading.Lock()
        self._known: dict[str, _Rules] = {}
        self._asking: dict[str, threading.Lock] = {}

    def require(self, url: str) -> None:
        """Raises FetchError where the site forbids this address; a temporary one where its rules cannot be had now.

        A site without the file forbids nothing; one that fails to give it may not be asked for the time being.
        """
        parts = checked(url)
        site = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            asking = self._asking.setdefault(site, threading.Lock())
        with asking:  # whoever comes meanwhile waits for the answer, and does not ask too
            known = self._known.get(site)
            if known is None or known.until <= self._clock.now():
                known = self._known[site] = self._ask(site, parts.host or "")
        if known.fault:
            raise FetchError(f"the site's robots.txt cannot be read: {known.fault}", temporary=known.temporary)
        if known.rules is not None and not known.rules.can_fetch(url, AGENT):
            raise FetchError("the site's robots.txt does not allow it")

    def _ask(self, site: str, host: str) -> _Rules:
        later = self._clock.now() + timedelta(hours=cap("robots_hours"))
        soon = self._clock.now() + timedelta(minutes=cap("robots_retry_minutes"))
        try:
            answer = self._fetcher.get(f"{site}/robots.txt", TEXT, limit="robots_bytes")
        except StoppedError:
            raise
        except FetchError as error:
            until = soon if error.temporary else later
            return _Rules(until, fault=str(error), temporary=error.temporary)
        if answer.status >= 500 or answer.status == 429:
            return _Rules(soon, fault=f"the server answered {answer.status}")
        if not 200 <= answer.status < 300:
            return _Rules(later)
        rules = Protego.parse(answer.body.decode("utf-8", "replace"))
        if delay := rules.crawl_delay(AGENT):
            self._hosts.slow_down(host, float(delay))
        return _Rules(later, rules)
