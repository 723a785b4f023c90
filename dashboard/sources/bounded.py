"""Opens plain or gzipped files so that no file can fill the memory."""

from __future__ import annotations

import gzip
import stat
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from dashboard.limits import cap

_CHUNK = 1 << 18
_GZIP_MARK = b"\x1f\x8b"


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


def chunks(path: Path) -> Iterator[bytes]:
    """The unpacked bytes of a plain or gzipped file, in pieces.

    Raises OSError where it is no ordinary file, or cannot be opened, or is named .gz and is none; and
    BrokenFileError, after the pieces that were good, where its gzip data is damaged or it is larger than the
    limit `file_bytes`.
    """
    if not stat.S_ISREG(path.stat().st_mode):  # a pipe or a device could keep us for ever
        raise OSError("not an ordinary file")
    left = cap("file_bytes")
    with path.open("rb") as plain:
        packed = plain.read(2) == _GZIP_MARK
        if not packed and path.suffix.lower() == ".gz" and path.stat().st_size:
            raise OSError("the name ends in .gz, but it holds no gzip data")
        plain.seek(0)
        stream = gzip.GzipFile(fileobj=plain, mode="rb") if packed else plain
        while chunk := _next(stream):
            if len(chunk) > left:
                yield chunk[:left]
                raise BrokenFileError(f"is larger than {in_words(cap('file_bytes'))}; the rest was left out")
            left -= len(chunk)
            yield chunk


def _next(stream: BufferedReader | gzip.GzipFile) -> bytes:
    # read1 gives what one step unpacked: with read, an error would swallow the good bytes before it.
    try:
        return stream.read1(_CHUNK)
    except EOFError:
        raise BrokenFileError("the gzip data ends too early; the rest is lost") from None
    except zlib.error:
        raise BrokenFileError("the gzip data is damaged here; the rest is lost") from None
    except gzip.BadGzipFile as error:
        if "Not a gzip" in str(error):
            raise BrokenFileError("what follows the gzip data is none; it was left out") from None
        # The checksum stands at the end, so it cannot tell which of the lines before are wrong.
        raise BrokenFileError("the gzip data fails its checksum; what was read of it may be wrong") from None


def lines(pieces: Iterable[bytes]) -> Iterator[Line]:
    """The lines of a stream of bytes, split at line feeds.

    A line above the limit `record_bytes` comes as a fault and is never held whole. Where the stream breaks,
    the last item is a fault at the line that was not complete.
    """
    limit, kept = cap("record_bytes"), 4 * cap("excerpt_chars")
    number, held, too_long = 1, bytearray(), False
    try:
        for piece in pieces:
            for position, part in enumerate(piece.split(b"\n")):
                if position:  # a line feed stood before this part
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
