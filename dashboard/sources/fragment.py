"""The text of a piece of HTML, such as feeds carry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from dashboard.limits import cap

# Elements that begin a paragraph of their own; <br> begins a line.
_BLOCKS = frozenset(
    "address article aside blockquote dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table td th tr ul".split()
)
_UNSEEN = frozenset(
    "audio button canvas figcaption iframe noscript object script select style svg template video".split()
)
_TWICE = re.compile(r"</[a-z]+>|&(?:amp|quot|apos|lt|gt|nbsp|[lr][sd]quo|#x?[0-9a-f]{2,5});", re.IGNORECASE)
_PARAGRAPH, _LINE = "\x1d", "\x1e"  # characters that no text means
_MARKUP = re.compile(r"<[a-zA-Z/!]|&#?\w{1,31};")


def text_of(markup: str) -> str:
    """The text that a reader sees: paragraphs with an empty line between, white space evened out.

    Scripts, styles, captions of pictures and what stands for other media are left out. What is no markup stays as it
    is, with its lines. Of more than the limit `article_chars` only the beginning is read.
    """
    markup = markup[: cap("article_chars")].replace(_PARAGRAPH, " ").replace(_LINE, " ").replace("\0", "�")
    if not _MARKUP.search(markup):
        return "\n".join(" ".join(line.split()) for line in markup.replace("\r\n", "\n").split("\n")).strip()
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = etree.fromstring(f"<div>{markup}</div>".encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):  # nesting beyond what the parser follows
        return ""
    return _evened("".join(_seen(tree))) if tree is not None else ""


def line_of(markup: str) -> str:
    """The same on one line, as titles are shown; markup that was escaped twice is none either."""
    line = text_of(markup)
    if _TWICE.search(line):
        line = text_of(line)
    return " ".join(line.split())


def _seen(tree: etree._Element) -> Iterator[str]:
    """The pieces of text that are seen, with marks where paragraphs and lines begin."""
    hidden = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        mark = _LINE if element.tag == "br" else _PARAGRAPH if element.tag in _BLOCKS else ""
        if event == "start":
            hidden += element.tag in _UNSEEN
            piece = element.text
        else:
            hidden -= element.tag in _UNSEEN
            piece, mark = element.tail, mark if mark == _PARAGRAPH else ""
        if not hidden:
            yield mark + (piece or "")


def _evened(text: str) -> str:
    """Paragraphs and lines by their marks: in markup, line feeds are mere white space."""
    paragraphs = []
    for block in text.split(_PARAGRAPH):
        lines = [" ".join(line.split()) for line in block.split(_LINE)]
        if paragraph := re.sub(r"\n{2,}", "\n\n", "\n".join(lines)).strip():
            paragraphs.append(paragraph)
    return "\n\n".join(paragraphs)
