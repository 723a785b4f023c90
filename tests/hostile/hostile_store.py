"""A store in which every hostile string stands in every place that holds text."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hostile_strings import STRINGS

from dashboard import Article, open_store, score_article
from dashboard.store.feeds import WatchedFeed
from dashboard.types import Rejected, Report

_LAST = datetime(2024, 12, 20, 12, tzinfo=UTC)


def _article(text: str, days: int, address: str, language: str = "") -> Article:
    """An article on Peru and Chile whose title, text, outlet and address are hostile."""
    story = f"Peru won praise from Chile. {text} Critics condemned Peru: {text}. Chile thanked Peru. "
    title = f"{text} Peru {days}"
    return Article(story, _LAST - timedelta(days=days), title, text, address, language)


def fill(path: Path, strings: Sequence[str] = STRINGS) -> None:
    """Makes a store at `path`: for each string several articles of an outlet of that name, and all else once."""
    with open_store(path) as store:
        # Written as they are, past the readers, which would drop some: what is stored must be harmless by itself.
        articles = [
            _article(text, 10 * number + again, f"https://news.example/{number}/{again}?{text}")
            for number, text in enumerate(strings)
            for again in range(3)
        ]
        articles += [_article(text, number, text, language=text) for number, text in enumerate(strings)]
        rejected = [Rejected(text, number, text, text) for number, text in enumerate(strings)]
        store.write([score_article(one) for one in articles], rejected, "e1")
        for number, text in enumerate(strings):
            store.note((_LAST - timedelta(days=10 * number)).date(), text[:200], "PER" if number % 2 else "")
        for text in strings:
            job = store.start_job(text)
            store.job_progress(job, Report(read=3, stored=2, rejected=1))
            store.end_job(job, "failed", text)
        far = _LAST + timedelta(days=365 * 50)
        for number, text in enumerate(strings):
            feed = WatchedFeed(f"https://news.example/{number}/{text}", text if number % 2 else "", title=text)
            store.feeds.say(feed)
            store.feeds.save(replace(feed, error=text, failures=1, due=far))
