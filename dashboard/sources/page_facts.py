"""Finds what a web page says of its article: title, date, outlet, language, address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dashboard.sources.clean import language_code, web_address
from dashboard.sources.dates import DateError, parse_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Names of meta elements, in lower case, surest first: Open Graph, schema.org, Dublin Core, those of publishers' tools.
_TITLES = ("og:title", "twitter:title", "dc.title", "headline")
_DATES = (
    *("article:published_time", "og:article:published_time", "datepublished", "og:published_time"),
    *("dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "dc.date.created", "citation_publication_date"),
    *("parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "publication_date", "publish-date"),
    *("publishdate", "publish_date", "pubdate", "date", "originalpublicationdate", "article.published"),
)
_OUTLETS = ("og:site_name", "dc.publisher", "publisher", "application-name")
_LANGUAGES = ("og:locale", "content-language", "dc.language", "language", "inlanguage")
_IN_ADDRESS = re.compile(r"[/-]((?:19|20)\d\d)([/-])(\d{1,2})\2(\d{1,2})(?=[/-]|$)", re.ASCII)
_STORY = re.compile(r"article|posting|report|news", re.IGNORECASE)
_JSON_LD_CHARS = 1 << 20
_OBJECTS = 2_000  # objects looked at in a page's JSON-LD; no honest page has more


def facts_of(tree: HtmlElement, url: str, *, day_first: bool | None = None) -> dict[str, object]:
    """The values for `fields.article_of` but the text; keys are missing where the page does not say.

    `url` is where the page came from; empty where that is unknown. `day_first` settles numeric dates.
    """
    meta, stories = _meta(tree), _stories(tree)
    address = web_address(url) or web_address(_canonical(tree) or meta.get("og:url", ""))
    values = {
        "title": _first(story.get("headline") for story in stories) or _named(meta, _TITLES) or _heading(tree),
        "date": _date(tree, meta, stories, address, day_first),
        "source": _first(_name(story.get("publisher")) for story in stories) or _named(meta, _OUTLETS),
        "url": address,
        "language": _language(tree, meta, stories),
    }
    return {name: value for name, value in values.items() if value}


def _meta(tree: HtmlElement) -> dict[str, str]:
    """The first content of each named meta element, names in lower case."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = " ".join((element.get("content") or "").split())
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if content and (name := element.get(attribute)):
                found.setdefault(name.strip().lower(), content)
    return found


def _stories(tree: HtmlElement) -> list[dict[str, object]]:
    """The JSON-LD objects that describe an article, in the page's order."""
    stories = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            value = json.loads((script.text or "")[:_JSON_LD_CHARS], strict=False)
        except (ValueError, RecursionError):
            continue
        stories += [found for found in _objects(value) if _STORY.search(str(found.get("@type") or ""))]
    return stories


def _objects(value: object) -> Iterator[dict[str, object]]:
    """The objects at the top of JSON-LD, in lists and in `@graph`."""
    waiting = [value]
    for _ in range(_OBJECTS):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, list):
            waiting += reversed(value)
        elif isinstance(value, dict):
            yield value
            waiting += [value[key] for key in ("@graph", "mainEntity") if key in value]


def _date(
    tree: HtmlElement, meta: dict[str, str], stories: list[dict[str, object]], url: str, day_first: bool | None
) -> date | datetime | None:
    given: list[object] = [story.get("datePublished") for story in stories]
    given += [meta.get(name) for name in _DATES]
    given += [element.get("datetime") or element.get("content") for element in _dated(tree)]
    if match := _IN_ADDRESS.search(urlsplit(url).path if url else ""):
        given.append("-".join(match.group(1, 3, 4)))
    for value in given:
        if isinstance(value, str) and value.strip():
            try:
                return parse_date(value, day_first=day_first)
            except DateError:
                continue
    return None


def _dated(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The elements that carry the article's day: those marked so, then the page's `time` elements if all agree."""
    times = []
    for element in tree.iter("time", "abbr", "span", "p", "div"):
        marked = "datePublished" in (element.get("itemprop") or "") or element.get("pubdate") is not None
        if marked:
            yield element
        elif element.tag == "time" and element.get("datetime"):
            times.append(element)
    if len({element.get("datetime", "")[:10] for element in times}) == 1:
        yield times[0]


def _heading(tree: HtmlElement) -> str:
    """The only first-level heading, else the page's title without the outlet's name behind a bar or dash."""
    headings = [text for element in tree.iter("h1") if (text := " ".join(element.text_content().split()))]
    if len(headings) == 1:
        return headings[0]
    element = tree.find(".//head/title")
    title = "" if element is None else " ".join(element.text_content().split())
    return re.split(r"\s+[|–—»]\s+|\s+-\s+(?=[^-]*$)", title, maxsplit=1)[0]


def _canonical(tree: HtmlElement) -> str:
    for element in tree.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            return element.get("href") or ""
    return ""


def _language(tree: HtmlElement, meta: dict[str, str], stories: list[dict[str, object]]) -> str:
    root = tree if tree.tag == "html" else tree.find(".//html")
    given = [] if root is None else [root.get("lang"), root.get("xml:lang")]
    given += [_name(story.get("inLanguage")) for story in stories]
    return next((code for word in (*given, _named(meta, _LANGUAGES)) if word and (code := language_code(word))), "")


def _name(value: object) -> object:
    """The name of a thing that JSON-LD may write as text, object or list of these."""
    if isinstance(value, list):
        value = value[0] if value else None
    return value.get("name") if isinstance(value, dict) else value


def _first(values: Iterator[object]) -> str:
    """The first text; many publishers write JSON-LD with HTML's entities, though no browser would take them out."""
    return next((" ".join(unescape(value).split()) for value in values if isinstance(value, str) and value.strip()), "")


def _named(meta: dict[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if name in meta), "")
