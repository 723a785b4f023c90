"""Starts and stops a server in a process of its own, and waits for its pages."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager

from playwright.sync_api import BrowserContext, Page, expect
from playwright.sync_api import TimeoutError as TooLate

Open = Callable[..., AbstractContextManager[Page]]

# The looks that every click path is tried in.
LOOKS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]

# Counts the page's questions to the server and the scripts it waits for, so that a test need not wait for half a second
# of silence.
COUNTING = """
    window.wtAsking = 0;
    window.wtAnswered = 0;
    const ask = window.fetch;
    window.fetch = (...given) => {
        window.wtAsking += 1;
        return ask(...given).finally(() => {
            window.wtAsking -= 1;
            window.wtAnswered = performance.now();
        });
    };
    new MutationObserver(changes => {
        const added = changes.flatMap(change => [...change.addedNodes]);
        for (const script of added.filter(node => node.tagName === 'SCRIPT' && node.src)) {
            window.wtAsking += 1;
            const come = () => {
                window.wtAsking -= 1;
                window.wtAnswered = performance.now();
            };
            script.addEventListener('load', come);
            script.addEventListener('error', come);
        }
    }).observe(document, {childList: true, subtree: true});
"""
_SETTLED = """() => {
    const undrawn = graph => graph.offsetParent && !graph.querySelector('.main-svg');
    return window.wtAsking === 0 && performance.now() - window.wtAnswered > 200
        && document.readyState === 'complete' && document.querySelector('h1') !== null
        && ![...document.querySelectorAll('.wt-graph')].some(undrawn);
}"""

_UNSETTLED = """() => ({
    waitsFor: window.wtAsking,
    answered: window.wtAnswered,
    now: performance.now(),
    readyState: document.readyState,
    heading: document.querySelector('h1')?.textContent,
    undrawn: [...document.querySelectorAll('.wt-graph')]
        .filter(graph => graph.offsetParent && !graph.querySelector('.main-svg'))
        .map(graph => graph.id),
})"""


_WITH_CAPS = """
import json, sys
from dataclasses import replace
from dashboard.cli import main
from dashboard.limits import LIMITS

LIMITS |= {name: replace(LIMITS[name], number=number) for name, number in json.loads(sys.argv.pop(1)).items()}
main()
"""


def start(*words: str, **caps: int) -> tuple["subprocess.Popen[str]", str]:
    """Starts a serving command on a free port, with other caps if given; returns the process and what address it
    printed.
    """
    program = ["-c", _WITH_CAPS, json.dumps(caps)] if caps else ["-m", "dashboard"]
    command = [sys.executable, *program, *words, "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http://\S+", line):
            return process, found.group()
    raise AssertionError(process.communicate()[1])


def stop(process: "subprocess.Popen[str]") -> None:
    process.terminate()
    process.wait(timeout=20)
    for pipe in (process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()


def hold_process(window: BrowserContext) -> None:
    """Keeps an empty page of this machine's site open in a window, and with it the process that draws the site.

    The browser ends such a process with its last page. Else each page of a test would start one, and another ahead of
    the next, and compile the libraries in it: with this, and one process for a site, opening a page costs half.
    """
    page = window.new_page()
    page.route("**/*", lambda route: route.fulfill(body="", content_type="text/html"))
    page.goto("http://127.0.0.1/")  # a site is the same on every port; nothing is asked of this one
    page.unroute("**/*")


def at_once(width: int) -> int:
    """How many articles a list shows at once in a window of a width; the next come on demand."""
    return 15 if width < 700 else 50


def settle(page: Page) -> None:
    """Waits until every chart stands, and every question of the page has had its answer for .2 s."""
    try:
        page.wait_for_function(_SETTLED, timeout=30_000)
    except TooLate:
        raise AssertionError(f"{page.url} does not settle: {page.evaluate(_UNSETTLED)}") from None


def calendar_gone(page: Page) -> None:
    """Waits until the calendar of a date has faded: for a moment it may lie over what is clicked next."""
    expect(page.locator(".mantine-Popover-dropdown:visible")).to_have_count(0)
