"""Knows which formats are read: each one's names, its reader, an example of it."""

from __future__ import annotations

import logging
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dashboard.sources import (
    archive,
    delimited,
    excel,
    feed,
    html,
    jsonarray,
    jsonlines,
    parquet,
    sniff,
    tarred,
    text,
    warc,
    zipped,
)
from dashboard.sources.bounded import chunks, is_packed
from dashboard.sources.clean import file_name
from dashboard.sources.columns import unknown_targets
from dashboard.sources.hollow import without_hollow
from dashboard.sources.options import Reader, ReadOptions, Record, Warn
from dashboard.sources.spool import renamed, spooled, warning_of
from dashboard.types import Rejected


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read: its name, file suffixes and MIME types, its reader, an example on one line.

    `jumps` says that the reader goes back and forth in the file, so that a packed one must be unpacked first.
    """

    name: str
    suffixes: tuple[str, ...]
    mime_types: tuple[str, ...]
    reader: Reader
    example: str
    jumps: bool = False


def _inside(path: Path, options: ReadOptions, warn: Warn, room: archive.Room) -> Iterator[Record]:
    found = recognise(path)
    if isinstance(found, Format) and (members := _ARCHIVES.get(found.name)):
        return archive.read(path, options, warn, members=members, inside=_inside, room=room)
    return read(path, options, warn)


def _archive(path: Path, options: ReadOptions, warn: Warn, *, name: str) -> Iterator[Record]:
    whole = archive.Room.whole(path)
    return archive.read(path, options, warn, members=_ARCHIVES[name], inside=_inside, room=whole)


_ARCHIVES: dict[str, archive.Members] = {"ZIP": zipped.members, "tar": tarred.members}

# A new format is one module with `read`, a line here, and where its bytes tell it, one in sniff.py. Order is that of
# `worldtone formats`.
FORMATS: tuple[Format, ...] = (
    Format("Text", (".txt", ".text", ".md"), ("text/plain",), text.read, "date 2023-11-10 Peru praised Chile …"),
    Format(
        "CSV",
        (".csv", ".tsv"),
        ("text/csv", "text/tab-separated-values"),
        delimited.read,
        "title,text,date,source,url",
    ),
    Format(
        "JSON Lines",
        (".jsonl", ".ndjson"),
        ("application/jsonl", "application/x-ndjson"),
        jsonlines.read,
        '{"title": "…", "text": "…", "date": "2023-11-10"}',
    ),
    Format(
        "JSON",
        (".json",),
        ("application/json",),
        jsonarray.read,
        '{"articles": [{"title": "…", "content": "…", "publishedAt": "2023-11-10T12:00:00Z"}]}',
    ),
    Format(
        "HTML",
        (".html", ".htm", ".xhtml"),
        ("text/html", "application/xhtml+xml"),
        html.read,
        "a saved page with <meta property=article:published_time content=2023-11-10>",
    ),
    Format(
        "Excel",
        (".xlsx", ".xlsm"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",),
        excel.read,
        "a header row title | text | date | source, then one article a row",
        jumps=True,
    ),
    Format(
        "Parquet",
        (".parquet",),
        ("application/vnd.apache.parquet",),
        parquet.read,
        "columns title, text, date, source: struct<name>, url",
        jumps=True,
    ),
    Format(
        "Feed",
        (".rss", ".atom", ".xml"),
        ("application/rss+xml", "application/atom+xml", "application/feed+json"),
        feed.read,
        "RSS, Atom, or JSON Feed in a .json: <rss><channel><item><title>…",
    ),
    Format("WARC", (".warc",), ("application/warc",), warc.read, "CC-NEWS-20231110120000-00001.warc.gz"),
    Format(
        "ZIP",
        (".zip",),
        ("application/zip",),
        partial(_archive, name="ZIP"),
        "any of these files, also archives, packed together",
        jumps=True,
    ),
    Format(
        "tar",
        (".tar", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz"),
        ("application/x-tar", "application/gzip"),
        partial(_archive, name="tar"),
        "the same, also as .tar.gz, .tar.bz2 and .tar.xz",
    ),
)
BY_NAME = {format_.name: format_ for format_ in FORMATS}
BY_SUFFIX = {suffix: format_ for format_ in FORMATS for suffix in format_.suffixes}
_BINARY = frozenset(("Excel", "Parquet", "WARC", "ZIP", "tar"))  # of these, each file begins with its mark
_PACKS = frozenset(("WARC", "ZIP", "tar"))
_DEFAULTS = ReadOptions()
_LOG = logging.getLogger(__name__)


def suffix_of(path: Path) -> str:
    """The suffix that tells the format: in lower case, that of what packed it taken off first."""
    name = path.name.lower().removesuffix(".gz")
    doubled = next((suffix for suffix in BY_SUFFIX if suffix.count(".") > 1 and name.endswith(suffix)), "")
    return doubled or Path(name.removesuffix(".bz2").removesuffix(".xz")).suffix


def recognise(path: Path) -> Format | Rejected:
    """The format of a file: by its name, unless its first bytes are surely another's, or not of that; else by these.

    A Rejected says why none fits. Raises OSError where the file cannot be opened.
    """
    if not stat.S_ISREG(path.stat().st_mode):  # a pipe or a device could keep us for ever
        raise OSError("not an ordinary file")
    suffix = suffix_of(path)
    named = BY_SUFFIX.get(suffix)
    head = sniff.head_of(path)
    surely = sniff.sure(head, sniff.tail_of(path) if head.startswith(sniff.ZIP) else b"")
    if named and not surely and named.name not in _BINARY:
        return BY_NAME.get(sniff.rather(head, named.name), named)
    if named and surely in ("", "ZIP") and named.name == "Excel" and head.startswith(sniff.ZIP):
        return named
    if named and not surely and not (found := sniff.likely(head)):
        return named
    found = surely or sniff.likely(head)
    return BY_NAME[found] if found in BY_NAME else _no_reader(path, suffix, head)


def format_name(path: Path) -> str:
    """The name of a file's format for people to read, "other" where there is none; never raises."""
    try:
        found = recognise(path)
    except (OSError, ValueError):
        found = BY_SUFFIX.get(suffix_of(path)) or Rejected(file_name(path), 0, "")
    return "other" if isinstance(found, Rejected) else found.name


