"""Tells by a file's first bytes what it holds, where its name does not say it or says it wrongly."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

from dashboard.sources.bounded import BrokenFileError, chunks
from dashboard.sources.columns import USUAL, plain_name

ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # the second of an empty archive
_HEAD_BYTES = 4_096
_TAIL_BYTES = 1 << 16
_GZIP = b"\x1f\x8b"
_OTHER_PACKS = (b"BZh", b"\xfd7zXZ\x00")  # they unpack in blocks, of which more than a head must be read
_NAME_AT = 30  # where in a ZIP archive the name of its first file stands
_OPEN = b"mimetypeapplication/"  # how OpenDocument and EPUB files begin behind the ZIP header
_OFFICE = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/", b"word/")
_TAR_AT = 257
_MARKS = (
    (b"WARC/", "WARC"),
    (b"PAR1", "Parquet"),
)
# What people drop in by mistake, with what they can do.
_FOREIGN = (
    (b"%PDF", "a PDF document; save its text as .txt"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file; save it as .xlsx or .txt"),
    (b"{\\rtf", "a rich text document; save it as .txt"),
    (b"SQLite format 3\0", "a database"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"7z\xbc\xaf", "a 7-Zip archive; pack it as .zip"),
    (b"Rar!", "a RAR archive; pack it as .zip"),
    (b"From: <Saved by", "a web page saved with its pictures; save it as .html alone"),
    (b"BZh", "bzip2 data that is damaged"),
    (b"\xfd7zXZ\x00", "xz data that is damaged"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive; pack it as .gz"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_HTML = re.compile(
    rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FEED = re.compile(
    rb"(?:<\?xml[^>]*>\s*|<\?xml-[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<(?:\w+:)?(?:rss|feed|RDF)\b", re.DOTALL
)
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:(?:\\?/){2}jsonfeed\.org')
_TEXT_DATE = re.compile(
    rb"\s*(?:(?:title|headline|source|outlet|url)[ \t]*:|date[ \t]*(?::|[ \t]\d{4}-))", re.IGNORECASE
)
_JSON = re.compile(rb'\{\s*"[^"]{0,200}"\s*:|\[\s*\{\s*"')
_JSON_OVER_LINES = re.compile(rb'\{\s*\n\s*"|\[\s*\{')  # JSON, but no JSON Lines
_DELIMITERS = re.compile(r'"?[,;\t|]"?')
_COLUMNS = frozenset(plain_name(name) for names in USUAL.values() for name in names)
_OF_TEXT = frozenset(map(plain_name, (*USUAL["title"], *USUAL["text"])))
_OF_DATE = frozenset(map(plain_name, USUAL["date"]))


def head_of(path: Path) -> bytes:
    """The first bytes of a file, of what is packed in it where it is packed. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if head.startswith(_GZIP):
        unpacker = zlib.decompressobj(31)
        try:
            return unpacker.decompress(head, _HEAD_BYTES)
        except zlib.error:
            return b""
    if head.startswith(_OTHER_PACKS):
        try:
            return next(chunks(path), b"")[:_HEAD_BYTES]
        except BrokenFileError:
            return head
    return head


def tail_of(path: Path) -> bytes:
    """The last bytes of a file as it lies on the disk. Raises OSError."""
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, 2) - _TAIL_BYTES))
        return file.read()


def sure(head: bytes, tail: bytes = b"") -> str:
    """The format that a file with these first and last bytes surely is, whatever it is called; "" where that may vary.

    "Word" stands for what nothing here reads.
    """
    if head.startswith(ZIP):
        return _zipped(head[_NAME_AT:], tail)
    if head[_TAR_AT : _TAR_AT + 5] == b"ustar":
        return "tar"
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    top = _unmarked(head)
    if _HTML.match(top):
        return "HTML"
    return "Feed" if _FEED.match(top) or (top[:1] == b"{" and _JSON_FEED.search(top)) else ""


def _zipped(first: bytes, tail: bytes) -> str:
    """What a ZIP archive is, by the name of its first file, with what follows, and its last bytes."""
    if first.startswith(_OPEN):
        return "Word"
    if not first.startswith(_OFFICE):
        return "ZIP"
    return "Excel" if b"xl/workbook." in tail else "Word" if b"word/document." in tail else "ZIP"


def rather(head: bytes, named: str) -> str:
    """The format of text that begins so, where that cannot be the one by which it is named; else "".

    JSON, tables with columns for date and text, and texts with a header, under each other's names and those of pages
    and feeds. JSON under the name of a feed is left to its reader, which says best what is missing.
    """
    top, found = _unmarked(head), likely(head)
    if found == "JSON":
        told = _JSON_OVER_LINES if named == "JSON Lines" else _JSON
        return "JSON" if named not in ("JSON", "Feed") and told.match(top) else ""
    if named in ("JSON", "JSON Lines"):  # of lines, the first may be spoilt, and looks like a text's header then
        return found if named == "JSON" or found == "CSV" else ""
    cells = _header(top)
    if named != "CSV" and not (_OF_TEXT.isdisjoint(cells) or _OF_DATE.isdisjoint(cells)):
        return "CSV"
    return "Text" if found == "Text" and _COLUMNS.isdisjoint(cells) else ""


def likely(head: bytes) -> str:
    """The format of text without a telling name: JSON, a table with a usual column, a text with its header; else ""."""
    top = _unmarked(head)
    if top[:1] in (b"{", b"["):
        return "JSON"
    if b"\0" in top:
        return ""
    if _TEXT_DATE.match(top):
        return "Text"
    cells = _header(top)
    return "CSV" if len(cells) > 1 and not _COLUMNS.isdisjoint(cells) else ""


def _header(top: bytes) -> list[str]:
    """The cells of the first line, were it that of a table."""
    line = top.partition(b"\n")[0].decode("ascii", "replace").strip('"\r ')
    return [plain_name(cell) for cell in _DELIMITERS.split(line)]


def is_json_feed(head: bytes) -> bool:
    """Whether JSON that begins so calls itself a JSON Feed."""
    return bool(_JSON_FEED.search(head))


def foreign(head: bytes) -> str:
    """What a file is that nothing here reads, in words; "" where that cannot be told."""
    if head.startswith(ZIP) and head[_NAME_AT:].startswith(_OPEN):
        return "an OpenDocument or EPUB file; save it as .xlsx or .txt"
    if sure(head, b"word/document.") == "Word":
        return "an Office document; save its text as .txt"
    for mark, words in _FOREIGN:
        if head.startswith(mark):
            return words
    if not head:
        return "an empty file"
    if head.lstrip()[:5] == b"<?xml":
        return "XML of a kind that no news comes in"
    return "binary data" if b"\0" in head else ""


def _unmarked(head: bytes) -> bytes:
    """The beginning without byte order mark and white space; that of UTF-16 as ASCII, as far as it goes."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head[2:].replace(b"\0", b"")
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()
