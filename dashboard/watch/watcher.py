"""Asks feeds when they are due, one after the other on each host, and notes how it went."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from dashboard.ingest import Finding, ingest_articles
from dashboard.limits import cap
from dashboard.sources.addresses import Network
from dashboard.sources.exchange import FetchError, StoppedError
from dashboard.sources.feed import FeedError
from dashboard.sources.fetch import Fetcher, Resolve
from dashboard.store import StoreError, WatchedFeed
from dashboard.store.protocol import Store
from dashboard.types import Report
from dashboard.watch.asking import Asked, NotOkError, ask
from dashboard.watch.clock import Clock
from dashboard.watch.entries import Entries, Taken
from dashboard.watch.hosts import Hosts
from dashboard.watch.robots import Robots
from dashboard.watch.schedule import after_failure, after_success

_LOG = logging.getLogger(__name__)
_NO_FILE = Path("feed")
_BACK_AGAIN = 3  # failures in a row at the place a feed moved to, before the old one is tried

Said = Callable[["Outcome"], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How asking one feed went: the feed as it is now, and what became of its records; None where none were read.

    `waiting` says why pages are still to be fetched, empty where none is.
    """

    feed: WatchedFeed
    report: Report | None = None
    waiting: str = ""


class Watcher:
    """Watches feeds and stores their articles; several, in several processes, may watch one store.

    `wanted` are the addresses of the feeds to watch, which the store must know; None stands for those that are
    followed, whichever they are at the time. `allowed` are networks that may be asked though they are not public.
    `say` is told each outcome. `clock` and `resolve` stand in for the system's in tests.
    """

    def __init__(
        self,
        store: Store,
        wanted: Sequence[str] | None = None,
        *,
        allowed: Sequence[Network] = (),
        finding: Finding | None = None,
        say: Said | None = None,
        clock: Clock | None = None,
        resolve: Resolve | None = None,
    ) -> None:
        self._store = store
        self._wanted = None if wanted is None else frozenset(wanted)
        self._finding = finding or Finding()
        self._say = say or (lambda _: None)
        self._clock = clock or Clock()
        hosts = Hosts(self._clock)
        self._fetcher = Fetcher(allowed, resolve=resolve, turn=hosts.turn)
        robots = Robots(self._fetcher, hosts, self._clock)
        self._entries = Entries(self._fetcher, robots, self._finding.outlets)

    def feeds(self) -> list[WatchedFeed]:
        """The feeds that are watched, as they are now."""
        wanted = self._wanted
        return [
            feed for feed in self._store.feeds.all() if (feed.followed if wanted is None else feed.address in wanted)
        ]

    def once(self) -> list[Outcome]:
        """Asks every feed that is due, several hosts at a time; returns when all are done.

        A feed that fails never stops the others. Raises StoreError where the store cannot be read or written.
        """
        now = self._clock.now()
        hosts: dict[str, list[WatchedFeed]] = {}
        for feed in self.feeds():
            if not feed.gone and (feed.due is None or feed.due <= now):
                hosts.setdefault(urlsplit(feed.moved or feed.address).netloc.lower(), []).append(feed)
        with ThreadPoolExecutor(cap("feed_workers"), thread_name_prefix="watch") as pool:
            try:
                done = list(pool.map(self._host, hosts.values()))
            except (KeyboardInterrupt, SystemExit):
                self.stop()
                raise
        return [outcome for outcomes in done for outcome in outcomes]

    def run(self) -> None:
        """Watches until `stop` is called from another thread. A store that fails for a while is asked again."""
        while not self._clock.stopped:
            try:
                self.once()
                due = [feed.due for feed in self.feeds() if feed.due is not None and not feed.gone]
            except StoreError as error:
                _LOG.warning("%s", error)
                due = []
            nap = cap("feed_nap_seconds")
            left = (min(due) - self._clock.now()).total_seconds() if due else nap
            self._clock.wait(min(max(left, 0.2), nap))

    def stop(self) -> None:
        """Ends the watching: what is being fetched is cut off, what is being stored is stored."""
        self._clock.stop()
        self._fetcher.stop()

    def _host(self, feeds: list[WatchedFeed]) -> list[Outcome]:
        outcomes = []
        for feed in feeds:
            if self._clock.stopped:
                break
            now = self._clock.now()
            if not self._store.feeds.claim(feed.address, now, now + timedelta(minutes=cap("feed_claim_minutes"))):
                continue  # another process was quicker
            try:
                outcome = self._asked(self._store.feeds.load(feed.address) or feed)
            except StoppedError:
                self._store.feeds.save(replace(feed, due=None))
                break
            self._store.feeds.save(outcome.feed)
            self._say(outcome)
            outcomes.append(outcome)
        return outcomes

    def _asked(self, feed: WatchedFeed) -> Outcome:
        """Asks a feed and stores its articles; what goes wrong with it is in the outcome, not raised."""
        feed = replace(feed, asked=self._clock.now())
        try:
            answer = ask(feed, self._fetcher)
            return self._stored(feed, answer)
        except (StoppedError, StoreError):
            raise
        except NotOkError as error:
            return Outcome(self._failed(feed, str(error), error))
        except (FetchError, FeedError) as error:
            return Outcome(self._failed(feed, str(error)))
        except Exception:  # nobody may stop the other feeds
            _LOG.exception("a feed could not be read: %s", feed.address)
            return Outcome(self._failed(feed, "a fault in Worldtone itself; its log has more"))

    def _stored(self, feed: WatchedFeed, answer: Asked) -> Outcome:
        now = self._clock.now()
        taken, report = Taken(), None
        if answer.feed is not None:
            known = self._store.feeds.seen(feed.address, [entry.key for entry in answer.feed.entries])
            taken = self._entries.take(feed, answer.feed, known, now)
            records = ((_NO_FILE, record) for record in taken.records)
            report = ingest_articles(records, self._store, finding=self._finding, counted_as="Feed")
            if feed.country:
                self._store.locate({feed.outlet or answer.feed.title: feed.country})
            since = now - timedelta(days=cap("feed_memory_days"))
            self._store.feeds.remember(feed.address, taken.seen, since=since)
        feed = replace(
            feed,
            title=answer.feed.title if answer.feed else feed.title,
            moved=answer.moved or feed.moved,
            # A feed whose pages are still to be had must come whole the next time.
            etag="" if taken.waiting else answer.headers.get("etag", feed.etag if answer.feed is None else ""),
            modified="" if taken.waiting else _modified(feed, answer),
            succeeded=now,
            due=after_success(self._clock.now(), feed.minutes, answer.headers),
            failures=0,
            error="",
            articles=feed.articles + taken.articles,
        )
        return Outcome(feed, report, taken.waiting)

    def _failed(self, feed: WatchedFeed, words: str, answer: NotOkError | None = None) -> WatchedFeed:
        failures = feed.failures + 1
        return replace(
            feed,
            failures=failures,
            error=words,
            gone=answer is not None and answer.gone,
            due=after_failure(self._clock.now(), feed.minutes, failures, answer.headers if answer else {}),
            moved="" if failures % _BACK_AGAIN == 0 and not (answer and answer.gone) else feed.moved,
        )


def _modified(feed: WatchedFeed, answer: Asked) -> str:
    return answer.headers.get("last-modified", feed.modified if answer.feed is None else "")
