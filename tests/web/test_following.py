"""Feeds on the page "Add", below the browser: looked into, followed, listed, and whatever may be sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from dash._utils import to_json
from flask.testing import FlaskClient
from loopback_server import Says, Server, serving

from dashboard.store import Store, WatchedFeed, open_store
from dashboard.watch import network_of
from dashboard.web.app import create_app
from dashboard.web.components.feeds import feed_list

HOME = {"Host": "127.0.0.1:8050"}
RSS = (
    b"<rss version='2.0'><channel><title>Daily / Example</title><item><title>Peru won praise</title>"
    b"<link>https://news.example/1</link><pubDate>Fri, 10 Nov 2023 10:00:00 GMT</pubDate></item></channel></rss>"
)
JUNK = [None, "", 7, True, [], {}, "\x00", "x" * 9000, "javascript:alert(1)", "http://[", "\ud800", {"a": 1}]


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        server.says["/feed"] = Says(200, RSS, {"Content-Type": "text/xml"})
        yield server


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "s.db") as store:
        yield store


@pytest.fixture
def client(store: Store) -> FlaskClient:
    return create_app(store, networks=[network_of("127.0.0.1")]).server.test_client()


def call(client: FlaskClient, button: str, *state: object) -> dict[str, Any]:
    """Clicks a button as a browser would; gives what the callback sets, by component."""
    specs = client.get("/_dash-dependencies", headers=HOME).get_json()
    (spec,) = [one for one in specs if one["inputs"][0]["id"] == button]
    names = [name.rsplit(".", 1) for name in spec["output"].strip(".").split("...")]
    outputs = [{"id": name, "property": kind.split("@")[0]} for name, kind in names]
    outputs = [{"id": one["id"], "property": kind} for one, (_, kind) in zip(outputs, names, strict=True)]
    body = {
        "output": spec["output"],
        "outputs": outputs,
        "inputs": [spec["inputs"][0] | {"value": 1}],
        "state": [one | {"value": value} for one, value in zip(spec["state"], state, strict=True)],
        "changedPropIds": [f"{button}.n_clicks"],
    }
    answer = client.post("/_dash-update-component", json=body, headers=HOME)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()["response"]
    return found


def test_a_feed_is_looked_into_and_held_as_a_file(client: FlaskClient, store: Store, server: Server) -> None:
    found = call(client, "add-feed-see", f" {server.at('/feed')} ", None)
    assert found["add-held"]["data"]["token"]
    assert found["add-feed-said"]["children"].startswith("1 entry")
    assert server.count("/feed") == 1
    assert store.feeds.all() == []


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://10.0.0.1/", "10.0.0.1 is not on the public internet (private address)."),
        ("news.example", "Only addresses that begin with http:// or https:// are fetched."),
        ("http://127.0.0.1:1/", "The server refused the connection."),
        ("/nothing", "The server answered 404 (Not Found)."),
        ("/page", "This is a web page, not a feed."),
    ],
)
def test_what_cannot_be_looked_into_is_told_at_the_field(
    client: FlaskClient, server: Server, address: str, words: str
) -> None:
    server.says["/page"] = Says(200, b"<!DOCTYPE html><html></html>", {"Content-Type": "text/html"})
    found = call(client, "add-feed-see", server.at(address) if address.startswith("/") else address, None)
    assert found["add-feed-address"]["error"] == words
    assert "add-held" not in found


def test_a_feed_is_followed_as_it_was_said(client: FlaskClient, store: Store) -> None:
    found = call(client, "add-feed-follow", "https://news.example/rss", "My Paper", "60", True)
    assert found["add-feed-address"]["value"] == ""
    feed = WatchedFeed("https://news.example/rss", "My Paper", minutes=60, full_text=True, followed=True)
    assert store.feeds.all() == [feed]
    found = call(client, "add-feed-follow", "https://news.example/rss", "", "1", True)
    assert found["add-feed-address"]["error"].startswith('Write "30 minutes"')
    found = call(client, "add-feed-follow", "ftp://news.example/rss", "", "30", True)
    assert found["add-feed-address"]["error"].startswith("Only addresses that begin with http")
    assert store.feeds.all() == [feed]


@pytest.mark.parametrize("junk", JUNK)
def test_junk_is_refused_or_passed_over(client: FlaskClient, store: Store, junk: object) -> None:
    call(client, "add-feed-see", junk, junk)
    call(client, "add-feed-follow", junk, junk, junk, junk)
    call(client, "add-feed-follow", "https://news.example/rss", junk, junk, junk)
    assert [feed.address for feed in store.feeds.all()] in ([], ["https://news.example/rss"])


def test_another_origin_may_not_follow(client: FlaskClient, store: Store) -> None:
    answer = client.post("/_dash-update-component", json={}, headers={**HOME, "Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert store.feeds.all() == []


def test_the_list_tells_how_each_feed_is_doing() -> None:
    now = datetime(2024, 3, 4, 6, 5, tzinfo=UTC)
    feeds = [
        WatchedFeed("https://a.example/", "A", followed=True),
        WatchedFeed("https://b.example/", "B", followed=True, asked=now, succeeded=now, due=now, articles=1204),
        WatchedFeed("https://c.example/", asked=now, due=now, failures=3, error="the server answered 500"),
        WatchedFeed("https://d.example/", "<b>D</b>", followed=True, asked=now, gone=True, error="it said 410"),
    ]
    shown = to_json(feed_list(feeds))
    for words in (
        "waiting to be asked",
        "in order",
        "1,204 articles so far",
        "last read: 4 March 2024, 06:05 UTC",
        "The server answered 500, 3 times in a row.",
        "asked by worldtone watch with its file",
        "It has ended: it said 410. It is not asked again.",
    ):
        assert words in shown
    assert shown.count('"Stop following"') == 3
    assert feed_list([]) is None
