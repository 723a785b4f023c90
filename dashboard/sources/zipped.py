"""Opens ZIP archives so that none can fill the memory."""

from __future__ import annotations

import itertools
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from dashboard.limits import cap
from dashboard.sources.archive import Member
from dashboard.sources.bounded import BrokenFileError, in_words, refuse_bomb

_CHUNK = 1 << 18
_ENCRYPTED = 0x1
_HEADER = 30  # bytes before a file's name and its data, at least
_END, _END_SIZE, _LONGEST_COMMENT = b"PK\x05\x06", 22, 1 << 16
_LONG_LOCATOR, _LONG_END, _LONG_LOCATOR_SIZE, _LONG_END_SIZE = b"PK\x06\x07", b"PK\x06\x06", 20, 56
_FILE = b"PK\x03\x04"
_ENTRY = b"PK\x01\x02"
# What zipfile raises over bytes that are no ZIP archive, beyond its own error.
FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, struct.error, OverflowError)


def members(path: Path) -> Iterator[Member]:
    """The files of a ZIP archive; folders are passed over. Raises BrokenFileError where it cannot be opened."""
    with opened(path) as archive:
        for entry in files(archive):
            if entry.flag_bits & _ENCRYPTED:
                yield Member(entry.filename, fault="is encrypted; unpack it with its password first")
            else:
                yield Member(entry.filename, pieces(archive, entry))


def files(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The entries that are no folders."""
    return [entry for entry in archive.infolist() if not entry.filename.endswith("/")]  # is_dir fails for empty names


def opened(path: Path) -> zipfile.ZipFile:
    """The archive. Raises BrokenFileError where it is none, or its table of contents is beyond the limits."""
    try:
        _check_directory(path)
        archive = zipfile.ZipFile(path)
    except FAULTS as error:
        raise BrokenFileError(f"cannot be unpacked: {_plain(error)}") from None
    if _beheaded(path, archive):
        archive.close()
        raise BrokenFileError("is cut off: its table of contents is missing, and only an archive inside it has one")
    if _overlap(archive):
        archive.close()
        raise BrokenFileError("names the same bytes as more than one file, as bombs do; it was not unpacked")
    return archive


def pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of one file. Raises BrokenFileError, after those that were good, where they are damaged."""
    try:
        with archive.open(entry) as file:
            unpacked = 0
            while piece := file.read(_CHUNK):
                unpacked += len(piece)
                refuse_bomb(unpacked, entry.compress_size)
                yield piece
    except (*FAULTS, RuntimeError) as error:
        raise BrokenFileError(f"cannot be unpacked whole: {_plain(error)}") from None


def _beheaded(path: Path, archive: zipfile.ZipFile) -> bool:
    """Whether files lie before the first that the table of contents names: it is that of another archive then."""
    first = min((entry.header_offset for entry in archive.infolist()), default=0)
    with path.open("rb") as file:
        return first > 0 and file.read(len(_FILE)) == _FILE


def _overlap(archive: zipfile.ZipFile) -> bool:
    """Whether two entries share bytes. Entries that lie wholly outside the file are told of when they are read."""
    places = sorted((entry.header_offset, entry.compress_size) for entry in archive.infolist())
    return any(here + _HEADER + size > there for (here, size), (there, _) in itertools.pairwise(places))


def _check_directory(path: Path) -> None:
    """Looks at the size of the table of contents before zipfile makes an object of each entry."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        tail_size = min(size, _END_SIZE + _LONGEST_COMMENT + _LONG_LOCATOR_SIZE)
        file.seek(size - tail_size)
        tail = file.read(tail_size)
        at = tail.rfind(_END)
        if at < 0 or len(tail) - at < _END_SIZE:
            raise zipfile.BadZipFile("its end is missing")
        (length,) = struct.unpack_from("<L", tail, at + 12)
        start = size - tail_size + at
        locator = tail[max(0, at - _LONG_LOCATOR_SIZE) : at]
        if locator.startswith(_LONG_LOCATOR):
            start -= _LONG_LOCATOR_SIZE + _LONG_END_SIZE
            file.seek(max(0, start))
            record = file.read(_LONG_END_SIZE)
            if not record.startswith(_LONG_END):
                raise zipfile.BadZipFile("its 64-bit end is damaged")
            (length,) = struct.unpack_from("<Q", record, 40)
        if length > cap("directory_bytes"):
            raise BrokenFileError(f"has a table of contents larger than {in_words(cap('directory_bytes'))}")
        file.seek(max(0, start - length))
        entries = file.read(length).count(_ENTRY)
    if entries > cap("archive_members"):
        raise BrokenFileError(f"holds more than {cap('archive_members'):,} files")


def _plain(error: Exception) -> str:
    if isinstance(error, NotImplementedError):
        return "it is packed by a method that is not known here"
    if isinstance(error, zlib.error | EOFError | struct.error):
        return "the data is damaged"
    return " ".join(str(error).split())[:200] or type(error).__name__
