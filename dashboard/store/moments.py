"""Moments as the tables hold them: UTC, always with microseconds, so that the order of the text is that of time."""

from __future__ import annotations

from datetime import UTC, datetime


def moment_text(moment: datetime) -> str:
    """A moment in the tables' form. Raises ValueError for one without a time zone."""
    if moment.utcoffset() is None:
        raise ValueError(f"a moment must carry a time zone, unlike {moment.isoformat()}")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def now() -> str:
    """This moment, in the tables' form."""
    return moment_text(datetime.now(UTC))


def read_moment(text: str) -> datetime:
    """The moment of such a text."""
    return datetime.fromisoformat(text)
