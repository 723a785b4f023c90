"""Makes the pictures of the pages in data/screenshots: python tests/browser/screenshots.py (or make screenshots)."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
import chromium
from serving import COUNTING, settle, start, stop

TARGET = Path(__file__).resolve().parents[2] / "data" / "screenshots"
# The demo's numbers follow the order of the sample files; the article is the report on the Kim–Putin meeting.
TITLE = "Kim"
CAPTIONED = """() => ![...document.querySelectorAll('.wt-chart > .wt-caption > span')]
    .some(caption => caption.offsetParent && !caption.textContent)"""
LONG = {"method"}  # whose beginning is enough


def shoot(browser: Browser, address: str, name: str, width: int, scheme: str, *, whole: bool = True) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    context.add_init_script(COUNTING)
    page = context.new_page()
    page.goto(address)
    settle(page)
    page.wait_for_function(CAPTIONED)
    page.wait_for_timeout(800)
    path = TARGET / f"{name}.png"
    page.screenshot(path=path, full_page=whole)
    print(f"{path}: {path.stat().st_size:,} bytes")
    context.close()


def main() -> None:
    TARGET.mkdir(exist_ok=True)
    found = chromium.find()
    if found is None:
        sys.exit("No browser; run make browser.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store = str(Path(folder) / "demo.db")
        process, address = start("demo", "--store", store)
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        article = f"/article/{_number_of(store, TITLE)}?c=PRK"
        pages = {
            "overview": "/",
            "country": "/country/RUS",
            "article": article,
            "compare": "/compare?c=RUS.UKR.CHN.ISR",
            "relations": "/relations",
            "add": "/add",
            "method": "/method",
        }
        for name, path in pages.items():
            for scheme in ("light", "dark"):
                shoot(browser, address + path, f"{name}-{scheme}", 1280, scheme, whole=name not in LONG)
            shoot(browser, address + path, f"{name}-phone", 390, "light")
        browser.close()
        stop(process)


def _number_of(path: str, word: str) -> int:
    """The number of the newest article of 2023 toward North Korea with the word in its title."""
    from datetime import date

    from dashboard import open_store
    from dashboard.types import Filters

    store = open_store(path)
    rows = store.articles(Filters(("PRK",), date(2023, 9, 1), date(2023, 9, 30)), limit=50)
    store.close()
    return next((row.id for row in rows if word in row.title), rows[0].id)


if __name__ == "__main__":
    main()
