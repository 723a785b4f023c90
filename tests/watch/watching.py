"""A clock that waits in no time, a store to watch with, and feeds to serve."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from loopback_server import Server

from dashboard.sources.addresses import network_of
from dashboard.store import Store, WatchedFeed
from dashboard.types import Filters
from dashboard.watch import Clock, Watcher
from dashboard.watch.watcher import Outcome

START = datetime(2024, 3, 4, 6, 0, tzinfo=UTC)
TEXT = "Critics praised Norway for its help, and Iran was condemned once more by all. " * 20


class FakeClock(Clock):
    """Time that passes when somebody waits."""

    def __init__(self) -> None:
        super().__init__()
        self.moment = START
        self.waited: list[float] = []

    def now(self) -> datetime:
        return self.moment

    def wait(self, seconds: float) -> bool:
        self.waited.append(seconds)
        self.moment += timedelta(seconds=seconds)
        return self.stopped

    def go(self, **spans: float) -> None:
        self.moment += timedelta(**spans)


@dataclass
class Watch:
    """A store with feeds, and what is needed to ask them."""

    store: Store
    clock: FakeClock
    server: Server
    options: dict[str, Any] = field(default_factory=dict)
    made: Watcher | None = None

    def follow(self, *addresses: str, **settings: Any) -> None:
        for address in addresses:
            self.store.feeds.say(WatchedFeed(address, followed=True, **settings))

    @property
    def watcher(self) -> Watcher:
        if self.made is None:
            allowed = [network_of("127.0.0.0/8")]
            self.made = Watcher(
                self.store, allowed=allowed, clock=self.clock, resolve=lambda _: ["127.0.0.1"], **self.options
            )
        return self.made

    def ask(self) -> list[Outcome]:
        return self.watcher.once()

    def one(self) -> Outcome:
        (outcome,) = self.ask()
        return outcome

    def feed(self, address: str) -> WatchedFeed:
        found = self.store.feeds.load(address)
        assert found is not None
        return found

    def stored(self) -> list[tuple[str, str]]:
        """Titles and days of what is stored, in the order of titles."""
        articles = self.store.whole(Filters(), limit=1000)
        return sorted((one.article.title, one.article.day.isoformat()) for one in articles)


def item(
    name: str, *, text: str = TEXT, date: str = "Mon, 04 Mar 2024 05:00:00 GMT", link: str = "", guid: str = ""
) -> str:
    dated = f"<pubDate>{date}</pubDate>" if date else ""
    linked = f"<link>{link or f'https://news.example/{name}'}</link>"
    guid = f'<guid isPermaLink="false">{guid}</guid>' if guid else ""
    return f"<item><title>Norway {name}</title>{linked}{guid}{dated}<description>{text}</description></item>"


def rss(*items: str, title: str = "The Daily Example") -> bytes:
    return f'<rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'.encode()
