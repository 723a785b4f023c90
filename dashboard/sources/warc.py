"""Reads WARC archives of the web: each page in them by the HTML reader."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.limits import cap
from dashboard.sources.bounded import BrokenFileError, in_words
from dashboard.sources.clean import excerpt, file_name
from dashboard.sources.fields import RecordError
from dashboard.sources.html import article_of_page
from dashboard.sources.members import members
from dashboard.sources.options import ReadOptions, Record, Warn
from dashboard.sources.pieces import Pieces
from dashboard.sources.response import page_of
from dashboard.types import Rejected

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_BEGINS = b"WARC/"
_LINE_BYTES = 1 << 16
_HEADER_BYTES = 1 << 18
_CHUNK = 1 << 16
_WITH_PAGES = ("response", "resource")
_REVISIT = "revisit"  # a page that was met before, and is not written again


class _Stream:
    """A stream as warcio reads it, but with bounds on what a record's header may take."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._stream = Pieces(pieces)
        self._left = 0

    def begin_record(self) -> bool:
        """Skips blank lines; whether anything follows."""
        stream, self._left = self._stream, _HEADER_BYTES
        while stream.fill():
            stream.take(len(stream.held) - len(stream.held.lstrip(b"\r\n")))
            if stream.held:
                return True
        return False

    def find_record(self) -> bool:
        """Skips all up to a line that begins a record; whether there is one."""
        stream = self._stream
        while stream.fill(len(_BEGINS)):
            self._left = _HEADER_BYTES
            if stream.held.startswith(_BEGINS):
                return True
            stream.take(stream.held.find(b"\n") + 1 or len(stream.held))
        return False

    def readline(self, length: int | None = None) -> bytes:
        """The next line with its end. Raises BrokenFileError where it is too long, or the header is."""
        stream = self._stream
        most = min(_LINE_BYTES, self._left) if length is None else length
        parts: list[bytes] = []
        while most > 0 and stream.fill():
            end = stream.held.find(b"\n", 0, most) + 1
            parts.append(stream.take(end or most))
            most -= len(parts[-1])
            self._left -= len(parts[-1])
            if end:
                break
        else:
            if most <= 0 and length is None:
                raise BrokenFileError("the record's header is too long")
        return b"".join(parts)

    def read(self, length: int) -> bytes:
        """As many bytes, fewer at the end."""
        return self._stream.read(length)

    def tell(self) -> int:
        """How many bytes were read."""
        return self._stream.at


@dataclass(slots=True)
class _Seen:
    """How many records were seen, the address of the last, and what was passed over."""

    number: int = 0
    url: str = ""
    passed: Counter[str] = field(default_factory=Counter)

    def follows(self, stream: _Stream) -> bool:
        """Whether another record begins, or breaks off before anything of it can be read: it counts then too."""
        more = True
        try:
            more = stream.begin_record()
        finally:
            if more:
                self.number, self.url = self.number + 1, ""
        return more


def read(path: Path, options: ReadOptions, warn: Warn) -> Iterator[Record]:
    """The article of each HTML page that was fetched well; `line` counts all records of the archive.

    Requests, other media and answers such as redirects are passed over, with one warning that counts them. A damaged
    record is rejected, and reading goes on behind it.
    """
    logging.getLogger("warcio").setLevel(logging.CRITICAL)  # it reports odd addresses, which we reject or take
    file = file_name(path)
    seen, pages = _Seen(), 0
    for pieces in members(path, _BEGINS):
        stream = _Stream(pieces)
        for record in _of_member(stream, file, seen, options):
            pages += 1
            yield record
    if seen.passed:
        told = ", ".join(f"{count:,} {what}" for what, count in seen.passed.most_common(5))
        warn(f"{file}: passed over what is no page: {told}")
    if not pages:
        yield Rejected(file, 0, "the archive holds no HTML pages")


def _of_member(stream: _Stream, file: str, seen: _Seen, options: ReadOptions) -> Iterator[Record]:
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415  only this reader needs it
    from warcio.recordloader import ArcWarcRecordLoader  # noqa: PLC0415

    loader = ArcWarcRecordLoader()
    try:
        while seen.follows(stream):
            try:
                record = loader.parse_record_stream(stream, known_format="warc", no_record_parse=True)
                yield from _of_record(record, file, seen, options)
            except (ArchiveLoadFailed, EOFError, RecordError) as error:
                reason = (
                    str(error) if isinstance(error, RecordError) else "this is no WARC record; reading goes on behind"
                )
                yield Rejected(file, seen.number, reason, excerpt(seen.url))
                if not isinstance(error, RecordError) and not stream.find_record():
                    return
    except BrokenFileError as error:
        yield Rejected(file, seen.number, str(error), excerpt(seen.url))


def _of_record(record: ArcWarcRecord, file: str, seen: _Seen, options: ReadOptions) -> Iterator[Record]:
    if record.length is None:
        raise EOFError  # where it ends is unknown, so the next has to be looked for
    seen.url = record.rec_headers.get_header("WARC-Target-URI") or ""
    block = record.raw_stream.read(min(record.length, cap("record_bytes"))) if record.rec_type in _WITH_PAGES else b""
    whole = len(block) == record.length or record.rec_type not in _WITH_PAGES
    missing = record.length - len(block)
    while missing > 0 and (skipped := record.raw_stream.read(min(missing, _CHUNK))):
        missing -= len(skipped)
    if missing > 0:
        raise RecordError("the file ends within this record")
    if record.rec_type == _REVISIT:
        seen.passed[_REVISIT] += 1
    if record.rec_type not in _WITH_PAGES:
        return
    if not whole:
        raise RecordError(f"the record is larger than {in_words(cap('record_bytes'))}")
    http = record.rec_type == "response" and seen.url.lower().startswith(("http:", "https:"))
    page = page_of(block, record.rec_headers.get_header("Content-Type") or "", http=http)
    if page.other:
        seen.passed[page.other] += 1
        return
    yield article_of_page(page.markup, seen.url, options, charset=page.charset)
