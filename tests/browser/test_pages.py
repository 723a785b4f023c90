"""The click paths of the first pages, in a real browser against the real server."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pointing import press
from serving import LOOKS, Open, at_once, settle, start, stop

from dashboard import ingest, open_store

pytestmark = pytest.mark.browser

MARKS = "#o-lines .scatterlayer .trace .points path"


def click_mark(page: Page, country: str) -> None:
    """Hovers over a country's mark in the middle of the tone lines until its words show, and clicks it."""
    script = """country => {
            const graph = document.querySelector('#o-lines .js-plotly-plot');
            const n = graph.data.findIndex(trace => trace.mode === 'lines+markers'
                && trace.customdata[0][0] === country);
            const paths = graph.querySelectorAll('.scatterlayer .trace')[n - graph.data.slice(0, n)
                .filter(trace => trace.type === 'bar').length].querySelectorAll('.points path');
            const box = paths[Math.floor(paths.length / 2)].getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];
        }"""
    press(page, lambda: tuple(page.evaluate(script, country)))


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_two_clicks_from_a_number_to_its_sentences(site: str, open_page: Open, width: int, scheme: str) -> None:
    with open_page(site, width, scheme) as page:
        expect(page.locator("h1")).to_have_text("How the news speaks of each country")
        expect(page.locator(MARKS).first).to_be_visible()
        settle(page)
        page.locator("#o-lines").scroll_into_view_if_needed()
        settle(page)
        click_mark(page, "RUS")
        heading = page.locator("#o-opened h2").first
        expect(heading).to_have_text(re.compile(r"^Russia, "))
        page.wait_for_url(re.compile(r"at=RUS\."))
        listed = page.locator(".wt-articles").first.locator("li:not(.wt-more)")
        expect(listed.first).to_be_visible()
        counted = int(re.match(r"\d+", page.locator("#o-opened p").first.inner_text()).group())  # type: ignore[union-attr]
        assert listed.count() == min(counted, at_once(width)) > 0
        title = listed.first.locator("a").inner_text()
        chip = listed.first.locator(".wt-chip").inner_text()
        listed.first.locator("a").click()
        page.wait_for_url(re.compile(r"/article/\d+\?c=RUS"))
        expect(page.locator("h1")).to_contain_text(title.split("’")[0][:20])
        expect(page.locator(".wt-tone.wt-open")).to_contain_text("Russia")
        expect(page.locator(".wt-tone.wt-open .wt-chip")).to_have_text(chip)
        assert page.locator("mark.wt-own").count() > 1
        page.go_back()
        expect(page.locator("#o-opened h2").first).to_have_text(re.compile(r"^Russia, "))
        assert page.locator("h1").count() == 1


def test_an_address_opens_the_exact_view(site: str, open_page: Open) -> None:
    view = "/?c=PRK.RUS&from=2023-01-01&to=2023-12-31&by=quarter&measure=vader&salient=1"
    with open_page(site + view) as page:
        expect(page.locator("#o-cards")).to_contain_text("North Korea")
        expect(page.locator("#o-lines-caption")).to_contain_text("Mean per quarter")
        expect(page.locator("#o-lines-caption")).to_contain_text("only salient countries; plain VADER")
        assert page.input_value("#f-start") == "1 Jan 2023"
        assert page.is_checked("#f-salient")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_light_and_dark_can_be_switched(site: str, open_page: Open, width: int, scheme: str) -> None:
    with open_page(site, width, scheme) as page:
        expect(page.locator("h1")).to_be_visible()
        settle(page)
        before = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.get_by_label("Switch between light and dark").click()
        page.wait_for_function("before => getComputedStyle(document.body).backgroundColor !== before", arg=before)


def test_a_page_that_is_not_there_says_so(site: str, open_page: Open) -> None:
    for path in ("/nowhere", "/article/999999", "/article/x", "/article/"):
        with open_page(site + path) as page:
            expect(page.locator("h1")).to_have_text("There is no such page")


def test_filters_that_nothing_fits_offer_a_way_on(site: str, open_page: Open) -> None:
    with open_page(site + "/?from=2030-01-01") as page:
        expect(page.get_by_text("No article fits these filters")).to_be_visible()
        page.get_by_role("link", name="Clear all filters").click()
        expect(page.locator(MARKS).first).to_be_visible()


@pytest.fixture
def hostile_site(tmp_path: Path) -> Iterator[str]:
    script = "<img src=x onerror=document.title='owned'><script>document.title='owned'</script>"
    record = {
        "date": "2024-01-02",
        "title": f"{script} Peru",
        "text": f"Peru won praise. {script} [a](javascript:alert(1))",
        "source": script,
        "url": "javascript:document.title='owned'",
    }
    path = tmp_path / "hostile.jsonl"
    path.write_text(json.dumps(record), encoding="utf-8")
    store = open_store(tmp_path / "hostile.db")
    ingest(path, store)
    store.close()
    process, address = start("serve", "--store", str(tmp_path / "hostile.db"))
    yield address
    stop(process)


def test_markup_in_an_article_is_shown_not_run(hostile_site: str, open_page: Open) -> None:
    for path in ("/", "/?at=PER", "/article/1"):
        with open_page(hostile_site + path) as page:
            expect(page.locator("h1")).to_be_visible()
            settle(page)
            assert "owned" not in page.title()
            assert page.locator("img").count() == 0
            assert page.locator("a[href^='javascript']").count() == 0
    with open_page(hostile_site + "/article/1") as page:
        expect(page.locator("h1")).to_contain_text("<script>")


def test_an_empty_store_says_what_to_do(tmp_path: Path, open_page: Open) -> None:
    open_store(tmp_path / "empty.db").close()
    process, address = start("serve", "--store", str(tmp_path / "empty.db"))
    try:
        with open_page(address) as page:
            expect(page.locator("h1")).to_have_text("No articles yet")
            expect(page.get_by_text("worldtone ingest PATH-TO-ARTICLES")).to_be_visible()
            page.get_by_role("link", name="Paste or drop articles").click()
            expect(page.locator("h1")).to_have_text("Add articles")
    finally:
        stop(process)
