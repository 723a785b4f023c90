"""Takes the page out of an HTTP response as archives keep it."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from typing import Any

from dashboard.limits import cap
from dashboard.sources.bounded import in_words
from dashboard.sources.fields import RecordError

_HEADER_BYTES = 1 << 18
_HTML = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Page:
    """A page's bytes with the charset that its header named; or in `other`, what the record is instead."""

    markup: bytes = b""
    charset: str = ""
    other: str = ""


def page_of(block: bytes, media_type: str, *, http: bool) -> Page:
    """The HTML page in a record's block.

    `http` says that the block is a response with its header; else `media_type` says what the block is. Raises
    RecordError where it cannot be unpacked.
    """
    if not http:
        return _html(block, media_type, {})
    from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException  # noqa: PLC0415

    ends = [end for mark in (b"\r\n\r\n", b"\n\n") if (end := block.find(mark, 0, _HEADER_BYTES)) >= 0]
    if not ends:
        raise RecordError("the HTTP header does not end")
    stream = io.BytesIO(block)
    try:
        headers = StatusAndHeadersParser(["HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/3"]).parse(stream)
    except (StatusAndHeadersParserException, EOFError):
        raise RecordError("the record holds no HTTP response") from None
    status = headers.get_statuscode()
    if status != "200":
        return Page(other=f"answers {status[:3]}" if status[:3].isdigit() else "answers without a status")
    named = {name.lower(): value for name, value in reversed(headers.headers)}
    return _html(stream.read(), named.get("content-type", ""), named)


def _html(body: bytes, media_type: str, headers: dict[str, str]) -> Page:
    message = Message()
    message["Content-Type"] = " ".join(media_type.split())[:300] or "text/html"
    kind = message.get_content_type()
    if kind not in _HTML:
        return Page(other=kind[:60])
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _dechunked(body)
    for packing in reversed([word.strip().lower() for word in headers.get("content-encoding", "").split(",")]):
        body = _unpacked(body, packing)
    return Page(body, str(message.get_param("charset") or ""))


def _dechunked(body: bytes) -> bytes:
    from warcio.bufferedreaders import ChunkedDataReader  # noqa: PLC0415

    # It takes what is not chunked as it is: archives often keep the header of what they have put together.
    return bytes(ChunkedDataReader(io.BytesIO(body)).read())


def _unpacked(body: bytes, packing: str) -> bytes:
    if packing in ("", "identity"):
        return body
    if packing == "br":
        return _unbrotlied(body)
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise RecordError(f"the page is packed by {packing[:20]!r}, which is not read")
    if packing != "deflate" and not body.startswith(b"\x1f\x8b"):
        return body  # unpacked by the archive, which kept the header
    attempts: list[Callable[[], Any]] = [lambda: zlib.decompressobj(47), lambda: zlib.decompressobj(-15)]
    for attempt in attempts if packing == "deflate" else attempts[:1]:
        unpacker = attempt()
        try:
            data: bytes = unpacker.decompress(body, cap("page_bytes") + 1)
        except zlib.error:
            continue
        if len(data) > cap("page_bytes"):
            raise RecordError(f"the page is larger than {in_words(cap('page_bytes'))}")
        if not unpacker.eof:
            raise RecordError("the page's packed data ends too early")
        return data
    raise RecordError("the page's packed data is damaged")


def _unbrotlied(body: bytes) -> bytes:
    import brotli  # noqa: PLC0415  as the other parts of archives

    most = cap("page_bytes")
    unpacker = brotli.Decompressor()
    try:
        data: bytes = unpacker.process(body, output_buffer_limit=most + 1)
    except brotli.error:
        if body.lstrip()[:1] == b"<":
            return body  # unpacked by the archive, which kept the header
        raise RecordError("the page's packed data is damaged") from None
    if len(data) > most:
        raise RecordError(f"the page is larger than {in_words(most)}")
    if not unpacker.is_finished():
        raise RecordError("the page's packed data ends too early")
    return data
