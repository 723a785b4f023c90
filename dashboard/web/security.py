"""What every answer of the dashboard carries and every request must fulfil: headers, hosts, origins, sizes."""

from __future__ import annotations

from urllib.parse import urlsplit

from dash import Dash
from flask import Response, abort, request

from dashboard.limits import cap
from dashboard.web.access import Access
from dashboard.web.access.guard import guard
from dashboard.web.calls import wrong_call

_CALLS = "/_dash-update-component"
_SAFE = ("GET", "HEAD", "OPTIONS")
# What every answer carries, refusals too, beside the policy of its page.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def protect(app: Dash, access: Access) -> None:
    """Adds the checks and headers to an application; call it after all callbacks are registered.

    A request for another host is refused with 400, so that a foreign page cannot reach the dashboard through a name
    that it points at this machine; a call that no page of ours makes, too. A state-changing request from another
    origin is refused with 403, and with 401 whoever has not shown what `access` demands.
    """
    server = app.server
    server.config["MAX_CONTENT_LENGTH"] = cap("request_bytes")
    policy = _policy(app)

    def refuse_strangers() -> None:
        if not access.answers_to(_host(f"//{request.host}")):
            abort(400, description="This dashboard does not answer to that name.")
        if request.method not in _SAFE and _is_from_elsewhere():
            abort(403, description="Requests from other origins are refused.")

    def refuse_wrong_calls() -> None:
        if request.path == _CALLS and request.method == "POST":
            problem = wrong_call(request, app.callback_map)
            if problem:
                abort(400, description=problem)

    def add_headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    server.before_request(refuse_strangers)
    guard(server, access)
    server.before_request(refuse_wrong_calls)
    server.after_request(add_headers)


def _policy(app: Dash) -> str:
    scripts = " ".join(("'self'", *app.csp_hashes()))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",  # Mantine and Plotly set styles from scripts
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def _is_from_elsewhere() -> bool:
    """Whether the browser says that another site's page makes this request; programs say nothing of the kind."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    if not origin:
        return False
    try:
        return urlsplit(origin).netloc.lower() != request.host.lower()
    except ValueError:
        return True


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
