"""What a store must answer: the seam between the pipeline, the charts and whichever database lies beneath."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol, Self

from dashboard.store.feeds import FeedBook
from dashboard.store.ready import Ready
from dashboard.types import (
    Article,
    Cell,
    CountryTone,
    Filters,
    Job,
    Judgement,
    Measure,
    Note,
    Order,
    PairCell,
    Rejected,
    Report,
    ScoredArticle,
    SourceCell,
    TwinCell,
)


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as it lies in the store, with its number there and the engine that scored it.

    `unscored` is that of `ScoredArticle`.
    """

    id: int
    article: Article
    engine: str
    tones: tuple[CountryTone, ...]
    unscored: str = ""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One line of a list of articles: enough to show and open it. `tone` and `vader` are toward `country`.

    `story` is the number of the story whose copies it is one of, 0 where it is no copy; `first` whether it is the
    first.
    """

    id: int
    title: str
    source: str
    day: date
    country: str
    tone: float
    vader: float
    mentions: int
    salient: bool
    story: int = 0
    first: bool = True


@dataclass(frozen=True, slots=True)
class CopyRow:
    """Another copy of an article's story: where and when it was published, and whether it was the story's first.

    `shared` is the share of the shorter text's word pairs that both have, in [0, 1].
    """

    id: int
    title: str
    source: str
    url: str
    day: date
    first: bool
    shared: float


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """What lies in a store.

    `sources` counts the outlets that have a name; `engines` counts articles by the engine stamp that scored them;
    `unscored` counts those that were not scored, by the reason. `stories` are the articles without the later copies of
    each story, `unsearched` those that were not yet held against the others for copies.
    """

    path: str
    schema_version: int
    articles: int
    countries: int
    sources: int
    first: date | None
    last: date | None
    rejected: int
    engines: Mapping[str, int]
    unscored: Mapping[str, int]
    stories: int = 0
    unsearched: int = 0


class Sink(Protocol):
    """What the pipeline needs of whatever it stores articles in; a `Store` has it."""

    def unchanged(self, prints: Sequence[tuple[str, str]], engine: str) -> set[tuple[str, str]]:
        """Those of the articles, each as its identity and fingerprint, that are stored so and scored by `engine`."""
        ...

    def write_ready(
        self, articles: Iterable[Ready], rejected: Iterable[Rejected], engine: str, *, read_anew: Iterable[str] = ()
    ) -> None:
        """Stores one batch in one transaction, whole or not at all; see `Store.write`."""
        ...

    def outlet_countries(self) -> Mapping[str, str]:
        """The country (alpha-3) of each outlet whose country is known."""
        ...

    def locate(self, outlets: Mapping[str, str]) -> None:
        """Sets the country (alpha-3) of outlets, by name."""
        ...


class Store(Protocol):
    """Articles, their tones, the rejected records, and sums ready for charts.

    One object may be used from several threads. Every method raises StoreError where the database fails, and those
    that take filters raise WordsError for words that are no search.
    """

    feeds: FeedBook

    def known(self, identities: Sequence[str]) -> dict[str, tuple[str, str]]:
        """For those of the identities that are stored: (fingerprint, engine stamp)."""
        ...

    def unchanged(self, prints: Sequence[tuple[str, str]], engine: str) -> set[tuple[str, str]]:
        """See `Sink.unchanged`."""
        ...

    def write(
        self,
        scored: Iterable[ScoredArticle],
        rejected: Iterable[Rejected],
        engine: str,
        *,
        read_anew: Iterable[str] = (),
    ) -> None:
        """Stores one batch in one transaction, whole or not at all.

        An article with a known identity replaces what was there, under the same number; where an identity
        comes twice in the batch, the later one counts. A rejected record that is stored already is not stored
        twice. Raises ValueError or OverflowError for a tone that is no number.

        What was rejected earlier of the files in `read_anew` is forgotten: they are being read again.
        """
        ...

    def write_ready(
        self, articles: Iterable[Ready], rejected: Iterable[Rejected], engine: str, *, read_anew: Iterable[str] = ()
    ) -> None:
        """Stores one batch as `write` does, of articles whose rows were made beforehand, as in another process."""
        ...

    def cells(self, filters: Filters, measure: Measure = "tone") -> list[Cell]:
        """Sums by country and day, in that order; one row for each that has articles.

        Raises ValueError for an unknown measure, as `totals` does.
        """
        ...

    def cells_by_month(self, filters: Filters, measure: Measure = "tone") -> list[Cell]:
        """The sums of `cells` added up by month: `day` is the first of the month, whatever days were asked for.

        Of copies, those of one day are in them, as in `cells`; what those of two days add, `twins` says.
        """

    def totals(self, filters: Filters, measure: Measure = "tone") -> list[Cell]:
        """Sums by country over the whole span (day is the first with articles), most articles first."""
        ...

    def span(self, filters: Filters) -> tuple[date, date] | None:
        """The first and the last day with articles that `articles` has; None where it has none."""
        ...

    def cells_by_source(self, filters: Filters, measure: Measure = "tone") -> list[SourceCell]:
        """Sums by country, outlet and day, in that order; one row for each that has articles."""
        ...

    def totals_by_source(self, filters: Filters, measure: Measure = "tone") -> list[SourceCell]:
        """Sums by country and outlet over the whole span (day is the first with articles), most articles first."""
        ...

    def count_outlets(self, filters: Filters) -> int:
        """In how many outlets the articles were published; those without an outlet count as one."""

    def twins(self, filters: Filters, measure: Measure = "tone", *, by_source: bool = False) -> list[TwinCell]:
        """What copies of one story on two different days add to a span of days that holds both.

        One row for each country and two days, in that order (and outlet, before the days, `by_source`: then of copies
        in that outlet alone). None for first copies, of which a story has one. What copies on one day add is in
        `cells`, what those of a whole span add in `totals`.
        """
        ...

    def pairs(self, filters: Filters, measure: Measure = "tone", *, of: str = "") -> list[PairCell]:
        """Sums for each country and each other that a sentence names with it, most articles first.

        With countries in the filters, both must be among them. Where `of` (alpha-3) is given, the tones toward that
        country alone, in sentences that name another, of those in the filters where any are.
        """
        ...

    def histogram(self, filters: Filters, measure: Measure = "tone") -> dict[str, list[int]]:
        """For each country the number of articles by tone, in twenty steps of 0.1 from −1 to +1.

        Step k holds −1 + k/10 ≤ tone < −1 + (k + 1)/10; the last one holds +1 too.
        """
        ...

    def articles(
        self,
        filters: Filters,
        *,
        limit: int,
        offset: int = 0,
        order: Order = "newest",
        measure: Measure = "tone",
    ) -> list[ArticleRow]:
        """Articles that mention the countries asked for; one row per article and country.

        Newest first: by day and number downward, then by country; or by the measure, lowest or highest first, ties
        newest first.
        """
        ...

    def whole(self, filters: Filters, *, limit: int, country: str = "") -> Iterator[StoredArticle]:
        """The articles of `articles`, each once, newest first, whole, with the tones toward all their countries.

        With `country` only the tone toward that one is read, which is several times as fast.
        Which they are is settled at the call; they are read a few at a time, as they are
        stored when their turn comes.
        """
        ...

    def sample(self, filters: Filters, *, number: int, seed: int) -> list[StoredArticle]:
        """At most `number` of the articles asked for, drawn evenly by chance; the same for the same seed.

        They come in the order of drawing. Each article has its lot for a seed, so new articles in the store change
        a sample no more than they enter it.
        """
        ...

    def count(self, filters: Filters) -> int:
        """How many rows `articles` has in all."""
        ...

    def article(self, number: int) -> StoredArticle | None:
        """One article whole, with evidence; None where there is none of that number."""
        ...

    def copies_of(self, number: int, *, limit: int) -> tuple[list[CopyRow], int]:
        """The other copies of an article's story, first published first, at most `limit`; and how many there are."""
        ...

    def sources(self) -> list[tuple[str, int]]:
        """Outlets with their number of articles, most first."""
        ...

    def outlet_countries(self) -> dict[str, str]:
        """The country (alpha-3) of each outlet whose country is known."""
        ...

    def locate(self, outlets: Mapping[str, str]) -> None:
        """Sets the country (alpha-3) of outlets, by name; an outlet without articles is passed over."""
        ...

    def countries(self) -> list[tuple[str, int]]:
        """Countries with their number of articles, most first."""
        ...

    def rejected(self, limit: int) -> Iterator[Rejected]:
        """The rejected records, newest first."""
        ...

    def outdated(self, engine: str, limit: int) -> list[StoredArticle]:
        """Articles scored by another engine than `engine`, oldest number first, without their tones."""
        ...

    def note(self, day: date, text: str, country: str = "") -> int:
        """Stores a note; returns its number. The same note (day, text, country) again is not stored twice."""
        ...

    def notes(self, start: date | None = None, end: date | None = None) -> list[Note]:
        """The notes of a span of days, both included, by day."""
        ...

    def forget_note(self, number: int) -> None:
        """Removes a note; harmless where there is none."""
        ...

    def judge(self, judgement: Judgement) -> None:
        """Stores a reader's judgement; one of the same article, country and mention replaces the earlier.

        It stays when the article is scored anew or replaced. `made` is now where it is None. Raises ValueError
        where there is no such article, and for a label, place or time that no judgement can have.
        """
        ...

    def judgements(self, article: int | None = None) -> list[Judgement]:
        """All judgements in order of making, or those on one article."""
        ...

    def start_job(self, title: str) -> int:
        """Notes down work that begins; returns its number."""
        ...

    def job_progress(self, number: int, report: Report) -> None:
        """How far a job has come. One that `interrupt_jobs` gave up runs again; one that has ended is left alone."""
        ...

    def end_job(self, number: int, state: Literal["done", "failed", "cancelled"], message: str = "") -> None:
        """How a job ended."""
        ...

    def interrupt_jobs(self) -> int:
        """Gives up every job that is noted as running: failed, "interrupted". Returns how many there were.

        For the one program that runs jobs to call when it starts, before it starts any: those noted as running are
        then of a process that died. No process is asked whether it lives, for its number may be another's by now;
        so should a job be running elsewhere after all, its next progress or its end puts the record right.
        """
        ...

    def jobs(self, limit: int) -> list[Job]:
        """The newest jobs first."""
        ...

    def info(self) -> StoreInfo:
        """Counts and dates of what is stored."""
        ...

    def state(self) -> object:
        """Something that is another one after every change of the store, by this program or another.

        It means nothing beyond that, costs next to nothing, and holds while this object does.
        """
        ...

    def verify(self) -> list[str]:
        """What in the store contradicts itself, one line each; empty where all is well. Reads everything."""
        ...

    def close(self) -> None:
        """Lets go of the file. Closing twice is harmless."""
        ...

    def __enter__(self) -> Self:
        """The store itself, to be closed at the end of the `with`."""
        ...

    def __exit__(self, *_: object) -> None:
        """Closes the store."""
        ...
