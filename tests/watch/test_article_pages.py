"""Articles whose feed has only a teaser: their pages, robots.txt, what is asked and how often."""

from __future__ import annotations

import threading
import time

import pytest
from loopback_server import Asked, Says
from watching import TEXT, Watch, item, rss

from dashboard.types import Filters

XML = {"Content-Type": "application/rss+xml"}
HTML = {"Content-Type": "text/html; charset=utf-8"}
BODY = "Critics praised Norway for its help in the talks, which lasted for days. "


def page(text: str = BODY * 12, date: str = "2023-01-01") -> bytes:
    paragraphs = "".join(f"<p>{text}</p>" for _ in range(3))
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>Page</title><meta property="article:published_time" '
        f'content="{date}"></head><body><nav><a href="/">Home</a></nav><article><h1>Page</h1>{paragraphs}'
        "</article><footer>Imprint</footer></body></html>"
    ).encode()


@pytest.fixture
def teasers(watch: Watch) -> Watch:
    """A followed feed /f of two teasers, whose pages are /1 and /2."""
    links = {name: watch.server.at(f"/{name}") for name in ("1", "2")}
    items = [item(name, text="A teaser …", link=link, guid=name) for name, link in links.items()]
    watch.server.says |= {
        "/f": Says(200, rss(*items), XML),
        "/1": Says(200, page(), HTML),
        "/2": Says(200, page(), HTML),
    }
    watch.follow(watch.server.at("/f"), full_text=True)
    return watch


def texts(watch: Watch) -> dict[str, str]:
    return {one.article.title: one.article.text for one in watch.store.whole(Filters(), limit=10)}


def count(watch: Watch, *paths: str) -> list[int]:
    return [watch.server.count(path) for path in paths]


def test_the_page_gives_the_text_and_the_feed_the_rest(teasers: Watch) -> None:
    teasers.ask()
    found = texts(teasers)
    assert set(found) == {"Norway 1", "Norway 2"}
    assert all(BODY.strip() in text and "Home" not in text for text in found.values())
    assert teasers.stored() == [("Norway 1", "2024-03-04"), ("Norway 2", "2024-03-04")]
    article = teasers.store.article(1)
    assert article is not None
    assert article.article.url == teasers.server.at("/1")
    assert article.article.source == "The Daily Example"


def test_each_page_and_robots_txt_is_fetched_once(teasers: Watch) -> None:
    for _ in range(4):
        teasers.ask()
        teasers.clock.go(minutes=31)
    assert count(teasers, "/f", "/robots.txt", "/1", "/2") == [4, 1, 1, 1]
    assert teasers.server.most_at_once == 1
    assert teasers.feed(teasers.server.at("/f")).articles == 2


def test_without_full_text_no_page_is_fetched(teasers: Watch) -> None:
    address = teasers.server.at("/f")
    teasers.store.feeds.forget(address)
    teasers.follow(address)
    teasers.ask()
    assert texts(teasers) == {"Norway 1": "A teaser …", "Norway 2": "A teaser …"}
    assert count(teasers, "/robots.txt", "/1", "/2") == [0, 0, 0]


def test_a_feed_with_whole_texts_needs_no_pages(watch: Watch) -> None:
    watch.server.says["/f"] = Says(200, rss(item("1", link=watch.server.at("/1"))), XML)
    watch.follow(watch.server.at("/f"), full_text=True)
    watch.ask()
    assert texts(watch)["Norway 1"] == TEXT.strip()
    assert count(watch, "/robots.txt", "/1") == [0, 0]


RULES = [
    ("User-agent: *\nDisallow: /1", [0, 1]),
    ("User-agent: Worldtone\nDisallow: /1", [0, 1]),
    ("User-agent: Other\nDisallow: /", [1, 1]),
    ("User-agent: *\nDisallow: /*1$", [0, 1]),
    ("User-agent: *\nDisallow: /\nAllow: /2", [0, 1]),
    ("User-agent: *\nDisallow: /", [0, 0]),
    ("<!DOCTYPE html><p>Not found", [1, 1]),
    ("", [1, 1]),
]


