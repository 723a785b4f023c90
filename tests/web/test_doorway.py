"""What a real server refuses at its door, before it has taken in the body, and how many it serves at a time."""

from __future__ import annotations

import http.client
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dashboard import open_store
from dashboard.limits import cap
from dashboard.web.access import passwords
from dashboard.web.security import HEADERS

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "browser"))
from serving import start, stop

SECRET = "a long enough password"  # noqa: S105 of no server
MIB = 1 << 20


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    folder = tmp_path_factory.mktemp("door")
    passwords.keep(folder / "password", SECRET)
    open_store(folder / "s.db").close()
    process, address = start("serve", "--store", str(folder / "s.db"), "--auth", str(folder / "password"))
    yield str(urlsplit(address).hostname), int(urlsplit(address).port or 0)
    stop(process)


@pytest.fixture(scope="module")
def cookie(place: tuple[str, int]) -> str:
    with closing(http.client.HTTPConnection(*place, timeout=20)) as connection:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/login", "password=a+long+enough+password&after=/", form)
        answer = connection.getresponse()
        assert answer.status == 303
        return answer.headers["Set-Cookie"].split(";")[0]


def said(place: tuple[str, int], head: str, body: bytes = b"") -> http.client.HTTPResponse:
    """The answer to a request whose body never comes whole; no answer within seconds fails."""
    with closing(socket.create_connection(place, timeout=20)) as connection:
        connection.sendall(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        answer.read()
        return answer


@pytest.mark.parametrize("path", ["/add/files?name=a.txt", "/_dash-update-component", "/login", "/", "/add/files/"])
def test_a_strangers_body_is_refused_by_its_head(place: tuple[str, int], path: str) -> None:
    for forged in ("", "\nCookie: worldtone=x", "\nCookie: worldtone=eyJpZCI6ImEifQ.x.y\nX-User: eve"):
        head = f"POST {path} HTTP/1.1\nHost: localhost\nContent-Length: {cap('request_bytes') + 1}{forged}"
        answer = said(place, head)
        assert answer.status == 413
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert HEADERS.items() <= dict(answer.headers).items()


def test_a_strangers_body_of_unknown_length_ends_too(place: tuple[str, int]) -> None:
    head = "POST /add/files?name=a.txt HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked"
    assert said(place, head, (b"10000\r\n" + bytes(65_536) + b"\r\n") * 17).status == 413


def test_what_is_small_enough_reaches_the_application(place: tuple[str, int]) -> None:
    for size in (0, 1, cap("request_bytes")):
        head = f"POST /add/files?name=a.txt HTTP/1.1\nHost: localhost\nContent-Length: {size}\nConnection: close"
        assert said(place, head, bytes(size)).status == 401


def test_who_has_signed_in_sends_files_up_to_the_cap(place: tuple[str, int], cookie: str) -> None:
    signed = f"HTTP/1.1\nHost: localhost\nConnection: close\nCookie: {cookie}"
    size = 3 * MIB
    assert said(place, f"POST /add/files?name=a.txt {signed}\nContent-Length: {size}", b"x" * size).status == 200
    too_large = f"\nContent-Length: {cap('upload_bytes') + 1}"
    assert said(place, f"POST /add/files?name=a.txt {signed}{too_large}").status == 413
    assert said(place, f"POST /_dash-update-component {signed}\nContent-Length: {size}").status == 413


@pytest.mark.parametrize(
    "head",
    [
        "nonsense",
        "GET / HTTP/1.1\nHost localhost",
        "POST / HTTP/1.1\nHost: localhost\nContent-Length: -1",
        "POST / HTTP/1.1\nHost: localhost\nTransfer-Encoding: gzip",
        f"GET / HTTP/1.1\nX: {'x' * 300_000}",
    ],
)
def test_what_is_no_request_is_refused_with_our_headers(place: tuple[str, int], head: str) -> None:
    answer = said(place, head)
    assert answer.status in (400, 431, 501)
    assert HEADERS.items() <= dict(answer.headers).items()
    assert answer.headers["Content-Type"].startswith("text/plain")


def test_many_readers_with_open_connections_hold_nobody_up(place: tuple[str, int]) -> None:
    with ExitStack() as stack:
        for _ in range(250):  # some forty browsers
            stack.enter_context(closing(socket.create_connection(place, timeout=20)))
        assert said(place, "GET /healthz HTTP/1.1\nHost: localhost\nConnection: close").status == 401
