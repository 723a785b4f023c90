"""Sessions of readers who gave the password: a signed cookie in the browser, the list of those that hold here."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from flask import Flask, request, session
from flask.sessions import SecureCookieSessionInterface

from dashboard.limits import cap

_KEY = "id"


class _Cookies(SecureCookieSessionInterface):
    """Flask's signed cookies; Secure whenever the reader came over TLS."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure

    def get_cookie_name(self, app: Flask) -> str:
        # Browsers hold a name that begins like this to Secure, to this host and to the whole site.
        return "__Host-worldtone" if request.is_secure else "worldtone"


class Sessions:
    """Begins, knows and ends sessions; may be used from several threads.

    The key that signs is made anew at each start and kept nowhere, so a restart ends all sessions. `clock` tells
    seconds and never goes back.
    """

    def __init__(self, server: Flask, clock: Callable[[], float] = time.monotonic) -> None:
        server.secret_key = secrets.token_bytes(32)
        server.session_interface = _Cookies()
        server.config["SESSION_COOKIE_HTTPONLY"] = True
        server.config["SESSION_COOKIE_SAMESITE"] = "Lax"  # a link in a letter opens the dashboard, a form cannot post
        server.config["SESSION_REFRESH_EACH_REQUEST"] = False
        server.config["PERMANENT_SESSION_LIFETIME"] = timedelta(hours=cap("session_hours"))
        self._clock = clock
        self._lock = threading.Lock()
        self._began: dict[str, float] = {}

    def begin(self) -> None:
        """Begins a session for the reader of the present request, under a name that nobody held before."""
        name = secrets.token_urlsafe(24)
        session.clear()
        session.permanent = True
        session[_KEY] = name
        with self._lock:
            self._began[name] = self._clock()
            while len(self._began) > cap("sessions_held"):
                del self._began[next(iter(self._began))]

    def holds(self) -> bool:
        """Whether the reader of the present request has a session that began here, lately, and was not ended."""
        name = session.get(_KEY)
        with self._lock:
            began = self._began.get(name) if isinstance(name, str) else None
        return began is not None and self._clock() - began < 3600 * cap("session_hours")

    def end(self) -> None:
        """Ends the session of the present request, for every copy of its cookie."""
        name = session.get(_KEY)
        session.clear()
        with self._lock:
            if isinstance(name, str):
                self._began.pop(name, None)
