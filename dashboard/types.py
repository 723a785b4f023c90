"""The records that pass from one stage to the next: immutable, and of plain values only."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal, NamedTuple

MentionKind = Literal["name", "demonym", "capital", "city", "state", "leader", "metonym"]
Field = Literal["title", "text"]
Period = Literal["day", "week", "month", "quarter", "year"]
Measure = Literal["tone", "vader"]
Order = Literal["newest", "lowest", "highest"]
Label = Literal[-1, 0, 1]


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as it came in.

    `text` is the body, unchanged: all offsets of mentions and evidence count code points into it (or into
    `title`, where they say so). `published` is an aware datetime or a date; a naive datetime is refused.
    `source` is the outlet's name and `url` its address, both empty where unknown; `language` an ISO 639 code
    or empty.

    Raises TypeError for a `published` that is neither, ValueError for a naive datetime.
    """

    text: str
    published: date | datetime
    title: str = ""
    source: str = ""
    url: str = ""
    language: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.published, date):  # a datetime is a date
            raise TypeError(f"published must be a date or an aware datetime, not {type(self.published).__name__}")
        if isinstance(self.published, datetime) and self.published.utcoffset() is None:
            raise ValueError("published must carry a time zone, or be a plain date")

    @property
    def day(self) -> date:
        """The UTC date of publication: the day every chart counts this article under."""
        if isinstance(self.published, datetime):
            return self.published.astimezone(UTC).date()
        return self.published

    @property
    def identity(self) -> str:
        """What makes it the same article when it comes again.

        Its URL where it has one, else a SHA-256 over source, day and text with white space and Unicode forms
        evened out.
        """
        if self.url:
            return self.url
        evened = " ".join(unicodedata.normalize("NFKC", self.text).split())
        key = "\x1f".join((self.source, self.day.isoformat(), evened))
        return "sha256:" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def fingerprint(self) -> str:
        """SHA-256 over all that is stored of the article: differs when any of it was changed."""
        parts = (self.title, self.text, self.published.isoformat(), self.source, self.language)
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def title_stands_alone(self) -> bool:
        """Whether the title says something that the text does not begin with.

        A title that was taken from the first line or sentence must not be scored twice.
        """
        title = " ".join(self.title.split())
        return bool(title) and not " ".join(self.text[: 2 * len(self.title) + 200].split()).startswith(title)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that could not be used: where it stood, why, and how it began.

    `line` counts from 1 (for JSON arrays and tables: the record's first line where it is known, else its
    number); 0 means the file as a whole.
    """

    file: str
    line: int
    reason: str
    excerpt: str = ""


class Mention(NamedTuple):
    """One place where a text speaks of a country.

    `country` is the ISO 3166-1 alpha-3 code (XKX for Kosovo); `start` and `end` are code points, end excluded;
    `text` is what stands there; `kind` says by what sort of word the country was recognised. A named tuple, where the
    other records are dataclasses: there are so many of them that making them was a sixth of the search.
    """

    country: str
    start: int
    end: int
    text: str
    kind: MentionKind


class Word(NamedTuple):
    """One word that moved a score: its place in the text and its share of the raw score (before squashing).

    A named tuple for the same reason as Mention.
    """

    start: int
    end: int
    contribution: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence that mentions the country: its place, its tone toward the country, and the words that made it.

    `field` says whether the offsets cut from the article's text or its title. `tone` is in [−1, 1]; `vader` is
    plain VADER's compound of the whole sentence. `mentions` are the spans of the country in this sentence.
    """

    start: int
    end: int
    tone: float
    vader: float
    mentions: tuple[tuple[int, int], ...]
    words: tuple[Word, ...]
    field: Field = "text"


@dataclass(frozen=True, slots=True)
class CountryTone:
    """An article's tone toward one country.

    `tone` is the mean over the sentences that mention it, in [−1, 1], to four decimals; `vader` the mean of those
    sentences' plain compounds, kept for comparison; `mentions` and `sentences` are counts; `salient` whether the
    article is to a good part about the country.
    """

    country: str
    tone: float
    vader: float
    mentions: int
    sentences: int
    salient: bool
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoredArticle:
    """An article with its tone toward each country it mentions, most mentioned first.

    `truncated` says that the text was longer than what is read of one article, and only its beginning was scored.
    """

    article: Article
    tones: tuple[CountryTone, ...]
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the records of one ingest: read = stored + unchanged + rejected."""

    read: int = 0
    stored: int = 0
    unchanged: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles count: an empty tuple or None means "all".

    `start` and `end` are days, both included; `salient` keeps only countries that are salient in the article.
    `words` is a search in title and text, as a user types it: words, "phrases", OR, -minus, prefix*; empty for
    none. `together` keeps articles in which one sentence names the country and this other one as well.
    """

    countries: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    sources: tuple[str, ...] = ()
    salient: bool = False
    words: str = ""
    together: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """Sums over the articles of one country and day: n, Σ tone and Σ tone², exact, in 10⁻⁴ and 10⁻⁸ of tone."""

    country: str
    day: date
    n: int
    total: int
    squares: int


@dataclass(frozen=True, slots=True)
class SourceCell:
    """Sums as in Cell, for the articles of one country, outlet and day. `source` is empty where it is unknown."""

    country: str
    source: str
    day: date
    n: int
    total: int
    squares: int


@dataclass(frozen=True, slots=True)
class PairCell:
    """Sums as in Cell of the tone toward `country` in sentences that name `other` as well.

    n counts articles with such sentences (each article's value is the mean over those sentences), `sentences` the
    sentences themselves. (RUS, UKR) and (UKR, RUS) are two cells: the tone toward the first.
    """

    country: str
    other: str
    n: int
    sentences: int
    total: int
    squares: int


@dataclass(frozen=True, slots=True)
class Note:
    """The user's own dated remark on a chart, such as "Grain deal signed". `country` is empty for a note on all."""

    id: int
    day: date
    text: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reader found the tone toward a country to be: of one article, or of one mention of it.

    `start` and `end` cut the mention from the article's text (or its title, where `field` says so); both None for
    the article as a whole. `made` is when, UTC.
    """

    article: int
    country: str
    label: Label
    start: int | None = None
    end: int | None = None
    field: Field = "text"
    made: datetime | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """Work that goes on while pages are left: what, how far, and how it ended.

    `state` is running, done, failed or cancelled; `message` says in words what is or went wrong, else is empty.
    """

    id: int
    title: str
    state: Literal["running", "done", "failed", "cancelled"]
    report: Report
    message: str
    started: datetime
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One mark of a chart: a country's tone in one period.

    `period` is its label (2023-11-10; a week by its Monday; 2023-11; 2023-Q4; 2023) and `start` its first day.
    `articles` is n, `mean` the mean tone in [−1, 1], `low` and `high` the 95% confidence interval of that mean,
    None below n = 5.
    """

    country: str
    period: str
    start: date
    articles: int
    mean: float
    low: float | None
    high: float | None
