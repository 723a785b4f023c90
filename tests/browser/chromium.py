"""Finds a Chromium or Chrome for the browser tests, and with --install gets one where there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def find() -> str | None:
    """The path of a browser: $CHROMIUM, one on the PATH, a usual place, or Playwright's own; None without any."""
    for candidate in (os.environ.get("CHROMIUM"), *map(shutil.which, NAMES), *PLACES):
        if candidate and Path(candidate).exists():
            return candidate
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install() -> None:
    """Gets a browser: Debian's package when root and apt is there, else Playwright's own download."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        apt = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], check=False, env=apt)
        subprocess.run(["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"], check=False, env=apt)
        if find():
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> None:
    if find() is None and "--install" in sys.argv:
        install()
    path = find()
    if path is None:
        sys.exit("No Chromium or Chrome was found. Install one, or give its path: CHROMIUM=/path/to/chromium make test")
    print(f"Browser: {path}")


if __name__ == "__main__":
    main()
