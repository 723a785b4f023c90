"""Reads JSON Feed, versions 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from dashboard.limits import cap
from dashboard.sources.clean import kind
from dashboard.sources.feed import Entry, Feed, FeedError, entry_of, too_many, urljoin_safely
from dashboard.sources.page_encoding import page_text


def parse(data: bytes, url: str) -> Feed:
    """The feed in these bytes. Raises FeedError where they are no JSON Feed."""
    try:
        value = json.loads(page_text(data))
    except (ValueError, RecursionError) as error:
        where = f" at line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise FeedError(f"this is no JSON Feed: not valid JSON{where}") from None
    if not isinstance(value, dict) or "jsonfeed.org/version" not in _text(value, "version"):
        raise FeedError("this is JSON, but no JSON Feed")
    items = value.get("items")
    if not isinstance(items, list):
        raise FeedError(f"this JSON Feed has no list of items: {kind(items)}")
    base = urljoin_safely(url, _text(value, "home_page_url")) or url
    language = _text(value, "language")
    # What is no object is an entry without anything: it is rejected in its place.
    entries = (_entry(item if isinstance(item, dict) else {}, base, language) for item in items[: cap("feed_entries")])
    return Feed(" ".join(_text(value, "title").split()), base, tuple(entries), too_many(len(items)))


def _entry(item: Mapping[str, object], base: str, language: str) -> Entry:
    markup = _text(item, "content_html")
    values = {
        "id": _text(item, "id"),
        "text": markup or _text(item, "content_text") or _text(item, "summary"),
        "url": _text(item, "url") or _text(item, "external_url"),
        "published": _text(item, "date_published") or _text(item, "date_modified"),
        "language": _text(item, "language") or language,
    }
    return entry_of({**values, "title": _text(item, "title")}, base=base, markup=bool(markup))


def _text(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)  # ids that are numbers must be taken as text
    return value if isinstance(value, str) else ""
