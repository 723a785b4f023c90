"""What every answer of the dashboard carries and every request must fulfil: headers, hosts, sizes."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from dash import Dash
from flask import Response, abort, request

from dashboard.limits import cap


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own: localhost, 127.0.0.0/8 or ::1."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def protect(app: Dash) -> None:
    """Adds the checks and headers to an application; call it after all callbacks are registered.

    A request for another host is refused with 400, so that a foreign page cannot reach the dashboard through a name
    that it points at this machine. A state-changing request from another origin is refused with 403.
    """
    server = app.server
    server.config["MAX_CONTENT_LENGTH"] = cap("request_bytes")
    scripts = " ".join(("'self'", *app.csp_hashes()))
    policy = "; ".join(
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

    def refuse_strangers() -> None:
        host = urlsplit(f"//{request.host}").hostname or ""
        if not is_loopback(host):
            abort(400, description="This dashboard answers only on this machine's own address.")
        origin = request.headers.get("Origin")
        if origin and request.method not in ("GET", "HEAD") and urlsplit(origin).netloc != request.host:
            abort(403, description="Requests from other origins are refused.")

    def add_headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        return response

    server.before_request(refuse_strangers)
    server.after_request(add_headers)
