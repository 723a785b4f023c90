"""Opens tar archives, plain or packed, as a stream."""

from __future__ import annotations

import io
import struct
import tarfile
from collections.abc import Iterator
from pathlib import Path

from dashboard.sources.archive import Member
from dashboard.sources.bounded import BrokenFileError, chunks
from dashboard.sources.pieces import Pieces

_CHUNK = 1 << 16
_HEADER_BYTES = 1 << 20  # what the headers before one file may take; paths are shorter, and tarfile holds them whole
_FAULTS = (tarfile.TarError, ValueError, OverflowError, struct.error, EOFError, IndexError, KeyError)


class _Forward(io.RawIOBase):
    """A stream of bytes that can be read and skipped, never gone back in; headers may take so much of it."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._stream = Pieces(pieces)
        self.left = _HEADER_BYTES

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._stream.at

    def seek(self, offset: int, whence: int = 0) -> int:
        stream = self._stream
        if whence != 0 or offset < stream.at:
            raise BrokenFileError("the tar archive points back to what was read before; the rest is lost")
        while stream.at < offset and stream.fill():
            stream.take(offset - stream.at)
        return stream.at

    def read(self, size: int = -1) -> bytes:
        if size < 0 or size > self.left:
            raise BrokenFileError("a header in the tar archive is too long; the rest is lost")
        self.left -= size
        return self._stream.read(size)


def members(path: Path) -> Iterator[Member]:
    """The files of a tar archive; folders are passed over, links and devices are named as such.

    Raises BrokenFileError where the archive cannot be opened, or from where on it is damaged.
    """
    stream = _Forward(chunks(path, "stream_bytes"))
    try:
        # tarfile asks its file for nothing but read, seek and tell.
        with tarfile.open(fileobj=stream, mode="r:") as archive:
            while (entry := _next(archive, stream)) is not None:
                if entry.isreg():
                    yield Member(entry.name, _pieces(archive, entry, stream))
                elif not entry.isdir():
                    yield Member(entry.name, fault="is a link or a device, not a file; it was left out")
    except _FAULTS as error:
        raise BrokenFileError(f"cannot be unpacked further: {' '.join(str(error).split())[:200]}") from None


def _next(archive: tarfile.TarFile, stream: _Forward) -> tarfile.TarInfo | None:
    stream.left = _HEADER_BYTES
    entry = archive.next()
    archive.members.clear()  # type: ignore[attr-defined]  # it would keep every header it has seen
    return entry


def _pieces(archive: tarfile.TarFile, entry: tarfile.TarInfo, stream: _Forward) -> Iterator[bytes]:
    try:
        file = archive.extractfile(entry)
        while file is not None:
            stream.left = _HEADER_BYTES
            piece = file.read(_CHUNK)
            if not piece:
                return
            yield piece
    except _FAULTS as error:
        raise BrokenFileError(f"cannot be unpacked whole: {' '.join(str(error).split())[:200]}") from None
