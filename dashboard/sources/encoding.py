"""Turns bytes of unknown encoding into text."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator

from dashboard.sources.options import Warn

# UTF-32's little-endian mark begins with UTF-16's, so it is looked for first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARK_BYTES = 4
_UNDEFINED_IN_1252 = frozenset(b"\x81\x8d\x8f\x90\x9d")


def marked_encoding(head: bytes) -> tuple[str, int]:
    """The encoding that a byte order mark at the start names, with the mark's length; ("", 0) without one."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name, len(mark)
    return "", 0


class Decoder:
    """Decodes one file: by its byte order mark, else UTF-8, else Windows-1252 with a warning.

    `file` is named in the warnings; each kind of warning is given once.
    """

    def __init__(self, file: str, warn: Warn) -> None:
        self._file = file
        self._warn = warn
        self._given: set[str] = set()

    def utf8(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The chunks without a byte order mark; those of UTF-16 and UTF-32 files written anew as UTF-8."""
        source = iter(chunks)
        head = b""
        for chunk in source:
            head += chunk
            if len(head) >= _MARK_BYTES:
                break
        name, length = marked_encoding(head)
        head = head[length:]
        if name in ("", "utf-8"):
            if head:
                yield head
            yield from source
            return
        decoder = codecs.getincrementaldecoder(name)("replace")
        yield self._noticed(decoder.decode(head)).encode()
        for chunk in source:
            yield self._noticed(decoder.decode(chunk)).encode()
        yield self._noticed(decoder.decode(b"", final=True)).encode()

    def text(self, data: bytes) -> str:
        """The text of bytes without a byte order mark: UTF-8 where that fits, else Windows-1252."""
        try:
            return data.decode()
        except UnicodeDecodeError:
            pass
        self._tell("is not UTF-8; read as Windows-1252, so accents and quotes may be wrong")
        if not _UNDEFINED_IN_1252.isdisjoint(data):
            self._tell("holds bytes that Windows-1252 does not define; they were replaced by U+FFFD")
        return data.decode("cp1252", "replace")

    def _noticed(self, text: str) -> str:
        if "�" in text:
            self._tell("holds characters that cannot be read; they stand as U+FFFD")
        return text

    def _tell(self, message: str) -> None:
        if message not in self._given:
            self._given.add(message)
            self._warn(f"{self._file}: {message}")
