"""Adding articles in a real browser: paste, drop, mend a date, store, leave, come back, cancel."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from serving import LOOKS, Open, calendar_gone, settle, start, stop

from dashboard import open_store
from dashboard.types import Filters

pytestmark = pytest.mark.browser

MIXED = [
    json.dumps({"date": "2024-01-02", "title": "Peru wins praise", "text": "Peru won praise from Chile."}),
    "{broken",
    json.dumps({"text": "France agreed."}),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("add")


@pytest.fixture(scope="module")
def own_site(folder: Path) -> Iterator[str]:
    """A site with an empty store, for this file's tests to fill."""
    open_store(folder / "s.db").close()
    process, address = start("serve", "--store", str(folder / "s.db"))
    yield address
    stop(process)


def choose(page: Page, *files: Path) -> None:
    settle(page)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose files").click()
    chooser.value.set_files([str(file) for file in files])


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_a_pasted_article_is_previewed_its_date_mended_and_stored(
    own_site: str, folder: Path, open_page: Open, width: int, scheme: str
) -> None:
    outlet = f"Herald {width} {scheme}"
    with open_page(f"{own_site}/add", width, scheme) as page:
        settle(page)
        see = page.get_by_role("button", name="See what is found")
        see.click()
        expect(page.get_by_text("Paste the article’s text.")).to_be_visible()
        expect(page.get_by_text("Give the day on which it was published.")).to_be_visible()
        page.get_by_label("Text", exact=False).first.fill(
            f"Peru won praise from Chile. <b>Report</b> {width} {scheme}."
        )
        page.get_by_label("Day of publication").fill("3 Jan 2024")
        page.get_by_label("Day of publication").press("Tab")
        calendar_gone(page)
        page.get_by_label("Outlet", exact=True).fill(outlet)
        page.get_by_label("Web address").fill("javascript:alert(1)")
        see.click()
        expect(page.get_by_text("An address begins with http:// or https://.")).to_be_visible()
        page.get_by_label("Web address").fill(f"https://news.example/{width}-{scheme}")
        see.click()
        shown = page.locator(".wt-found li")
        expect(shown).to_have_count(1)
        expect(shown).to_contain_text("Peru")
        expect(shown.locator(".wt-chip").first).to_have_text(re.compile("positive"))
        shown.get_by_label("Published").fill("6 May 2020")
        shown.get_by_label("Published").press("Tab")
        calendar_gone(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.get_by_role("button", name="Store 1 article").click()
        job = page.locator(".wt-jobs > li").first
        expect(job).to_contain_text("1 read, 1 stored")
        expect(job.locator(".wt-state")).to_have_text("done")
        expect(page.locator(".wt-found")).to_have_count(0)
        assert page.get_by_label("Text", exact=False).first.input_value() == ""
        dropped_files_are_read_and_can_be_given_up(page)
    with open_store(folder / "s.db") as store:
        rows = store.articles(Filters(sources=(outlet,)), limit=5)
    assert {row.day.isoformat() for row in rows} == {"2020-05-06"}


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_rejected_rows_are_listed_and_the_page_can_be_left(
    own_site: str, folder: Path, open_page: Open, width: int, scheme: str
) -> None:
    look = f"{width} {scheme}"  # in each the articles are others
    mixed = [line.replace("Chile", f"Chile {look}").replace("agreed", f"agreed {look}") for line in MIXED]
    (folder / "mixed.jsonl").write_text("\n".join(mixed), encoding="utf-8")
    (folder / "paper.pdf").write_bytes(b"%PDF-1.4")
    with open_page(f"{own_site}/add", width, scheme) as page:
        choose(page, folder / "mixed.jsonl")
        expect(page.get_by_role("button", name="Store 1 article")).to_be_visible()
        page.get_by_role("textbox", name="Date for articles without one").fill("6 May 2020")
        page.get_by_role("textbox", name="Date for articles without one").press("Tab")
        calendar_gone(page)
        expect(page.get_by_role("button", name="Store 2 articles")).to_be_visible()
        choose(page, folder / "paper.pdf")
        refused = page.locator("#add-found .wt-refused")
        expect(refused).to_contain_text("paper.pdf: no reader for .pdf files")
        expect(refused).to_contain_text("mixed.jsonl, line 2: not valid JSON")
        expect(refused).to_contain_text("{broken")
        page.reload()  # what is held is held for the window
        expect(refused).to_contain_text("mixed.jsonl, line 3")
        page.get_by_role("textbox", name="Date for articles without one").fill("6 May 2020")
        page.get_by_role("textbox", name="Date for articles without one").press("Tab")
        calendar_gone(page)
        page.get_by_role("button", name="Store 2 articles").click()
        page.get_by_role("link", name="Overview", exact=True).click()
        expect(page.locator("h1")).not_to_have_text("Add articles")
        settle(page)  # Plotly complains of a chart that is gone while it is being drawn
        page.get_by_role("link", name="Add", exact=True).click()
        job = page.locator(".wt-jobs > li").first
        expect(job).to_contain_text("mixed.jsonl and 1 more file")
        expect(job).to_contain_text("4 read, 2 stored, 0 unchanged, 2 rejected")
        page.get_by_text(re.compile("Rejected so far")).click()
        expect(page.locator("#add-refused")).to_contain_text("paper.pdf")


def dropped_files_are_read_and_can_be_given_up(page: Page) -> None:
    data = page.evaluate_handle(
        """text => {
            const data = new DataTransfer();
            data.items.add(new File([text], '<img src=x>.jsonl'));
            return data;
        }""",
        MIXED[0],
    )
    page.dispatch_event("#add-drop", "drop", {"dataTransfer": data})
    expect(page.get_by_role("button", name="Store 1 article")).to_be_visible()
    before = page.locator(".wt-jobs > li").count()
    page.get_by_role("button", name="Start over").click()
    expect(page.locator(".wt-found")).to_have_count(0)
    assert page.locator(".wt-jobs > li").count() == before
    assert page.locator("img").count() == 0


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_a_running_job_can_be_cancelled_by_keyboard(
    own_site: str, folder: Path, open_page: Open, width: int, scheme: str
) -> None:
    outlet = f"Echo {width} {scheme}"
    text = "Russia condemned Ukraine over {0}, while Peru won praise from Chile. " * 3
    matters = [" ".join(f"{scheme}{width + matter}of{word}" for word in range(20)) for matter in range(120)]
    records = [  # each told by fifty
        json.dumps({"date": "2024-01-02", "text": f"Report {n}. {text.format(matters[n // 50])}", "source": outlet})
        for n in range(6000)
    ]
    (folder / "big.jsonl").write_text("\n".join(records), encoding="utf-8")
    with open_page(f"{own_site}/add", width, scheme) as page:
        choose(page, folder / "big.jsonl")
        page.get_by_role("button", name="Store 6,000 articles").click()
        job = page.locator(".wt-jobs > li").first
        expect(job.get_by_role("progressbar")).to_have_count(1)
        expect(job).to_contain_text(re.compile(r"[1-9][\d,]* of 6,000 read"), timeout=20_000)
        page.get_by_role("button", name="Cancel big.jsonl").focus()
        page.keyboard.press("Enter")
        expect(job.locator(".wt-state")).to_have_text("cancelled", timeout=20_000)
        expect(job).to_contain_text(re.compile(r"The [\d,]+ articles stored so far stay\."))
        stored = int(re.search(r"([\d,]+) stored", job.inner_text()).group(1).replace(",", ""))  # type: ignore[union-attr]
        assert 0 < stored < 6000
    with open_store(folder / "s.db") as store:
        assert store.count(Filters(countries=("RUS",), sources=(outlet,))) == stored
        assert store.verify() == []
