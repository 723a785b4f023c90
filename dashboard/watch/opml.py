"""Lists of feeds as other readers keep them: OPML in and out, and as our own TOML."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from dashboard.limits import cap
from dashboard.store import WatchedFeed
from dashboard.watch.settings import INTERVAL, SettingsError, feed_of, interval_in_words

# What OPML has no attribute for; other readers pass over it.
_OWN = {"country": "worldtone:country", "interval": "worldtone:interval"}
_FULL_TEXT = "worldtone:fullText"


class _StopError(Exception):
    """Ends the parser."""


def read_opml(path: Path, warn: Callable[[str], None], *, followed: bool = False) -> list[WatchedFeed]:
    """The feeds in an OPML file, each once, folders taken apart; `warn` is told of outlines that cannot be used.

    The title that a list gives a feed is its outlet. Raises SettingsError, with file and line, where it is no OPML,
    holds no feed, or declares entities; OSError where it cannot be read.
    """
    data = path.read_bytes()
    if len(data) > cap("opml_bytes"):
        raise SettingsError(f"{path}: this is larger than {cap('opml_bytes') >> 20} MiB")
    feeds: dict[str, WatchedFeed] = {}
    parser = expat.ParserCreate()
    root = ""

    def refuse(*_: object) -> NoReturn:
        # No OPML needs a document type; entities that swell or point at files come with one.
        raise _StopError("a document type is not allowed here")

    def element(name: str, attributes: dict[str, str]) -> None:
        nonlocal root
        root = root or name.lower()
        if root != "opml":
            raise _StopError(f"this is no OPML, but <{name[:40]}>")
        values = {key.lower(): value.strip() for key, value in attributes.items()}
        if name.lower() != "outline" or not values.get("xmlurl"):
            return
        try:
            feed = _feed(values, followed)
        except ValueError as error:
            warn(f"{path}:{parser.CurrentLineNumber}: left out: {error}")
        else:
            feeds.setdefault(feed.address, feed)

    parser.StartElementHandler = element
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise SettingsError(f"{path}:{error.lineno}: not well-formed XML: {expat.ErrorString(error.code)}") from None
    except _StopError as error:
        raise SettingsError(f"{path}:{parser.CurrentLineNumber}: {error}") from None
    except (LookupError, ValueError):
        raise SettingsError(f"{path}:1: not in an encoding that is known here") from None
    if not feeds:
        raise SettingsError(f"{path}: there is no feed in this list")
    return list(feeds.values())


def as_opml(feeds: Iterable[WatchedFeed]) -> str:
    """The feeds as an OPML 2.0 document that `read_opml` and other readers take."""
    lines = []
    for feed in feeds:
        values = {"type": "rss", "text": feed.name, "title": feed.name, "xmlUrl": feed.address}
        values |= {_OWN[name]: value for name, value in _said(feed).items() if name in _OWN}
        values |= {_FULL_TEXT: "true"} if feed.full_text else {}
        lines.append(
            "    <outline " + " ".join(f"{name}={quoteattr(_xml(text))}" for name, text in values.items()) + "/>"
        )
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<opml version="2.0" xmlns:worldtone="urn:worldtone">',
            "  <head><title>Feeds of Worldtone</title></head>",
            "  <body>",
            *lines,
            "  </body>",
            "</opml>",
            "",
        )
    )


def as_toml(feeds: Iterable[WatchedFeed]) -> str:
    """The feeds as a file that `read_settings` takes."""
    tables = []
    for feed in feeds:
        values = {"address": feed.address, **_said(feed)}
        # A JSON string is a TOML string, but for the one control character that JSON leaves bare.
        lines = [
            f"{name} = {json.dumps(text, ensure_ascii=False)}".replace("\x7f", "\\u007f")
            for name, text in values.items()
        ]
        tables.append("\n".join(["[[feed]]", *lines, *(["full_text = true"] if feed.full_text else [])]) + "\n")
    return "\n".join(tables)


def _feed(values: dict[str, str], followed: bool) -> WatchedFeed:
    address = values["xmlurl"]
    if address.lower().startswith("feed:"):  # what some readers make of an address
        rest = address[5:]
        address = "http:" + rest if rest.startswith("//") else rest
    title = values.get("title") or values.get("text") or ""
    given: dict[str, object] = {"address": address, "outlet": "" if title == address else title}
    given |= {name: values[own] for name, own in _OWN.items() if values.get(own)}
    return feed_of({**given, "full_text": values.get(_FULL_TEXT.lower(), "") == "true"}, followed=followed)


def _said(feed: WatchedFeed) -> dict[str, str]:
    """What the user said of a feed beyond its address, as text; what stands for nothing is left out."""
    interval = "" if feed.minutes == INTERVAL else interval_in_words(feed.minutes)
    values = {"outlet": feed.outlet, "country": feed.country, "interval": interval}
    return {name: value for name, value in values.items() if value}


def _xml(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