@pytest.mark.parametrize(("rules", "fetched"), RULES)
def test_robots_txt_is_respected_and_the_teaser_stored_instead(teasers: Watch, rules: str, fetched: list[int]) -> None:
    teasers.server.says["/robots.txt"] = Says(200, rules.encode(), {"Content-Type": "text/plain"})
    teasers.ask()
    assert count(teasers, "/1", "/2") == fetched
    assert [text != "A teaser …" for _, text in sorted(texts(teasers).items())] == [bool(n) for n in fetched]
    teasers.clock.go(minutes=31)
    teasers.ask()
    assert count(teasers, "/1", "/2", "/robots.txt") == [*fetched, 1]


def test_a_redirect_to_another_site_asks_that_sites_rules(teasers: Watch) -> None:
    there = teasers.server.at("/far", "far.example")
    teasers.server.says |= {"/1": Says(302, headers={"Location": there}), "/far": Says(200, page(), HTML)}

    def rules(asked: Asked) -> Says:
        forbids = asked.headers["host"].startswith("far.example")
        return Says(200, b"User-agent: *\nDisallow: /" if forbids else b"", {"Content-Type": "text/plain"})

    teasers.server.says["/robots.txt"] = rules
    teasers.ask()
    assert count(teasers, "/robots.txt", "/1", "/far", "/2") == [2, 1, 0, 1]
    assert texts(teasers)["Norway 1"] == "A teaser …"


def test_pages_of_several_feeds_on_one_host_are_asked_for_one_at_a_time(watch: Watch) -> None:
    lock = threading.Lock()
    most = 0

    def slow(_: Asked) -> Says:
        nonlocal most
        alone = lock.acquire(blocking=False)
        most = max(most, 1 if alone else 2)
        time.sleep(0.05)
        if alone:
            lock.release()
        return Says(200, page(), HTML)

    for name in "abcd":
        link = watch.server.at(f"/{name}1", "far.example")
        watch.server.says |= {
            f"/{name}": Says(200, rss(item(name, text="A teaser …", link=link)), XML),
            f"/{name}1": slow,
        }
        watch.follow(watch.server.at(f"/{name}", f"{name}.example"), full_text=True)
    watch.ask()
    assert most == 1
    assert count(watch, "/robots.txt", *(f"/{name}1" for name in "abcd")) == [1, 1, 1, 1, 1]


@pytest.mark.parametrize("fault", [Says(500), Says(429), Says(200, b"\x89PNG", {"Content-Type": "image/png"})])
def test_without_readable_rules_no_page_is_fetched_for_the_time_being(teasers: Watch, fault: Says) -> None:
    teasers.server.says["/robots.txt"] = fault
    (outcome,) = teasers.ask()
    assert count(teasers, "/1", "/2") == [0, 0]
    if fault.status != 200:
        assert "robots.txt cannot be read" in outcome.waiting
        assert texts(teasers) == {}
        teasers.server.says["/robots.txt"] = Says(404)
        teasers.clock.go(minutes=61)
        teasers.ask()
        assert count(teasers, "/1", "/2") == [1, 1]
    assert len(texts(teasers)) == 2


def test_the_pause_that_robots_txt_asks_for_is_kept(teasers: Watch) -> None:
    teasers.server.says["/robots.txt"] = Says(200, b"User-agent: *\nCrawl-delay: 9", {"Content-Type": "text/plain"})
    teasers.ask()
    assert teasers.clock.waited == [2.0, 9.0, 9.0]


def test_a_pause_that_robots_txt_asks_for_has_an_end(teasers: Watch) -> None:
    teasers.server.says["/robots.txt"] = Says(200, b"User-agent: *\nCrawl-delay: 86400", {"Content-Type": "text/plain"})
    teasers.ask()
    assert teasers.clock.waited == [2.0, 30.0, 30.0]


