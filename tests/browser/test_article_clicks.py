"""The Article page: a word says its share on hover and on focus, and a reader's label is kept."""

import re

import pytest
from playwright.sync_api import Page, expect
from serving import LOOKS, Open, settle

pytestmark = pytest.mark.browser

SHARE = re.compile(r"^[+−]\d\.\d\d toward ")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_words_say_their_share_and_a_label_is_kept(site: str, open_page: Open, width: int, scheme: str) -> None:
    number = 5 + LOOKS.index((width, scheme))  # each look labels an article of its own
    with open_page(f"{site}/article/{number}", width, scheme) as page:
        words = page.locator(".wt-text mark.wt-word")
        expect(words.first).to_be_visible()
        note = page.locator("#wt-note")
        words.first.focus()
        expect(note).to_be_visible()
        expect(note).to_have_text(SHARE)
        page.keyboard.press("Escape")
        expect(note).to_be_hidden()
        words.last.hover()
        expect(note).to_have_text(SHARE)
        expect(note).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        lines = [words.nth(at).evaluate("word => getComputedStyle(word).textDecorationStyle") for at in range(2)]
        assert set(lines) <= {"solid", "wavy"}  # readable without colour
        label_is_kept(page)


def label_is_kept(page: Page) -> None:
    judged = page.locator(".wt-judged").first
    page.get_by_text("This is wrong").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="negative").first.focus()
    page.keyboard.press("Space")
    expect(judged).to_have_text(re.compile(r"^negative your label, "))
    page.reload()
    expect(judged).to_have_text(re.compile(r"^negative your label, "))
    page.get_by_text("Change your label").click()
    expect(page.get_by_role("radio", name="negative").first).to_be_checked()
    page.get_by_role("radio", name="positive").first.click()
    expect(judged).to_have_text(re.compile(r"^positive your label, "))


def test_ways_lead_back_and_on_to_the_country(site: str, open_page: Open) -> None:
    with open_page(site + "/country/RUS?open=outlet.Meridian%20Wire") as page:
        page.locator("#cty-behind-spread li a").first.click()
        page.wait_for_url(re.compile(r"/article/\d+\?c=RUS"))
        expect(page.get_by_role("link", name="All about Russia")).to_be_visible()
        settle(page)
        page.get_by_role("button", name="Back").click()
        expect(page.locator("#cty-behind-spread li").first).to_be_visible(timeout=20_000)
        assert "open=outlet.Meridian" in page.url
