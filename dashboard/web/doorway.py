"""What the server refuses before the application hears of it: bodies too large for who sends them where."""

from __future__ import annotations

import copy
import io
from collections.abc import Iterable
from functools import partial
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer
from waitress.task import ErrorTask, WSGITask

from dashboard.limits import cap
from dashboard.web.security import HEADERS
from dashboard.web.uploads import UPLOAD

_ANY = "/healthz"  # a route that costs nothing, and that is shown to those alone who are let in
_POLICY = "default-src 'none'; frame-ancestors 'none'"


class _Request(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """A request whose body may be as large as is taken from its sender; waitress itself would hold any that ends."""

    def __init__(self, channel: _Channel, adjustments: Any) -> None:
        super().__init__(adjustments)
        self.adj: Any = adjustments
        self._channel = channel

    def parse_header(self, header_plus: bytes) -> None:
        """Reads the head of the request; what comes behind it is then measured."""
        super().parse_header(header_plus)
        if self.content_length or self.chunked:
            self.adj = copy.copy(self.adj)
            self.adj.max_request_body_size = 1 + (  # from which on it is refused
                cap("upload_bytes") if self.path == UPLOAD and self._is_let_in() else cap("request_bytes")
            )

    def _is_let_in(self) -> bool:
        """Asks the application, which knows who has signed in, by a request with the same head and no body."""
        environ = WSGITask(self._channel, self).get_environment()
        environ |= {"REQUEST_METHOD": "GET", "PATH_INFO": _ANY, "CONTENT_LENGTH": "0", "wsgi.input": io.BytesIO()}
        said: list[str] = []

        def begin(status: str, *_: object) -> Any:
            said.append(status)

        answer: Iterable[bytes] = self._channel.server.application(environ, begin)
        close = getattr(answer, "close", None)
        if close:
            close()
        return bool(said) and said[0].startswith("200")


class _Refusal(ErrorTask):  # type: ignore[misc]  # waitress has no types
    """An error page of waitress's own, with the headers that all our answers carry."""

    def execute(self) -> None:
        """Writes it."""
        self.response_headers += [*HEADERS.items(), ("Content-Security-Policy", _POLICY), ("Cache-Control", "no-store")]
        super().execute()


class _Channel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    error_task_class = _Refusal

    def __init__(self, *given: Any, **named: Any) -> None:
        self.parser_class = partial(_Request, self)
        super().__init__(*given, **named)


def watch_door(sockets: dict[int, Any]) -> None:
    """Makes the listeners among waitress's sockets measure bodies and mark refusals as ours."""
    for listener in sockets.values():
        if isinstance(listener, BaseWSGIServer):
            listener.channel_class = _Channel
