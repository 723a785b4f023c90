"""The hand-check and the Method page, in a real browser against the real server."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from serving import LOOKS, Open, settle

pytestmark = pytest.mark.browser


def press(page: Page, key: str) -> None:
    """Presses a key and waits until the next mention, or the end, is shown."""
    step = page.get_attribute("#m-item [data-step]", "data-step")
    page.keyboard.press(key)
    page.wait_for_selector(f'#m-item [data-step="{int(step or 0) + 1}"]')


def test_an_address_with_a_part_of_the_page_opens_at_it(site: str, open_page: Open) -> None:
    with open_page(f"{site}/method#interval") as page:
        expect(page.locator("#interval h2")).to_be_in_viewport()
        page.get_by_role("link", name="Privacy").click()
        expect(page.locator("#privacy h2")).to_be_in_viewport()
        expect(page.locator("h1")).to_have_count(1)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_a_sample_is_labelled_to_the_agreement(
    site: str, open_page: Open, tmp_path: Path, width: int, scheme: str
) -> None:
    # Each look labels the few mentions of a country of its own, so that none is judged before.
    country = ("BRB", "VNM", "MYS", "KWT")[LOOKS.index((width, scheme))]
    with open_page(f"{site}/method?check=20&seed=7&c={country}", width, scheme) as page:
        item, result = page.locator("#m-item"), page.locator("#m-result")
        expect(item).to_contain_text("Mention 1 of ")
        n = int(re.search(r"Mention 1 of (\d+)", item.inner_text()).group(1))  # type: ignore[union-attr]
        expect(page.locator("#m-item mark.wt-own")).to_have_count(1)
        press(page, "1")
        expect(item).to_contain_text(f"Mention 2 of {n} · 1 judged")
        press(page, "u")
        expect(item).to_contain_text("You said negative")
        press(page, "p")
        press(page, "s")
        expect(item).to_contain_text(f"Mention 3 of {n} · 1 judged")
        page.get_by_role("button", name="Agreement so far").click()
        expect(result).to_contain_text("Agreement with your labels, n = 1")
        for _ in range(n - 2):
            press(page, "0")
        expect(item).to_contain_text(f"{n - 1} of {n} mentions judged, 1 mention skipped")
        expect(result).to_contain_text(f"Agreement with your labels, n = {n - 1}")
        expect(page.locator("#m-negative")).to_be_hidden()
        page.get_by_role("button", name="Judge the skipped ones").click()
        expect(item).to_contain_text(f"Mention 2 of {n}")
        page.get_by_role("button", name=re.compile("^Negative")).click()
        expect(item).to_contain_text(f"{n} of {n} mentions judged")
        page.reload()
        expect(result).to_contain_text(f"Agreement with your labels, n = {n}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        with page.expect_download() as saving:
            page.get_by_role("button", name="Save all judgements").click()
        saving.value.save_as(tmp_path / "gold.jsonl")
        records = [json.loads(line) for line in (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
        assert len(records) >= n
        assert all({"text", "start", "end", "label"} <= record.keys() for record in records)
        expect(page.locator("#m-saved")).to_contain_text(f"{len(records)} saved")


def test_keys_rest_while_they_are_switched_off(site: str, open_page: Open) -> None:
    with open_page(f"{site}/method") as page:
        page.get_by_label("Mentions to draw").first.click()
        page.get_by_role("option", name="50").click()
        page.get_by_role("button", name="Draw a sample").click()
        page.wait_for_url(re.compile(r"/method\?check=50&seed=\d+$"))
        first = _shown(page)  # not the first of all where other tests have judged that
        page.locator("#m-keys").focus()
        page.keyboard.press("Space")
        expect(page.locator("#m-keys")).not_to_be_checked()
        page.keyboard.press("s")
        settle(page)
        assert _shown(page) == first
        page.keyboard.press("Space")
        expect(page.locator("#m-keys")).to_be_checked()
        press(page, "s")
        second = _shown(page)
        assert second > first
        page.keyboard.press("Control+s")
        settle(page)
        assert _shown(page) == second


def _shown(page: Page) -> int:
    """Which of the 50 mentions drawn is shown."""
    expect(page.locator("#m-item")).to_contain_text(re.compile(r"Mention \d+ of 50"))
    found = re.search(r"Mention (\d+) of 50", page.locator("#m-item").inner_text())
    assert found
    return int(found.group(1))
