"""One HTTP exchange with one numeric address that was checked before, within a deadline."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse
from urllib3.util import Url

_CHUNK = 1 << 16


class FetchError(Exception):
    """Something that could not be fetched; the message says why in plain words.

    `temporary` says whether asking again later may help.
    """

    def __init__(self, message: str, *, temporary: bool = False) -> None:
        super().__init__(message)
        self.temporary = temporary


class NoConnectionError(FetchError):
    """Nothing answers at this address; another one of the same name may."""


class StoppedError(FetchError):
    """The program is ending: nothing is wrong with the server."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What one server answered: status, headers by lower-case name, and the decoded body (b"" unless 2xx)."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Deadline:
    """The moment after which an exchange is given up, `seconds` from now."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left. Raises TimeoutError where there are none."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class Lines:
    """The connections that are open now, so that a program that ends can cut them off."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self.stopped = False

    @contextmanager
    def held(self, line: socket.socket) -> Iterator[None]:
        """Keeps a connection among the open ones. Raises StoppedError once they were cut off."""
        with self._lock:
            if self.stopped:
                raise StoppedError("stopped")
            self._open.add(line)
        try:
            yield
        finally:
            with self._lock:
                self._open.discard(line)

    def stop(self) -> None:
        """Cuts off all connections, and those that come."""
        with self._lock:
            self.stopped = True
            for line in self._open:
                cut(line)


def cut(line: socket.socket) -> None:
    """Ends a connection while another thread reads from it: that one sees the end of the data."""
    with suppress(OSError):  # it was closed already
        # A TLS socket's own shutdown would take its state away from under the other thread.
        socket.socket.shutdown(line, socket.SHUT_RDWR)


def exchange(
    url: Url,
    address: str,
    headers: Mapping[str, str],
    *,
    deadline: Deadline,
    most: int,
    patience: float,
    check: Callable[[Mapping[str, str]], None],
    lines: Lines,
) -> Reply:
    """Asks for a URL (http or https) at one numeric address, and nowhere else: no name is looked up here.

    `check` sees the headers of a 2xx answer before its body is read, and may raise FetchError. `most` is how many
    decoded bytes are taken; `patience` how many seconds to wait for a connection, within the deadline. Raises
    FetchError for what goes wrong, NoConnectionError before anything was asked, and TimeoutError after the deadline,
    however slowly the other side drips its bytes.
    """
    assert url.host  # noqa: S101  the caller has checked it
    plain = socket.socket(socket.AF_INET6 if ip_address(address).version == 6 else socket.AF_INET)
    try:
        with lines.held(plain):
            _connect(plain, (address, url.port or (443 if url.scheme == "https" else 80)), deadline, patience)
        if url.scheme != "https":
            return _talk(plain, url, headers, deadline=deadline, most=most, check=check, lines=lines)
        context = trusting_context()
        with context.wrap_socket(plain, server_hostname=url.host.strip("[]"), do_handshake_on_connect=False) as line:
            line.settimeout(deadline.left())  # over the whole handshake
            with lines.held(line):
                line.do_handshake()
            return _talk(line, url, headers, deadline=deadline, most=most, check=check, lines=lines)
    except FetchError:
        if lines.stopped:
            raise StoppedError("stopped") from None
        raise
    except (OSError, HTTPError, http.client.HTTPException, ValueError) as error:
        if lines.stopped:
            raise StoppedError("stopped") from None
        deadline.left()  # a connection that was cut off looks like a broken one
        if isinstance(error, TimeoutError):
            raise
        raise FetchError(_in_words(error), temporary=True) from error
    finally:
        plain.close()


def trusting_context() -> ssl.SSLContext:
    """What checks a server's certificate: the system's authorities, or certifi's where the system names none."""
    paths = ssl.get_default_verify_paths()
    if paths.cafile or (paths.capath and any(Path(paths.capath).iterdir())):
        return ssl.create_default_context()
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:  # Windows has its own store
        import certifi  # noqa: PLC0415  only where it is needed

        context.load_verify_locations(certifi.where())
    return context


def _connect(line: socket.socket, place: tuple[str, int], deadline: Deadline, patience: float) -> None:
    line.settimeout(min(deadline.left(), patience))
    try:
        line.connect(place)
    except OSError as error:
        deadline.left()
        reason = "the server does not answer" if isinstance(error, TimeoutError) else _in_words(error)
        raise NoConnectionError(reason, temporary=True) from None


def _talk(
    line: socket.socket,
    url: Url,
    headers: Mapping[str, str],
    *,
    deadline: Deadline,
    most: int,
    check: Callable[[Mapping[str, str]], None],
    lines: Lines,
) -> Reply:
    connection = HTTPConnection(url.host or "", timeout=deadline.left())
    connection.sock = line  # so that it makes no connection of its own
    # The timeout counts for each piece that is read; a server that drips is cut off by the clock.
    alarm = threading.Timer(deadline.left(), cut, (line,))
    alarm.daemon = True
    alarm.start()
    try:
        with lines.held(line):
            given = {"Host": url.netloc or "", "Accept-Encoding": "gzip, deflate", "Connection": "close", **headers}
            connection.request("GET", url.request_uri, headers=given, preload_content=False)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.headers.items()}
            body = b""
            if 200 <= response.status < 300:
                check(found)
                body = _body(response, most)
            deadline.left()  # a body that was cut off may look like a whole one
            return Reply(response.status, found, body)
    finally:
        alarm.cancel()
        connection.close()


def _body(response: HTTPResponse, most: int) -> bytes:
    # A length that is a lie is found out below; one beyond the limit saves the reading.
    declared = response.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared) > most:
        raise _too_large(most)
    data = bytearray()
    for piece in response.stream(_CHUNK, decode_content=True):
        data += piece
        if len(data) > most:
            raise _too_large(most)
    return bytes(data)


def _too_large(most: int) -> FetchError:
    size = f"{most / 1_000_000:g} MB" if most >= 1_000_000 else f"{most:,} bytes"
    return FetchError(f"it is larger than {size}")


def _in_words(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate cannot be trusted: {error.verify_message}"
    if isinstance(error, ssl.SSLError):
        return f"no secure connection could be made ({error.reason or error})"
    if isinstance(error, ConnectionRefusedError):
        return "the server refused the connection"
    if isinstance(error, http.client.RemoteDisconnected | ConnectionError):
        return "the server broke off the connection"
    if isinstance(error, OSError) and error.strerror:
        return f"no connection could be made: {error.strerror}"
    return "the answer is broken off or no HTTP"
