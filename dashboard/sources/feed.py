"""Reads feeds: RSS 0.9 to 2.0, RDF, Atom, JSON Feed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from dashboard.languages import language_of_site
from dashboard.limits import cap
from dashboard.outlets import outlet_country, outlet_name
from dashboard.sources.bounded import whole
from dashboard.sources.clean import excerpt, file_name, web_address
from dashboard.sources.dates import DateError, parse_date
from dashboard.sources.fields import RecordError, article_of
from dashboard.sources.options import ReadOptions, Record, Warn
from dashboard.types import Article, Rejected

_HEAD = 4096
# What feeds add to addresses to see who came from where; the article is the same without.
_TRACKING = re.compile(r"utm_\w+|at_(?:medium|campaign)|ns_\w+|fbclid", re.IGNORECASE)
_DAY = re.compile(r"(?:[A-Z][a-z]{2},?\s+)?(\d{1,2}\s+[A-Z][a-z]{2}\w*\.?\s+\d{4})\s", re.ASCII)
_CUT_OFF = re.compile(
    r"(?:…|\.\.\.|\[\s*(?:…|\.\.\.)\s*\]|\b(?:read more|continue reading|read the (?:full|rest|whole)[\w ]{0,30}))\W*$",
    re.IGNORECASE,
)


class FeedError(ValueError):
    """Bytes that are no feed; the message says why in plain words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed, its HTML made text.

    `key`, a digest, tells it from the feed's others, whatever is edited in it. `published` is the date as the feed
    writes it, "" where there is none; `source` the outlet that the entry itself names.
    """

    key: str
    title: str
    text: str
    url: str
    published: str
    language: str = ""
    source: str = ""

    @property
    def fingerprint(self) -> str:
        """Differs when any of what is read of the entry was changed."""
        return _digest("\x1f".join((self.title, self.url, self.published, self.language, self.source, self.text)))

    @property
    def heading(self) -> str:
        """Differs when title or address were changed: enough where the text is had from the page."""
        return _digest(f"{self.title}\x1f{self.url}")

    def teaser(self, most: int) -> bool:
        """Whether this is only the beginning of an article: shorter than `most` characters, or cut off at its end."""
        return len(self.text) < most or bool(_CUT_OFF.search(self.text[-60:]))


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed holds: its own title, the address of its site, its entries in their order, a warning or ""."""

    title: str
    link: str
    entries: tuple[Entry, ...]
    warning: str = ""


def parse(data: bytes, *, url: str = "", content_type: str = "") -> Feed:
    """The feed in these bytes. Raises FeedError where they are none.

    `url` is where it came from, for relative links; `content_type` what the server called it. Nothing else is
    fetched or opened, whatever the feed refers to.
    """
    from dashboard.sources import feed_json, feed_xml  # noqa: PLC0415  feedparser is slow to import

    start = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if not start:
        raise FeedError("it is empty")
    return feed_json.parse(data, url) if start[:1] == b"{" else feed_xml.parse(data, url, content_type)


def read(path: Path, options: ReadOptions, warn: Warn) -> Iterator[Record]:
    """One article for each entry; a Rejected's line is the entry's number."""
    file = file_name(path)
    data, fault = whole(path, "fetch_bytes")
    if fault:
        yield Rejected(file, 0, fault)
        return
    try:
        feed = parse(data)
    except FeedError as error:
        yield Rejected(file, 0, str(error), excerpt(data[:640].decode("utf-8", "replace")))
        return
    if feed.warning:
        warn(f"{file}: {feed.warning}")
    for number, entry in enumerate(feed.entries, 1):
        try:
            yield article_of_entry(entry, feed.title, options)
        except RecordError as error:
            yield Rejected(file, number, str(error), excerpt(entry.title or entry.text))


def article_of_entry(entry: Entry, title: str, options: ReadOptions) -> Article:
    """The article of an entry as the feed has it; `title` is the feed's.

    Its outlet is the one that the entry names, else that of the options, else the one that the tables know by the
    address, else the feed's title: many feeds call themselves "World news". Raises RecordError where it has no date, or
    neither title nor text.
    """
    known = outlet_name(entry.url, options.outlets) if outlet_country("", entry.url, options.outlets) else ""
    values: dict[str, object] = {
        "title": entry.title,
        "text": entry.text,
        "date": date_of(entry.published, day_first=options.day_first),
        "source": entry.source or options.source or known or title,
        "url": entry.url,
        "language": language_of_site(entry.language, entry.text, entry.title),
    }
    return article_of(values, options)


def date_of(written: str, *, day_first: bool | None = None) -> object:
    """The date to be read: as it is written, or only its day where the zone of its time cannot be known.

    Feeds write zones such as IST that mean several; the day beside it is the outlet's own.
    """
    try:
        return parse_date(written, day_first=day_first)
    except DateError:
        day = _DAY.match(written)
        return day[1] if day else written


def too_many(entries: int) -> str:
    """The warning that a feed has more entries than are read; "" where it has not."""
    return (
        f"holds more than {cap('feed_entries'):,} entries; the rest is left out"
        if entries > cap("feed_entries")
        else ""
    )


def entry_of(values: Mapping[str, str], *, base: str, markup: bool = True) -> Entry:
    """An entry of the strings that a feed gives: id, title, text, url, published, language, source.

    `base` is the address that relative links start from; `markup` says whether title and text may be HTML.
    """
    from dashboard.sources.fragment import line_of, text_of  # noqa: PLC0415  lxml is slow to import

    title = line_of(values.get("title", "")) if markup else " ".join(values.get("title", "").split())
    text = text_of(values.get("text", "")) if markup else values.get("text", "").strip()
    url = _plain_address(urljoin_safely(base, values.get("url", "").strip()))
    key = values.get("id", "").strip() or url or f"{title}\x1f{text}"
    return Entry(
        key=_digest(key),
        title=title,
        text=text,
        url=url,
        published=values.get("published", "").strip(),
        language=values.get("language", "").strip(),
        source=" ".join(values.get("source", "").split()),
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def urljoin_safely(base: str, place: str) -> str:
    """The absolute address of a link; the link as it is where it cannot be read."""
    try:
        return urljoin(base, place) if place else ""
    except ValueError:
        return place


def _plain_address(url: str) -> str:
    """The address without what only counts visitors; "" where it is none."""
    url = web_address(url)
    try:
        parts = urlsplit(url)
        pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return url
    kept = [pair for pair in pairs if not _TRACKING.fullmatch(pair[0])]
    return url if len(kept) == len(pairs) else urlunsplit(parts._replace(query=urlencode(kept)))
