"""Everything that can be taken along: numbers and pictures of every chart, each with its stamp, and harmless tables."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from serving import LOOKS, Open, settle, start, stop

from dashboard import ingest, open_store

pytestmark = pytest.mark.browser

CHARTS = {
    "/?c=RUS.UKR&from=2023-01-01&to=2023-12-31": ("o-lines", "o-map", "o-ranked", "o-movers"),
    "/relations": ("rel-map",),
    "/country/RUS": ("cty-trend", "cty-steps", "cty-outlets-dots", "cty-down", "cty-up", "cty-together"),
    "/compare?c=RUS.UKR": ("cmp-tone", "cmp-whole", "cmp-apart"),
}
UNSOUND = "Bell \x07 " + "\U0001f469" * 60
EVIL = '=HYPERLINK("http://x";"y")'


def take(page: Page, graph: str, kind: str) -> bytes:
    """Takes a chart or a table along as a file, and gives what is in the file."""
    chart = page.locator(".wt-chart", has=page.locator(f"#{graph}"))
    if chart.count():
        chart.locator("summary.wt-export").click()
    with page.expect_download() as download:
        page.locator(f"#{graph}-take-{kind}").click()
    assert download.value.suggested_filename.endswith(f".{kind}")
    return Path(download.value.path()).read_bytes()


# All charts of each page in one look, the first of each in all four.
# A phone has the pairs as a list, in place of the heat map; its numbers are taken along in test_relations_clicks.py.
WHOLE = dict(zip(CHARTS, LOOKS, strict=True))
SEEN = [(path, look) for path in CHARTS for look in LOOKS if (path, look[0]) != ("/relations", 390)]


@pytest.mark.parametrize(("path", "look"), SEEN)
def test_every_chart_gives_its_numbers_and_its_picture_with_a_stamp(
    site: str, open_page: Open, path: str, look: tuple[int, str]
) -> None:
    charts = CHARTS[path] if WHOLE[path] == look else CHARTS[path][:1]
    with open_page(site + path, *look) as page:
        for graph in charts:
            expect(page.locator(f"#{graph}-caption")).not_to_be_empty()
        settle(page)
        for graph in charts:
            stamp = page.evaluate(f"document.querySelector('#{graph} .js-plotly-plot').layout.meta.stamp").split("\n")
            assert [line.split(" ")[0] for line in stamp] == ["Worldtone:", "Engine", "Made", "n"]
            lines = take(page, graph, "csv").decode("utf-8-sig").split("\r\n")
            assert lines[:4] == [f"# {line}" for line in stamp]
            assert lines[4].startswith("# The store ")  # is being checked, or was: as the foot of the page says
            record = json.loads(take(page, graph, "json"))
            assert record["stamp"][:4] == stamp
            assert record["stamp"][4].startswith("The store ")
            assert len(record["rows"]) == len(lines) - 7 > 0
            picture = take(page, graph, "svg").decode()
            assert stamp[2] in picture
            assert stamp[3] in picture
            assert ">The store " in picture
            tall = page.evaluate(f"document.querySelector('#{graph} .js-plotly-plot').offsetHeight")
            image = take(page, graph, "png")
            assert image.startswith(b"\x89PNG")
            # Twice as fine, with the title above the chart and the stamp's four lines beneath it.
            assert int.from_bytes(image[20:24], "big") >= 2 * (tall + 36 + 4 * 14)
            assert title_fits(picture)


def title_fits(picture: str) -> bool:
    """Whether no line of the title has more letters, of about 9.5 pixels, than the picture is wide."""
    width = float(re.search(r'width="([\d.]+)"', picture).group(1))  # type: ignore[union-attr]
    title = re.search(r'<text[^>]*class="gtitle"[^>]*>(.*?)</text>', picture, re.DOTALL)
    lines = re.findall(r">([^<>]+)<", f">{title.group(1)}<") if title else [""]
    return all(9.5 * len(line) < width for line in lines)


@pytest.fixture(scope="module")
def evil_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site whose outlet has the name of a spreadsheet's formula; on Chile writes one that XML cannot name."""
    folder = tmp_path_factory.mktemp("evil")
    rows = [
        {"date": f"2024-0{month}-02", "title": "Peru", "text": f"Peru won praise {month} times.", "source": EVIL}
        for month in range(1, 7)
    ]
    rows.append({"date": "2024-01-02", "title": "Chile", "text": "Chile won praise.", "source": UNSOUND})
    (folder / "evil.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    store = open_store(folder / "evil.db")
    ingest(folder / "evil.jsonl", store)
    store.close()
    process, address = start("serve", "--store", str(folder / "evil.db"))
    yield address
    stop(process)


def test_a_name_that_no_picture_can_hold_is_written_otherwise(evil_site: str, open_page: Open) -> None:
    with open_page(evil_site + "/country/CHL") as page:
        expect(page.locator("#cty-outlets-dots-caption")).to_contain_text("1 article")
        settle(page)
        assert "Bell \ufffd" in take(page, "cty-outlets-dots", "svg").decode()
        assert take(page, "cty-outlets-dots", "png").startswith(b"\x89PNG")
        assert json.loads(take(page, "cty-outlets-dots", "json"))["rows"][0]["outlet"] == UNSOUND


def test_a_cell_that_a_spreadsheet_would_run_is_made_plain(evil_site: str, open_page: Open) -> None:
    harmless = '"\'=HYPERLINK(""http://x"";""y"")"'
    with open_page(evil_site + "/country/PER") as page:
        expect(page.locator("#cty-outlets-dots-caption")).to_contain_text("6 articles")
        settle(page)
        table = take(page, "cty-outlets-dots", "csv").decode("utf-8-sig")
        assert f"\r\n{harmless},6," in table
        assert json.loads(take(page, "cty-outlets-dots", "json"))["rows"][0]["outlet"] == EVIL
    with open_page(evil_site + "/?c=PER&at=PER") as page:
        expect(page.get_by_role("heading", name="Why did it move?")).to_be_visible()
        assert f"\r\n{harmless},3," in take(page, "o-why", "csv").decode("utf-8-sig")
