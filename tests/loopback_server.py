"""An HTTP server on loopback whose answers a test sets, and which notes what it was asked."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_TAKES = 0.005  # seconds that each answer takes, so that questions asked at the same time are seen to be


@dataclass(frozen=True)
class Says:
    """One answer: status, headers and body; `raw` instead writes bytes to the wire by itself."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: Callable[[Callable[[bytes], None]], None] | None = None


@dataclass(frozen=True)
class Asked:
    path: str
    headers: Mapping[str, str]


@dataclass
class Server:
    """`says` maps paths to answers or to functions of the request; what is not there answers 404."""

    port: int
    scheme: str = "http"
    says: dict[str, Says | Callable[[Asked], Says]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    most_at_once: int = 0
    _now: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def count(self, path: str) -> int:
        return sum(asked.path == path for asked in self.asked)

    @contextmanager
    def noted(self, asked: Asked) -> Iterator[None]:
        with self._lock:
            self.asked.append(asked)
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
        try:
            yield
        finally:
            with self._lock:
                self._now -= 1


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = Asked(self.path, {name.lower(): value for name, value in self.headers.items()})
            with server.noted(asked):  # ends before the answer is written: who has it may ask again at once
                found = server.says.get(self.path, Says(404))
                says = found if isinstance(found, Says) else found(asked)
                time.sleep(_TAKES)
            with suppress(OSError):  # the client may hang up on what is too slow or too large
                self.answer(says)

        def answer(self, says: Says) -> None:
            if says.raw is not None:
                says.raw(self.wfile.write)
                return
            self.send_response(says.status)
            for name, value in {"Content-Length": str(len(says.body)), **says.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(says.body)

        def log_message(self, *_: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:  # a handshake that the client refuses
            pass

    httpd = Quiet(("127.0.0.1", 0), Handler)
    if context is not None:
        httpd.socket = context.wrap_socket(httpd.socket, server_side=True, do_handshake_on_connect=False)
    server = Server(httpd.server_address[1], "http" if context is None else "https")
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        httpd.shutdown()
        httpd.server_close()
