"""No text that anybody may write runs, leads away or breaks a page; `make torture-browser` tries each everywhere."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from serving import COUNTING, hold_process, start, stop

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "hostile"))
from browser_driving import Hostile, figures
from hostile_store import fill
from hostile_strings import STRINGS
from torture_browser import asked_for, drive

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Hostile]:
    path = tmp_path_factory.mktemp("hostile") / "store.db"
    fill(path)
    process, address = start("serve", "--store", str(path))
    window = browser.new_context(reduced_motion="reduce", accept_downloads=True)
    hold_process(window)
    window.add_init_script(COUNTING)
    yield Hostile(window, address)
    window.close()
    stop(process)


def test_no_text_runs_or_leads_away_or_breaks_a_page(hostile: Hostile) -> None:
    assert len(STRINGS) >= 50
    drive(hostile, STRINGS, widths=(390,), articles=(1, 4 * len(STRINGS)), exports=("csv",), marks=2)
    asked_for(hostile, STRINGS.index("x,=1+1;=1+1\t=1+1"))
    print(figures(hostile))  # shown by pytest -rP
    assert hostile.problems == []
    assert hostile.done["csv files"] > 8
    assert hostile.done["hovers"] > 20
