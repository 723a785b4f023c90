"""Parses the JSON values of a file one by one, with only the part of its text in memory that is being parsed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from dashboard.limits import cap
from dashboard.sources.bounded import BrokenFileError, in_words
from dashboard.sources.encoding import Decoder
from dashboard.sources.fields import RecordError

_WINDOW = 1 << 20  # bytes read at a time
_LITERAL = 10  # the longest sign of JSON that may be cut in two: \u1234, -Infinity
_SPACE = re.compile(r"[ \t\n\r]*")
_SEPARATORS = ",[{"


class Window:
    """The text of a file from the value that comes next; more of it is read as it is needed.

    `broken` says why the bytes broke off, where they did and that place was reached.
    """

    def __init__(self, pieces: Iterator[bytes], decoder: Decoder) -> None:
        self._pieces, self._decoder = pieces, decoder
        self._text, self._at, self._counted, self._line = "", 0, 0, 1
        self._rest = b""
        self._ended = self._looked = False
        self._parser = json.JSONDecoder(parse_constant=self._note)
        self.broken = ""
        self.constants: list[str] = []  # NaN and Infinity in the last value: Python takes them, though JSON has none

    @property
    def line(self) -> int:
        """The number of the line that comes next, from 1."""
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def line_of(self, error: Exception) -> int:
        """The line in which JSON could not be parsed on; of other errors, that of the value."""
        pos = error.pos if isinstance(error, json.JSONDecodeError) else self._at
        return self.line + self._text.count("\n", self._at, pos)

    def sign(self) -> str:
        """The next sign that is no white space; empty at the end."""
        while True:
            found = _SPACE.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def step(self) -> None:
        """Passes over that sign."""
        self._at += 1

    def shown(self) -> str:
        """How what comes next begins."""
        most = 4 * cap("excerpt_chars")
        if len(self._text) - self._at < most:
            self._more()
        return self._text[self._at : self._at + most]

    def value(self) -> tuple[object, int]:
        """The next value, which is passed over, and its length in signs.

        Raises ValueError or RecursionError where none can be had, RecordError for one that is larger than a record may
        be, or holds more values.
        """
        while True:
            held = len(self._text) - self._at
            if held > cap("record_bytes") + _WINDOW:
                raise RecordError(f"the record is larger than {in_words(cap('record_bytes'))}")
            if not self._looked:  # what is left of a text that is no crowd is none either
                check_crowd(self._text, self._at)
                self._looked = True
            self.constants.clear()
            try:
                value, end = self._parser.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                cut = error.pos > len(self._text) - _LITERAL or error.msg.startswith("Unterminated string")
                if cut and self._more():
                    continue
                raise
            # A number that the window ends with may go on behind it.
            if end == len(self._text) and self._more():
                continue
            size, self._at = end - self._at, end
            return value, size

    def _more(self) -> bool:
        """Reads on, about as much again as is held; whether there was more."""
        if self._ended:
            return False
        wanted = max(_WINDOW, min(len(self._text) - self._at, cap("record_bytes")))
        data = bytearray(self._rest)
        try:
            while len(data) < wanted:
                data += next(self._pieces)
        except StopIteration:
            self._ended = True
        except BrokenFileError as error:
            self._ended, self.broken = True, str(error)
        self._rest = b""
        if not self._ended:
            data, self._rest = _parted(data)
        more = self._decoder.text(bytes(data))
        self._line = self.line
        self._text, self._at, self._counted = self._text[self._at :] + more, 0, 0
        self._looked = False
        return bool(more) or not self._ended

    def _note(self, constant: str) -> None:
        self.constants.append(constant)


def _parted(data: bytearray) -> tuple[bytearray, bytes]:
    """The bytes before and from where a sign of several bytes may have been cut in two at the end."""
    for back in range(1, min(4, len(data)) + 1):
        if data[-back] < 0x80:
            break
        if data[-back] >= 0xC0:  # the first byte of such a sign
            return data[:-back], bytes(data[-back:])
    return data, b""


def check_crowd(text: str, start: int = 0) -> None:
    """Raises RecordError for a text of so many values that they would fill the memory."""
    most = cap("json_values")
    if len(text) - start > most and sum(text.count(sign, start) for sign in _SEPARATORS) > most:
        raise RecordError(f"the record holds more than {most:,} values")
