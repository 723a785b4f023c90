"""Turns the bytes of a web page into text."""

from __future__ import annotations

import codecs
import re

from dashboard.sources.encoding import marked_encoding

_DECLARED = re.compile(
    rb"""(?:<meta[^>]{0,300}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_SEARCHED = 4_096  # bytes; the HTML standard asks for the declaration in the first 1,024, pages are less strict
# Browsers read these names as their Windows supersets, and pages are written to look right in browsers.
_SUPERSETS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}


def page_text(markup: bytes, charset: str = "") -> str:
    """The text of a page: by its byte order mark, else by the first encoding of these that fits it.

    `charset` (of the HTTP header), what the page declares, UTF-8, Windows-1252. Where none fits, the declared one is
    used and U+FFFD stands for what it lacks. NULs, which no page means, become U+FFFD too.
    """
    marked, length = marked_encoding(markup)
    declared = _DECLARED.search(markup, 0, _SEARCHED)
    named = [_codec(charset), _codec(declared[1].decode("ascii", "replace")) if declared else ""]
    for encoding in (marked, *named, "utf-8", "cp1252"):
        if not encoding:
            continue
        try:
            return _plain(markup[length:].decode(encoding))
        except UnicodeError:
            continue
    return _plain(markup[length:].decode(marked or next(filter(None, named), "utf-8"), "replace"))


def _codec(name: str) -> str:
    """Python's name for an encoding of text that pages use; "" for all else."""
    try:
        found = codecs.lookup(name.strip("\"' ").lower())
        text = bytes(range(32, 127)).decode(found.name)  # raises LookupError for codecs that make no text
    except (LookupError, ValueError, UnicodeError):
        return ""
    # UTF-16 without a mark cannot hold the ASCII in which it was declared, so the declaration is wrong.
    return _SUPERSETS.get(found.name, found.name) if text.startswith(" !") else ""


def _plain(text: str) -> str:
    return text.replace("\0", "�")
