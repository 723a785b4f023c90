"""Makes articles of a feed's new entries, with the whole text from their pages where that is wanted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from dashboard.limits import cap
from dashboard.outlets import SHIPPED, Outlets
from dashboard.sources import ReadOptions
from dashboard.sources.clean import excerpt
from dashboard.sources.exchange import FetchError, StoppedError
from dashboard.sources.feed import Entry, Feed, article_of_entry
from dashboard.sources.fetch import PAGE, Fetcher
from dashboard.sources.fields import RecordError
from dashboard.store import WatchedFeed
from dashboard.store.feeds import SeenEntry
from dashboard.types import Article, Rejected
from dashboard.watch.robots import Robots


@dataclass(slots=True)
class Taken:
    """What one look at a feed gave: records to store, entries to remember, how many became articles for the first time.

    `waiting` says why pages are still to be fetched, empty where none is.
    """

    records: list[Article | Rejected] = field(default_factory=list)
    seen: list[SeenEntry] = field(default_factory=list)
    articles: int = 0
    waiting: str = ""


class _LaterError(Exception):
    """The page cannot be had now. `tried` says that it was asked for, `busy` that no other page should be."""

    def __init__(self, message: str, *, tried: bool = True, busy: bool = False) -> None:
        super().__init__(message)
        self.tried = tried
        self.busy = busy


class Entries:
    """Reads the entries of feeds; pages are fetched where `robots` allows, outlets named by the rows in `outlets`."""

    def __init__(self, fetcher: Fetcher, robots: Robots, outlets: Outlets = SHIPPED) -> None:
        self._fetcher = fetcher
        self._robots = robots
        self._outlets = outlets

    def take(self, feed: WatchedFeed, found: Feed, known: dict[str, SeenEntry], now: datetime) -> Taken:
        """The records of those entries that are new or were changed; `known` are those seen before.

        Raises StoppedError where the program is ending.
        """
        taken = Taken()
        pages = cap("feed_pages") if feed.full_text else 0
        fresh = feed.succeeded is not None and now - feed.succeeded <= timedelta(hours=cap("feed_undated_hours"))
        for entry in {entry.key: entry for entry in found.entries}.values():
            print_ = entry.heading if feed.full_text else entry.fingerprint
            before = known.get(entry.key) or SeenEntry(entry.key, print_, now, now, settled=False, fresh=fresh)
            after = replace(before, fingerprint=print_, last=now, settled=True)
            if before.settled and before.fingerprint == print_:
                taken.seen.append(after)
                continue
            if before.fingerprint != print_:
                after = replace(after, tries=0)
            record: Article | Rejected
            try:
                record = self._article(feed, found, entry, before)
                if feed.full_text and record.url and entry.teaser(cap("teaser_chars")):
                    if not pages:
                        raise _LaterError("the pages of more entries follow the next time", tried=False)
                    pages -= 1
                    record = self._whole(record, last=after.tries + 1 >= cap("feed_page_tries"))
            except _LaterError as error:
                pages = 0 if error.busy else pages
                taken.waiting = taken.waiting or str(error)
                taken.seen.append(replace(after, tries=after.tries + error.tried, settled=False))
                continue
            except RecordError as error:
                # Without a line: entries move down in their feed, and one that is rejected again is the same.
                record = Rejected(feed.address, 0, str(error), excerpt(entry.title or entry.text))
            taken.records.append(record)
            taken.articles += isinstance(record, Article) and not before.settled
            taken.seen.append(after)
        return taken

    def _article(self, feed: WatchedFeed, found: Feed, entry: Entry, before: SeenEntry) -> Article:
        """The article as the feed has it. An entry without a date is of the day on which it was seen to be new."""
        given = replace(entry, source="") if feed.outlet else entry  # the user knows better
        day = before.first.astimezone(UTC).date() if before.fresh else None
        try:
            options = ReadOptions(date=day, source=feed.outlet, outlets=self._outlets)
            return article_of_entry(given, found.title, options)
        except RecordError as error:
            if "--date" not in str(error):
                raise
            reason = "no date in the entry, which may be old: it was there when the feed was first read"
            raise RecordError(reason) from None

    def _whole(self, article: Article, *, last: bool) -> Article:
        """The article with its text from its page; as it is where the page is not for us, or has no more.

        Raises _LaterError for a page that cannot be had now, unless this is the `last` try.
        """
        from dashboard.sources.html import article_of_page  # noqa: PLC0415  slow to import, and seldom wanted

        try:
            answer = self._fetcher.get(article.url, PAGE, before=self._robots.require)
        except StoppedError:
            raise
        except FetchError as error:
            if error.temporary and not last:
                raise _LaterError(f"{article.url}: {error}") from None
            return article
        if (answer.status >= 500 or answer.status == 429) and not last:
            busy = answer.status in (429, 503)
            raise _LaterError(f"{article.url}: the server answered {answer.status}", busy=busy)
        if not 200 <= answer.status < 300:
            return article
        charset = answer.headers.get("content-type", "").lower().partition("charset=")[2].strip("\"' ;")
        try:
            page = article_of_page(answer.body, article.url, ReadOptions(date=article.day), charset=charset)
        except RecordError:
            return article
        if len(page.text) <= len(article.text):
            return article
        return replace(article, text=page.text, language=article.language or page.language)
