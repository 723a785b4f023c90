"""Every page in every look: nothing bars readers with disabilities, nothing overflows, nothing jumps."""

from collections.abc import Sequence

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from serving import Open, settle

pytestmark = pytest.mark.browser

PAGES = {
    "overview": "/",
    "overview with an opened mark": "/?c=RUS.UKR&at=RUS",
    "overview of a period that moved": "/?c=RUS&at=RUS.2023-01-01.2023-12-31&smooth=loess&baseline=outlet",
    "country": "/country/RUS",
    "country with an opened mark": "/country/RUS?open=tone.9",
    "article": "/article/1",
    "compare": "/compare?c=RUS.UKR.CHN",
    "compare outlets": "/compare?mode=outlets&c=RUS",
    "relations": "/relations",
    "add": "/add",
    "method": "/method",
    "hand-check": "/method?check=20&seed=3",
    "no match": "/?from=2030-01-01",
    "words that cannot be read": "/?words=%22grain",
    "not found": "/nowhere",
}
WIDTHS = (1280, 1920)
COLOURS = ("color-contrast", "link-in-text-block")  # the rules that see what a scheme changes
# What Google's Web Vitals call good: a tenth of the window moved by a tenth of its height, say, is a hundredth. Where a
# mark is open, the page itself goes down to its articles while the charts above them still come, so there is no rest.
MOST_SHIFT = 0.1
SHIFT = """() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(one => { sum += one.hadRecentInput ? 0 : one.value; }))
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 100);
})"""


def bars(page: Page, only: Sequence[str] = ()) -> list[str]:
    """What axe-core calls a serious or critical bar to readers with disabilities, by all its rules or some."""
    rules = {"runOnly": {"type": "rule", "values": list(only)}} if only else {}
    options = {"resultTypes": ["violations"]} | rules
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]}"
        for rule in found
        if rule["impact"] in {"serious", "critical"}
        for node in rule["nodes"][:3]
    ]


def overflow(page: Page, width: int) -> int:
    """By how many pixels the page is wider than the window."""
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_timeout(150)  # charts follow the window
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_holds_in_light_and_dark_and_at_every_width(site: str, open_page: Open, name: str) -> None:
    with open_page(site + PAGES[name]) as page:
        settle(page)
        expect(page.locator("h1")).to_have_count(1)
        assert page.evaluate("document.documentElement.lang") == "en"
        assert "opened" in name or page.evaluate(SHIFT) < MOST_SHIFT
        assert bars(page) == []
        page.emulate_media(color_scheme="dark")
        page.wait_for_selector("html[data-mantine-color-scheme=dark]")
        assert bars(page, COLOURS) == []  # the elements are the same
        assert [overflow(page, width) for width in WIDTHS] == [0, 0]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_holds_on_a_phone(site: str, open_page: Open, name: str) -> None:
    with open_page(site + PAGES[name], 390, "dark") as page:
        settle(page)
        assert "opened" in name or page.evaluate(SHIFT) < MOST_SHIFT
        assert overflow(page, 390) == 0
