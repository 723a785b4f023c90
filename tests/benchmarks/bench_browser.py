"""Prints how soon pages answer and draw in a real browser, and how far what is on them moves while they do.

    python tests/benchmarks/bench_browser.py

On the sample articles: seconds until `worldtone serve` answers, until a page's first chart stands after one navigates
to it from another page, and the layout shift that the browser counts meanwhile (0 is none, above 0.1 is felt).
"""

import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "browser"))
import chromium
from serving import COUNTING, settle, start, stop

# Where to, and what is there when the first chart is drawn.
PAGES = {
    "/": "#o-lines .points path",
    "/country/RUS": "#cty-trend .points path",
    "/compare": "#cmp-tone .points path",
    "/relations": "#rel-map .heatmaplayer image",
    "/article/5": ".wt-text mark",
    "/method": ".wt-table",
}
RUNS = 3
SHIFT = """() => {
  window.wtShift = 0;
  window.wtMoved = [];
  new PerformanceObserver(list => list.getEntries().forEach(entry => {
    if (!entry.hadRecentInput) {
      window.wtShift += entry.value;
      entry.sources.forEach(one => window.wtMoved.push((one.node && (one.node.id || one.node.className)) || "?"));
    }
  })).observe({ type: "layout-shift", buffered: true });
}"""


def shift_of(page: Page) -> float:
    """The layout shift since the page was loaded, once it has settled."""
    settle(page)
    page.evaluate(SHIFT)
    page.wait_for_timeout(200)
    return float(page.evaluate("window.wtShift"))


def to_first_chart(page: Page, path: str, mark: str) -> float:
    """Seconds from a click on a link to `path` until its first chart stands."""
    began = time.perf_counter()
    page.evaluate("path => window.dash_clientside.set_props('url', { pathname: path, search: '' })", path)
    page.wait_for_selector(mark, state="attached")
    return time.perf_counter() - began


def main() -> None:
    found = chromium.find()
    if found is None:
        sys.exit("No browser; run make browser.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store = ("--store", str(Path(folder) / "demo.db"))
        process, address = start("demo", *store)
        stop(process)
        began = time.perf_counter()
        process, address = start("serve", *store)
        urllib.request.urlopen(address).read()
        print(f"serve answers after {time.perf_counter() - began:.2f} s")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for width in (1280, 390):
            print(f"{width} px wide{'':10} layout shift   first chart after")
            page = browser.new_page(viewport={"width": width, "height": 900})
            page.add_init_script(COUNTING)
            for path, mark in PAGES.items():
                page.goto(address + path)
                page.wait_for_selector(mark, state="attached")
                shift, moved = shift_of(page), page.evaluate("[...new Set(window.wtMoved)].slice(0, 4).join(', ')")
                taken = []
                for _ in range(RUNS):
                    page.goto(address + "/add")
                    settle(page)
                    taken.append(to_first_chart(page, path, mark))
                print(f"  {path:20} {shift:11.3f}   {sorted(taken)[RUNS // 2]:.2f} s   {moved}")
            page.close()
        browser.close()
        stop(process)


if __name__ == "__main__":
    main()
