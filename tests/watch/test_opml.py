"""Lists of feeds in OPML: those of other readers in, ours out and in again, and attacks."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from dashboard.store import WatchedFeed
from dashboard.watch import SettingsError, read_settings
from dashboard.watch.opml import as_opml, as_toml, read_opml

OTHERS = """<?xml version="1.0" encoding="iso-8859-1"?>
<opml version="1.1"><head><title>Subscriptions</title></head><body>
  <outline text="News" title="News">
    <outline type="rss" text="Libération" title="Libération" xmlUrl="https://a.example/rss" htmlUrl="https://a.example/"/>
    <outline text="Folder"><outline text="Only text" xmlurl="feed://b.example/atom"/></outline>
    <outline text="Again" xmlUrl="https://a.example/rss"/>
    <outline text="Bad" xmlUrl="javascript:alert(1)"/>
  </outline>
  <outline text="Prefixed" xmlUrl="feed:https://c.example/"/>
</body></opml>"""

FEEDS = [
    WatchedFeed("https://news.example/rss?a=1&b=2", 'The "Example" <Paper>', "GBR", 120, full_text=True),
    WatchedFeed("https://other.example/", title="Its own title"),
    WatchedFeed("https://third.example/", 'Back\\slash \t "quoted" é', "FRA", 7 * 24 * 60),
]


def test_a_list_of_another_reader(tmp_path: Path) -> None:
    path = tmp_path / "list.opml"
    path.write_bytes(OTHERS.encode("iso-8859-1"))
    warnings: list[str] = []
    found = read_opml(path, warnings.append, followed=True)
    assert found == [
        WatchedFeed("https://a.example/rss", "Libération", followed=True),
        WatchedFeed("http://b.example/atom", "Only text", followed=True),
        WatchedFeed("https://c.example/", "Prefixed", followed=True),
    ]
    (warning,) = warnings
    assert warning.startswith(f"{path}:7: left out: address: only addresses that begin with http")


def test_what_goes_out_comes_in_again(tmp_path: Path) -> None:
    path = tmp_path / "out.opml"
    path.write_text(as_opml(FEEDS), encoding="utf-8")
    again = read_opml(path, pytest.fail)
    assert [(f.address, f.country, f.minutes, f.full_text) for f in again] == [
        (f.address, f.country, f.minutes, f.full_text) for f in FEEDS
    ]
    assert again[0].outlet == FEEDS[0].outlet
    assert again[1].outlet == "Its own title"
    root = ElementTree.parse(path).getroot()  # noqa: S314  our own
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert all(one.get("text") and one.get("xmlUrl") for one in root.iter("outline"))


def test_as_a_file_to_watch(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(as_toml(FEEDS), encoding="utf-8")
    assert [feed.address for feed in read_settings(path).feeds] == [feed.address for feed in FEEDS]
    assert read_settings(path).feeds[0] == FEEDS[0]


BAD = [
    ("", 1, "not well-formed XML: no element found"),
    ("<opml><body>", 1, "not well-formed XML"),
    ("<opml>\n<body></b></opml>", 2, "not well-formed XML: mismatched tag"),
    ("\n<html><outline xmlUrl='https://a.example/'/></html>", 2, "this is no OPML, but <html>"),
    ('<!DOCTYPE opml [<!ENTITY a "x">]>\n<opml/>', 1, "a document type is not allowed"),
    ('<!DOCTYPE opml SYSTEM "http://127.0.0.1:9/x.dtd">\n<opml/>', 1, "a document type is not allowed"),
    ('<?xml version="1.0" encoding="no-such"?><opml/>', 1, "n"),
    ("just words", 1, "not well-formed XML"),
]


@pytest.mark.parametrize(("text", "line", "words"), BAD)
def test_a_list_that_is_none_is_told_with_file_and_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    path = tmp_path / "bad.opml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=words) as caught:
        read_opml(path, lambda _: None)
    assert str(caught.value).startswith(f"{path}:{line}: ")


def test_a_list_without_feeds_is_told(tmp_path: Path) -> None:
    path = tmp_path / "none.opml"
    path.write_text("<opml><body><outline text='x'/></body></opml>", encoding="utf-8")
    with pytest.raises(SettingsError, match="there is no feed in this list"):
        read_opml(path, lambda _: None)
