"""Reads RSS and Atom with feedparser, which knows their faults."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from itertools import islice
from typing import Any
from xml.sax import SAXParseException

import feedparser

from dashboard.limits import cap
from dashboard.sources.feed import Entry, Feed, FeedError, entry_of, too_many, urljoin_safely
from dashboard.sources.fragment import line_of

_MARKED = {b"<![CDATA[": b"]]>", b"<!--": b"-->"}
_BEGINS = re.compile(rb"<!\[CDATA\[|<!--")
_ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)
_ENDS_EARLY = ("no element found", "unclosed token", "unclosed CDATA section")  # of what expat says of faulty XML
_LONG_TAG = re.compile(rb"<[A-Za-z][^<>]{10000,}")
_TAG = re.compile(rb"<(/?)[A-Za-z][^<>]*?(/?)>")
_CUT = "holds more tags or references than a feed may; the rest is left out"


def parse(data: bytes, url: str, content_type: str) -> Feed:
    """The feed in these bytes. Raises FeedError where they are none."""
    data, cut = _shortened(data)  # first: all else takes time by the length
    if any(tag[0].count(b"=") > cap("feed_attributes") for tag in _LONG_TAG.finditer(data)):
        raise FeedError(f"this feed has an element of more than {cap('feed_attributes'):,} attributes, as no feed has")
    if _too_deep(data):
        raise FeedError(f"this feed has more than {cap('feed_levels'):,} levels of elements, as no feed has")
    beyond = next(islice(_ENTRY.finditer(data), cap("feed_entries") + 1, None), None)
    if beyond:  # it would take all of them apart before the first ones are taken
        data = data[: beyond.start()]
    headers = {"content-location": url, "content-type": content_type}
    try:
        # As a stream: feedparser takes bytes that look like a path or an address for one, and opens it.
        # We take the text out of the HTML ourselves, so it need not be made safe first.
        parsed = feedparser.parse(
            io.BytesIO(data),
            response_headers={name: value for name, value in headers.items() if value},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # it raises all sorts of things at some malformed feeds
        raise FeedError(f"this feed cannot be taken apart ({type(error).__name__})") from error
    found, entries = parsed.get("feed", {}), parsed.get("entries", [])
    if not parsed.get("version") and not entries:
        page = b"<html" in data[:2048].lower() or b"<!doctype html" in data[:2048].lower()
        raise FeedError("this is a web page, not a feed" if page else "this is no feed (RSS, Atom or JSON Feed)")
    base = urljoin_safely(url, _string(found, "link")) or url
    language = _string(found, "language")
    read = tuple(_entry(entry, base, language) for entry in entries[: cap("feed_entries")])
    return Feed(
        line_of(_string(found, "title")),
        base,
        read,
        cut or too_many(cap("feed_entries") + 1 if beyond else len(entries)) or _warning(parsed),
    )


def _too_deep(data: bytes) -> bool:
    """Whether more elements are open at once than in any feed; feedparser takes quadratic time over them."""
    most, depth = cap("feed_levels"), 0
    if data.count(b"<") <= most:
        return False
    for tag in _TAG.finditer(_without_marked(data)):
        closes, closed = tag.groups()
        depth += -1 if closes else int(not closed)
        if depth > most:
            return True
    return False


def _shortened(data: bytes) -> tuple[bytes, str]:
    """The data up to the last entry before there are too many tags or references, and a warning; else all of it and "".

    feedparser takes microseconds over every sign that begins one, whether it is one or not. What comments and marked
    text hold costs it nothing.
    """
    entries = min(data.count(b"<item") + data.count(b"<entry"), cap("feed_entries"))
    tags, references = cap("feed_tags") + entries * cap("feed_entry_tags"), cap("feed_references")
    if data.count(b"<") <= tags and data.count(b"&") <= references:
        return data, ""
    at = 0
    while True:
        found = _BEGINS.search(data, at)
        end = found.start() if found else len(data)
        for sign, left in ((b"<", tags), (b"&", references)):
            if data.count(sign, at, end) > left:
                return _up_to_entry(data, _nth(data, sign, at, left)), _CUT
        if not found:
            return data, ""
        tags -= data.count(b"<", at, end) + 1
        references -= data.count(b"&", at, end)
        closed = data.find(_MARKED[found[0]], found.end())
        at = closed if closed >= 0 else found.end()  # never closed: feedparser may take what follows for more tags


def _nth(data: bytes, sign: bytes, at: int, number: int) -> int:
    """Where the sign stands in the data for the time after `number` times from `at` on."""
    for _ in range(max(number, 0) + 1):
        at = data.find(sign, at) + 1
    return at - 1


def _up_to_entry(data: bytes, end: int) -> bytes:
    """The data before the last entry that begins before `end`; before `end` where there is none or only one."""
    starts = [entry.start() for entry in _ENTRY.finditer(data, 0, end)]
    return data[: starts[-1] if len(starts) > 1 else end]


def _without_marked(data: bytes) -> bytes:
    """The data without comments and marked text, in which no element begins."""
    kept: list[bytes] = []
    at = 0
    while found := _BEGINS.search(data, at):
        end = data.find(_MARKED[found[0]], found.end())
        if end < 0:  # it is never closed: all else is part of it
            return b"".join((*kept, data[at : found.start()]))
        kept.append(data[at : found.start()])
        at = end
    return b"".join((*kept, data[at:]))


def _entry(entry: Mapping[str, Any], base: str, language: str) -> Entry:
    bodies = [(_string(content, "value"), content) for content in _listed(entry, "content")]
    summary = _string(entry, "summary")
    text, detail = max([*bodies, (summary, entry.get("summary_detail") or {})], key=lambda body: len(body[0]))
    source = entry.get("source")
    values = {
        "id": _string(entry, "id"),
        "title": _string(entry, "title"),
        "text": text,
        "url": _string(entry, "feedburner_origlink") or _string(entry, "link"),
        "published": next(filter(None, (_string(entry, name) for name in ("published", "updated", "created"))), ""),
        "language": _string(detail, "language") or language,
        "source": _string(source, "title") if isinstance(source, Mapping) else "",
    }
    return entry_of(values, base=_string(detail, "base") or base)


def _warning(parsed: Mapping[str, Any]) -> str:
    encoding, fault = str(parsed.get("encoding") or ""), parsed.get("bozo_exception")
    if isinstance(fault, feedparser.CharacterEncodingOverride):
        return f"is not in the encoding that it names; read as {encoding}"
    if isinstance(fault, SAXParseException) and fault.getMessage() in _ENDS_EARLY:
        return "ends in the middle: its last entry may be cut off, and others missing"
    return ""


def _listed(values: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = values.get(name)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _string(values: Mapping[str, Any], name: str) -> str:
    # Not feedparser's own get, which gives one date for another.
    found: object = dict.get(values, name) if isinstance(values, dict) else None
    return found if isinstance(found, str) else ""
