"""The commands about feeds, run as a user runs them."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from command_line import run_here
from loopback_server import Asked, Says, Server
from watching import item, rss

from dashboard.store import open_store
from dashboard.types import Filters

XML = {"Content-Type": "application/rss+xml"}


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dashboard", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def feeds(tmp_path: Path, server: Server) -> Path:
    server.says["/good"] = Says(200, rss(item("a"), item("b")), XML)
    server.says["/bad"] = Says(500)
    path = tmp_path / "feeds.toml"
    path.write_text(
        f'allow_networks = ["127.0.0.1"]\n[[feed]]\naddress = "{server.at("/good")}"\noutlet = "Mine"\n'
        f'[[feed]]\naddress = "{server.at("/bad")}"\n'
    )
    return path


def test_watching_once_stores_says_what_and_remembers(tmp_path: Path, server: Server, feeds: Path) -> None:
    store = tmp_path / "s.db"
    done = run("watch", feeds, "--once", "--store", store)
    assert done.returncode == 0, done.stderr
    assert re.search(r"Mine: 2 stored, 0 unchanged, 0 rejected; next \d+ \w+ \d{4}, \d\d:\d\d UTC", done.stdout)
    assert "the server answered 500 (Internal Server Error); next" in done.stdout
    again = run("watch", feeds, "--once", "--store", store)
    assert (again.returncode, again.stdout) == (0, "No feed is due.\n")
    assert (server.count("/good"), server.count("/bad")) == (1, 1)
    info = run("info", "--feeds", "--store", store).stdout
    assert "Mine" in info
    assert re.search(r"last read: \d+ \w+ \d{4}.*articles: 2", info)
    assert "last read: not yet read" in info
    assert "  The server answered 500 (Internal Server Error)." in info
    with open_store(store) as opened:
        assert opened.count(Filters(sources=("Mine",))) > 0


def test_it_fails_where_every_feed_failed(tmp_path: Path, server: Server) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(f'[[feed]]\naddress = "{server.at("/good")}"\n')
    done = run_here("watch", path, "--once", "--store", tmp_path / "s.db")
    assert done.returncode == 1
    assert "127.0.0.1 is not on the public internet (loopback address)" in done.stdout
    assert server.asked == []
    assert (
        run_here("watch", path, "--once", "--store", tmp_path / "t.db", "--allow-network", "127.0.0.0/8").returncode
        == 1
    )
    assert server.count("/good") == 1


def test_mistakes_are_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text('[[feed]]\naddress = "https://news.example/"\nintervall = 5\n')
    done = run_here("watch", path, "--once", "--store", tmp_path / "s.db")
    assert done.returncode == 1
    assert done.stderr.startswith(f"worldtone: {path}:3: intervall: a feed has no such setting")
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "s.db").exists()
    assert run_here("watch", tmp_path / "none.toml").returncode == 2
    open_store(tmp_path / "s.db").close()
    done = run_here("watch", "--store", tmp_path / "s.db")
    assert (done.returncode, "there are no feeds to watch" in done.stderr) == (1, True)
    done = run_here("watch", "--once", "--store", tmp_path / "s.db", "--allow-network", "home")
    assert (done.returncode, "'home' is no network" in done.stderr) == (1, True)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("busy", [False, True])
def test_it_ends_cleanly_when_it_is_told_to(tmp_path: Path, server: Server, feeds: Path, name: str, busy: bool) -> None:
    def hangs(_: Asked) -> Says:
        time.sleep(15)
        return Says(500)

    server.says["/bad"] = hangs if busy else Says(500)
    command = [sys.executable, "-m", "dashboard", "watch", str(feeds), "--store", str(tmp_path / "s.db")]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # What is run in the background may have been told to pass over Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 no thread holds a lock
    )
    deadline = time.monotonic() + 40
    while server.count("/bad") == 0 and time.monotonic() < deadline:
        time.sleep(0.05)
    if not busy:
        time.sleep(0.3)
    told = time.monotonic()
    process.send_signal(getattr(signal, name))
    out, err = process.communicate(timeout=30)
    assert time.monotonic() - told < 10  # far less than the feed hangs
    assert process.returncode == 0
    assert "Mine: 2 stored" in out
    assert err.splitlines()[-1] == "Stopped."
    assert "Traceback" not in err
    with open_store(tmp_path / "s.db") as store:
        assert store.verify() == []


def test_it_works_while_the_dashboard_is_served(tmp_path: Path, server: Server, feeds: Path) -> None:
    store = tmp_path / "s.db"
    open_store(store).close()
    command = [sys.executable, "-m", "dashboard", "serve", "--store", str(store), "--port", "0"]
    serving = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert serving.stdout is not None
    try:
        address = serving.stdout.readline().split()[3]
        assert "Mine: 2 stored" in run("watch", feeds, "--once", "--store", store).stdout
        with urllib.request.urlopen(f"{address}/add", timeout=20) as answer:
            assert answer.status == 200
        assert server.count("/good") == 1  # what is served asks only the feeds that are followed
    finally:
        serving.terminate()
        serving.wait(timeout=20)
        serving.stdout.close()
    with open_store(store) as opened:
        assert opened.info().articles == 2
        assert opened.verify() == []


def test_the_example_in_the_readme_can_be_used(tmp_path: Path) -> None:
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    path = tmp_path / "feeds.toml"
    path.write_text(readme.partition("```toml\n")[2].partition("```")[0], encoding="utf-8")
    done = run_here("feeds", "export", path)
    assert (done.returncode, done.stdout.count("<outline ")) == (0, 2)


def test_lists_in_and_out(tmp_path: Path, server: Server, feeds: Path) -> None:
    store, opml = tmp_path / "s.db", tmp_path / "list.opml"
    done = run_here("feeds", "export", feeds)
    assert done.returncode == 0
    opml.write_text(done.stdout)
    toml = run_here("feeds", "import", opml, "--toml").stdout
    assert toml.count("[[feed]]") == 2
    done = run_here("feeds", "import", opml, "--store", store)
    assert done.stdout.startswith("2 feeds are followed")
    assert run_here("feeds", "export", "--store", store).stdout == opml.read_text()
    done = run_here("watch", "--once", "--store", store, "--allow-network", "127.0.0.1")
    assert "Mine: 2 stored" in done.stdout
    assert run_here("feeds", "forget", server.at("/bad"), "--store", store).returncode == 0
    assert run_here("feeds", "forget", server.at("/bad"), "--store", store).returncode == 1
    assert server.at("/bad") not in run_here("info", "--feeds", "--store", store).stdout
    opml.write_text("<opml>\n<body>")
    done = run_here("feeds", "import", opml, "--store", store)
    assert (done.returncode, f"{opml}:2: not well-formed XML" in done.stderr) == (1, True)
