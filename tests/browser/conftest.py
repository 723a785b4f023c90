"""A real server in a process of its own, and a real browser."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
import chromium
from serving import COUNTING, Open, hold_process, start, stop

# What is waited for comes when it comes: a busy machine must not fail a test.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo with the sample articles."""
    process, address = start("demo", "--store", str(tmp_path_factory.mktemp("demo") / "demo.db"))
    yield address
    stop(process)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    assert path is not None, "no browser; run make browser"
    arguments = ["--disable-background-networking", "--disable-component-update", "--no-first-run", "--disable-sync"]
    arguments.append("--renderer-process-limit=1")  # see `hold_process`
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium refuses its sandbox to root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[BrowserContext]:
    """One window for all tests, so that the libraries are fetched and compiled once."""
    context = browser.new_context(reduced_motion="reduce", accept_downloads=True)
    hold_process(context)
    context.add_init_script(COUNTING)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def open_page(window: BrowserContext) -> Open:
    """Opens an address; when the test is done, no request may have left the origin and no error be logged.

    What a page keeps in the browser (the scheme that was chosen) is forgotten with it.
    """

    @contextmanager
    def opened(address: str, width: int = 1280, scheme: str = "light") -> Iterator[Page]:
        origin = "/".join(address.split("/")[:3])
        page = window.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        strays: list[str] = []
        errors: list[str] = []
        page.on("request", lambda r: strays.append(r.url) if not r.url.startswith((origin, "data:", "blob:")) else None)
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: errors.append(str(e)))
        page.goto(address, wait_until="domcontentloaded")
        try:
            yield page
            page.evaluate("window.localStorage.clear()")
        finally:
            page.close()
        assert strays == []
        assert errors == []

    return opened
