"""Makes strings from outside fit to be stored."""

from __future__ import annotations

import re
from pathlib import Path

from dashboard.languages import known_code
from dashboard.limits import cap

_URL = re.compile(r"https?://[^\s\x00-\x20\x7f\"<>/?#][^\s\x00-\x20\x7f\"<>]*", re.IGNORECASE)


def storable(text: str) -> str:
    """The text with lone surrogates and NULs as U+FFFD: databases take it, and UTF-8 can write it.

    Two surrogates that belong together become the character they stand for.
    """
    if "\0" in text:
        text = text.replace("\0", "�")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def excerpt(text: str) -> str:
    """The beginning of a record on one line, as long as the limit `excerpt_chars` allows."""
    size = cap("excerpt_chars")
    return storable(" ".join(text[: 4 * size].split())[:size])


def file_name(path: Path) -> str:
    """The path as messages and the store can hold it, even where its bytes are no UTF-8."""
    return storable(str(path))


def web_address(url: str) -> str:
    """The address where it begins with http:// or https:// and fits the limit `url_chars`, else ""."""
    url = storable(url.strip())
    return url if len(url) <= cap("url_chars") and _URL.fullmatch(url) else ""


def language_code(language: str) -> str:
    """An ISO 639 code from a code, a locale such as en_GB or an English name; "" for anything else."""
    return known_code(language)


def kind(value: object) -> str:
    """What a JSON value is, in words."""
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), "empty" if value is None else "text")
