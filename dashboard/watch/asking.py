"""Asks for a feed once, and says what came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from dashboard.sources.addresses import Network
from dashboard.sources.exchange import FetchError
from dashboard.sources.feed import Feed, FeedError, parse
from dashboard.sources.fetch import FEED, Answer, Fetcher
from dashboard.store import WatchedFeed


@dataclass(frozen=True, slots=True)
class Asked:
    """What a server said of a feed: the feed, None where it is unchanged; where it moved for good, "" if it did not."""

    feed: Feed | None
    headers: Mapping[str, str]
    moved: str = ""


@dataclass(frozen=True, slots=True)
class FeedFile:
    """A feed as it came: its bytes, the suffix of a file that holds such, its title, how many entries it has."""

    data: bytes
    suffix: str
    title: str
    entries: int


class NotOkError(Exception):
    """A status that is no success. `gone` says that the feed has ended for good."""

    def __init__(self, status: int, headers: Mapping[str, str]) -> None:
        super().__init__(f"the server answered {status}{_phrase(status)}")
        self.headers = headers
        self.gone = status == HTTPStatus.GONE


def ask(feed: WatchedFeed, fetcher: Fetcher) -> Asked:
    """Asks for a feed, where it was not changed for nothing but that. Raises FetchError, NotOkError, FeedError."""
    headers = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
    answer = fetcher.get(feed.moved or feed.address, FEED, {name: value for name, value in headers.items() if value})
    if answer.status == HTTPStatus.NOT_MODIFIED and (feed.etag or feed.modified):
        return Asked(None, answer.headers, answer.moved)
    return Asked(_read(answer), answer.headers, answer.moved)


def ask_once(address: str, allowed: tuple[Network, ...] = ()) -> FeedFile:
    """The feed at an address, to be looked at before anything is stored. Raises FetchError or FeedError, in words."""
    answer = Fetcher(allowed).get(address.strip(), FEED)
    try:
        feed = _read(answer)
    except NotOkError as error:
        raise FetchError(str(error)) from None
    suffix = ".json" if answer.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" else ".xml"
    return FeedFile(answer.body, suffix, feed.title, len(feed.entries))


def _read(answer: Answer) -> Feed:
    if not 200 <= answer.status < 300:
        raise NotOkError(answer.status, answer.headers)
    if not answer.body:
        raise FeedError("the server sent nothing")
    return parse(answer.body, url=answer.url, content_type=answer.headers.get("content-type", ""))


def _phrase(status: int) -> str:
    try:
        return f" ({HTTPStatus(status).phrase})"
    except ValueError:
        return ""
