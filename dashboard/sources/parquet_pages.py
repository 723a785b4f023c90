"""Reads what the pages of a Parquet file claim to unpack to, before anything is unpacked."""

from __future__ import annotations

from typing import BinaryIO

_HEADER_BYTES = 1 << 16  # a page header with its statistics; longer ones are read in vain
_DEEPEST = 8
# Thrift's compact protocol: the types of values, https://github.com/apache/thrift/blob/master/doc/specs
_TRUE, _FALSE, _BYTE, _SHORT, _INT, _LONG, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = range(1, 13)
_UNPACKED, _PACKED = 2, 3  # fields of a PageHeader


class PageError(ValueError):
    """A page header that cannot be understood."""


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
        fields = reader.integers()
        unpacked, packed = fields.get(_UNPACKED, -1), fields.get(_PACKED, -1)
        if unpacked < 0 or packed < 0:
            raise PageError("a page header is damaged")
        largest = max(largest, unpacked)
        if largest > most:
            return largest
        at += reader.at + packed
    return largest


class _Compact:
    """Thrift's compact protocol, as far as the integers at the top of a struct need it."""

    def __init__(self, data: bytes) -> None:
        self._data, self.at = data, 0

    def integers(self) -> dict[int, int]:
        """The fields of a struct that are integers; all others are passed over."""
        found: dict[int, int] = {}
        number = 0
        while kind_and_step := self._byte():
            kind, step = kind_and_step & 15, kind_and_step >> 4
            number = number + step if step else self._signed()
            if kind in (_SHORT, _INT, _LONG):
                found[number] = self._signed()
            else:
                self._pass(kind, 0)
        return found

    def _pass(self, kind: int, depth: int) -> None:
        if depth > _DEEPEST:
            raise PageError("a page header is nested too deep")
        if kind in (_TRUE, _FALSE):
            return  # the value is the type itself
        if kind == _BYTE:
            self.at += 1
        elif kind in (_SHORT, _INT, _LONG):
            self._unsigned()
        elif kind == _DOUBLE:
            self.at += 8
        elif kind == _BINARY:
            size = self._unsigned()  # moves on itself
            self.at += size
        elif kind in (_LIST, _SET):
            self._pass_list(depth)
        elif kind == _STRUCT:
            while kind_and_step := self._byte():
                if not kind_and_step >> 4:
                    self._signed()
                self._pass(kind_and_step & 15, depth + 1)
        else:
            raise PageError("a page header holds what none has")

    def _pass_list(self, depth: int) -> None:
        size_and_kind = self._byte()
        size, kind = size_and_kind >> 4, size_and_kind & 15
        for _ in range(self._unsigned() if size == 15 else size):
            if kind in (_TRUE, _FALSE):
                self._byte()  # in lists each takes a byte
            else:
                self._pass(kind, depth + 1)

    def _byte(self) -> int:
        if self.at >= len(self._data):
            raise PageError("a page header does not end")
        self.at += 1
        return self._data[self.at - 1]

    def _unsigned(self) -> int:
        value = shift = 0
        while shift < 70:
            byte = self._byte()
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7
        raise PageError("a number in a page header does not end")

    def _signed(self) -> int:
        value = self._unsigned()
        return (value >> 1) ^ -(value & 1)
