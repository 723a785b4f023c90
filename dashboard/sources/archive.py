"""Reads archives: each file in them by the reader of its own format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from dashboard.limits import cap
from dashboard.sources.bounded import BrokenFileError, in_words
from dashboard.sources.clean import file_name, storable
from dashboard.sources.options import ReadOptions, Record, Warn
from dashboard.sources.spool import renamed, spooled, warning_of
from dashboard.types import Rejected


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked; archives within archives draw on the same."""

    members: int
    size: int


@dataclass(frozen=True, slots=True)
class Room:
    """How deep an archive lies, and what it may still unpack."""

    depth: int
    budget: _Budget

    @classmethod
    def whole(cls, path: Path) -> Room:
        """What an archive may take that lies in no other; one that is small may unpack to so many times its size."""
        usual = max(cap("unpacked_bytes"), cap("unpacked_times") * path.stat().st_size)
        return cls(1, _Budget(cap("archive_members"), min(cap("archive_bytes"), usual)))


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its name there, and its bytes in pieces, or why it cannot be unpacked.

    The pieces must be taken before the next member is asked for. They raise BrokenFileError where they are damaged.
    """

    name: str
    pieces: Iterator[bytes] | None = None
    fault: str = ""


Members: TypeAlias = Callable[[Path], Iterator[Member]]
Inside: TypeAlias = Callable[[Path, ReadOptions, Warn, Room], Iterator[Record]]


def read(
    path: Path, options: ReadOptions, warn: Warn, *, members: Members, inside: Inside, room: Room
) -> Iterator[Record]:
    """The records of all files in an archive, one file after the other; `inside` reads what was unpacked.

    Rejected records name archive!member. Hidden files and those that macOS adds are passed over. What cannot be
    unpacked, lies too deep or is beyond the limits `archive_…` gives one Rejected.
    """
    file = file_name(path)
    if room.depth > cap("archive_depth"):
        yield Rejected(file, 0, f"archives lie within archives more than {cap('archive_depth')} deep; it was left out")
        return
    below = replace(room, depth=room.depth + 1)
    try:
        for member in members(path):
            room.budget.members -= 1
            if room.budget.members < 0:
                raise BrokenFileError(f"holds more than {cap('archive_members'):,} files; the rest was left out")
            if not _hidden(member.name):
                yield from _member(member, f"{file}!{shown(member.name)}", options, warn, inside=inside, room=below)
                if room.budget.size < 0:
                    raise BrokenFileError(_too_much())
    except BrokenFileError as error:
        yield Rejected(file, 0, str(error))


def _member(
    member: Member, name: str, options: ReadOptions, warn: Warn, *, inside: Inside, room: Room
) -> Iterator[Record]:
    if member.pieces is None:
        yield Rejected(name, 0, member.fault)
        return
    with spooled(_counted(member.pieces, room.budget), member.name) as found:
        if not found.fault or found.path.stat().st_size:
            records = inside(found.path, options, warning_of(found.path, name, warn), room)
            yield from renamed(records, found.path, name)
        if found.fault:
            yield Rejected(name, 0, found.fault)


def _counted(pieces: Iterator[bytes], budget: _Budget) -> Iterator[bytes]:
    for piece in pieces:
        budget.size -= len(piece)
        if budget.size < 0:
            raise BrokenFileError(f"the archive {_too_much()}")
        yield piece


def _too_much() -> str:
    most, times = in_words(cap("archive_bytes")), cap("unpacked_times")
    return f"unpacks to more than {most}, or {times} times its size; the rest was left out"


def shown(name: str) -> str:
    """A name in an archive as messages show it: on one line, without what cannot be seen, not too long."""
    plain = "".join(c if c.isprintable() else "�" for c in storable(name))
    most = cap("member_name_chars")
    return plain if len(plain) <= most else "…" + plain[1 - most :]


def _hidden(name: str) -> bool:
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)
