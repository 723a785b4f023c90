"""Who comes in: the terms, the password, sessions, the proxy, and every route there is."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import dashboard.web.app
from dashboard import open_store
from dashboard.limits import cap
from dashboard.web.access import Access, AccessError, passwords, terms
from dashboard.web.access.guard import local_path
from dashboard.web.access.proxied import FromProxy
from dashboard.web.access.throttle import Throttle
from dashboard.web.app import create_app

SECRET = "a long enough password"  # noqa: S105 of no server
HASH = passwords.hashed(SECRET)
HOME = "https://news.example"
ASSETS = Path(dashboard.web.app.__file__).parent / "assets"
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Any]:
    """A function that makes the WSGI application of a dashboard on the given terms."""
    store = open_store(tmp_path / "s.db")
    yield lambda access: create_app(store, access).server
    store.close()


@pytest.fixture
def client(served: Any) -> FlaskClient:
    client: FlaskClient = served(terms("127.0.0.1", ["news.example"], password=HASH)).test_client()
    return client


def sign_in(client: FlaskClient, password: str = SECRET, base: str = HOME, **more: Any) -> TestResponse:
    return client.post("/login", data={"password": password, "after": "/compare?c=PER"}, base_url=base, **more)


# The terms


@pytest.mark.parametrize(
    ("host", "names", "more", "says"),
    [
        ("192.0.2.7", (), {}, "--host 192.0.2.7 lets other machines in"),
        ("0.0.0.0", (), {}, "--host 0.0.0.0 lets other machines in"),
        ("::", ("localhost",), {}, "--host :: lets other machines in"),
        ("0", (), {}, "--host 0 lets other machines in"),
        ("127.0.0.1", ("news.example",), {}, "--name news.example lets other machines in"),
        ("0.0.0.0", (), {"password": HASH}, "with --name"),
        ("::", ("localhost",), {"password": HASH}, "with --name"),
        ("127.0.0.1", ("http://news.example",), {"password": HASH}, "is no host name"),
        ("127.0.0.1", ("news.example:80",), {"password": HASH}, "is no host name"),
        ("", (), {}, "is no host name"),
        ("192.0.2.7", (), {"header": "X-User"}, "needs --proxy"),
        ("192.0.2.7", (), {"header": "X_User", "proxy": "127.0.0.1"}, "letters, figures and hyphens"),
        ("192.0.2.7", (), {"header": "X-User", "proxy": "nginx"}, "not an IP address"),
        ("192.0.2.7", (), {"header": "X-User", "proxy": "127.0.0.1", "password": HASH}, "give one"),
    ],
)
def test_terms_that_let_strangers_in_are_refused(
    host: str, names: tuple[str, ...], more: dict[str, str], says: str
) -> None:
    with pytest.raises(AccessError, match=re.escape(says)):
        terms(host, names, **more)


def test_terms_name_what_is_answered_to() -> None:
    alone = terms("127.0.0.1")
    assert not alone.demanded
    assert alone.answers_to("localhost")
    assert not alone.answers_to("news.example")
    wide = terms("::", ["News.Example.", "[2001:DB8::0:7]"], password=HASH)
    assert wide.demanded
    assert all(wide.answers_to(host) for host in ("news.example", "NEWS.example.", "[2001:db8::7]", "::1"))
    assert not any(wide.answers_to(host) for host in ("", "::", "0.0.0.0", "x.news.example", "192.0.2.7"))
    assert HASH not in repr(wide)


# The password


def test_a_password_is_kept_as_a_hash_that_only_its_owner_reads(tmp_path: Path) -> None:
    path = tmp_path / "password"
    passwords.keep(path, "another long password")
    passwords.keep(path, SECRET)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [child.name for child in tmp_path.iterdir()] == ["password"]
    kept = passwords.kept(path)
    assert SECRET not in kept
    assert passwords.fits(SECRET, kept)
    assert not passwords.fits(SECRET + "x", kept)
    assert not passwords.fits("", kept)
    assert passwords.hashed(SECRET) != kept  # a salt of its own each time


def test_one_password_in_two_spellings_is_one() -> None:
    assert passwords.fits("cafe\u0301 noir noir", passwords.hashed("caf\u00e9 noir noir"))


def test_there_is_no_weak_and_no_endless_password() -> None:
    for password in ("", "short", "x" * (passwords.SHORTEST - 1), "x" * (cap("password_chars") + 1)):
        with pytest.raises(AccessError, match="characters"):
            passwords.hashed(password)
    assert not passwords.fits("x" * (cap("password_chars") + 1), HASH)


@pytest.mark.parametrize(
    "text", ["", SECRET, "scrypt:", "scrypt:1:1:1$a$b", "scrypt:x$a$b", "plain$$x", "scrypt:0:8:1$a$b"]
)
def test_a_file_without_a_hash_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "p").write_text(text)
    with pytest.raises(AccessError, match="holds no password's hash"):
        passwords.kept(tmp_path / "p")


# Every route


def routes(client: FlaskClient) -> list[tuple[str, str]]:
    """Every address of the URL map, with something for each variable part, every static file, and any method."""
    rules = [re.sub(r"<[^>]*>", "dash", rule.rule) for rule in client.application.url_map.iter_rules()]
    assets = [f"/assets/{path.relative_to(ASSETS)}" for path in ASSETS.rglob("*") if path.is_file()]
    suites = [
        "dash/deps/react-18.v4_4_1m1.min.js",
        "plotly/package_data/plotly.min.js",
        "dash/dash-renderer/build/x.js",
    ]
    scripts = [f"/_dash-component-suites/{name}" for name in suites]
    pages = ["/", "/country/PER", "/article/1", "/compare", "/add", "/method", "/nowhere"]
    return [(method, address) for address in {*rules, *assets, *scripts, *pages} for method in METHODS]


@pytest.mark.parametrize(
    "access",
    [
        terms("127.0.0.1", ["news.example"], password=HASH),
        terms("127.0.0.1", ["news.example"], header="X-User", proxy="10.0.0.1"),
    ],
    ids=["password", "header"],
)
def test_no_route_answers_a_stranger(served: Any, access: Access) -> None:
    client = served(access).test_client()
    client.get("/", base_url=HOME)  # Dash adds its routes with the first request
    asked = routes(client)
    assert len({address for _, address in asked}) > 35
    assert ("POST", "/add/files") in asked
    assert ("POST", "/_dash-update-component") in asked
    for method, address in asked:
        for headers in ({}, PAGE, {"Cookie": "worldtone=x; __Host-worldtone=eyJpZCI6ImEifQ.x.y"}):
            answer = client.open(address, method=method, base_url=HOME, headers={"X-User": "eve"} | headers)
            if address == "/login":
                assert answer.status_code in {"GET": (200,), "HEAD": (200,), "OPTIONS": (200,)}.get(method, (401, 405))
                continue
            assert answer.status_code == 401, (method, address)
            assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["Cache-Control"] == "no-store"


def test_a_page_shows_the_login_and_a_script_hears_401(client: FlaskClient) -> None:
    page = client.get("/country/PER?from=2024-01-01", base_url=HOME, headers=PAGE)
    assert page.status_code == 401
    assert 'name="password"' in page.text
    assert 'value="/country/PER?from=2024-01-01"' in page.text
    assert client.get("/_dash-layout", base_url=HOME).text == "Sign in first.\n"


def test_the_login_page_brings_everything_with_it(client: FlaskClient) -> None:
    page = client.get("/login", base_url=HOME)
    assert page.status_code == 200
    assert re.findall(r"<script|src=|url\(|href=\"(?!data:,)", page.text) == []
    assert page.headers["Referrer-Policy"] == "same-origin"  # else its form would come from the origin "null"


# Sessions


def test_the_right_password_opens_the_page_that_was_asked_for(client: FlaskClient) -> None:
    answer = sign_in(client)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/compare?c=PER")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-worldtone=")
    assert all(word in cookie for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Expires="))
    assert "Domain" not in cookie
    assert client.get("/", base_url=HOME).status_code == 200
    assert client.get("/_dash-layout", base_url=HOME).headers["Cache-Control"] == "no-store"
    assert client.get("/assets/worldtone.css", base_url=HOME).status_code == 200
    assert client.get("/login", base_url=HOME).headers["Location"] == "/"
    assert "/logout" in str(client.get("/_dash-layout", base_url=HOME).get_json())


def test_without_tls_the_cookie_is_not_secure_but_all_else(client: FlaskClient) -> None:
    cookie = sign_in(client, base="http://127.0.0.1:8050").headers["Set-Cookie"]
    assert cookie.startswith("worldtone=")
    assert "Secure" not in cookie
    assert "HttpOnly" in cookie
    assert client.get("/", base_url="http://127.0.0.1:8050").status_code == 200


def test_a_wrong_password_opens_nothing(client: FlaskClient) -> None:
    for password in ("", "wrong", SECRET.upper(), "x" * 5_000, HASH):
        answer = sign_in(client, password)
        assert answer.status_code == 401
        assert "Set-Cookie" not in answer.headers
        assert "That is not the password." in answer.text
    assert client.get("/", base_url=HOME).status_code == 401


def test_a_session_ends_for_every_copy_of_its_cookie(client: FlaskClient) -> None:
    sign_in(client)
    copied = client.get_cookie("__Host-worldtone", domain="news.example")
    assert copied is not None
    assert client.get("/logout", base_url=HOME).status_code == 200
    assert client.get("/", base_url=HOME).status_code == 200  # to ask is not to sign out
    assert client.post("/logout", base_url=HOME).headers["Location"] == "/login"
    assert client.get("/", base_url=HOME).status_code == 401
    client.set_cookie("__Host-worldtone", copied.value, domain="news.example", secure=True)
    assert client.get("/", base_url=HOME).status_code == 401


def test_a_session_of_another_server_is_worth_nothing(served: Any) -> None:
    access = terms("127.0.0.1", ["news.example"], password=HASH)
    first, second = (served(access).test_client() for _ in range(2))
    sign_in(first)
    cookie = first.get_cookie("__Host-worldtone", domain="news.example")
    second.set_cookie("__Host-worldtone", cookie.value, domain="news.example", secure=True)
    assert second.get("/", base_url=HOME).status_code == 401


def test_a_session_ends_by_itself(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(client)
    import time

    later = time.monotonic() + 3600 * cap("session_hours") + 1
    (sessions,) = [
        cell.cell_contents
        for hook in client.application.before_request_funcs[None]
        for cell in hook.__closure__ or ()
        if type(cell.cell_contents).__name__ == "Sessions"
    ]
    monkeypatch.setattr(sessions, "_clock", lambda: later)
    assert client.get("/", base_url=HOME).status_code == 401


@pytest.mark.parametrize(
    "text",
    ["", "x", "//news.test", "/\\news.test", "https://news.test/", "javascript:alert(1)", "/a\r\nSet-Cookie: x=1",
     "/\tx", "\\\\news.test", "/login", "/logout?x", "/" + "x" * 9_000, "///news.test"],
)  # fmt: skip
def test_the_login_leads_nowhere_else(text: str) -> None:
    assert local_path(text) == "/"


def test_the_login_leads_back_to_any_page() -> None:
    for text in ("/", "/country/RUS?from=2024-01-01&words=a+b", "/article/7#top"):
        assert local_path(text) == text


# Guessing


def test_guesses_are_slowed_down(client: FlaskClient) -> None:
    near, far = ({"REMOTE_ADDR": place} for place in ("192.0.2.1", "192.0.2.2"))
    answers = [sign_in(client, "wrong", environ_base=near).status_code for _ in range(cap("login_tries"))]
    assert set(answers) == {401}
    refused = sign_in(client, environ_base=near)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 60 * cap("login_minutes")
    assert "Too many tries" in refused.text
    assert sign_in(client, environ_base=far).status_code == 303


def test_the_throttle_counts_in_time_and_by_network() -> None:
    now = [0.0]
    throttle = Throttle(lambda: now[0])
    for number in range(cap("login_tries")):
        assert throttle.take(f"2001:db8::{number:x}") == 0
    assert throttle.take("2001:db8::ffff:7") == 60 * cap("login_minutes") + 1
    assert throttle.take("2001:db9::1") == 0
    now[0] = 60 * cap("login_minutes")
    assert throttle.take("2001:db8::1") == 0
    for _ in range(cap("login_tries") - 1):
        throttle.take("192.0.2.1")
    assert throttle.take("::ffff:192.0.2.1") == 0
    assert throttle.take("192.0.2.1") > 0
    throttle.forget("192.0.2.1")
    assert throttle.take("192.0.2.1") == 0
    assert throttle.take(None) == 0


def test_the_throttle_forgets_rather_than_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    throttle = Throttle()
    for number in range(cap("login_addresses") + 50):
        throttle.take(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
    assert len(throttle._failed) == cap("login_addresses")


def test_a_huge_login_is_refused(client: FlaskClient) -> None:
    assert sign_in(client, "x" * cap("login_bytes")).status_code == 413


# Other origins and hosts


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://[bad"},
        {"Origin": "https://news.example:8443"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "", "Origin": "https://news.example"},
    ],
)
def test_other_origins_can_change_nothing(client: FlaskClient, headers: dict[str, str]) -> None:
    sign_in(client)
    for address in ("/login", "/logout", "/add/files", "/_dash-update-component"):
        assert client.post(address, base_url=HOME, headers=headers, data={"password": SECRET}).status_code == 403
    assert client.get("/", base_url=HOME).status_code == 200


def test_its_own_origin_can(client: FlaskClient) -> None:
    headers = {"Origin": HOME, "Sec-Fetch-Site": "same-origin"}
    assert sign_in(client, headers=headers).status_code == 303


@pytest.mark.parametrize(
    "host", ["evil.example", "news.example.evil.example", "[::1", "[bad]", "192.0.2.7", "0.0.0.0", ""]
)
def test_foreign_hosts_are_refused_before_all_else(client: FlaskClient, host: str) -> None:
    for address in ("/", "/login", "/assets/worldtone.css"):
        assert client.get(address, headers={"Host": host}).status_code == 400


# The proxy


def ask(served: Any, access: Access, peer: str, headers: dict[str, str]) -> TestResponse:
    from werkzeug.test import Client

    client = Client(FromProxy(served(access), access.proxy))
    return client.get(
        "/_dash-layout", base_url="http://news.example", headers=headers, environ_base={"REMOTE_ADDR": peer}
    )


def test_the_header_counts_from_the_proxy_alone(served: Any) -> None:
    access = terms("10.0.0.5", ["news.example"], header="X-User", proxy="10.0.0.1")
    assert ask(served, access, "10.0.0.1", {"X-User": "ada"}).status_code == 200
    assert ask(served, access, "::ffff:10.0.0.1", {"X-User": "ada"}).status_code == 200
    for peer, headers in (
        ("10.0.0.2", {"X-User": "ada"}),
        ("10.0.0.2", {"X-User": "ada", "X-Forwarded-For": "10.0.0.1"}),
        ("", {"X-User": "ada"}),
        ("10.0.0.1", {}),
        ("10.0.0.1", {"X-User": " "}),
        ("10.0.0.1", {"X-Other": "ada"}),
    ):
        assert ask(served, access, peer, headers).status_code == 401, (peer, headers)


def test_the_proxy_alone_says_who_asks_and_how(served: Any) -> None:
    from werkzeug.test import Client

    access = terms("10.0.0.5", ["news.example"], password=HASH, proxy="10.0.0.1")
    client = Client(FromProxy(served(access), access.proxy))

    def cookie(peer: str) -> str:
        answer = client.post(
            "/login",
            base_url="http://news.example",
            data={"password": SECRET},
            headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.9", "Origin": "https://news.example"},
            environ_base={"REMOTE_ADDR": peer},
        )
        return answer.headers["Set-Cookie"]

    assert "Secure" in cookie("10.0.0.1")
    assert "Secure" not in cookie("10.0.0.2")
