"""Stands before every route: lets readers in who have signed in, and shows the others the way."""

from __future__ import annotations

import threading
from urllib.parse import urlsplit

from flask import Flask, Response, make_response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from dashboard.limits import cap
from dashboard.web.access.login_page import login_page, logout_page, stranger_page
from dashboard.web.access.passwords import fits
from dashboard.web.access.proxied import MARK
from dashboard.web.access.sessions import Sessions
from dashboard.web.access.terms import Access
from dashboard.web.access.throttle import Throttle

LOGIN, LOGOUT = "/login", "/logout"
# A form's page must tell its own origin where it comes from; to others this policy tells as little as `no-referrer`.
_FORM = {"Referrer-Policy": "same-origin", "Cache-Control": "no-store"}
_BUSY_SECONDS = 3


def guard(server: Flask, access: Access) -> None:
    """Demands of every request what `access` demands; call it after the host has been checked. Else does nothing."""
    if access.header:
        _guard_by_header(server, access)
    elif access.password:
        _guard_by_password(server, access)


def _guard_by_header(server: Flask, access: Access) -> None:
    def demand() -> AnyResponse | None:
        if request.environ.get(MARK) and request.headers.get(access.header, "").strip():
            return None
        return _refused(stranger_page())

    server.before_request(demand)
    _keep_private(server)


def _guard_by_password(server: Flask, access: Access) -> None:
    sessions, throttle, checking = Sessions(server), Throttle(), threading.Lock()

    def demand() -> AnyResponse | None:
        if request.path == LOGIN or sessions.holds():
            return None
        after = request.full_path.rstrip("?") if request.method == "GET" else "/"
        return _refused(login_page(after))

    def login() -> AnyResponse:
        request.max_content_length = cap("login_bytes")
        if request.method != "POST":
            return redirect("/") if sessions.holds() else _form(login_page("/"), 200)
        after = local_path(request.form.get("after", ""))
        wait = throttle.take(request.remote_addr)
        if wait:
            minutes = -(-wait // 60)
            return _form(
                login_page(
                    after, f"Too many tries. Wait {minutes} minute{'s' if minutes > 1 else ''}, then try again."
                ),
                429,
                {"Retry-After": str(wait)},
            )
        # One at a time: each takes 32 MiB and a tenth of a second, which a crowd of guessers must not multiply.
        if not checking.acquire(timeout=_BUSY_SECONDS):
            return _form(login_page(after, "Busy. Try again in a moment."), 429, {"Retry-After": str(_BUSY_SECONDS)})
        try:
            right = fits(request.form.get("password", ""), access.password)
        finally:
            checking.release()
        if not right:
            return _form(login_page(after, "That is not the password."), 401)
        throttle.forget(request.remote_addr)
        sessions.begin()
        return redirect(after, 303)

    def logout() -> AnyResponse:
        if request.method != "POST":
            return _form(logout_page(), 200)
        sessions.end()
        return redirect(LOGIN, 303)

    server.before_request(demand)
    server.add_url_rule(LOGIN, "login", login, methods=["GET", "POST"])
    server.add_url_rule(LOGOUT, "logout", logout, methods=["GET", "POST"])
    _keep_private(server)


def local_path(text: str) -> str:
    """The text where it is a path on this site; the start page for anything that could lead elsewhere."""
    plain = text.isprintable() and text.startswith("/") and not text.startswith(("//", "/\\"))
    try:
        parts = urlsplit(text)
    except ValueError:
        return "/"
    here = plain and not parts.scheme and not parts.netloc and parts.path not in (LOGIN, LOGOUT)
    return text if here and len(text) <= cap("query_chars") else "/"


def _refused(page: str) -> Response:
    """The way in where a person asks for a page; a word where a program or a script asks."""
    if (
        request.method == "GET"
        and request.accept_mimetypes.accept_html
        and "text/html" in str(request.accept_mimetypes)
    ):
        return _form(page, 401)
    response = make_response("Sign in first.\n", 401, {"Cache-Control": "no-store"})
    response.mimetype = "text/plain"
    return response


def _form(page: str, status: int, headers: dict[str, str] | None = None) -> Response:
    return make_response(page, status, _FORM | (headers or {}))


def _keep_private(server: Flask) -> None:
    """What was shown to a reader stays in no cache, except the scripts and styles that are the same for everyone."""

    def keep(response: Response) -> Response:
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response

    server.after_request(keep)
