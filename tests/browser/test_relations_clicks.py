"""The click paths of the Relations page, in a real browser against the real server."""

import re

import pytest
from playwright.sync_api import Page, expect
from serving import Open, at_once, settle

pytestmark = pytest.mark.browser

SLOW = 20_000  # milliseconds: a busy machine draws late; what is tested is that it draws


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_cell_opens_the_articles_behind_it(site: str, open_page: Open, scheme: str) -> None:
    with open_page(site + "/relations?c=RUS.UKR.USA", scheme=scheme) as page:
        expect(page.locator("h1")).to_have_text("Countries mentioned together")
        plot = page.locator("#rel-map .plot .heatmaplayer image, #rel-map .heatmaplayer image").first
        expect(plot).to_be_attached(timeout=SLOW)
        plot.scroll_into_view_if_needed()
        settle(page)
        labels = page.evaluate("document.querySelector('#rel-map .js-plotly-plot').layout.yaxis.ticktext")
        number = page.evaluate("document.querySelector('#rel-map .js-plotly-plot').data[0].text")
        assert "A toward B" not in page.inner_text("body")
        box = plot.bounding_box()
        assert box is not None
        # The cell beside the diagonal in the first row.
        spot = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 6)
        page.mouse.move(*spot)
        expect(page.locator(".hoverlayer .hovertext").first).to_contain_text("mentioned together with")
        page.mouse.click(*spot)
        page.wait_for_url(re.compile(r"pair=[A-Z]{3}\.[A-Z]{3}"))
        expect(page.locator("#rel-opened h2")).to_have_text(
            f"{labels[0]}, in sentences that also name {labels[1]}", timeout=SLOW
        )
        counted = number[0][1].split("<br>")[1]
        assert page.inner_text("#rel-opened p").startswith(f"{counted} articles")
        assert page.locator("#rel-opened li").count() == min(int(counted), at_once(1280))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_has_the_pairs_as_a_list(site: str, open_page: Open, scheme: str) -> None:
    with open_page(site + "/relations?c=PRK", 390, scheme) as page:
        pairs = page.locator(".wt-pairs > li")
        expect(pairs.first).to_be_visible(timeout=SLOW)
        expect(page.locator("#rel-map")).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        settle(page)
        assert all("North Korea" in words for words in pairs.all_text_contents())
        pairs_are_taken_along(page)
        pairs.first.get_by_role("link").first.click()
        expect(page.locator("#rel-opened h2")).to_contain_text("in sentences that also name", timeout=SLOW)
        expect(page.locator("#rel-opened li").first).to_be_visible(timeout=SLOW)


def test_more_countries_can_be_shown_and_filters_go_into_the_address(site: str, open_page: Open) -> None:
    shown = "document.querySelector('#rel-map .js-plotly-plot').data[0].y.length"
    with open_page(site + "/relations") as page:
        expect(page.locator("#rel-pairs li").first).to_be_visible(timeout=SLOW)
        settle(page)
        assert page.evaluate(shown) == 12
        page.locator("#rel-size").get_by_text("20", exact=True).click()
        page.wait_for_url(re.compile(r"top=20"))
        page.wait_for_function(f"() => {shown} === 20")
        page.go_back()
        page.wait_for_function(f"() => {shown} === 12")
        pairs_are_taken_along(page)


def pairs_are_taken_along(page: Page) -> None:
    with page.expect_download() as taken:
        page.get_by_role("button", name="Table as CSV").click()
    lines = taken.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("# Worldtone: ")
    assert "country,name,with,with_name,articles,sentences,mean,low,high" in lines


def test_what_nothing_fits_says_what_to_do(site: str, open_page: Open) -> None:
    with open_page(site + "/relations?from=2030-01-01") as page:
        expect(page.get_by_text("No article fits these filters")).to_be_visible(timeout=SLOW)
        page.get_by_role("link", name="Clear all filters").click()
        expect(page.locator("#rel-pairs li").first).to_be_visible(timeout=SLOW)
        page.goto(site + '/relations?words="')
        expect(page.get_by_text("These words cannot be searched for")).to_be_visible(timeout=SLOW)
