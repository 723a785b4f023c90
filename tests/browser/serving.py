"""Starts and stops a server in a process of its own, and waits for its pages."""

import re
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from playwright.sync_api import Page

Open = Callable[..., AbstractContextManager[Page]]


def start(*words: str) -> tuple["subprocess.Popen[str]", str]:
    """Starts a serving command on a free port; returns the process and the address it printed."""
    command = [sys.executable, "-m", "dashboard", *words, "--port", "0"]
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


def settle(page: Page) -> None:
    """Waits until the page asks for nothing more."""
    page.wait_for_load_state("networkidle")
    time.sleep(0.3)
