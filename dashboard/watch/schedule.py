"""When a feed is to be asked again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from dashboard.limits import cap

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_NO_CACHE = re.compile(r"(?:^|[\s,])no-(?:cache|store)\b", re.IGNORECASE)


def after_success(now: datetime, minutes: int, headers: Mapping[str, str]) -> datetime:
    """The feed's interval from now, or as long as the server says that its answer stays fresh: a day at most."""
    return now + max(timedelta(minutes=minutes), min(_fresh(headers), _longest()))


def after_failure(now: datetime, minutes: int, failures: int, headers: Mapping[str, str]) -> datetime:
    """The interval, doubled with each failure in a row, a day at most; not before the moment that the server names.

    `failures` counts this one. A Retry-After beyond the limit `feed_wait_hours` is cut there.
    """
    wait = timedelta(minutes=minutes)
    # Doubled only as far as it matters: 2 to the power of months of failures is no number of minutes.
    wait = min(wait * (1 << min(failures - 1, 20)), max(_longest(), wait))
    return now + max(wait, min(retry_after(now, headers), timedelta(hours=cap("feed_wait_hours"))))


def retry_after(now: datetime, headers: Mapping[str, str]) -> timedelta:
    """How long a server asks to be left alone, in seconds or by a date; zero where it does not say."""
    given = headers.get("retry-after", "").strip()
    if given.isascii() and given.isdigit() and len(given) < 10:
        return timedelta(seconds=int(given))
    try:
        moment = parsedate_to_datetime(given)
    except (ValueError, TypeError, OverflowError):
        return timedelta()
    if moment.utcoffset() is None:
        moment = moment.replace(tzinfo=UTC)
    return max(moment - now, timedelta())


def _fresh(headers: Mapping[str, str]) -> timedelta:
    given = headers.get("cache-control", "")
    found = _MAX_AGE.search(given)
    return timedelta() if found is None or _NO_CACHE.search(given) else timedelta(seconds=int(found[1]))


def _longest() -> timedelta:
    return timedelta(hours=cap("feed_backoff_hours"))
