"""How the records stand in the columns of the tables, each way."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from dashboard.types import CountryTone, Evidence, Word

_UNIT = 10_000  # tones have four decimals, so as whole ten-thousandths they are exact
_COMPACT = json.JSONEncoder(separators=(",", ":"), allow_nan=False)
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """`text` with lone surrogates, which UTF-8 cannot hold, replaced one for one: offsets stay right."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _LONE_SURROGATES.sub("\ufffd", text)
    return text


def to_units(tone: float) -> int:
    """A tone in ten-thousandths. Raises ValueError or OverflowError for one that is no finite number."""
    return round(tone * _UNIT)


def from_units(units: int) -> float:
    """The tone, to four decimals, of so many ten-thousandths."""
    return units / _UNIT


def day_text(day: date) -> str:
    """A day as the tables hold it, 2024-01-31; of a datetime, the date it shows."""
    return date.isoformat(day)


def read_published(text: str) -> date | datetime:
    """The moment or day of publication as the article had it. Raises ValueError for other text."""
    return date.fromisoformat(text) if len(text) == len("2024-01-31") else datetime.fromisoformat(text)


def evidence_text(tones: Iterable[CountryTone]) -> str:
    """The evidence of an article's tones as compact JSON, countries in their order.

    A sentence is [field, start, end, tone, vader, [[start, end] of mentions], [[start, end, contribution]
    of words]]. Raises ValueError for a number that JSON cannot hold.
    """
    body = {tone.country: [_fields(sentence) for sentence in tone.evidence] for tone in tones}
    return _COMPACT.encode(body)


def read_evidence(text: str, only: str = "") -> dict[str, tuple[Evidence, ...]]:
    """Evidence by country, in the article's order, or of one alone. Raises ValueError for JSON of another make."""
    body: dict[str, list[list[Any]]] = json.loads(text)
    try:
        return {
            country: tuple(map(_sentence, sentences))
            for country, sentences in body.items()
            if not only or country == only
        }
    except (AttributeError, TypeError) as error:
        raise ValueError(f"evidence of another make: {error}") from error


def _fields(evidence: Evidence) -> tuple[Any, ...]:
    words = [(word.start, word.end, word.contribution) for word in evidence.words]
    place = (evidence.field, evidence.start, evidence.end)
    return (*place, evidence.tone, evidence.vader, evidence.mentions, words)


def _sentence(fields: list[Any]) -> Evidence:
    field, start, end, tone, vader, mentions, words = fields
    return Evidence(
        start=start,
        end=end,
        tone=tone,
        vader=vader,
        mentions=tuple((first, last) for first, last in mentions),
        words=tuple(Word(*word) for word in words),
        field=field,
    )
