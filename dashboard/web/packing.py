"""Compresses answers, and each of the libraries' scripts once only."""

from __future__ import annotations

from flask import Flask, Request
from flask_compress import Compress

_LIBRARIES = "/_dash-component-suites/"  # fixed for as long as the server runs; Plotly's alone is 5 MB


class PackedScripts:
    """Compressed scripts by their key; whatever has no key is not kept."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """The compressed content, or None."""
        return self._packed.get(key)

    def set(self, key: str, content: bytes) -> None:
        """Keeps the compressed content of a script; `key` is the algorithm, a semicolon, and the key of `script_of`."""
        if not key.endswith(";"):
            self._packed[key] = content


def script_of(request: Request) -> str:
    """The path of a library's script, which is its key; empty for every other request."""
    known = request.method == "GET" and request.path.startswith(_LIBRARIES)
    return request.path if known else ""


def pack(server: Flask) -> None:
    """Compresses what the server answers, where the browser takes it so."""
    server.config["COMPRESS_CACHE_BACKEND"] = PackedScripts
    server.config["COMPRESS_CACHE_KEY"] = script_of
    Compress(server)
