"""feeds.toml: what it may say, and where a mistake stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.store import WatchedFeed
from dashboard.watch import SettingsError, read_settings

GOOD = """
allow_networks = ["10.0.0.0/8", "fd00::/8"]

[[feed]]
address = "https://news.example/rss"
outlet = "The  Example"
country = "gb"
interval = "2 hours"
full_text = true

[[feed]]  # all that is needed
address = "http://other.example/feed?a=b"
"""


def write(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "feeds.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_file_of_feeds(tmp_path: Path) -> None:
    settings = read_settings(write(tmp_path, GOOD))
    assert settings.feeds == (
        WatchedFeed("https://news.example/rss", "The Example", "GBR", 120, full_text=True),
        WatchedFeed("http://other.example/feed?a=b"),
    )
    assert [str(network) for network in settings.allowed] == ["10.0.0.0/8", "fd00::/8"]
    assert read_settings(write(tmp_path, b"\xef\xbb\xbf" + GOOD.encode())) == settings


INTERVALS = [
    ('"30 minutes"', 30),
    ('"30m"', 30),
    ("45", 45),
    ('"90"', 90),
    ('"1 hour"', 60),
    ('"2h"', 120),
    ('"1 day"', 1440),
]


@pytest.mark.parametrize(("written", "minutes"), INTERVALS)
def test_intervals(tmp_path: Path, written: str, minutes: int) -> None:
    text = f'[[feed]]\naddress = "https://news.example/"\ninterval = {written}\n'
    assert read_settings(write(tmp_path, text)).feeds[0].minutes == minutes


FEED = '[[feed]]\naddress = "https://news.example/"\n'
BAD = [
    ("", 1, r"there is no \[\[feed\]\]"),
    ("# nothing\n", 1, r"there is no \[\[feed\]\]"),
    ("[[feed]]\naddress = \n", 2, "not valid TOML: invalid value"),
    (FEED + 'outlet = "x\n', 3, "not valid TOML: illegal character"),
    (FEED + FEED, 4, "stands in this file twice"),
    ("[[feed]]\n", 1, "address: a feed needs one"),
    (FEED + '\n[[feed]]\noutlet = "x"\n', 4, "address: a feed needs one"),
    (FEED + '\n[[feed]]\noutlet = "x"\naddress = "ftp://x/"\n', 6, "only addresses that begin with http"),
    ('[[feed]]\naddress = "https://u:p@x.example/"\n', 2, "user name or password"),
    ("[[feed]]\naddress = 5\n", 2, "address: this must be text"),
    (FEED + "outlet = 5\n", 3, "outlet: this must be text"),
    (FEED + 'full_text = "yes"\n', 3, "full_text: this must be true or false"),
    (FEED + 'country = "Atlantis"\n', 3, "country: "),
    (FEED + 'interval = "soon"\n', 3, "interval: write"),
    (FEED + "interval = 1\n", 3, "from 5 minutes to 7 days"),
    (FEED + "interval = true\n", 3, "interval: write"),
    (FEED + "# colour is none\ncolour = 1\n", 4, "colour: a feed has no such setting"),
    ("fede = 1\n" + FEED, 1, "fede: no such setting"),
    ("[feed]\naddress = 'https://news.example/'\n", 1, "write each feed as a table"),
    ('\nallow_networks = ["localhost"]\n' + FEED, 2, "is no network such as"),
    ('\nallow_networks = "10.0.0.0/8"\n' + FEED, 2, "write a list such as"),
    (b"[[feed]]\naddress = 'https://news.example/\xff'\n", 2, "this is not UTF-8"),
]


@pytest.mark.parametrize(("text", "line", "words"), BAD)
def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, text: str | bytes, line: int, words: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SettingsError, match=words) as caught:
        read_settings(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
