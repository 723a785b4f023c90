"""The Country page's click paths: every mark opens, filters go into the address, words that cannot be read are said."""

import re

import pytest
from playwright.sync_api import Page, expect
from pointing import press_mark
from serving import LOOKS, Open, at_once, settle

pytestmark = pytest.mark.browser

MARKS = {
    "cty-trend": "time",
    "cty-steps": "tone",
    "cty-outlets-dots": "outlet",
    "cty-down": "word",
    "cty-together": "with",
}


def click_mark(page: Page, graph: str) -> None:
    """Clicks the middle one of a chart's marks."""
    marks = page.locator(f"#{graph} .points path")
    expect(marks.first).to_be_attached(timeout=20_000)  # six charts, on a machine that may be busy
    press_mark(page, marks.nth(marks.count() // 2))


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_every_chart_opens_its_articles(site: str, open_page: Open, width: int, scheme: str) -> None:
    with open_page(site + "/country/RUS", width, scheme) as page:
        expect(page.locator("h1")).to_have_text("Russia")
        expect(page.locator("#cty-lede")).to_contain_text("Tone toward Russia: ")
        for graph, kind in MARKS.items():
            click_mark(page, graph)
            page.wait_for_url(re.compile(rf"open={kind}\."))
            settle(page)  # the articles of the chart before give way
            expect(page.locator(".wt-opened li").first).to_be_visible(timeout=20_000)
            expect(page.locator(".wt-opened h2")).to_have_count(1)
            said = re.match(r"[\d,]+", page.inner_text(".wt-opened p"))
            assert said is not None
            assert page.locator(".wt-opened li:not(.wt-more)").count() == min(int(said.group()), at_once(width))
        outlets_are_grouped_and_kept_by_their_country(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def outlets_are_grouped_and_kept_by_their_country(page: Page) -> None:
    expect(page.locator("#cty-outlets-dots-caption")).to_contain_text(" articles in 8 outlets")
    page.locator("#cty-per").get_by_text("Country of the outlet").click()
    page.wait_for_url(re.compile("per=country"))
    expect(page.locator("#cty-outlets-dots-caption")).to_contain_text(" articles in outlets edited in 6 countries")
    click_mark(page, "cty-outlets-dots")
    page.wait_for_url(re.compile(r"open=edited\.[A-Z]{3}"))
    expect(page.locator("#cty-behind-spread h2")).to_contain_text("Russia in outlets edited in ")
    page.locator("#cty-edited").scroll_into_view_if_needed()
    page.locator("#cty-edited").click()
    page.get_by_role("option", name=re.compile("United Kingdom")).click()
    page.wait_for_url(re.compile("edited=GBR"))
    expect(page.locator("#cty-trend-caption")).to_contain_text("only outlets edited in United Kingdom")
    expect(page.locator("#cty-outlets-dots-caption")).to_contain_text("in outlets edited in 1 country")


def test_the_same_mark_opens_again_after_it_was_closed(site: str, open_page: Open) -> None:
    with open_page(site + "/country/RUS") as page:
        click_mark(page, "cty-outlets-dots")
        expect(page.locator("#cty-behind-spread li").first).to_be_visible(timeout=20_000)
        page.go_back()
        expect(page.locator("#cty-behind-spread li")).to_have_count(0)
        click_mark(page, "cty-outlets-dots")
        expect(page.locator("#cty-behind-spread li").first).to_be_visible(timeout=20_000)
        the_keyboard_reaches_the_articles_through_the_table(page)


def the_keyboard_reaches_the_articles_through_the_table(page: Page) -> None:
    summary = page.get_by_text("The outlets as a table")
    summary.focus()
    page.keyboard.press("Enter")
    link = page.locator("#cty-outlets-table a").first
    said = link.inner_text()
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#cty-behind-spread p")).to_contain_text(said)
    expect(page.locator("#cty-outlets-table a").first).to_be_visible()  # the page was not put up anew


def test_filters_go_into_the_address_and_lead_on_to_other_countries(site: str, open_page: Open) -> None:
    with open_page(site + "/country/RUS") as page:
        expect(page.locator("#cty-lede")).to_contain_text("192 articles")
        settle(page)
        page.locator("#cty-salient").click()
        page.wait_for_url(re.compile(r"salient=1"))
        expect(page.locator("#cty-steps-caption")).to_contain_text("only salient countries")
        page.get_by_label("Words in the article").fill("grain")
        page.wait_for_url(re.compile(r"words=grain"))
        expect(page.locator("#cty-steps-caption")).to_contain_text("only articles with grain")
        page.locator("#cty-together-table a").first.click()
        page.wait_for_url(re.compile(r"/country/(?!RUS)[A-Z]{3}\?salient=1&words=grain"))
        expect(page.locator("h1")).not_to_have_text("Russia")
        page.go_back()
        expect(page.locator("h1")).to_have_text("Russia")
        expect(page.get_by_label("Words in the article")).to_have_value("grain")
        page.go_back()
        expect(page.get_by_label("Words in the article")).to_have_value("")


def test_words_that_cannot_be_read_are_said_beside_the_field(site: str, open_page: Open) -> None:
    with open_page(site + "/country/RUS?words=%22grain") as page:
        expect(page.get_by_text("A quotation mark is not closed")).to_be_visible()
        expect(page.locator("#cty-charts")).to_be_hidden()
        page.get_by_label("Words in the article").fill("grain")
        expect(page.locator("#cty-charts")).to_be_visible()
        expect(page.get_by_text("A quotation mark is not closed")).to_have_count(0)


def test_no_articles_and_no_such_country_offer_a_way_on(site: str, open_page: Open) -> None:
    with open_page(site + "/country/RUS?from=2030-01-01") as page:
        expect(page.get_by_text("No article mentions Russia with these filters")).to_be_visible()
        page.get_by_role("link", name="All articles on Russia").click()
        expect(page.locator("#cty-trend .points path").first).to_be_visible()
    with open_page(site + "/country/XXX") as page:
        expect(page.locator("h1")).to_have_text("There is no such page")
