"""Believes a proxy, and nobody else, about who asked and how."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.web.access.terms import AccessError, address

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MARK = "worldtone.from_proxy"


class FromProxy:
    """Marks requests from the proxy's address; their X-Forwarded-For and -Proto then name the reader and the scheme.

    From other addresses these headers are not looked at.
    """

    def __init__(self, application: WSGIApplication, proxy: str) -> None:
        self._direct = application
        self._behind = ProxyFix(application, x_for=1, x_proto=1)
        self._proxy = proxy

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answers a request as WSGI asks."""
        came = _came_from(environ.get("REMOTE_ADDR", ""))
        environ[MARK] = bool(self._proxy) and came == self._proxy
        return (self._behind if environ[MARK] else self._direct)(environ, start_response)


def _came_from(peer: str) -> str:
    try:
        return address(peer)
    except AccessError:
        return ""
