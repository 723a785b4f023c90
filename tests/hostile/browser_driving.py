"""Opens pages over a hostile store in a real browser, hovers, clicks, exports, and notes whatever should not be."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

from hostile_strings import STRINGS
from playwright.sync_api import BrowserContext, Error, Page
from serving import settle

# Whatever a string runs sets wtOwned, on the window or on every object.
WATCHING = """
    Object.defineProperty(window, "wtOwned", { set: () => window.wtTell("a script ran") });
    document.addEventListener("securitypolicyviolation", violation =>
        window.wtTell("policy violated: " + [violation.violatedDirective, violation.blockedURI, violation.sample]));
"""
_FOUND = """() => {
    const found = [];
    const tell = (what, node) => found.push(what + ": " + node.outerHTML.slice(0, 200));
    for (const node of document.querySelectorAll("*")) {
        for (const { name, value } of node.attributes) {
            if (name.startsWith("on")) tell("an event handler", node);
            if (/^(xlink:)?(href|src|action|formaction|data|srcdoc)$/.test(name)) {
                const address = new URL(value, location);
                const own = address.origin === location.origin;
                if (/^(blob:|data:image.png;base64,)/.test(value)) continue;
                if (!["http:", "https:"].includes(address.protocol)) {
                    tell("a link that is not http(s)", node);
                } else if (!own && !(node.matches("a[rel~=noopener]") && address.hostname === "news.example")) {
                    tell("a link away", node);
                }
            }
        }
    }
    const foreign = "iframe, object, embed, form, base, math, video, svg a, svg script, svg animate, body style";
    const ours = "style[data-mantine-styles], style[id^=plotly], style[id^=js-plotly]";
    document.querySelectorAll(foreign).forEach(node => node.matches(ours) || tell("a foreign element", node));
    if (({}).wtOwned !== undefined) found.push("every object was changed");
    const wide = document.documentElement.scrollWidth;
    if (wide > window.innerWidth) {
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
        let widest = null;
        while (!widest && texts.nextNode()) {
            range.selectNodeContents(texts.currentNode);
            const node = texts.currentNode.parentElement;
            let up = range.getBoundingClientRect().right > window.innerWidth + 1 ? node : document.body;
            while (up && up !== document.body && getComputedStyle(up).overflowX === "visible") up = up.parentElement;
            widest = up === document.body && range.getBoundingClientRect().right > window.innerWidth + 1 ? node : null;
        }
        const culprit = widest ? widest.outerHTML.slice(0, 300) : "?";
        found.push("the page is wider than its window: " + wide + " " + culprit);
    }
    return found;
}"""
_MARKS = """most => [...document.querySelectorAll(".js-plotly-plot")].flatMap(graph => {
    const marks = [...graph.querySelectorAll(".points path, .bars path, .choroplethlayer path, .annotation-text-g")];
    const step = Math.max(1, Math.floor(marks.length / most));
    return marks.filter((_, n) => n % step === 0).slice(0, most).map(mark => {
        const box = mark.getBoundingClientRect();
        return [box.x + box.width / 2 + window.scrollX, box.y + box.height / 2 + window.scrollY];
    });
})"""
_DRAWN = """id => {
    const holder = document.getElementById(id), graph = holder && holder.querySelector(".js-plotly-plot");
    return Boolean(holder && (holder.dataset.wtMeta || (graph && graph.offsetWidth && graph.layout.meta)));
}"""
_PATIENCE = 60_000  # milliseconds that a file may take to come, on a busy machine
_BETWEEN = 110  # milliseconds between two files: of more than ten in a second Chromium drops all others
_RUNS = re.compile(r"[\t\r\n]*[=+\-@＝＋－＠]")
_NUMBERS = re.compile(r"[\d.,+-]+$")


class Hostile:
    """Drives one window; `problems` are those found so far, `done` counts what was looked at."""

    def __init__(self, window: BrowserContext, site: str, strings: Sequence[str] = STRINGS) -> None:
        self.problems: list[str] = []
        self.done: Counter[str] = Counter()
        self._site, self._strings, self._at = site, strings, ""
        window.expose_binding("wtTell", lambda _, what: self._note(what))
        window.add_init_script(WATCHING)
        self._page = window.new_page()
        window.on("page", lambda page: self._note(f"a window opened: {page.url}"))
        self._page.on("request", self._asked)
        self._page.on("dialog", lambda dialog: (self._note(f"a dialog: {dialog.message}"), dialog.dismiss()))
        self._page.on("pageerror", lambda error: self._note(f"an error of a script: {error}"))
        self._page.on("response", self._answered)

    def visit(self, address: str, *, width: int = 1280, marks: int = 4, exports: Sequence[str] = ()) -> None:
        """Loads a page, hovers over marks, opens all that folds, takes each chart along, and clicks a mark."""
        page = self._open(address, width)
        page.evaluate("document.querySelectorAll('main details:not(.wt-take)').forEach(one => { one.open = true; })")
        self._check("loaded")
        places = page.evaluate(_MARKS, marks)
        for x, y in places:
            page.evaluate("y => window.scrollTo(0, y - 400)", y)
            page.mouse.move(x, y - page.evaluate("window.scrollY"))
            self.done["hovers"] += 1
        self._check("hovered")
        for kind in exports:
            self._take_all(kind)
        if places:
            page.mouse.down()
            page.mouse.up()
            self.done["clicks"] += 1
            self._settle()
            self._check("a mark clicked")

    def offer(self, label: str) -> None:
        """Opens the list of a control on the page that stands open."""
        field = self._page.get_by_label(label).first
        field.click()
        self.done["clicks"] += 1
        self._page.get_by_role("option").first.wait_for()
        self._check(f"{label} opened")
        self._page.keyboard.press("Escape")

    def follow(self) -> None:
        """Clicks the first article of the list on the page."""
        self._page.locator("a.wt-go").first.click()
        self.done["clicks"] += 1
        self._settle()
        self._check("an article followed")

    def add_files(self, names: Sequence[str]) -> None:
        """Adds files of hostile names and contents in the page "Add", and stores them."""
        page = self._open("/add", 390)
        files = [
            {
                "name": (name.replace("/", "∕") or "x")[:200],
                "mimeType": "text/plain",
                "buffer": json.dumps(
                    {"title": f"{name} Peru", "text": f"Peru won praise. {name} {n}", "date": "2024-05-06"}
                    | {"source": name, "url": name, "language": name}
                ).encode()
                + b"\n{"
                + name.encode(),
            }
            for n, name in enumerate(names)
        ]
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Choose files").click()
        chooser.value.set_files(files)  # type: ignore[arg-type]  # a payload each
        page.locator(".wt-found").wait_for(timeout=60_000)
        self._settle()
        self.done["files"] += len(files)
        self._check("files added")
        page.get_by_role("button", name=re.compile("^Store")).click()
        self._settle()
        page.locator(".wt-jobs > li").first.wait_for()
        self._check("files being stored")

    def paste(self, text: str) -> None:
        """Pastes an article of hostile fields, and asks for a feed of a hostile address."""
        page = self._open("/add", 1280)
        for field in ("add-title", "add-text", "add-outlet", "add-url", "add-day", "add-feed-address"):
            page.locator(f"#{field}").fill(text)
        page.keyboard.press("Tab")
        page.locator("#add-preview").click()
        page.locator("#add-feed-see").click()
        self.done["clicks"] += 2
        self._settle()
        self._check("pasted")

    def close(self) -> None:
        """Closes the window's page."""
        self._page.close()

    def _open(self, address: str, width: int) -> Page:
        self._at = f"{address[:120]} at {width}"
        self._page.set_viewport_size({"width": width, "height": 900})
        self._page.goto(self._site + address, wait_until="domcontentloaded")
        self._settle()
        self.done["pages"] += 1
        return self._page

    def _settle(self) -> None:
        try:
            settle(self._page)
        except Error as error:
            self._note(f"the page does not come to rest: {error.message[:100]}")

    def _check(self, when: str) -> None:
        self.done["looks"] += 1
        for what in self._page.evaluate(_FOUND):
            self._note(f"{what} ({when})")

    def _note(self, what: str) -> None:
        self.problems.append(f"{self._at}: {what}")

    def _asked(self, request: object) -> None:
        url = str(getattr(request, "url", ""))
        self.done["requests"] += 1
        if not url.startswith((self._site, "blob:", "data:")):
            self._note(f"a request away: {url[:200]}")

    def _answered(self, response: object) -> None:
        if int(getattr(response, "status", 0)) >= 500:
            self._note(f"status {response.status} of {response.url[:200]}")  # type: ignore[attr-defined]

    # What is taken along

    def _take_all(self, kind: str) -> None:
        offered = self._page.locator(f"[data-wt-take={kind}]")
        for graph in offered.evaluate_all("buttons => buttons.map(button => button.dataset.wtGraph)"):
            if not self._page.evaluate(_DRAWN, graph):
                continue
            # By its chart, not by its place among the buttons: a list that comes late moves those.
            button = self._page.locator(f"[data-wt-take={kind}][data-wt-graph='{graph}']").first
            self._page.wait_for_timeout(_BETWEEN)
            try:
                with self._page.expect_download(timeout=_PATIENCE) as download:
                    button.evaluate("button => button.click()")
            except Error:
                drawn = "drawn" if self._page.evaluate(_DRAWN, graph) else "no longer drawn"
                self._note(f"{graph}, {drawn}: no {kind} came")
                continue
            name, data = download.value.suggested_filename, Path(download.value.path()).read_bytes()
            self.done[f"{kind} files"] += 1
            if not re.fullmatch(rf"worldtone-[a-z0-9-]*\.{kind}", name):
                self._note(f"a file is called {name}")
            self._look_into(kind, data, str(graph))

    def _look_into(self, kind: str, data: bytes, graph: str) -> None:
        if kind == "png":
            if not data.startswith(b"\x89PNG\r\n"):
                self._note(f"{graph}: no PNG")
        elif kind == "json":
            json.loads(data)
        elif kind == "csv":
            text = data.decode("utf-8-sig")
            for separator in ",;\t":  # as a spreadsheet of another country reads it
                for line in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
                    for cell in line:
                        if _RUNS.match(cell) and not _NUMBERS.match(cell):
                            self._note(f"{graph}: a cell that runs, by {separator!r}: {cell[:100]!r}")
        else:
            self._look_into_picture(data, graph)

    def _look_into_picture(self, data: bytes, graph: str) -> None:
        try:
            tree = ElementTree.fromstring(data.decode())  # noqa: S314 of our own making
        except ElementTree.ParseError as error:
            self._note(f"{graph}: no SVG: {error} {data[:100]!r}")
            return
        for node in tree.iter():
            tag = node.tag.rpartition("}")[2]
            if tag in ("script", "foreignObject", "a", "animate", "iframe", "image", "set"):
                inside = node.get("{http://www.w3.org/1999/xlink}href") or node.get("href") or ""
                if tag != "image" or not inside.startswith("data:image/"):
                    self._note(f"{graph}: the picture holds <{tag}>")
            for name in node.attrib:
                if name.lower().startswith("on"):
                    self._note(f"{graph}: the picture holds {name}=")


def query(field: str, text: str) -> str:
    """A field of a query string."""
    return f"{field}={quote(text, safe='')}"


def figures(hostile: Hostile) -> str:
    """What was looked at and what was found, in lines."""
    done = ", ".join(f"{number:,} {what}" for what, number in sorted(hostile.done.items()))
    lines = [f"strings {len(STRINGS)}: {done}", f"problems {len(hostile.problems)}"]
    return "\n".join(lines + [f"  {one}" for one in hostile.problems[:40]])
