"""The Overview's click paths, all of them in each look: one page load for many clicks."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pointing import press, press_mark
from serving import LOOKS, Open, calendar_gone, settle, start, stop

pytestmark = pytest.mark.browser

# Where a country is on the map: the middle of its shape, which for Australia is land.
MIDDLE = """() => {
    const shapes = [...document.querySelectorAll('#o-map .choroplethlayer path')];
    const box = shapes.find(one => one.__data__.loc === 'AUS').getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
}"""


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A demo of its own, for the tests that write notes."""
    process, address = start("demo", "--store", str(tmp_path_factory.mktemp("overview") / "demo.db"))
    yield address
    stop(process)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_marks_filters_notes_and_what_is_taken_along(own_site: str, open_page: Open, width: int, scheme: str) -> None:
    with open_page(own_site + "/?c=RUS", width, scheme) as page:
        expect(page.locator("#o-map .choroplethlayer path").first).to_be_attached()
        settle(page)
        link_is_copied(page)
        numbers_and_pictures_are_saved(page)
        note_comes_and_goes(page, f"A <b>pact</b> is signed, {width} {scheme}")
        map_opens(page)
        dot_opens(page, "o-ranked", r"at=[A-Z]{3}$")
        dot_opens(page, "o-movers", r"at=[A-Z]{3}\.2023-07-\d\d\.2024-12-31$")
        why_it_moved_adds_up(page)
        filter_goes_into_the_address_and_back(page)
        words_narrow(page)
        each_story_once(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def link_is_copied(page: Page) -> None:
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def numbers_and_pictures_are_saved(page: Page) -> None:
    for kind, begins in (("csv", b"\xef\xbb\xbf# Worldtone: "), ("json", b"{"), ("png", b"\x89PNG"), ("svg", b"<svg")):
        page.locator(".wt-chart", has=page.locator("#o-lines")).locator("summary.wt-export").click()
        with page.expect_download() as download:
            page.locator(f"#o-lines-take-{kind}").click()
        assert Path(download.value.path()).read_bytes().startswith(begins)
        assert download.value.suggested_filename == f"worldtone-tone-over-time.{kind}"


def note_comes_and_goes(page: Page, words: str) -> None:
    page.get_by_text("Notes on the chart").click()
    page.get_by_role("button", name="Add note").click()
    expect(page.locator("#o-note-said")).to_have_text("A note needs a day and a few words.")
    page.fill("#o-note-day", "10 Mar 2023")
    page.keyboard.press("Enter")
    page.get_by_label("What happened").fill(words)
    calendar_gone(page)
    page.get_by_role("button", name="Add note").click()
    expect(page.locator("#o-notes")).to_contain_text(words)
    label = page.locator("#o-lines .annotation-text", has_text="A <b>pact</b>")
    expect(label).to_have_count(1)
    page.get_by_role("button", name=re.compile("^Remove the note of 10 March 2023")).click()
    expect(label).to_have_count(0)


def map_opens(page: Page) -> None:
    page.locator("#o-map").scroll_into_view_if_needed()
    settle(page)
    press(page, lambda: tuple(page.evaluate(MIDDLE)))
    page.wait_for_url(re.compile(r"at=AUS$"))
    expect(page.locator("#o-opened h2").first).to_have_text("Australia")
    expect(page.locator("#o-opened .wt-articles li").first).to_be_visible()


def dot_opens(page: Page, graph: str, address: str) -> None:
    press_mark(page, page.locator(f"#{graph} .scatterlayer .points path").first)
    page.wait_for_url(re.compile(address))
    settle(page)
    expect(page.locator("#o-opened .wt-articles li").first).to_be_visible()
    assert page.locator("#o-opened .wt-articles").first.locator("li").count() >= 5


def why_it_moved_adds_up(page: Page) -> None:
    expect(page.get_by_role("heading", name="Why did it move?")).to_be_visible()
    rows = page.locator("#o-opened .wt-table tbody tr")
    together = [number(rows.nth(place).locator("td").last.inner_text()) for place in range(rows.count())]
    total = number(page.locator("#o-opened .wt-table tfoot td").last.inner_text())
    assert abs(sum(together) - total) <= 0.0005 * (len(together) + 1)
    moved = page.locator("#o-opened ul").last.locator("li a")
    assert 0 < moved.count() <= 10
    assert re.fullmatch(r"/article/\d+\?c=[A-Z]{3}", moved.first.get_attribute("href") or "")


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def filter_goes_into_the_address_and_back(page: Page) -> None:
    page.get_by_text("Year", exact=True).click()
    page.wait_for_url(re.compile(r"by=year"))
    expect(page.locator("#o-lines")).to_contain_text("Year of publication (UTC)")
    expect(page.locator("#o-opened h2")).to_have_count(0)  # another view: what was opened closes
    page.get_by_label("Countries").first.click()
    page.get_by_label("Countries").first.fill("North Korea")
    page.get_by_role("option", name=re.compile("^North Korea")).click()
    page.wait_for_url(re.compile(r"c=RUS\.PRK"))
    page.keyboard.press("Escape")  # closes the list, which else lies over what is beneath
    expect(page.locator("#o-cards")).to_contain_text("North Korea")
    page.go_back()
    expect(page.locator("#o-cards")).not_to_contain_text("North Korea")
    page.go_back()
    expect(page.locator("#o-lines")).not_to_contain_text("Year of publication (UTC)")
    settle(page)


def words_narrow(page: Page) -> None:
    page.get_by_text("More filters").click()
    page.get_by_label("Words in the article").fill('"grain')
    expect(page.get_by_role("heading", name="These words cannot be searched for")).to_be_visible()
    expect(page.locator("#o-lines")).to_be_hidden()
    page.get_by_label("Words in the article").fill("grain")
    expect(page.locator("#o-lines-caption")).to_contain_text("only articles with grain")


def each_story_once(page: Page) -> None:
    caption = page.locator("#o-lines-caption")
    pairs = re.compile(r"([\d,]+) article-and-country pairs")

    def counted() -> int:
        found = pairs.search(caption.inner_text())
        assert found is not None
        return int(found[1].replace(",", ""))

    page.get_by_label("Words in the article").fill("")
    expect(caption).not_to_contain_text("only articles with")
    settle(page)
    copies = counted()
    page.get_by_role("switch", name="Each story once").check()
    page.wait_for_url(re.compile(r"copies=first"))
    expect(caption).to_contain_text("each story once")
    settle(page)
    assert 0 < counted() < copies


def test_one_country_is_told_in_a_sentence_against_the_span_before(site: str, open_page: Open) -> None:
    with open_page(site) as page:
        expect(page.locator(".wt-headline")).to_be_visible()
        settle(page)
        page.get_by_label("Span", exact=True).first.click()
        page.get_by_role("option", name="2023", exact=True).click()
        page.wait_for_url(re.compile(r"from=2023-01-01&to=2023-12-31"))
        assert page.input_value("#f-start") == "1 Jan 2023"
        page.goto(site + "/?c=RUS&from=2023-01-01&to=2023-12-31")
        expect(page.locator(".wt-headline")).to_have_text(
            re.compile(
                r"^Tone toward Russia: [−+]?\d\.\d\d \(95% .+ to .+\), \d+ articles, \d+ stories, in \d+ outlets; "
                r".+ the year before"
            )
        )
        link = page.locator(".wt-card-name a")
        assert link.get_attribute("href") == "/country/RUS?from=2023-01-01&to=2023-12-31"


def test_a_group_and_smoothing_are_named_in_the_captions(site: str, open_page: Open) -> None:
    with open_page(site + "/?group=NATO&smooth=ewm&baseline=outlet") as page:
        caption = page.locator("#o-lines-caption")
        expect(caption).to_contain_text("members of NATO")
        expect(caption).to_contain_text("exponentially weighted")
        expect(caption).to_contain_text("less its outlet's own mean")
