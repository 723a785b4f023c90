"""Finds the files to read below the paths a user named."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from dashboard.sources.clean import file_name
from dashboard.sources.registry import BY_SUFFIX, recognise, suffix_of
from dashboard.types import Rejected


def walk(paths: Iterable[Path]) -> Iterator[Path | Rejected]:
    """The files at and below the paths, folders in sorted order.

    Hidden files and folders (a name with a leading full stop) inside a folder are passed over, a folder that
    was visited already too, so links in a circle end. What is missing, cannot be opened, or has no reader
    gives one Rejected with line 0; a file that was named itself always comes, whatever its suffix.
    """
    visited: set[str] = set()
    for path in map(Path, paths):
        try:
            path.stat()
        except (OSError, ValueError) as error:
            yield _unreadable(path, error)
            continue
        if path.is_dir():
            yield from _below(path, visited)
        else:
            yield path


def _below(folder: Path, visited: set[str]) -> Iterator[Path | Rejected]:
    waiting = [folder]  # a stack, so that deep folders do not exhaust Python's own
    while waiting:
        path = waiting.pop()
        try:
            is_folder = path.is_dir()
            path.stat()
            if is_folder:
                real = os.path.realpath(path)
                if real not in visited:
                    visited.add(real)
                    entries = sorted((e for e in path.iterdir() if not e.name.startswith(".")), reverse=True)
                    waiting.extend(entries)
                continue
            found = path if suffix_of(path) in BY_SUFFIX else recognise(path)
        except OSError as error:
            yield _unreadable(path, error)
            continue
        yield found if isinstance(found, Rejected) else path


def _unreadable(path: Path, error: Exception) -> Rejected:
    if isinstance(error, FileNotFoundError) and not path.is_symlink():
        return Rejected(file_name(path), 0, "no such file or folder")
    reason = getattr(error, "strerror", None) or error
    return Rejected(file_name(path), 0, f"cannot be opened: {reason}")
