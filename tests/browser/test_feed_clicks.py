"""Feeds in a real browser: look into one, store it, follow it, see it asked, stop."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from loopback_server import Says, Server, serving
from playwright.sync_api import expect
from serving import LOOKS, Open, settle, start, stop

from dashboard import open_store

pytestmark = pytest.mark.browser

ITEM = (
    "<item><title>Peru {0} won praise</title><link>https://news.example/{0}</link><description>Chile praised Peru."
    "</description><pubDate>Fri, 10 Nov 2023 10:00:00 GMT</pubDate></item>"
)


def rss(*numbers: int) -> Says:
    items = "".join(ITEM.format(number) for number in numbers)
    body = f"<rss version='2.0'><channel><title>The Daily Example</title>{items}</channel></rss>"
    return Says(200, body.encode(), {"Content-Type": "application/rss+xml"})


@pytest.fixture(scope="module")
def feeds() -> Iterator[Server]:
    with serving() as server:
        server.says |= {"/feed": rss(1, 2), "/gone": Says(410)}
        yield server


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    store = tmp_path_factory.mktemp("feeds") / "s.db"
    open_store(store).close()
    # No pause between two requests to one host: tests/watch holds that there is one. And a short nap.
    caps = {"host_pause_seconds": 0, "feed_nap_seconds": 1}
    process, address = start("serve", "--store", str(store), "--allow-network", "127.0.0.1", **caps)
    yield address, store
    stop(process)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_a_feed_is_looked_into_stored_followed_and_left(
    own_site: tuple[str, Path], feeds: Server, open_page: Open, width: int, scheme: str
) -> None:
    address, _ = own_site
    with open_page(f"{address}/add", width, scheme) as page:
        settle(page)
        field = page.get_by_label("Address of the feed")
        field.fill("http://192.168.0.1/feed")
        page.get_by_role("button", name="Look into it").click()
        expect(page.get_by_text("192.168.0.1 is not on the public internet (private address).")).to_be_visible()
        field.fill(feeds.at("/feed"))
        page.get_by_role("button", name="Look into it").click()
        expect(page.locator(".wt-found li")).to_have_count(2)
        expect(page.locator(".wt-found li").first).to_contain_text("The Daily Example")
        page.get_by_role("button", name="Store 2 articles").click()
        expect(page.locator(".wt-jobs > li").first).to_contain_text(re.compile("2 read, (2 stored|0 stored, 2 unch)"))
        field.fill(feeds.at("/feed"))
        page.get_by_role("button", name="Follow", exact=True).click()
        row = page.locator(".wt-feeds > li")
        expect(row).to_contain_text("in order", timeout=20_000)
        expect(row).to_contain_text("2 articles so far")
        field.fill(feeds.at("/gone"))
        page.get_by_role("button", name="Follow", exact=True).click()
        expect(row.last).to_contain_text("It has ended: the server answered 410 (Gone).", timeout=20_000)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page).response["violations"]
        assert [rule["id"] for rule in found if rule["impact"] in {"serious", "critical"}] == []
        page.get_by_role("button", name="Stop following The Daily Example").click()
        expect(page.get_by_text("The Daily Example is followed no longer; its 2 articles stay.")).to_be_visible()
        expect(row).to_have_count(1)
        page.get_by_role("button", name=re.compile("Stop following")).click()
        expect(row).to_have_count(0)
    with open_store(own_site[1]) as store:
        assert store.info().articles == 2
        assert store.verify() == []
