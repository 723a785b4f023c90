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
    "stream_bytes": Limit(
        16 << 30, "bytes", "a WARC, Parquet or tar file after unpacking, which is read as a stream and never held"
    ),
    "unpacked_times": Limit(
        200, "times", "its packed size that a file unpacks to; text does 3 to 20 times, a bomb 1,000"
    ),
    "unpacked_bytes": Limit(8 << 20, "bytes", "that any file may unpack to, however small it was packed"),
    "archive_depth": Limit(3, "levels", "archives within archives; bombs nest deeper, people do not"),
    "archive_members": Limit(100_000, "files", "in one archive and those within it"),
    "archive_bytes": Limit(16 << 30, "bytes", "all that is unpacked of one archive, one file after the other"),
    "directory_bytes": Limit(32 << 20, "bytes", "a ZIP archive's table of contents, which is held in memory"),
    "member_name_chars": Limit(200, "code points", "a name in an archive as messages show it"),
    "xlsx_part_bytes": Limit(1 << 30, "bytes", "one part of an Excel workbook, such as a sheet, after unpacking"),
    "xlsx_strings_bytes": Limit(256 << 20, "bytes", "an Excel workbook's texts, which are held in memory"),
    "xlsx_cell_bytes": Limit(1 << 20, "bytes", "one cell of an Excel sheet; Excel itself allows 32,767 characters"),
    "parquet_page_bytes": Limit(
        64 << 20, "bytes", "a page of a Parquet file after unpacking, by its own header; writers make them 1 MiB large"
    ),
    "parquet_batch_bytes": Limit(64 << 20, "bytes", "rows of a Parquet file read at once, if each filled a page"),
    "parquet_footer_bytes": Limit(8 << 20, "bytes", "a Parquet file's table of contents, which is held in memory"),
    "record_bytes": Limit(16 << 20, "bytes", "one line or one plain text file; no article is that long"),
    "page_bytes": Limit(10 << 20, "bytes", "one HTML page; articles take a tenth of it at most"),
    "page_elements": Limit(25_000, "elements", "in one HTML page; what finds the article is quadratic in them"),
    "record_lines": Limit(
        50_000, "lines", "one quoted row of a table; the longest articles have some thousand, a quote never closed all"
    ),
    "blank_lines": Limit(100_000, "lines", "in a row that hold nothing; then the rest of a file is left out"),
    "hollow_records": Limit(
        10_000, "records", "in a row that are rejected and hold nothing: a bomb, or a sheet's empty end"
    ),
    "hollow_chars": Limit(16, "code points", "a record that is shorter holds nothing: a date alone takes eight"),
    "json_values": Limit(1_000_000, "values", "in one JSON record; each takes many times its length in memory"),
    "text_chars": Limit(200_000, "code points", "text that is scored of one article; what follows is kept unread"),
    "article_chars": Limit(4_000_000, "code points", "text of one article; more is a book or an attack: rejected"),
    "language_chars": Limit(
        300, "code points", "text by which a language is told, twice at most; more tells no better"
    ),
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
    "batch_articles": Limit(
        512, "articles", "one transaction: half a second in which others wait; with 256 an ingest took a twelfth longer"
    ),
    "batch_chars": Limit(16_000_000, "code points", "texts of one transaction, held in memory until it is stored"),
    "articles_at_once": Limit(
        256, "articles", "scored, or read from a store, at a time: enough to be quick, with little held in memory"
    ),
    "check_log_bytes": Limit(
        256 << 20, "bytes", "that a store's log may grow while one part of its check runs; then the part gives way"
    ),
    "check_rest_seconds": Limit(60, "seconds", "that a check rests when others write much, before it tries again"),
    "check_hours": Limit(24, "hours", "until a store that is served is checked again: disks fail with time too"),
    "piece_bytes": Limit(
        32 << 20, "bytes", "of files given to a worker at once: seconds of work, little to do again if it dies"
    ),
    "piece_files": Limit(2_000, "files", "given to a worker at once: small pages cost more than their bytes"),
    "lake_batch_articles": Limit(10_000, "articles", "one commit to a lake: fewer would make many small files"),
    "lake_batch_bytes": Limit(64 << 20, "bytes", "texts and evidence of one commit to a lake, held until then"),
    "lake_stories_at_once": Limit(
        200_000, "articles", "a lake in which ingest looks for copies itself, a minute or so; beyond, `compact` does"
    ),
    "chart_countries": Limit(12, "countries", "lines in one chart that an eye can still tell apart"),
    "chart_points": Limit(5_000, "points", "marks in one chart"),
    "loess_points": Limit(200, "points", "behind one value of a LOESS curve: daily marks of ten years take a second"),
    "list_articles": Limit(200, "articles", "rows listed below a chart; the count says how many there are"),
    "word_articles": Limit(
        2_000, "articles", "evidence read for the words that pull: a page waits a second at most; the newest count"
    ),
    "words_chars": Limit(300, "characters", "a search for words; longer ones cost more than they find"),
    "note_chars": Limit(200, "characters", "a note on a chart; what is longer cannot be read there"),
    "query_chars": Limit(4_000, "characters", "a page's query string"),
    "request_bytes": Limit(1 << 20, "bytes", "the body of one request to the dashboard"),
    "request_depth": Limit(30, "levels", "lists within lists in one call of a page; pages need a dozen"),
    "kept_bytes": Limit(32 << 20, "bytes", "compressed answers of callbacks that are kept until the store changes"),
    "login_bytes": Limit(16 << 10, "bytes", "the body of one try to sign in"),
    "login_tries": Limit(10, "tries", "wrong passwords from one address before it must wait"),
    "login_minutes": Limit(15, "minutes", "how long a wrong password counts"),
    "login_addresses": Limit(10_000, "addresses", "remembered for wrong passwords; the one longest quiet is forgotten"),
    "password_chars": Limit(1_000, "characters", "a password; longer ones only cost time"),
    "session_hours": Limit(12, "hours", "a working day; then the password is asked for again"),
    "sessions_held": Limit(1_000, "sessions", "signed in at once; the oldest is ended"),
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
    "fetch_redirects": Limit(5, "redirects", "followed from one address; more is a circle or a trap"),
    "fetch_bytes": Limit(10_000_000, "bytes", "one answer of a server after unpacking; no feed or page is that large"),
    "fetch_seconds": Limit(20, "seconds", "one address with its redirects, from the name's look-up to the last byte"),
    "fetch_addresses": Limit(4, "addresses", "of one name that are tried in turn, within the same seconds"),
    "feed_entries": Limit(5_000, "entries", "read of one feed, the first ones; feeds of news carry a hundred"),
    "feed_attributes": Limit(1_000, "attributes", "of one element in a feed; reading it takes time by their square"),
    "feed_tags": Limit(
        12_000, "tags", "read of one feed beyond those of its entries, the first ones; 30,000 can take a second"
    ),
    "feed_entry_tags": Limit(30, "tags", "more for each entry of a feed, which has some twelve elements"),
    "feed_references": Limit(
        200_000, "references", "such as &lt; read of one feed, the first ones; a million take two seconds"
    ),
    "feed_levels": Limit(10_000, "levels", "of elements in a feed; reading it takes time by their square"),
    "feed_minutes_least": Limit(5, "minutes", "between two askings of a feed; more often is no longer polite"),
    "feed_minutes_most": Limit(7 * 24 * 60, "minutes", "between two askings; most feeds have lost entries by then"),
    "feed_backoff_hours": Limit(24, "hours", "the longest pause after failures, and for an answer that stays fresh"),
    "feed_wait_hours": Limit(7 * 24, "hours", "the longest Retry-After that is followed; more is a mistake"),
    "feed_claim_minutes": Limit(30, "minutes", "one asking with its pages; then another process may take over"),
    "feed_pages": Limit(30, "pages", "of articles fetched for one feed at once; the others follow the next time"),
    "feed_page_tries": Limit(3, "tries", "for the page of an article, before its teaser is stored instead"),
    "feed_memory_days": Limit(60, "days", "that an entry no longer in its feed is remembered"),
    "feed_undated_hours": Limit(
        24, "hours", "since the last look: a new entry without a date is of today if no longer"
    ),
    "feed_workers": Limit(4, "hosts", "that are asked at the same time"),
    "feed_nap_seconds": Limit(5, "seconds", "until it is looked anew for feeds that were added meanwhile"),
    "teaser_chars": Limit(1_000, "characters", "a shorter text in a feed is taken for a teaser"),
    "host_pause_seconds": Limit(2, "seconds", "between two requests to one host"),
    "host_pause_most": Limit(30, "seconds", "the longest pause that a robots.txt may ask for"),
    "robots_bytes": Limit(512_000, "bytes", "of a robots.txt; RFC 9309 asks for 500 KiB at least"),
    "robots_hours": Limit(24, "hours", "that a robots.txt is held, as RFC 9309 says"),
    "robots_retry_minutes": Limit(60, "minutes", "before a robots.txt that could not be had is asked for again"),
    "opml_bytes": Limit(16 << 20, "bytes", "a list of feeds in OPML"),
    "word_cache_words": Limit(200_000, "words", "tokens that VADER remembers before it starts anew"),
    "word_cache_chars": Limit(64, "code points", "VADER remembers no longer token: odd text stays out"),
}


def cap(name: str) -> int:
    """The number of the limit called `name`. Raises KeyError for a name that is not in the table."""
    return LIMITS[name].number
