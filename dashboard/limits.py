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
    "text_chars": Limit(200_000, "code points", "text that is scored of one article; what follows is kept unread"),
    "article_chars": Limit(4_000_000, "code points", "text of one article; more is a book or an attack: rejected"),
    "sentence_chars": Limit(
        2_000, "code points", "longer 'sentences' are tables or text without full stops; cut there"
    ),
    "date_chars": Limit(100, "characters", "a date field; longer ones are prose, and slow to parse"),
    "url_chars": Limit(4_000, "characters", "an article's address; longer ones are dropped"),
    "title_chars": Limit(300, "code points", "a title made of the first sentence; cut there after a word"),
    "excerpt_chars": Limit(160, "code points", "how much of a rejected record is kept"),
    "rejected_kept": Limit(100_000, "records", "rejected records kept in the store; the count goes on"),
    "story_chars": Limit(50_000, "code points", "text by which an article's near-copies are known; its beginning"),
    "story_keys": Limit(20, "articles", "looked at for one key of an article: a paywall's text is shared by many"),
    "story_candidates": Limit(
        16, "articles", "held against a new article word by word: those with most keys in common"
    ),
    "copies_listed": Limit(50, "articles", "other copies listed beside an article; the count says how many there are"),
    "batch_articles": Limit(256, "articles", "one transaction: small enough to lose little, large enough to be quick"),
    "chart_countries": Limit(12, "countries", "lines in one chart that an eye can still tell apart"),
    "chart_points": Limit(5_000, "points", "marks in one chart"),
    "list_articles": Limit(200, "articles", "rows listed below a chart; the count says how many there are"),
    "word_articles": Limit(
        2_000, "articles", "evidence read for the words that pull: a page waits a second at most; the newest count"
    ),
    "words_chars": Limit(300, "characters", "a search for words; longer ones cost more than they find"),
    "note_chars": Limit(200, "characters", "a note on a chart; what is longer cannot be read there"),
    "query_chars": Limit(4_000, "characters", "a page's query string"),
    "request_bytes": Limit(1 << 20, "bytes", "the body of one request to the dashboard"),
    "upload_bytes": Limit(
        256 << 20, "bytes", "one file added in the browser; it is copied before it is read. Larger: worldtone ingest"
    ),
    "upload_total_bytes": Limit(1 << 30, "bytes", "all files added at once: they lie on the disk until stored"),
    "upload_files": Limit(500, "files", "files added at once; a folder of more goes in with worldtone ingest"),
    "upload_name_chars": Limit(120, "characters", "a file's name as it is shown; no honest one is longer"),
    "uploads_held": Limit(8, "windows", "windows whose files wait to be stored; the one left longest is forgotten"),
    "uploads_hours": Limit(24, "hours", "after this, files left by a server that was killed are removed"),
    "preview_articles": Limit(20, "articles", "scored and shown before storing: enough to see if all is well"),
    "preview_records": Limit(50_000, "records", "read and counted before storing: a second or two of waiting"),
    "preview_rejected": Limit(50, "records", "rejected records listed before storing, and after"),
    "jobs_listed": Limit(10, "jobs", "the last ones shown on the page"),
    "word_cache_words": Limit(200_000, "words", "tokens that VADER remembers before it starts anew"),
    "word_cache_chars": Limit(64, "code points", "VADER remembers no longer token: odd text stays out"),
}


def cap(name: str) -> int:
    """The number of the limit called `name`. Raises KeyError for a name that is not in the table."""
    return LIMITS[name].number
