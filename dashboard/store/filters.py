"""Filters as SQL conditions, with every value bound and never written into the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.store.rows import day_text, storable
from dashboard.store.words import match_expression
from dashboard.types import Filters


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL with the values for its question marks."""

    text: str
    values: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters in the form the tables know; made by `asked`.

    `days` are the first and last day, both included; None for all days. `match` is what the index of words is asked
    for, `together` a country's code; both are empty for none. `first` asks for the first copy of each story alone,
    `pairs_of` for the pairs of one country alone, where it is not empty. `found` selects the numbers of the articles
    with the words, in a database without that index.
    """

    countries: tuple[str, ...]
    sources: tuple[str, ...]
    salient: bool
    days: tuple[str, str] | None
    match: str
    together: str
    outlet_countries: tuple[str, ...] = ()
    first: bool = False
    pairs_of: str = ""
    found: Sql | None = None

    @property
    def with_words(self) -> bool:
        """Whether words are asked for."""
        return bool(self.match) or self.found is not None

    @property
    def all_outlets(self) -> bool:
        """Whether no outlets are asked for, so that the sums over all of them can answer."""
        return not self.sources and not self.outlet_countries

    @property
    def paired(self) -> tuple[str, ...]:
        """The countries whose tone is asked for beside another's; empty for any."""
        return (self.pairs_of,) if self.pairs_of else self.countries

    @property
    def by_rollups(self) -> bool:
        """Whether the sums by country, day and outlet can answer, which know no words and no sentences."""
        return not self.with_words and not self.together


FIRST_DAY, LAST_DAY = date.min.isoformat(), date.max.isoformat()


def asked(filters: Filters) -> Asked:
    """The filters with every text as it would lie in the tables.

    Raises WordsError for a search that is none, ValueError for `copies` other than "all" and "first".
    """
    if filters.copies not in ("all", "first"):
        raise ValueError(f"copies must be all or first, not {filters.copies!r}")
    start = FIRST_DAY if filters.start is None else day_text(filters.start)
    end = LAST_DAY if filters.end is None else day_text(filters.end)
    return Asked(
        countries=_each(filters.countries),
        sources=_each(filters.sources),
        salient=filters.salient,
        days=None if filters.start is None and filters.end is None else (start, end),
        match=match_expression(filters.words),
        together=storable(filters.together),
        outlet_countries=_each(filters.outlet_countries),
        first=filters.copies == "first",
    )


def all_of(*conditions: Sql | None) -> Sql:
    """The conditions joined by AND; those that are None are left out."""
    kept = [condition for condition in conditions if condition is not None]
    return Sql(" AND ".join(one.text for one in kept) or "1", sum((one.values for one in kept), ()))


def one_of(column: str, values: Sequence[str]) -> Sql | None:
    """That the column holds one of the values; None, no condition, for no values."""
    return Sql(f"{column} IN ({', '.join('?' * len(values))})", tuple(values)) if values else None


def within(column: str, span: tuple[str, str] | None) -> Sql | None:
    """That the column lies between the two, both included."""
    return Sql(f"{column} BETWEEN ? AND ?", span) if span else None


def salient(table: str, asked: Asked) -> Sql | None:
    """That the country is salient, if that is asked."""
    return Sql(f"{table}.salient = 1") if asked.salient else None


def of_sources(table: str, asked: Asked) -> Sql | None:
    """That the outlet is one of those asked for, and edited in one of the countries asked for."""
    if asked.all_outlets:
        return None
    named = all_of(one_of("name", asked.sources), one_of("country", asked.outlet_countries))
    return Sql(f"{table}.source_id IN (SELECT id FROM sources WHERE {named.text})", named.values)  # noqa: S608 ours


def of_countries(column: str, countries: Sequence[str]) -> Sql:
    """That the column holds one of the countries, or any that there is.

    All are named rather than none: tables that are ordered by country and day are then searched for the days of each.
    """
    return one_of(column, countries) or Sql(f"{column} IN (SELECT name FROM countries)")  # noqa: S608 our text


def not_later(column: str, asked: Asked) -> Sql | None:
    """That the column is the number of an article that is no later copy, if first copies alone are asked for."""
    if not asked.first:
        return None
    return Sql(f"NOT EXISTS (SELECT 1 FROM copies k WHERE k.article_id = {column} AND k.later = 1)")  # noqa: S608 ours


def matching(column: str, asked: Asked) -> Sql | None:
    """That the column is the number of an article with the words, if any are asked for."""
    if not asked.with_words:
        return None
    index = Sql("SELECT rowid FROM article_words WHERE article_words MATCH ?", (asked.match,))
    found = asked.found or index
    return Sql(f"{column} IN ({found.text})", found.values)


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(storable, texts)))
