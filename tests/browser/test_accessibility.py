"""No page has anything that axe-core calls a serious or critical bar to readers with disabilities."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from serving import Open, settle

pytestmark = pytest.mark.browser

PAGES = {
    "overview": "/",
    "overview with an opened mark": "/?c=RUS.UKR&at=RUS",
    "country": "/country/RUS",
    "article": "/article/1",
    "compare": "/compare?c=RUS.UKR.CHN",
    "relations": "/relations",
    "add": "/add",
    "method": "/method",
    "no match": "/?from=2030-01-01",
    "not found": "/nowhere",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(site: str, open_page: Open, name: str, scheme: str) -> None:
    with open_page(site + PAGES[name], 1280, scheme) as page:
        expect(page.locator("h1")).to_be_visible()
        settle(page)
        found = Axe().run(page).response["violations"]
        bars = [
            f"{rule['id']} ({rule['impact']}): {node['html'][:160]}"
            for rule in found
            if rule["impact"] in {"serious", "critical"}
            for node in rule["nodes"][:3]
        ]
        assert bars == []
