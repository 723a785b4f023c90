"""The click paths of the Compare page, in a real browser against the real server."""

import re

import pytest
from playwright.sync_api import Page, expect
from pointing import press_mark
from serving import LOOKS, Open, at_once, settle

pytestmark = pytest.mark.browser

SLOW = 20_000  # milliseconds: a busy machine draws late; what is tested is that it draws

MARKS = ".scatterlayer .points path"


def click_mark(page: Page, graph: str, place: int) -> None:
    press_mark(page, page.locator(f"#{graph} {MARKS}").nth(place))


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_a_mark_opens_its_articles(site: str, open_page: Open, width: int, scheme: str) -> None:
    with open_page(site + "/compare?c=USA.RUS&by=quarter", width, scheme) as page:
        expect(page.locator("h1")).to_have_text("Compare")
        expect(page.locator(f"#cmp-tone {MARKS}").first).to_be_visible(timeout=SLOW)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        click_mark(page, "cmp-tone", 3)
        page.wait_for_url(re.compile(r"at=USA\.2022-10-01\.2022-12-31"))
        expect(page.locator("#cmp-opened h2")).to_have_text("United States, fourth quarter of 2022", timeout=SLOW)
        expect(page.locator("#cmp-opened li").first).to_be_visible(timeout=SLOW)
        counted = int(re.match(r"\d+", page.inner_text("#cmp-opened p")).group())  # type: ignore[union-attr]
        assert page.locator("#cmp-opened li:not(.wt-more)").count() == min(counted, at_once(width))
        expect(page.locator(f"#cmp-tone {MARKS}").first).to_be_visible(timeout=SLOW)
        differences_open_from_chart_and_table(page)


def differences_open_from_chart_and_table(page: Page) -> None:
    click_mark(page, "cmp-whole", 0)
    page.wait_for_url(re.compile(r"at=RUS$"))
    expect(page.locator("#cmp-opened h2")).to_have_text("Russia", timeout=SLOW)
    page.locator("#cmp-table").get_by_role("link", name="United States").click()
    expect(page.locator("#cmp-opened h2")).to_have_text("United States", timeout=SLOW)
    rows = page.locator("#cmp-table tbody tr")
    assert rows.nth(0).locator("td").nth(3).inner_text() == "held against"
    listed = rows.nth(0).locator("td").nth(0).inner_text()
    assert page.inner_text("#cmp-opened p").startswith(f"{listed} articles")


def test_modes_and_the_first_one_are_in_the_address(site: str, open_page: Open) -> None:
    with open_page(site + "/compare?c=RUS.UKR") as page:
        expect(page.locator(f"#cmp-tone {MARKS}").first).to_be_visible(timeout=SLOW)
        settle(page)
        page.get_by_label("Differences from").first.click()
        page.get_by_role("option", name="Ukraine").click()
        page.wait_for_url(re.compile(r"first=UKR"))
        expect(page.locator("#cmp-whole-caption")).to_contain_text("less that of Ukraine", timeout=SLOW)
        page.get_by_text("One country across outlets", exact=True).click()
        page.wait_for_url(re.compile(r"mode=outlets"))
        expect(page.locator("#cmp-tone-caption")).to_contain_text("Tone toward Russia by outlet", timeout=SLOW)
        expect(page.locator("#cmp-countries")).to_be_hidden()
        assert page.input_value("#cmp-country").startswith("Russia")
        settle(page)
        click_mark(page, "cmp-tone", 0)
        page.wait_for_url(re.compile(r"in="))
        expect(page.locator("#cmp-opened h2")).to_contain_text("Russia in ", timeout=SLOW)
        page.go_back()
        expect(page.locator("#cmp-opened h2")).to_have_count(0, timeout=SLOW)
        page.go_back()
        expect(page.locator("#cmp-country")).to_be_hidden()
        expect(page.locator("#cmp-whole-caption")).to_contain_text("less that of Ukraine", timeout=SLOW)


def test_one_country_nothing_and_odd_words_say_what_to_do(site: str, open_page: Open) -> None:
    with open_page(site + "/compare?c=RUS") as page:
        expect(page.get_by_text("Choose at least 2 countries")).to_be_visible(timeout=SLOW)
        expect(page.locator("#cmp-differences")).to_be_hidden()
        page.goto(site + '/compare?words="')
        expect(page.get_by_text("These words cannot be searched for")).to_be_visible(timeout=SLOW)
        page.goto(site + "/compare?from=2030-01-01")
        expect(page.get_by_text("No article fits these filters")).to_be_visible(timeout=SLOW)
        page.get_by_role("link", name="Clear all filters").click()
        expect(page.locator(f"#cmp-tone {MARKS}").first).to_be_visible(timeout=SLOW)
