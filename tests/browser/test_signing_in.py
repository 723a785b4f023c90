"""Signing in and out in a real browser, with a real server."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from serving import COUNTING, settle, start, stop

pytestmark = pytest.mark.browser

SECRET = "a long enough password"  # noqa: S105 of no server


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo that asks for a password."""
    folder = tmp_path_factory.mktemp("guarded")
    asked = [sys.executable, "-m", "dashboard", "password", str(folder / "password")]
    subprocess.run(asked, input=f"{SECRET}\n", text=True, check=True, capture_output=True)
    words = ("demo", "--store", str(folder / "demo.db"), "--auth", str(folder / "password"))
    process, address = start(*words)
    yield address
    stop(process)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.add_init_script(COUNTING)
    yield context.new_page()
    context.close()


def sign_in(page: Page, password: str = SECRET) -> None:
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_the_password_opens_the_page_that_was_asked_for_until_signing_out(guarded: str, page: Page) -> None:
    page.goto(f"{guarded}/country/RUS?from=2023-01-01")
    sign_in(page, "not the password")
    expect(page.get_by_role("alert")).to_have_text("That is not the password.")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Russia")
    assert page.url == f"{guarded}/country/RUS?from=2023-01-01"
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("Password")).to_be_visible()
    page.goto(guarded)
    expect(page.get_by_label("Password")).to_be_visible()
    assert errors == []


def test_a_session_that_ended_elsewhere_asks_for_the_password_again(guarded: str, page: Page) -> None:
    page.goto(f"{guarded}/compare")
    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Compare")
    expect(page.locator("#cmp-differences table")).to_be_visible()
    settle(page)
    page.context.clear_cookies()
    page.get_by_role("link", name="Relations").click()
    expect(page.get_by_label("Password")).to_be_visible()
    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Countries mentioned together")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_login_bars_nobody(guarded: str, browser: Browser, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(guarded)
    sign_in(page, "not the password")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    context.close()
