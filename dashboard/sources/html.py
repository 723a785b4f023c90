"""Reads HTML pages: the article in it, without menus, advertisements or comments."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.languages import language_of_site
from dashboard.limits import cap
from dashboard.sources.bounded import in_words, whole
from dashboard.sources.clean import excerpt, file_name
from dashboard.sources.fields import RecordError, article_of
from dashboard.sources.options import ReadOptions, Record, Warn
from dashboard.sources.page_encoding import page_text
from dashboard.sources.page_facts import facts_of
from dashboard.types import Article, Rejected

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NO_ARTICLE = "no article text was found in the page"


def read(path: Path, options: ReadOptions, warn: Warn) -> Iterator[Record]:
    """The one article of a saved page, or why there is none."""
    del warn  # what a page leaves out is not in doubt: it is missing
    file = file_name(path)
    data, fault = whole(path, "page_bytes")
    if fault:
        yield Rejected(file, 0, fault)
        return
    try:
        yield article_of_page(data, "", options)
    except RecordError as error:
        yield Rejected(file, 0, str(error), excerpt(page_text(data[: 16 * cap("excerpt_chars")])))


def article_of_page(markup: bytes, url: str, options: ReadOptions, *, charset: str = "") -> Article:
    """The article of a web page.

    `url` is where the page came from, empty where that is unknown (the page's own canonical address is taken then);
    `charset` is what the HTTP header named, empty for none. Title, date, outlet and language are what the page says
    of itself in its JSON-LD, meta elements and `time` elements; the date else stands in the address. "English" does not
    count over a text that is surely none. Raises RecordError where the page is larger than the limit `page_bytes`,
    holds no article text or names no date and `options` gives none.
    """
    if len(markup) > cap("page_bytes"):
        raise RecordError(f"the page is larger than {in_words(cap('page_bytes'))}")
    if not markup.strip():
        raise RecordError("the page is empty")
    tree = _tree(page_text(markup, charset))
    if tree is None:
        raise RecordError("this is no HTML page")
    if sum(1 for _ in zip(tree.iter(), range(cap("page_elements") + 1), strict=False)) > cap("page_elements"):
        raise RecordError(f"the page has more than {cap('page_elements'):,} elements")
    facts = facts_of(tree, url, day_first=options.day_first)
    if "date" not in facts and (day := _shown_day(tree)):
        facts["date"] = day
    text = _article_text(tree)
    language = language_of_site(str(facts.get("language", "")), text, str(facts.get("title", "")))
    return article_of({**facts, "text": text, "language": language}, options)


def _tree(text: str) -> HtmlElement | None:
    _quiet()
    from lxml.etree import LxmlError  # noqa: PLC0415  0.2 s and 60 modules that other formats do without
    from trafilatura import load_html  # noqa: PLC0415

    try:
        return load_html(text)
    except (LxmlError, ValueError, AssertionError, RecursionError):  # what the parser throws at hostile markup
        return None


def _shown_day(tree: HtmlElement) -> str:
    """The day in an element whose class or id says that it holds the date; "" where there is none."""
    from htmldate import find_date  # noqa: PLC0415

    if any(element.get("datetime") for element in tree.iter("time")):
        return ""  # facts_of saw these and they disagree; the search below would take the earliest
    try:  # not the extensive search: it takes any date in the text, even that of the copyright
        return find_date(tree, extensive_search=False, original_date=True) or ""
    except Exception:  # as in _article_text; a page whose day cannot be found has none
        return ""


def _article_text(tree: HtmlElement) -> str:
    from trafilatura import bare_extraction  # noqa: PLC0415

    try:
        found = bare_extraction(tree, include_comments=False, include_tables=False)
    except Exception as error:  # its heuristics walk markup of any shape, and no list of what they throw is whole
        raise RecordError(f"the page cannot be taken apart ({type(error).__name__})") from error
    text = "" if found is None or isinstance(found, dict) else (found.text or "").strip()
    if not text:
        raise RecordError(_NO_ARTICLE)
    return text


def _quiet() -> None:
    # These report each poor page on standard error; here the rejected record does.
    for name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
