"""The Overview's click paths: words, spans, notes, what moved the tone, and taking charts along."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from serving import Open, settle, start, stop

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A demo of its own, for the tests that write notes."""
    process, address = start("demo", "--store", str(tmp_path_factory.mktemp("overview") / "demo.db"))
    yield address
    stop(process)


def test_one_country_is_told_in_a_sentence_against_the_span_before(site: str, open_page: Open) -> None:
    with open_page(site + "/?c=RUS&from=2023-01-01&to=2023-12-31") as page:
        expect(page.locator(".wt-headline")).to_have_text(
            re.compile(
                r"^Tone toward Russia: [−+]?\d\.\d\d \(95% .+ to .+\), \d+ articles, \d+ stories, in \d+ outlets; "
                r".+ the year before"
            )
        )
        link = page.locator(".wt-card-name a")
        assert link.get_attribute("href") == "/country/RUS?from=2023-01-01&to=2023-12-31"


def test_why_it_moved_adds_up(site: str, open_page: Open) -> None:
    with open_page(site + "/?c=RUS&at=RUS.2023-01-01.2023-12-31") as page:
        expect(page.get_by_role("heading", name="Why did it move?")).to_be_visible()
        rows = page.locator(".wt-table tbody tr")
        together = [
            float(rows.nth(place).locator("td").last.inner_text().replace("−", "-")) for place in range(rows.count())
        ]
        total = float(page.locator(".wt-table tfoot td").last.inner_text().replace("−", "-"))
        assert abs(sum(together) - total) <= 0.0005 * (len(together) + 1)
        moved = page.locator("#o-opened ul").last.locator("li a")
        assert 0 < moved.count() <= 10
        moved.first.click()
        page.wait_for_url(re.compile(r"/article/\d+\?c=RUS"))


def test_words_narrow_and_a_malformed_search_is_answered_in_words(site: str, open_page: Open) -> None:
    with open_page(site) as page:
        expect(page.locator(".wt-headline")).to_be_visible()
        settle(page)
        page.get_by_text("More filters").click()
        page.get_by_label("Words in the article").fill('"grain')
        expect(page.get_by_role("heading", name="These words cannot be searched for")).to_be_visible()
        expect(page.locator("#o-lines")).to_be_hidden()
        page.get_by_label("Words in the article").fill("grain")
        expect(page.locator("#o-lines-caption")).to_contain_text("only articles with grain")


def test_a_ready_made_span_sets_both_dates(site: str, open_page: Open) -> None:
    with open_page(site) as page:
        expect(page.locator(".wt-headline")).to_be_visible()
        settle(page)
        page.get_by_label("Span", exact=True).first.click()
        page.get_by_role("option", name="2023", exact=True).click()
        page.wait_for_url(re.compile(r"from=2023-01-01&to=2023-12-31"))
        assert page.input_value("#f-start") == "1 Jan 2023"


def test_a_group_and_smoothing_are_named_in_the_captions(site: str, open_page: Open) -> None:
    with open_page(site + "/?group=NATO&smooth=ewm&baseline=outlet") as page:
        caption = page.locator("#o-lines-caption")
        expect(caption).to_contain_text("members of NATO")
        expect(caption).to_contain_text("exponentially weighted")
        expect(caption).to_contain_text("less its outlet's own mean")


def test_a_note_comes_onto_the_chart_and_goes_again(own_site: str, open_page: Open) -> None:
    with open_page(own_site + "/?c=RUS") as page:
        expect(page.locator(".wt-headline")).to_be_visible()
        settle(page)
        page.get_by_text("Notes on the chart").click()
        page.get_by_role("button", name="Add note").click()
        expect(page.locator("#o-note-said")).to_have_text("A note needs a day and a few words.")
        page.fill("#o-note-day", "10 Mar 2023")
        page.keyboard.press("Enter")
        page.get_by_label("What happened").fill("A <b>pact</b> is signed")
        page.get_by_role("button", name="Add note").click()
        expect(page.locator("#o-notes")).to_contain_text("A <b>pact</b> is signed")
        expect(page.locator("#o-lines .annotation-text", has_text="A <b>pact</b> is signed")).to_have_count(1)
        page.get_by_role("button", name=re.compile("^Remove the note of 10 March 2023")).click()
        expect(page.locator("#o-lines .annotation-text", has_text="pact")).to_have_count(0)
