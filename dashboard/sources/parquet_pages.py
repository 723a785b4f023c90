"""Reads what the pages of a Parquet file claim to unpack to, before anything is unpacked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_HEADER_BYTES = 1 << 16  # a page header with its statistics; longer ones are read in vain
_DEEPEST = 12
# Thrift's compact protocol numbers the types of values so.
_TRUE, _FALSE, _BYTE, _SHORT, _INT, _LONG, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = range(1, 13)
# The numbers of the fields that are looked at, from parquet.thrift: FileMetaData's row groups, their columns, a
# column's description, in it the path, size and first pages; a page header's sizes.
_GROUPS, _COLUMNS, _DESCRIBED = 4, 1, 3
_PATH, _SIZE, _FIRST_PAGE, _DICTIONARY_PAGE = 3, 7, 9, 11
_UNPACKED, _PACKED = 2, 3


class PageError(ValueError):
    """A table of contents or page header that cannot be understood."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where the pages of one column of one row group lie: the column's path with full stops, first byte, size."""

    column: str
    start: int
    size: int


def stretches(footer: bytes) -> Iterator[Stretch]:
    """The stretches of pages that a file's table of contents names; PageError where it cannot be understood.

    pyarrow offers the same, but where statistics beside them are wrong it ends the program.
    """
    reader = _Compact(footer)
    for number, kind in reader.fields():
        if (number, kind) != (_GROUPS, _LIST):
            reader.skip(kind)
            continue
        for _ in range(reader.structs()):
            for inner, inner_kind in reader.fields():
                if (inner, inner_kind) != (_COLUMNS, _LIST):
                    reader.skip(inner_kind)
                    continue
                for _ in range(reader.structs()):
                    yield from _described(reader)


def _described(reader: _Compact) -> Iterator[Stretch]:
    for number, kind in reader.fields():
        if (number, kind) != (_DESCRIBED, _STRUCT):
            reader.skip(kind)
            continue
        found: dict[int, int] = {}
        path: list[str] = []
        for inner, inner_kind in reader.fields():
            if (inner, inner_kind) == (_PATH, _LIST):
                path = reader.texts()
            elif inner_kind in (_SHORT, _INT, _LONG):
                found[inner] = reader.integer()
            else:
                reader.skip(inner_kind)
        starts = [found[at] for at in (_FIRST_PAGE, _DICTIONARY_PAGE) if found.get(at, 0) > 0]
        yield Stretch(".".join(path), min(starts, default=0), found.get(_SIZE, 0))


def largest_page(file: BinaryIO, start: int, size: int, most: int) -> int:
    """The largest number of bytes that a page claims to unpack to, of those in one stretch of the file.

    `start` and `size` are of the stretch. Looking ends at the first page above `most`. Raises PageError where no
    page header stands where one should, OSError where the file cannot be read.
    """
    largest, at, end = 0, start, start + size
    while at < end:
        file.seek(at)
        header = file.read(min(_HEADER_BYTES, end - at))
        reader = _Compact(header)
        found: dict[int, int] = {}
        for number, kind in reader.fields():
            if kind in (_SHORT, _INT, _LONG):
                found[number] = reader.integer()
            else:
                reader.skip(kind)
        unpacked, packed = found.get(_UNPACKED, -1), found.get(_PACKED, -1)
        if unpacked < 0 or packed < 0:
            raise PageError("a page header is damaged")
        largest = max(largest, unpacked)
        if largest > most:
            return largest
        at += reader.at + packed
    return largest


class _Compact:
    """Thrift's compact protocol, as far as it is needed to find integers and texts among other things."""

    def __init__(self, data: bytes) -> None:
        self._data, self.at = data, 0

    def fields(self) -> Iterator[tuple[int, int]]:
        """The number and type of each field of a struct; its value must be taken or skipped before the next."""
        number = 0
        while kind_and_step := self._byte():
            step = kind_and_step >> 4
            number = number + step if step else self.integer()
            yield number, kind_and_step & 15

    def integer(self) -> int:
        """An integer of any width."""
        value = self._unsigned()
        return (value >> 1) ^ -(value & 1)

    def structs(self) -> int:
        """How many structs follow in a list; PageError where it is one of anything else."""
        size, kind = self._list()
        if size and kind != _STRUCT:
            raise PageError("the table of contents is damaged")
        return size

    def texts(self) -> list[str]:
        """The texts of a list."""
        size, kind = self._list()
        if size and kind != _BINARY:
            raise PageError("the table of contents is damaged")
        return [self._take(self._unsigned()).decode("utf-8", "replace") for _ in range(size)]

    def skip(self, kind: int, depth: int = 0) -> None:
        """Passes over a value."""
        if depth > _DEEPEST:
            raise PageError("the table of contents or a page header is nested too deep")
        if kind in (_TRUE, _FALSE):
            return  # the value is the type itself
        if kind in (_BYTE, _DOUBLE):
            self._take(1 if kind == _BYTE else 8)
        elif kind in (_SHORT, _INT, _LONG):
            self._unsigned()
        elif kind == _BINARY:
            self._take(self._unsigned())
        elif kind in (_LIST, _SET):
            size, inner = self._list()
            for _ in range(size):
                self.skip(_BYTE if inner in (_TRUE, _FALSE) else inner, depth + 1)  # in lists each takes a byte
        elif kind == _STRUCT:
            for _, inner in self.fields():
                self.skip(inner, depth + 1)
        else:
            raise PageError("the table of contents or a page header is damaged")

    def _list(self) -> tuple[int, int]:
        size_and_kind = self._byte()
        size = size_and_kind >> 4
        return (self._unsigned() if size == 15 else size), size_and_kind & 15

    def _take(self, size: int) -> bytes:
        if size > len(self._data) - self.at:
            raise PageError("the table of contents or a page header does not end")
        self.at += size
        return self._data[self.at - size : self.at]

    def _byte(self) -> int:
        return self._take(1)[0]

    def _unsigned(self) -> int:
        value = shift = 0
        while shift < 70:
            byte = self._byte()
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7
        raise PageError("a number in the table of contents or a page header does not end")