def _no_reader(path: Path, suffix: str, head: bytes) -> Rejected:
    files = f"{suffix} files" if suffix else "files without a suffix"
    if foreign := sniff.foreign(head):
        return Rejected(file_name(path), 0, f"no reader for {files}; this is {foreign}")
    reason = f"no reader for {files}, and what it holds looks like no format that is known"
    return Rejected(file_name(path), 0, f"{reason}; `worldtone formats` lists them")


def read(path: Path, options: ReadOptions = _DEFAULTS, warn: Warn = _LOG.warning) -> Iterator[Record]:
    """The articles of one file, as a stream, with a Rejected for every record that is none.

    `warn` takes messages, each naming the file, about content that was read but may be wrong. Never raises
    for what a file holds or lacks: a file that cannot be read, or options that cannot be followed, give one
    Rejected with line 0.
    """
    path = Path(path)
    file = file_name(path)
    if fault := unknown_targets(options.columns):
        yield Rejected(file, 0, fault)
        return
    try:
        found = recognise(path)
        if isinstance(found, Rejected):
            yield found
            return
        if found.jumps and is_packed(path):
            records = _unpacked(path, found, options, warn)
        else:
            records = found.reader(path, options, warn)
        # Files in an archive, and pages of a crawl, are rejected for good reasons that no excerpt shows.
        yield from records if found.name in _PACKS else without_hollow(records)
    except FileNotFoundError:
        yield Rejected(file, 0, "no such file")
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        yield Rejected(file, 0, f"cannot be read: {getattr(error, 'strerror', None) or error}")


def _unpacked(path: Path, format_: Format, options: ReadOptions, warn: Warn) -> Iterator[Record]:
    name = file_name(path)
    with spooled(chunks(path), path.name.lower().removesuffix(".gz")) as found:
        yield from renamed(format_.reader(found.path, options, warning_of(found.path, name, warn)), found.path, name)
        if found.fault:
            yield Rejected(name, 0, found.fault)
