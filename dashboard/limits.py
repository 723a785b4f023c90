"""Every cap in one table: name, number, unit, reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """A cap: its number, the unit it counts in, and why it is there."""

    number: int
    unit: str
    reason: str


LIMITS: dict[str, Limit] = {
    "file_bytes": Limit(2 << 30, "bytes", "a file after unpacking; a gzip bomb stops here"),
    "record_bytes": Limit(16 << 20, "bytes", "one line or one plain text file; no article is that long"),
    "json_array_bytes": Limit(256 << 20, "bytes", "a JSON array is parsed whole; use JSON Lines above this"),
    "text_chars": Limit(200_000, "code points", "text that is scored of one article; more is a book or an attack"),
    "sentence_chars": Limit(
        2_000, "code points", "longer 'sentences' are tables or text without full stops; cut there"
    ),
    "date_chars": Limit(100, "characters", "a date field; longer ones are prose, and slow to parse"),
    "url_chars": Limit(4_000, "characters", "an article's address; longer ones are dropped"),
    "title_chars": Limit(300, "code points", "a title made of the first sentence; cut there after a word"),
    "excerpt_chars": Limit(160, "code points", "how much of a rejected record is kept"),
    "rejected_kept": Limit(100_000, "records", "rejected records kept in the store; the count goes on"),
    "batch_articles": Limit(256, "articles", "one transaction: small enough to lose little, large enough to be quick"),
    "chart_countries": Limit(12, "countries", "lines in one chart that an eye can still tell apart"),
    "chart_points": Limit(5_000, "points", "marks in one chart"),
    "list_articles": Limit(200, "articles", "rows listed below a chart; the count says how many there are"),
    "query_chars": Limit(4_000, "characters", "a page's query string"),
    "request_bytes": Limit(1 << 20, "bytes", "the body of one request to the dashboard"),
    "word_cache_words": Limit(200_000, "words", "tokens that VADER remembers before it starts anew"),
    "word_cache_chars": Limit(64, "code points", "VADER remembers no longer token: odd text stays out"),
}


def cap(name: str) -> int:
    """The number of the limit called `name`. Raises KeyError for a name that is not in the table."""
    return LIMITS[name].number
