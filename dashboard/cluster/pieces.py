"""Cuts files into pieces of work, each large enough to be worth a worker's while."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dashboard.limits import cap
from dashboard.sources.bounded import is_packed
from dashboard.sources.part import has_parts

_PACKED = 4  # times its size is about what a packed file holds
_LEAST_BYTES = 64  # of an article with its date and text: fewer are possible, and then numbers are asked for once more
_BINARY = (".parquet", ".xlsx", ".xlsm", ".zip", ".tgz", ".tbz2", ".txz")


@dataclass(frozen=True, slots=True)
class Part:
    """A file of so many bytes, or the part of it from `start` to before `end`; `end` 0 stands for all of it."""

    path: str
    size: int
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """What one worker does at a time. Its articles get numbers from `first` on, of which it has `room`."""

    number: int
    parts: tuple[Part, ...]
    first: int = 0
    room: int = 0


def pieces_of(paths: Iterable[Path]) -> Iterator[Piece]:
    """The pieces of files, in their order. Files that cannot be opened are pieces too: whoever reads them says so."""
    number, parts, weight, room = 0, list[Part](), 0, 0
    most = cap("piece_bytes")
    for part in (part for path in paths for part in _parts(path, most)):
        heavy = (part.end or part.size) - part.start
        heavy *= _PACKED if part.end == 0 and _packed(part.path) else 1
        if parts and (weight + heavy > most or len(parts) >= cap("piece_files")):
            yield Piece(number, tuple(parts), room=room)
            number, parts, weight, room = number + 1, [], 0, 0
        parts.append(part)
        weight += heavy
        room += heavy // _LEAST_BYTES + 1
    if parts:
        yield Piece(number, tuple(parts), room=room)


def _parts(path: Path, most: int) -> Iterator[Part]:
    try:
        size = path.stat().st_size
    except (OSError, ValueError):
        size = 0
    if size <= most or not has_parts(path):
        yield Part(str(path), size)
        return
    for start in range(0, size, most):
        yield Part(str(path), size, start, min(size, start + most))


def _packed(path: str) -> bool:
    if path.lower().endswith(_BINARY):
        return True
    try:
        return is_packed(Path(path))
    except (OSError, ValueError):
        return False