def test_a_page_that_fails_for_a_while_is_tried_thrice_and_then_its_teaser_stored(teasers: Watch) -> None:
    teasers.server.says["/1"] = Says(500)
    answered: list[str] = []
    for _ in range(5):
        (outcome,) = teasers.ask()
        answered.append(outcome.waiting)
        teasers.clock.go(minutes=31)
    assert count(teasers, "/1", "/2") == [3, 1]
    assert [bool(words) for words in answered] == [True, True, False, False, False]
    assert "the server answered 500" in answered[0]
    assert texts(teasers)["Norway 1"] == "A teaser …"
    assert teasers.feed(teasers.server.at("/f")).articles == 2


@pytest.mark.parametrize("status", [401, 403, 404, 451])
def test_a_page_that_is_not_for_us_leaves_the_teaser(teasers: Watch, status: int) -> None:
    teasers.server.says["/1"] = Says(status)
    for _ in range(2):
        teasers.ask()
        teasers.clock.go(minutes=31)
    assert count(teasers, "/1") == [1]
    assert texts(teasers)["Norway 1"] == "A teaser …"


def test_a_server_that_is_busy_is_asked_for_no_further_page(teasers: Watch) -> None:
    teasers.server.says["/1"] = Says(429)
    teasers.ask()
    assert count(teasers, "/1", "/2") == [1, 0]
    teasers.server.says["/1"] = Says(200, page(), HTML)
    teasers.clock.go(minutes=31)
    teasers.ask()
    assert count(teasers, "/1", "/2") == [2, 1]
    assert len(texts(teasers)) == 2


def test_while_pages_are_missing_the_feed_is_asked_for_whole(teasers: Watch) -> None:
    feed = teasers.server.says["/f"]
    assert isinstance(feed, Says)
    teasers.server.says |= {"/f": Says(200, feed.body, {**XML, "ETag": '"1"'}), "/1": Says(500)}
    teasers.ask()
    teasers.clock.go(minutes=31)
    teasers.server.says["/1"] = Says(200, page(), HTML)
    teasers.ask()
    assert "if-none-match" not in teasers.server.asked[-2].headers
    assert len(texts(teasers)) == 2
    assert teasers.feed(teasers.server.at("/f")).etag == '"1"'


def test_no_more_pages_than_the_limit_at_once(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    from dashboard.limits import LIMITS, Limit

    monkeypatch.setitem(LIMITS, "feed_pages", Limit(3, "pages", "for the test"))
    items = [item(str(n), text="A teaser …", link=watch.server.at(f"/{n}")) for n in range(7)]
    watch.server.says["/f"] = Says(200, rss(*items), XML)
    for n in range(7):
        watch.server.says[f"/{n}"] = Says(200, page(), HTML)
    watch.follow(watch.server.at("/f"), full_text=True)
    stored = []
    for _ in range(4):
        watch.ask()
        stored.append(len(texts(watch)))
        watch.clock.go(minutes=31)
    assert stored == [3, 6, 7, 7]
    assert count(watch, *(f"/{n}" for n in range(7))) == [1] * 7


@pytest.mark.parametrize(
    "poor",
    [
        Says(200, b"", HTML),
        Says(200, b"<html><body><p>Sign in</p></body></html>", HTML),
        Says(200, b"%PDF", {"Content-Type": "application/pdf"}),
        Says(200, b"x" * 10_000_001, HTML),
        Says(302, headers={"Location": "ftp://news.example/"}),
    ],
)
def test_a_page_with_nothing_to_read_leaves_the_teaser(teasers: Watch, poor: Says) -> None:
    teasers.server.says["/1"] = poor
    teasers.ask()
    assert texts(teasers)["Norway 1"] == "A teaser …"


def test_a_page_is_fetched_anew_only_when_its_headline_changes(teasers: Watch) -> None:
    link = teasers.server.at("/1")
    for feed in (
        item("1", text="A teaser …", link=link, guid="1"),
        item("1", text="Another teaser …", date="Mon, 04 Mar 2024 05:30:00 GMT", link=link, guid="1"),
        item("1b", text="Another teaser …", link=link, guid="1"),
    ):
        teasers.server.says["/f"] = Says(200, rss(feed), XML)
        teasers.ask()
        teasers.clock.go(minutes=31)
    assert count(teasers, "/1") == [2]
    assert list(texts(teasers)) == ["Norway 1b"]
