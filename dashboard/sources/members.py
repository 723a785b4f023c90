"""Unpacks gzip members one by one, so that a broken one does not cost those behind it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dashboard.limits import cap
from dashboard.sources.bounded import BrokenFileError, chunks, in_words, refuse_bomb

_CHUNK = 1 << 16
_STEP = 1 << 13  # packed bytes at a time: of the step that meets damage, all is lost
_GZIP = b"\x1f\x8b\x08"
_GZIP_WINDOW = 31  # zlib's sign for data with gzip's header and checksum


@dataclass(slots=True)
class _Place:
    """Where the next member begins, how many bytes may still be unpacked."""

    at: int
    left: int


def members(path: Path, begins: bytes) -> Iterator[Iterator[bytes]]:
    """The members of a gzipped file, each as its unpacked bytes in pieces; a plain file is one member.

    Each must be taken to its end, or to its error, before the next is asked for. Where a member is damaged its pieces
    end with BrokenFileError; the next one that comes is the next whose unpacked bytes begin with `begins`. All
    together unpack to the limit `stream_bytes` at most. Raises OSError where the file cannot be opened.
    """
    with path.open("rb") as file:
        if file.read(len(_GZIP)) != _GZIP:
            yield chunks(path, "stream_bytes")
            return
        place = _Place(0, cap("stream_bytes"))
        size = file.seek(0, 2)
        while place.at < size and place.left > 0:
            start = place.at
            yield _unpacked(file, place)
            if place.at == start:  # it broke, or nobody took it
                place.at = _next_whole(file, start + 1, begins)


def _unpacked(file: BinaryIO, place: _Place) -> Iterator[bytes]:
    """The bytes of the member at a place; once it ended well, the place is where the next begins."""
    unpacker = zlib.decompressobj(_GZIP_WINDOW)
    at, data, unpacked = place.at, b"", 0
    while not unpacker.eof:
        if not data:
            file.seek(at)  # others read from the file between two pieces
            data = file.read(_STEP)
            at += len(data)
            if not data:
                raise BrokenFileError("the gzip data ends too early; what followed is lost")
        try:
            piece = unpacker.decompress(data, _STEP)
        except zlib.error:
            raise BrokenFileError("the gzip data is damaged here; reading goes on with the next whole record") from None
        data = b"" if unpacker.eof else unpacker.unconsumed_tail
        place.left -= len(piece)
        unpacked += len(piece)
        refuse_bomb(unpacked, at - place.at)
        if place.left < 0:
            raise BrokenFileError(f"unpacks to more than {in_words(cap('stream_bytes'))}; the rest was left out")
        if piece:
            yield piece
    place.at = at - len(unpacker.unused_data)


def _next_whole(file: BinaryIO, at: int, begins: bytes) -> int:
    """Where the next member begins that unpacks to what is looked for; the end of the file where there is none."""
    held, first = b"", at
    file.seek(at)
    while data := file.read(_CHUNK):
        held += data
        found = held.find(_GZIP)
        while found >= 0:
            if _begins(file, first + found, begins):
                return first + found
            found = held.find(_GZIP, found + 1)
        keep = len(_GZIP) - 1
        first, held = first + len(held) - keep, held[-keep:]
        file.seek(first + keep)
    return file.seek(0, 2)


def _begins(file: BinaryIO, at: int, begins: bytes) -> bool:
    file.seek(at)
    try:
        return zlib.decompressobj(_GZIP_WINDOW).decompress(file.read(_CHUNK), len(begins)) == begins
    except zlib.error:
        return False
