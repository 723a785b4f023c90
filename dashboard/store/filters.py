"""Filters as SQL conditions, with every value bound and never written into the text."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.store.rows import day_text, storable
from dashboard.types import Filters

# Up to so many countries are merged from one ordered list each, which reads only what is shown; beyond, one
# list of all countries is read until enough are found.
_MERGED_COUNTRIES = 12


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL with the values for its question marks."""

    text: str
    values: tuple[str | int, ...]


def on_rollups(filters: Filters) -> Sql:
    """The condition on `rollups` that keeps what the filters ask for."""
    rest = _conditions(filters, filters.countries)
    return rest if filters.sources else Sql(f"source_id = 0 AND {rest.text}", rest.values)


def newest_tones(filters: Filters, limit: int, offset: int) -> Sql:
    """Selects `limit` rows of `tones` after the first `offset`, newest first; see `Store.articles`."""
    countries = tuple(dict.fromkeys(filters.countries))
    groups = [(country,) for country in countries] if len(countries) <= _MERGED_COUNTRIES else [countries]
    columns = "country, day, article_id, tone, vader, mentions, salient"
    parts = [_conditions(filters, group) for group in groups or [()]]
    rows = " UNION ALL ".join(f"SELECT {columns} FROM tones WHERE {part.text}" for part in parts)  # noqa: S608 ours
    values = sum((part.values for part in parts), ())
    order = "ORDER BY day DESC, article_id DESC, country LIMIT ? OFFSET ?"
    return Sql(f"{rows} {order}", (*values, limit, offset))


def _conditions(filters: Filters, countries: tuple[str, ...]) -> Sql:
    texts: list[str] = []
    values: list[str | int] = []
    if filters.sources:
        names = tuple(dict.fromkeys(map(storable, filters.sources)))
        texts.append(f"source_id IN (SELECT id FROM sources WHERE name IN ({_marks(names)}))")  # noqa: S608 ours
        values.extend(names)
    if countries:
        codes = tuple(dict.fromkeys(map(storable, countries)))
        texts.append(f"country IN ({_marks(codes)})")
        values.extend(codes)
    if filters.start is not None:
        texts.append("day >= ?")
        values.append(day_text(filters.start))
    if filters.end is not None:
        texts.append("day <= ?")
        values.append(day_text(filters.end))
    if filters.salient:
        texts.append("salient = 1")
    return Sql(" AND ".join(texts) or "1", tuple(values))


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))
