"""Hostile strings in every slot and on every page of a real browser; prints the figures, exits 1 on a problem.

python tests/hostile/torture_browser.py
"""

import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "browser"))
import chromium
from browser_driving import Hostile, figures, query
from hostile_store import fill
from hostile_strings import STRINGS
from playwright.sync_api import sync_playwright
from serving import COUNTING, start, stop

EXPORTS = ("csv", "json", "svg", "png")
FIELDS = (
    *("c", "from", "to", "outlet", "edited", "per", "by", "measure", "copies", "words", "group", "band", "baseline"),
    *("smooth", "at", "open", "check", "seed", "mode", "top", "salient"),
)
PAGES = ("/", "/country/PER", "/compare", "/relations", "/article/1", "/add", "/method")


VIEWS = (
    "/?at=PER",
    "/country/PER",
    "/compare?mode=outlets&c=PER",
    "/relations",
    "/add",
    "/method?check=20&seed=7&c=PER",
    "/?c=PER.CHL&smooth=loess&baseline=outlet&copies=first",
    "/country/PER?open=time.2024-01-01.2024-12-31",
    "/method",
)


def drive(
    hostile: Hostile,
    strings: Sequence[str],
    *,
    widths: Sequence[int],
    articles: Iterable[int],
    exports: Sequence[str],
    marks: int,
) -> None:
    """Opens every page there is over strings that are stored, each in all widths, and the articles of some numbers.

    Files are taken along once of each page.
    """
    for again in range(len(widths)):
        for number, view in enumerate(VIEWS):
            width = widths[(number + again) % len(widths)]
            hostile.visit(view, width=width, marks=marks, exports=() if again else exports)
            if view == "/?at=PER":
                hostile.offer("Outlets")
                hostile.follow()
    for number in articles:
        hostile.visit(f"/article/{number}", width=widths[number % len(widths)])
    hostile.add_files(strings)
    together = "&".join(query("outlet", text) for text in strings[:30] if len(text) < 100)
    hostile.visit(f"/?c=PER&{together}"[:3_900], marks=marks, exports=exports)


def asked_for(hostile: Hostile, number: int) -> None:
    """Opens pages whose address holds strings: each field of the query string another, then one alone as outlet.

    After as many numbers as there are strings, each has stood in every field.
    """
    text = STRINGS[number]
    every = "&".join(query(field, STRINGS[(number + n) % len(STRINGS)]) for n, field in enumerate(FIELDS))
    hostile.visit(f"{PAGES[number % len(PAGES)]}?{every}"[:8_000], width=390, marks=0)
    hostile.visit(f"/country/PER?{query('outlet', text)}&{query('open', f'outlet.{text}')}", marks=2, exports=("csv",))
    hostile.visit(f"/compare?mode=outlets&c=PER&{query('outlet', text)}", width=390, marks=2, exports=("svg",))
    hostile.paste(text)


def main() -> int:
    found = chromium.find()
    if found is None:
        sys.exit("No browser; run make browser.")
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "store.db"
        fill(path)
        process, address = start("serve", "--store", str(path))
        try:
            browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"] if root else [])
            window = browser.new_context(reduced_motion="reduce", accept_downloads=True)
            window.add_init_script(COUNTING)
            hostile = Hostile(window, address)
            numbers = range(1, 4 * len(STRINGS), 2)
            drive(hostile, STRINGS, widths=(1280, 390), articles=numbers, exports=EXPORTS, marks=6)
            for number in range(len(STRINGS)):
                print(f"in addresses: string {number + 1} of {len(STRINGS)}", file=sys.stderr, flush=True)
                asked_for(hostile, number)
            browser.close()
        finally:
            stop(process)
    print(figures(hostile))
    return int(bool(hostile.problems))


if __name__ == "__main__":
    sys.exit(main())
