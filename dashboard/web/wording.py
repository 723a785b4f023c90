"""Spans, counts and measures as one says them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dashboard.series import period_end, period_start
from dashboard.types import Measure, Period

_ORDINALS = ("first", "second", "third", "fourth")
_WHOLE: dict[Period, Callable[[date], str]] = {
    "month": lambda day: f"{day:%B %Y}",
    "quarter": lambda day: f"{_ORDINALS[day.month // 3]} quarter of {day.year}",
    "year": lambda day: str(day.year),
}


def day_in_words(day: date) -> str:
    """A day as "4 March 2024"."""
    return f"{day.day} {day:%B %Y}"


def span_in_words(first: date, last: date) -> str:
    """Two days as one reads them: "November 2023" for a whole month, "2023", "4 March 2024 to 10 March 2024"."""
    if first == last:
        return day_in_words(first)
    for by, in_words in _WHOLE.items():
        if period_start(first, by) == first and period_end(first, by) == last:
            return in_words(first)
    return f"{day_in_words(first)} to {day_in_words(last)}"


def within(first: date, last: date) -> str:
    """When something was: "on 4 March 2024", "in the fourth quarter of 2023", "from 1 May 2023 to 9 May 2023"."""
    words = span_in_words(first, last)
    if first == last:
        return f"on {words}"
    if " to " in words:
        return f"from {words}"
    return f"in the {words}" if "quarter" in words else f"in {words}"


def length_in_words(first: date, last: date) -> str:
    """How long a span is: "three months" where it is whole months, else "92 days"."""
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    if period_start(first, "month") == first and period_end(last, "month") == last:
        if months % 12 == 0:
            return "year" if months == 12 else f"{_number(months // 12)} years"
        return "month" if months == 1 else f"{_number(months)} months"
    days = (last - first).days + 1
    return "day" if days == 1 else f"{days:,} days"


def counted(n: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 article", "1,200 articles"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def articles_and_stories(articles: int, stories: int) -> str:
    """How many articles, and how many stories they tell where there are copies: "142 articles, 97 stories"."""
    told = counted(articles, "article")
    return f"{told}, {counted(stories, 'story', 'stories')}" if 0 < stories < articles else told


def measure_in_words(measure: Measure) -> str:
    """What the numbers are called."""
    return "Tone toward the country" if measure == "tone" else "Plain VADER of the sentences"


def _number(n: int) -> str:
    words = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    return words[n] if n < len(words) else str(n)
