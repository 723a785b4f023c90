"""What a store must answer: the seam between the pipeline, the charts and whichever database lies beneath."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, Self

from dashboard.types import Article, Cell, CountryTone, Filters, Measure, Rejected, ScoredArticle


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as it lies in the store, with its number there and the engine that scored it."""

    id: int
    article: Article
    engine: str
    tones: tuple[CountryTone, ...]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One line of a list of articles: enough to show and open it. `tone` and `vader` are toward `country`."""

    id: int
    title: str
    source: str
    day: date
    country: str
    tone: float
    vader: float
    mentions: int
    salient: bool


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """What lies in a store.

    `sources` counts the outlets that have a name; `engines` counts articles by the engine stamp that scored them.
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


class Store(Protocol):
    """Articles, their tones, the rejected records, and sums ready for charts.

    One object may be used from several threads. Every method raises StoreError where the database fails.
    """

    def known(self, identities: Sequence[str]) -> dict[str, tuple[str, str]]:
        """For those of the identities that are stored: (fingerprint, engine stamp)."""
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

    def cells(self, filters: Filters, measure: Measure = "tone") -> list[Cell]:
        """Sums by country and day, in that order; one row for each that has articles.

        Raises ValueError for an unknown measure, as `totals` does.
        """
        ...

    def totals(self, filters: Filters, measure: Measure = "tone") -> list[Cell]:
        """Sums by country over the whole span (day is the first with articles), most articles first."""
        ...

    def span(self, filters: Filters) -> tuple[date, date] | None:
        """The first and the last day with articles that `articles` has; None where it has none."""
        ...

    def articles(self, filters: Filters, *, limit: int, offset: int = 0) -> list[ArticleRow]:
        """Articles that mention the countries asked for; one row per article and country.

        Newest first: by day and number downward, then by country.
        """
        ...

    def count(self, filters: Filters) -> int:
        """How many rows `articles` has in all."""
        ...

    def article(self, number: int) -> StoredArticle | None:
        """One article whole, with evidence; None where there is none of that number."""
        ...

    def sources(self) -> list[tuple[str, int]]:
        """Outlets with their number of articles, most first."""
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

    def info(self) -> StoreInfo:
        """Counts and dates of what is stored."""
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
