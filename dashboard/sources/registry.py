"""Knows which reader takes which file suffix."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

from dashboard.sources import delimited, feed, jsonarray, jsonlines, text
from dashboard.sources.clean import file_name
from dashboard.sources.columns import unknown_targets
from dashboard.sources.options import Reader, ReadOptions, Record, Warn
from dashboard.types import Rejected

# A new format is one module with `read`, and its suffixes here.
READERS: dict[str, Reader] = {
    **dict.fromkeys((".txt", ".text", ".md"), text.read),
    **dict.fromkeys((".csv", ".tsv"), delimited.read),
    **dict.fromkeys((".jsonl", ".ndjson"), jsonlines.read),
    ".json": jsonarray.read,
    **dict.fromkeys((".rss", ".atom", ".xml"), feed.read),
}

_DEFAULTS = ReadOptions()
_LOG = logging.getLogger(__name__)


def suffix_of(path: Path) -> str:
    """The suffix that decides on the reader: in lower case, ".gz" taken off first."""
    name = Path(path.name.lower())
    return Path(name.stem).suffix if name.suffix == ".gz" else name.suffix


def no_reader(path: Path) -> Rejected:
    """The note that nothing here reads files of this suffix."""
    suffix = suffix_of(path)
    files = f"{suffix} files" if suffix else "files without a suffix"
    known = ", ".join(READERS)
    return Rejected(file_name(path), 0, f"no reader for {files}; known are {known}, each also as .gz")


def read(path: Path, options: ReadOptions = _DEFAULTS, warn: Warn = _LOG.warning) -> Iterator[Record]:
    """The articles of one file, as a stream, with a Rejected for every record that is none.

    `warn` takes messages, each naming the file, about content that was read but may be wrong. Never raises
    for what a file holds or lacks: a file that cannot be read, or options that cannot be followed, give one
    Rejected with line 0.
    """
    path = Path(path)
    reader = READERS.get(suffix_of(path))
    if reader is None:
        yield no_reader(path)
        return
    if fault := unknown_targets(options.columns):
        yield Rejected(file_name(path), 0, fault)
        return
    try:
        path.stat()
    except FileNotFoundError:
        yield Rejected(file_name(path), 0, "no such file")
        return
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        yield Rejected(file_name(path), 0, f"cannot be read: {getattr(error, 'strerror', error)}")
        return
    try:
        yield from reader(path, options, warn)
    except OSError as error:
        yield Rejected(file_name(path), 0, f"cannot be read: {error.strerror or error}")
