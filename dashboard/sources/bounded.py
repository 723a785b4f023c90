"""Opens plain or packed files so that no file can fill the memory."""

from __future__ import annotations

import bz2
import gzip
import lzma
import stat
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from dashboard.limits import cap

_CHUNK = 1 << 18
_GZIP_MARK = b"\x1f\x8b"
_BZIP2_MARK = b"1AY&SY"  # behind BZh and a digit
_XZ_MARK = b"\xfd7zXZ\x00"
_XZ_MEMORY = 128 << 20  # bytes; xz -9 asks for 65 MiB to unpack, a made-up header for gigabytes


class BrokenFileError(Exception):
    """The file cannot be read beyond this point; the message says why in plain words."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file without its line feed. `number` counts from 1.

    Where `fault` is not empty, the line could not be taken: `data` is then only its beginning.
    """

    number: int
    data: bytes
    fault: str = ""


class _Stream(Protocol):
    def read1(self, size: int, /) -> bytes:
        """At most so many bytes, as one step of unpacking gives them; none at the end."""
        ...


class _Xz:
    """Unpacks xz data; unlike lzma.LZMAFile it bounds the memory that a header can ask for."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._unpacker = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)

    def read1(self, size: int, /) -> bytes:
        """The next bytes. Raises lzma.LZMAError where they are damaged, EOFError where they end too early."""
        while True:
            data = b""
            if self._unpacker.eof:
                data = self._unpacker.unused_data.lstrip(b"\0") or self._file.read(_CHUNK).lstrip(b"\0")
                if not data:
                    return b""
                self._unpacker = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)
            elif self._unpacker.needs_input and not (data := self._file.read(_CHUNK)):
                raise EOFError
            if found := self._unpacker.decompress(data, size):
                return found


def chunks(path: Path, limit: str = "file_bytes") -> Iterator[bytes]:
    """The unpacked bytes of a file that is plain or packed by gzip, bzip2 or xz, in pieces.

    Raises OSError where it is no ordinary file, or cannot be opened, or is named .gz and is none; and
    BrokenFileError, after the pieces that were good, where its packed data is damaged, or it is larger than the
    limit of that name, or far larger than what was packed.
    """
    if not stat.S_ISREG(path.stat().st_mode):  # a pipe or a device could keep us for ever
        raise OSError("not an ordinary file")
    left = cap(limit)
    with path.open("rb") as plain:
        name, stream = _unpacking(plain)
        if name != "gzip" and path.suffix.lower() == ".gz" and path.stat().st_size:
            raise OSError("the name ends in .gz, but it holds no gzip data")
        whole = left
        while chunk := _next(stream, name):
            if name:
                refuse_bomb(whole - left + len(chunk), plain.tell())
            if len(chunk) > left:
                yield chunk[:left]
                raise BrokenFileError(f"is larger than {in_words(cap(limit))}; the rest was left out")
            left -= len(chunk)
            yield chunk


def refuse_bomb(unpacked: int, packed: int) -> None:
    """Raises BrokenFileError where so many bytes unpack to so many more that it can only be to fill memory or disk."""
    if unpacked > cap("unpacked_bytes") and unpacked > cap("unpacked_times") * packed:
        raise BrokenFileError(
            f"unpacks to more than {cap('unpacked_times')} times its size, as no text does; the rest was left out"
        )


def is_packed(path: Path) -> bool:
    """Whether a file is packed by gzip, bzip2 or xz. Raises OSError where it cannot be opened."""
    with path.open("rb") as plain:
        return bool(_unpacking(plain)[0])


def _unpacking(plain: BinaryIO) -> tuple[str, _Stream]:
    """What packed the file, "" for none, with the stream of what was packed."""
    head = plain.read(10)
    plain.seek(0)
    if head.startswith(_GZIP_MARK):
        return "gzip", gzip.GzipFile(fileobj=plain, mode="rb")
    if head.startswith(b"BZh") and head[4:] == _BZIP2_MARK:
        return "bzip2", bz2.BZ2File(plain)
    if head.startswith(_XZ_MARK):
        return "xz", _Xz(plain)
    return "", plain  # type: ignore[return-value]  # what Path.open gives has read1, though BinaryIO does not say so


def _next(stream: _Stream, name: str) -> bytes:
    # read1 gives what one step unpacked: with read, an error would swallow the good bytes before it.
    try:
        return stream.read1(_CHUNK)
    except EOFError:
        raise BrokenFileError(f"the {name} data ends too early; the rest is lost") from None
    except (zlib.error, lzma.LZMAError):
        raise BrokenFileError(f"the {name} data is damaged here; the rest is lost") from None
    except gzip.BadGzipFile as error:
        if "Not a gzip" in str(error):
            raise BrokenFileError("what follows the gzip data is none; it was left out") from None
        # The checksum stands at the end, so it cannot tell which of the lines before are wrong.
        raise BrokenFileError("the gzip data fails its checksum; what was read of it may be wrong") from None
    except OSError as error:
        if name != "bzip2" or error.errno is not None:
            raise
        raise BrokenFileError("the bzip2 data is damaged here; the rest is lost") from None


def lines(pieces: Iterable[bytes]) -> Iterator[Line]:
    """The lines of a stream of bytes, split at line feeds.

    A line above the limit `record_bytes` comes as a fault and is never held whole. Where the stream breaks,
    or more blank lines follow each other than the limit `blank_lines`, the last item is a fault at that line.
    """
    limit, kept = cap("record_bytes"), 4 * cap("excerpt_chars")
    number, held, too_long = 1, bytearray(), False
    blank, most = 0, cap("blank_lines")
    try:
        for piece in pieces:
            for position, part in enumerate(piece.split(b"\n")):
                if position:  # a line feed stood before this part
                    blank = blank + 1 if not held or held == b"\r" else 0
                    if blank > most:
                        yield Line(number, b"", f"more than {most:,} lines in a row are blank; the rest was left out")
                        return
                    yield _line(number, held, too_long)
                    number, held, too_long = number + 1, bytearray(), False
                if not too_long:
                    held += part
                if len(held) > limit:
                    too_long = True
                    del held[kept:]
    except BrokenFileError as error:
        yield Line(number, bytes(held[:kept]), str(error))
        return
    if held:
        yield _line(number, held, too_long)


def _line(number: int, data: bytearray, too_long: bool) -> Line:
    if too_long:
        fault = f"the line is longer than {in_words(cap('record_bytes'))}; it was skipped"
        return Line(number, bytes(data), fault)
    return Line(number, bytes(data))


def whole(path: Path, limit: str) -> tuple[bytes, str]:
    """The file's bytes, and what broke off the reading ("" where nothing did).

    At most as many bytes as the limit of that name allows. Raises OSError where it cannot be opened.
    """
    data, most = bytearray(), cap(limit)
    try:
        for chunk in chunks(path):
            data += chunk
            if len(data) > most:
                return bytes(data[:most]), f"is larger than {in_words(most)}"
    except BrokenFileError as error:
        return bytes(data), str(error)
    return bytes(data), ""


def in_words(size: int) -> str:
    """A number of bytes as people read it: 16 MiB."""
    for unit in ("bytes", "KiB", "MiB"):
        if size < 1024:
            return f"{size:g} {unit}"
        size //= 1024
    return f"{size} GiB"
