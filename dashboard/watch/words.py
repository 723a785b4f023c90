"""How feeds are doing, in words."""

from __future__ import annotations

from datetime import UTC, datetime

from dashboard.store import WatchedFeed
from dashboard.watch.watcher import Outcome


def moment_in_words(moment: datetime) -> str:
    """A moment as "4 March 2024, 06:05 UTC"."""
    moment = moment.astimezone(UTC)
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def last_success(feed: WatchedFeed) -> str:
    """When a feed was last read."""
    if feed.succeeded is None:
        return "not yet read"
    return moment_in_words(feed.succeeded)


def trouble(feed: WatchedFeed) -> str:
    """What is wrong with a feed, as a sentence; "" where nothing is."""
    if feed.gone:
        return f"It has ended: {feed.error}. It is not asked again."
    if not feed.error:
        return ""
    times = "" if feed.failures < 2 else f", {feed.failures:,} times in a row"
    return f"{feed.error[:1].upper()}{feed.error[1:]}{times}."


def next_time(feed: WatchedFeed) -> str:
    """When it is asked next."""
    if feed.gone:
        return "never"
    return "now" if feed.due is None else moment_in_words(feed.due)


def outcome_in_words(outcome: Outcome) -> str:
    """One line on how asking a feed went."""
    feed, report = outcome.feed, outcome.report
    if feed.error:
        return f"{feed.name}: {feed.error}; " + ("not asked again" if feed.gone else f"next {next_time(feed)}")
    if report is None or not report.read:
        told = "nothing new"
    else:
        told = f"{report.stored} stored, {report.unchanged} unchanged, {report.rejected} rejected"
    told += f"; pages are missing ({outcome.waiting})" if outcome.waiting else ""
    return f"{feed.name}: {told}; next {next_time(feed)}"
