"""The guarded fetch: what may be asked, redirects, rebinding, deadlines, sizes, types, certificates."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator

import pytest
import trustme
from loopback_server import Asked, Says, Server, serving

from dashboard.limits import cap
from dashboard.sources.addresses import network_of
from dashboard.sources.exchange import FetchError, StoppedError
from dashboard.sources.fetch import FEED, PAGE, TEXT, Fetcher

LOOPBACK = (network_of("127.0.0.1"),)
XML = {"Content-Type": "application/rss+xml"}


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(LOOPBACK)


def reason(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetcher.get(url, FEED)
    return str(caught.value)


def test_an_answer_comes_whole_with_headers(server: Server, fetcher: Fetcher) -> None:
    server.says["/feed?a=b%20c"] = Says(200, b"<rss/>", {**XML, "ETag": '"1"'})
    answer = fetcher.get(server.at("/feed?a=b c#top"), FEED, {"If-None-Match": '"0"'})
    assert (answer.status, answer.body, answer.headers["etag"], answer.moved) == (200, b"<rss/>", '"1"', "")
    (asked,) = server.asked
    assert asked.headers["if-none-match"] == '"0"'
    assert asked.headers["host"] == f"127.0.0.1:{server.port}"
    assert asked.headers["user-agent"].startswith("Worldtone")
    assert "cookie" not in asked.headers


@pytest.mark.parametrize("status", [304, 404, 410, 429, 500])
def test_other_statuses_come_back_without_a_body(server: Server, fetcher: Fetcher, status: int) -> None:
    server.says["/"] = Says(status, b"" if status == 304 else b"sorry", {"Retry-After": "7"})
    answer = fetcher.get(server.at("/"), FEED)
    assert (answer.status, answer.body, answer.headers["retry-after"]) == (status, b"", "7")


ODD = [
    ("ftp://example.com/", "only addresses that begin with http"),
    ("file:///etc/passwd", "only addresses that begin with http"),
    ("gopher://example.com/", "only addresses that begin with http"),
    ("javascript:alert(1)", "only addresses that begin with http"),
    ("//example.com/", "only addresses that begin with http"),
    ("example.com/feed", "only addresses that begin with http"),
    ("", "only addresses that begin with http"),
    ("http://", "not a web address"),
    ("http:///feed", "not a web address"),
    ("http://example.com:0/", "not a web address"),
    ("http://example.com:99999/", "not a web address"),
    ("http://exa mple.com/", "not a web address"),
    ("http://[::1", "not a web address"),
    ("http://[fe80::1%25eth0]/", "not a web address"),
    ("http://127。0。0。1/", "not a web address"),
    ("http://user:secret@example.com/", "user name or password"),
    ("http://user@example.com/", "user name or password"),
    ("http://1.1.1.1@127.0.0.1/", "user name or password"),
    ("http://example.com/" + "x" * 5000, "longer than"),
]


@pytest.mark.parametrize(("url", "words"), ODD)
def test_what_is_no_public_web_address_is_refused_without_asking_anybody(url: str, words: str) -> None:
    def never(host: str) -> list[str]:
        raise AssertionError(f"{host} was looked up")

    assert words in reason(Fetcher(resolve=never), url)


# Written in every way that a system's look-up understands, and in some that reach the resolver as a name.
INWARD = """
http://localhost/ http://LOCALHOST/ http://localhost./ http://127.0.0.1/ http://127.1/ http://2130706433/
http://0x7f000001/ http://0x7f.1/ http://017700000001/ http://0/ http://0.0.0.0/ http://[::1]/ http://[::]/
http://[0:0:0:0:0:0:0:1]/ http://[::ffff:127.0.0.1]/ http://[::ffff:7f00:1]/ http://[64:ff9b::7f00:1]/
http://[2002:7f00:1::]/ http://10.0.0.1/ http://192.168.0.1/ http://169.254.169.254/latest/meta-data/
http://[fe80::1]/ http://[fd00:ec2::254]/ http://224.0.0.1/ http://255.255.255.255/ http://100.100.100.200/
http://[ff02::1]/ http://127.0.0.1:22/ https://127.0.0.1/ http://0177.0.0.1/
""".split()


@pytest.mark.parametrize("url", INWARD)
def test_an_inward_address_is_refused_however_it_is_written(url: str) -> None:
    words = reason(Fetcher(), url)
    assert "is not on the public internet" in words or "there is no address for the name" in words


def test_a_name_that_leads_inward_is_refused(server: Server) -> None:
    words = reason(Fetcher(resolve=lambda _: ["127.0.0.1"]), server.at("/", "news.example"))
    assert words == "news.example is not on the public internet (loopback address)"
    assert server.asked == []


def test_a_name_without_an_address_may_have_one_later() -> None:
    def unknown(host: str) -> list[str]:
        raise socket.gaierror(host)

    with pytest.raises(FetchError, match=r"there is no address for the name news\.example") as caught:
        Fetcher(resolve=unknown).get("http://news.example/", FEED)
    assert caught.value.temporary


def test_the_address_that_is_checked_is_the_one_connected_to(server: Server) -> None:
    """A resolver that says something else the second time is not asked a second time."""
    server.says["/"] = Says(200, b"secret", XML)
    answers = iter([["127.0.0.1"], ["127.0.0.2"], ["10.0.0.1"]])
    fetcher = Fetcher(LOOPBACK, resolve=lambda _: next(answers))
    assert fetcher.get(server.at("/", "rebinding.example"), FEED).body == b"secret"
    assert "is not on the public internet" in reason(fetcher, server.at("/", "rebinding.example"))
    assert "is not on the public internet" in reason(fetcher, server.at("/", "rebinding.example"))
    assert len(server.asked) == 1
    assert server.asked[0].headers["host"] == f"rebinding.example:{server.port}"


@pytest.mark.parametrize("inward", ["http://10.0.0.1/", "//169.254.169.254/", "http://[::1]/", "http://2130706434/"])
def test_a_redirect_inward_is_refused(server: Server, fetcher: Fetcher, inward: str) -> None:
    server.says["/"] = Says(302, headers={"Location": inward})
    assert "is not on the public internet" in reason(fetcher, server.at("/"))


@pytest.mark.parametrize(
    "place", ["ftp://example.com/", "file:///etc/passwd", "http://a:b@example.com/", "data:text/xml,<rss/>"]
)
def test_a_redirect_to_something_else_than_the_web_is_refused(server: Server, fetcher: Fetcher, place: str) -> None:
    server.says["/"] = Says(301, headers={"Location": place})
    assert reason(fetcher, server.at("/"))
    assert len(server.asked) == 1


def test_redirects_are_followed_five_times_and_no_more(server: Server, fetcher: Fetcher) -> None:
    for number in range(9):
        server.says[f"/{number}"] = Says(302, headers={"Location": f"/{number + 1}"})
    server.says["/9"] = Says(200, b"there", XML)
    assert fetcher.get(server.at("/4"), FEED).body == b"there"
    server.asked.clear()
    assert "redirects more than 5 times" in reason(fetcher, server.at("/3"))
    assert len(server.asked) == 6
    server.says["/circle"] = Says(301, headers={"Location": "/circle"})
    assert "redirects more than 5 times" in reason(fetcher, server.at("/circle"))


def test_only_what_moved_for_good_is_told(server: Server, fetcher: Fetcher) -> None:
    server.says["/old"] = Says(301, headers={"Location": "/middle"})
    server.says["/middle"] = Says(308, headers={"Location": "/today"})
    server.says["/today"] = Says(302, headers={"Location": "/now"})
    server.says["/now"] = Says(200, b"x", XML)
    answer = fetcher.get(server.at("/old"), FEED)
    assert (answer.url, answer.moved) == (server.at("/now"), server.at("/today"))
    assert fetcher.get(server.at("/today"), FEED).moved == ""


def drips(head: bytes, piece: bytes, gap: float) -> Says:
    def raw(write: Callable[[bytes], object]) -> None:
        write(head)
        for _ in range(1000):
            time.sleep(gap)
            write(piece)

    return Says(raw=raw)


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"
SLOW = {
    "nothing": drips(b"", b"", 0.05),
    "status": drips(b"", b"H", 0.05),
    "headers": drips(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n", 0.02),
    "one header": drips(b"HTTP/1.1 200 OK\r\nX-A: ", b"b", 0.05),
    "body to its end": drips(OK + b"Connection: close\r\n\r\n", b"x", 0.05),
    "body of a length": drips(OK + b"Content-Length: 9000\r\n\r\n", b"x", 0.05),
    "chunks": drips(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", 0.05),
    "continue": drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.02),
    "gzip of nothing": drips(
        OK + b"Content-Encoding: gzip\r\nConnection: close\r\n\r\n" + gzip.compress(b"")[:10], b"\0\0\0\xff\xff", 0.02
    ),
}


@pytest.mark.parametrize("name", SLOW)
def test_a_server_that_drips_is_given_up_at_the_deadline(server: Server, name: str) -> None:
    server.says["/"] = SLOW[name]
    with pytest.raises(FetchError, match=r"it took longer than 0\.5 seconds") as caught:
        Fetcher(LOOPBACK, seconds=0.5).get(server.at("/"), FEED)
    assert caught.value.temporary


def test_the_deadline_counts_redirects_together(server: Server) -> None:
    def late(place: str) -> Callable[[Asked], Says]:
        def answer(_: Asked) -> Says:
            time.sleep(0.25)
            return Says(302, headers={"Location": place})

        return answer

    server.says |= {"/a": late("/b"), "/b": late("/c"), "/c": late("/d"), "/d": Says(200, b"x", XML)}
    assert "took longer" in reason(Fetcher(LOOPBACK, seconds=0.6), server.at("/a"))
    assert server.count("/d") == 0


def test_a_look_up_of_a_name_that_hangs_is_given_up() -> None:
    release = threading.Event()

    def hangs(_: str) -> list[str]:
        release.wait(10)
        return ["127.0.0.1"]

    assert "took longer" in reason(Fetcher(LOOPBACK, resolve=hangs, seconds=0.3), "http://news.example/")
    release.set()


def test_a_server_that_takes_no_connection_leaves_time_for_the_next_address(server: Server) -> None:
    server.says["/"] = Says(200, b"x", XML)
    with socket.create_server(("127.0.0.2", server.port), backlog=0):
        held = [socket.socket() for _ in range(3)]
        for one in held:
            one.setblocking(False)
            one.connect_ex(("127.0.0.2", server.port))
        fetcher = Fetcher([network_of("127.0.0.0/8")], resolve=lambda _: ["127.0.0.2", "127.0.0.1"], seconds=2)
        assert fetcher.get(server.at("/", "news.example"), FEED).body == b"x"
        for one in held:
            one.close()


def test_a_broken_answer_is_not_asked_for_again_elsewhere(server: Server) -> None:
    server.says["/"] = Says(raw=lambda write: write(b"nonsense\r\n\r\n"))
    fetcher = Fetcher(LOOPBACK, resolve=lambda _: ["127.0.0.1", "127.0.0.1"])
    assert "broken off or no HTTP" in reason(fetcher, server.at("/"))
    assert len(server.asked) == 1


def test_ten_megabytes_are_taken_and_no_more(server: Server, fetcher: Fetcher) -> None:
    most = cap("fetch_bytes")
    assert most == 10_000_000
    server.says["/most"] = Says(200, b"x" * most, XML)
    assert len(fetcher.get(server.at("/most"), FEED).body) == most
    server.says["/more"] = Says(200, b"x" * (most + 1), XML)
    assert reason(fetcher, server.at("/more")) == "it is larger than 10 MB"


def test_an_endless_answer_ends_here(server: Server, fetcher: Fetcher) -> None:
    def raw(write: Callable[[bytes], object]) -> None:
        write(OK + b"Connection: close\r\n\r\n")
        while True:
            write(b"x" * 1_000_000)

    server.says["/"] = Says(raw=raw)
    assert reason(fetcher, server.at("/")) == "it is larger than 10 MB"


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "gzip, gzip"])
def test_what_swells_in_unpacking_stops_at_the_limit(server: Server, fetcher: Fetcher, encoding: str) -> None:
    packed = zlib.compress(b"x" * 100_000_000) if encoding == "deflate" else gzip.compress(b"x" * 100_000_000)
    packed = gzip.compress(packed) if "," in encoding else packed
    server.says["/"] = Says(200, packed, {**XML, "Content-Encoding": encoding})
    assert len(packed) < 1_000_000
    assert reason(fetcher, server.at("/")) == "it is larger than 10 MB"


def test_packed_answers_are_unpacked(server: Server, fetcher: Fetcher) -> None:
    server.says["/"] = Says(200, gzip.compress(b"<rss/>"), {**XML, "Content-Encoding": "gzip"})
    assert fetcher.get(server.at("/"), FEED).body == b"<rss/>"
    server.says["/"] = Says(200, b"not packed", {**XML, "Content-Encoding": "gzip"})
    assert reason(fetcher, server.at("/")) == "the answer is broken off or no HTTP"


@pytest.mark.parametrize("garbage", [b"", b"\r\n\r\n", b"SSH-2.0-x\r\n", b"HTTP/1.1 abc\r\n\r\n", b"\x16\x03\x01" * 50])
def test_garbage_is_told_in_words(server: Server, fetcher: Fetcher, garbage: bytes) -> None:
    server.says["/"] = Says(raw=lambda write: write(garbage))
    assert reason(fetcher, server.at("/"))


def test_a_body_that_ends_too_early_is_no_answer(server: Server, fetcher: Fetcher) -> None:
    server.says["/"] = Says(200, b"<rss>half", {**XML, "Content-Length": "5000"})
    assert reason(fetcher, server.at("/")) == "the answer is broken off or no HTTP"


KINDS = [
    (FEED, "application/rss+xml; charset=utf-8", True),
    (FEED, "application/atom+xml", True),
    (FEED, "application/feed+json", True),
    (FEED, "application/rdf+xml", True),
    (FEED, "TEXT/XML", True),
    (FEED, "text/html", True),
    (FEED, "", True),
    (FEED, "image/png", False),
    (FEED, "application/pdf", False),
    (FEED, "application/zip", False),
    (FEED, "video/mp4", False),
    (PAGE, "text/html; charset=x", True),
    (PAGE, "application/xhtml+xml", True),
    (PAGE, "", False),
    (PAGE, "application/json", False),
    (PAGE, "text/plain", False),
    (TEXT, "text/plain", True),
    (TEXT, "text/html", True),
    (TEXT, "image/gif", False),
]


@pytest.mark.parametrize(("kinds", "given", "taken"), KINDS)
def test_content_types_are_checked_before_the_body(
    server: Server, fetcher: Fetcher, kinds: object, given: str, taken: bool
) -> None:
    headers = {"Content-Type": given} if given else {}
    server.says["/"] = Says(200, b"x", headers)
    if taken:
        assert fetcher.get(server.at("/"), kinds).body == b"x"  # type: ignore[arg-type]
    else:
        with pytest.raises(FetchError, match="content type"):
            fetcher.get(server.at("/"), kinds)  # type: ignore[arg-type]


def test_proxies_of_the_environment_are_not_used(
    server: Server, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    server.says["/"] = Says(200, b"x", XML)
    assert fetcher.get(server.at("/"), FEED).body == b"x"


def test_stopping_cuts_off_what_is_being_fetched(server: Server, fetcher: Fetcher) -> None:
    begun = threading.Event()

    def hangs(_: Asked) -> Says:
        begun.set()
        time.sleep(1)
        return Says(200, b"x", XML)

    server.says["/"] = hangs
    threading.Thread(target=lambda: (begun.wait(), fetcher.stop())).start()
    with pytest.raises(StoppedError):
        fetcher.get(server.at("/"), FEED)
    with pytest.raises(StoppedError):
        fetcher.get(server.at("/"), FEED)
    assert len(server.asked) == 1


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    with serving(context) as server:
        server.says["/"] = Says(200, b"safe", XML)
        yield server


def to_loopback(_: str) -> list[str]:
    return ["127.0.0.1"]


def test_a_certificate_must_be_of_a_known_authority(secure: Server) -> None:
    words = reason(Fetcher(LOOPBACK, resolve=to_loopback), secure.at("/", "news.example"))
    assert "its certificate cannot be trusted" in words
    assert secure.asked == []


def test_a_certificate_must_name_the_host(
    secure: Server, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("authority") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    fetcher = Fetcher(LOOPBACK, resolve=to_loopback)
    assert fetcher.get(secure.at("/", "news.example"), FEED).body == b"safe"
    assert "its certificate cannot be trusted" in reason(fetcher, secure.at("/", "other.example"))
    assert "its certificate cannot be trusted" in reason(fetcher, secure.at("/", "127.0.0.1"))
    secure.says["/down"] = Says(301, headers={"Location": "http://news.example:1/"})
    secure.says["/over"] = Says(301, headers={"Location": "/"})
    assert fetcher.get(secure.at("/over", "news.example"), FEED).moved == secure.at("/", "news.example")
    assert "refused the connection" in reason(fetcher, secure.at("/down", "news.example"))


def test_a_server_without_tls_is_told(server: Server, fetcher: Fetcher) -> None:
    assert "no secure connection" in reason(fetcher, server.at("/").replace("http:", "https:"))


def test_each_host_is_asked_in_its_turn(server: Server) -> None:
    turns: list[str] = []

    class Turn:
        def __init__(self, host: str) -> None:
            self.host = host

        def __enter__(self) -> None:
            turns.append(f"in {self.host}")

        def __exit__(self, *_: object) -> None:
            turns.append(f"out {self.host}")

    server.says["/"] = Says(302, headers={"Location": server.at("/b", "b.example")})
    server.says["/b"] = Says(200, b"x", XML)
    Fetcher(LOOPBACK, resolve=to_loopback, turn=Turn).get(server.at("/", "a.example"), FEED)
    assert turns == ["in a.example", "out a.example", "in b.example", "out b.example"]
