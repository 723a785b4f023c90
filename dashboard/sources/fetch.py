"""Fetches from the public web, guarded: what is asked for may be anybody's address."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from dashboard.limits import cap
from dashboard.sources.addresses import Network, usable
from dashboard.sources.exchange import Deadline, FetchError, Lines, NoConnectionError, Reply, exchange

AGENT = "Worldtone"  # what a robots.txt may call us

# Feeds come under many names, and what they are is seen when they are read; pictures and archives are none.
FEED = re.compile(
    r"|(?:application|text)/(?:[\w.-]+\+)?(?:xml|json|rss|atom)|text/(?:plain|html)|application/octet-stream"
)
PAGE = re.compile(r"text/html|application/xhtml\+xml")
TEXT = re.compile(r"|text/[\w.+-]+")

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_FOR_GOOD = frozenset((301, 308))

Resolve = Callable[[str], list[str]]
Turn = Callable[[str], AbstractContextManager[object]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered, after redirects: status, headers by lower-case name, decoded body (b"" unless 2xx).

    `url` is the address that answered; `moved` the one to which the first was moved for good, "" where it was not.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str
    moved: str = ""


class Fetcher:
    """Asks servers on the public web. May be used from several threads.

    Only http and https, no credentials in addresses, no proxies from the environment; certificates are always
    checked. A name is looked up once for each request, and the connection goes to the very number that was found
    public (or lies in the `allowed` networks): so it is on every redirect. The limits `fetch_…` hold the number of
    redirects, bytes and seconds; `seconds` stands in for that of time. `resolve` looks up a name; `turn` gives a
    context in which one host is asked, and may wait before: its waiting does not count as time.
    """

    def __init__(
        self,
        allowed: Iterable[Network] = (),
        *,
        resolve: Resolve | None = None,
        turn: Turn | None = None,
        seconds: float | None = None,
    ) -> None:
        self._allowed = tuple(allowed)
        self._resolve = resolve or addresses_of
        self._turn = turn or (lambda _: nullcontext())
        self._seconds = cap("fetch_seconds") if seconds is None else seconds
        self._lines = Lines()

    def stop(self) -> None:
        """Cuts off what is being fetched, in whichever thread; it and all that follows raises StoppedError."""
        self._lines.stop()

    def get(
        self,
        url: str,
        kinds: re.Pattern[str],
        headers: Mapping[str, str] = MappingProxyType({}),
        *,
        limit: str = "fetch_bytes",
        before: Callable[[str], None] | None = None,
    ) -> Answer:
        """What the address answers, whatever its status, redirects followed.

        `kinds` matches the content types that are taken (FEED, PAGE, TEXT); `limit` names the limit of bytes;
        `before` is told each address before it is asked, and may raise FetchError.
        Raises FetchError: for an address that may not be asked, no answer, too many redirects, too much, too slow, or
        another content type.
        """
        left, moved, for_good = self._seconds, "", True
        for _ in range(cap("fetch_redirects") + 1):
            target = checked(url)
            if before is not None:
                before(url)
            try:
                with self._turn(target.host or ""):
                    started = time.monotonic()
                    reply = self._ask(target, kinds, headers, Deadline(left), cap(limit))
                    left -= time.monotonic() - started
            except TimeoutError:
                raise FetchError(f"it took longer than {self._seconds:g} seconds", temporary=True) from None
            place = reply.headers.get("location", "").strip()
            if reply.status not in _REDIRECTS or not place:
                return Answer(reply.status, reply.headers, reply.body, url, moved)
            following = urljoin(url, place).partition("#")[0]
            # What a thief of one unprotected answer says must not last; nor does the step from https to http.
            for_good = for_good and reply.status in _FOR_GOOD and not (_secure(url) and not _secure(following))
            moved = following if for_good else moved
            url = following
        raise FetchError(f"it redirects more than {cap('fetch_redirects')} times", temporary=True)

    def _ask(
        self, target: Url, kinds: re.Pattern[str], headers: Mapping[str, str], deadline: Deadline, most: int
    ) -> Reply:
        host = (target.host or "").strip("[]")
        good, refused = usable(_in_time(self._resolve, host, deadline), self._allowed)
        if not good:
            if refused:
                raise FetchError(f"{host} is not on the public internet ({refused} address)")
            raise FetchError(f"there is no address for the name {host}", temporary=True)

        def check(found: Mapping[str, str]) -> None:
            kind = found.get("content-type", "").partition(";")[0].strip().lower()
            if not kinds.fullmatch(kind):
                raise FetchError(f"its content type {kind[:80]!r} is not one that is read here")

        given = {"User-Agent": f"{AGENT} (news feed reader)", "Accept": "*/*", **headers}
        good = good[: cap("fetch_addresses")]
        while True:
            address, *good = good
            try:
                return exchange(
                    target,
                    address,
                    given,
                    deadline=deadline,
                    most=most,
                    patience=deadline.left() / (1 + len(good)),
                    check=check,
                    lines=self._lines,
                )
            except NoConnectionError:
                if not good:
                    raise


def checked(url: str) -> Url:
    """The parts of an address that may be asked. Raises FetchError, in words, for any other."""
    if len(url) > cap("url_chars"):
        raise FetchError(f"the address is longer than {cap('url_chars'):,} characters")
    try:
        parts = parse_url(url.strip())
    except (LocationParseError, ValueError):
        raise FetchError("this is not a web address") from None
    if parts.scheme not in ("http", "https"):
        raise FetchError("only addresses that begin with http:// or https:// are fetched")
    if not parts.host or parts.port == 0 or "%" in parts.host:
        raise FetchError("this is not a web address")
    if parts.auth is not None:
        raise FetchError("an address with a user name or password in it is not fetched")
    return parts


def addresses_of(host: str) -> list[str]:
    """The numeric addresses of a name, those first that the system prefers. Raises OSError where it has none."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def _in_time(resolve: Resolve, host: str, deadline: Deadline) -> list[str]:
    """Looks up a name beside this thread: the system's own look-up knows no deadline."""
    found: list[str] = []

    def look() -> None:
        try:
            found.extend(resolve(host))
        except (OSError, UnicodeError):  # no such name, or none that can be
            return

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    thread.join(deadline.left())
    if thread.is_alive():
        raise TimeoutError
    return found


def _secure(url: str) -> bool:
    return url.lower().startswith("https:")
