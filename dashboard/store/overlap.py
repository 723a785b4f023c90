"""What the copies of stories add to sums, when each story is taken as one, inside the caller's transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from dashboard.store import copy_sums
from dashboard.store.database import Database
from dashboard.store.errors import AskedError
from dashboard.store.filters import (
    FIRST_DAY,
    LAST_DAY,
    Asked,
    Sql,
    all_of,
    of_countries,
    of_sources,
    one_of,
    salient,
    within,
)
from dashboard.store.matching import Rows
from dashboard.store.month_sums import story_rows
from dashboard.store.rollups import month
from dashboard.types import Measure, Overlap, TwinCell

# Of groups of one story's articles each, with their number n, Σ tone t and Σ tone² q; see `Overlap`.
_SUMS = {
    "tone": "SUM(repeats), SUM(pairs), SUM(total), SUM(products)",
    "vader": "SUM(repeats), SUM(pairs), SUM(vader_total), SUM(vader_products)",
}
_ADDED = "SUM(n - 1), SUM(n * (n - 1)), SUM((n - 1) * t), SUM(t * t - q)"


def overlaps(db: Database, asked: Asked, measure: Measure, by: Sequence[str]) -> dict[tuple[Any, ...], Overlap]:
    """By the columns `by` of country, day and source_id: what the copies in each such set of articles add.

    Sets without two copies of a story have no entry; nor has any where first copies alone are asked for.
    """
    if asked.first:
        return {}
    if asked.by_rollups and asked.all_outlets and "source_id" not in by:
        columns = ", ".join(by)
        if "day" in by:
            rows = _story_days(asked, one_day=True)
        else:
            found = story_rows(asked)
            rows = Sql(f"({found.text})", found.values)
        query = f"SELECT {columns}, {_SUMS[measure]} FROM {rows.text} GROUP BY {columns} HAVING SUM(pairs) > 0"  # noqa: S608
        return {row[: len(by)]: Overlap(*row[len(by) :]) for row in db.execute(query, rows.values)}
    if asked.by_rollups and tuple(by) == ("country", "source_id"):
        return copy_sums.of_outlets(db, asked, measure)
    return _added(db, _copies(db, asked, measure), by)


def daily_overlaps_by_month(db: Database, asked: Asked, measure: Measure) -> dict[tuple[str, str], Overlap]:
    """What `overlaps` says of each country and day, added up by country and month."""
    added: defaultdict[tuple[str, str], Overlap] = defaultdict(Overlap)
    if asked.by_rollups and asked.all_outlets and not asked.first:
        rows = _story_days(asked, one_day=True)
        query = f"SELECT country, substr(day, 1, 7), {_SUMS[measure]} FROM {rows.text} GROUP BY 1, 2"  # noqa: S608
        for country, when, *sums in db.execute(query, rows.values):
            added[country, when] = Overlap(*sums)
    else:
        for (country, day), overlap in overlaps(db, asked, measure, ("country", "day")).items():
            added[country, month(day)] += overlap
    return added


def pair_overlaps(db: Database, asked: Asked, measure: Measure) -> dict[tuple[Any, ...], Overlap]:
    """The same for pairs of countries, by country and other."""
    if asked.first:
        return {}
    if asked.by_rollups and asked.all_outlets:
        return copy_sums.of_pairs(db, asked, measure)
    found = Rows(db, asked).pairs()
    tables = (
        f"({found.text}) p CROSS JOIN copy_pairs c "
        "ON c.country = p.country AND c.other = p.other AND c.day = p.day AND c.article_id = p.article_id"
    )
    columns = f"p.country, p.other, c.story_id, p.{measure} AS value"
    return _added(db, Sql(f"SELECT {columns} FROM {tables}", found.values), ("country", "other"))  # noqa: S608


def twins(db: Database, asked: Asked, measure: Measure, *, by_source: bool) -> list[TwinCell]:
    """See `Store.twins`. Raises ValueError for an unknown measure."""
    if measure not in ("tone", "vader"):
        raise AskedError(f"measure must be one of tone, vader, not {measure!r}")
    if asked.first:
        return []
    if asked.by_rollups and asked.all_outlets and not by_source:
        spans = _story_days(asked, one_day=False)
        query = (
            f"SELECT country, day, until, {_SUMS[measure]} FROM {spans.text} AND day < until "  # noqa: S608 our text
            "GROUP BY country, day, until ORDER BY country, day, until"
        )
        return [
            TwinCell(country, date.fromisoformat(day), date.fromisoformat(until), Overlap(*sums))
            for country, day, until, *sums in db.execute(query, spans.values)
        ]
    copies = _copies(db, asked, measure)
    source = "source_id" if by_source else "0"
    query = (
        f"SELECT country, {source}, story_id, day, COUNT(*), SUM(value) FROM ({copies.text}) "  # noqa: S608 ours
        "GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
    )
    added: defaultdict[tuple[str, int, str, str], Overlap] = defaultdict(Overlap)
    for (country, outlet, _), rows in groupby(db.execute(query, copies.values), lambda row: row[:3]):
        for days, overlap in _across([row[3:] for row in rows]):
            added[country, outlet, *days] += overlap
    names = dict(db.execute("SELECT id, name FROM sources")) if by_source else {0: ""}
    found = [
        TwinCell(country, date.fromisoformat(day), date.fromisoformat(until), overlap, names[outlet])
        for (country, outlet, day, until), overlap in added.items()
    ]
    return sorted(found, key=lambda cell: (cell.country, cell.source, cell.day, cell.until))


def _across(days: list[tuple[str, int, int]]) -> Iterator[tuple[tuple[str, str], Overlap]]:
    """What one story adds for each two of its days, which are in order: each with its n and Σ tone.

    A span of days holds days of a story that follow each other; the articles beyond the first of them are those
    beyond each day's first, which are counted there, and one for each step from a day to the next.
    """
    for place, (day, n, total) in enumerate(days):
        for step, (until, other_n, other_total) in enumerate(days[place + 1 :]):
            cross = other_n * total + n * other_total
            yield (day, until), Overlap(int(step == 0), 2 * n * other_n, cross, 2 * total * other_total)


def _story_days(asked: Asked, *, one_day: bool) -> Sql:
    """The rows of `story_days` within the days asked for, or those of single days; follows FROM."""
    days = asked.days or (FIRST_DAY, LAST_DAY)
    where = all_of(
        of_countries("country", asked.countries),
        Sql("salient = ?", (int(asked.salient),)),
        within("day", days),
        Sql("until <= ?", days[1:]),
        Sql("day = until") if one_day else None,
    )
    return Sql(f"story_days WHERE {where.text}", where.values)


def _copies(db: Database, asked: Asked, measure: Measure) -> Sql:
    """Selects country, day, source_id, story_id and the measured value of the copies asked for."""
    if asked.by_rollups:
        where = all_of(
            one_of("country", asked.countries),
            within("day", asked.days),
            of_sources("copy_tones", asked),
            salient("copy_tones", asked),
        )
        columns = f"country, day, source_id, story_id, {measure} AS value"
        return Sql(f"SELECT {columns} FROM copy_tones WHERE {where.text}", where.values)  # noqa: S608 values bound
    rows = Rows(db, asked).tones(asked.countries)
    columns = f"t.country, t.day, t.source_id, c.story_id, t.{measure} AS value"
    tables = (
        f"({rows.text}) t CROSS JOIN copy_tones c "
        "ON c.country = t.country AND c.day = t.day AND c.article_id = t.article_id"
    )
    return Sql(f"SELECT {columns} FROM {tables}", rows.values)  # noqa: S608 values bound


def _added(db: Database, copies: Sql, by: Sequence[str]) -> dict[tuple[Any, ...], Overlap]:
    columns = ", ".join(by)
    query = (
        f"SELECT {columns}, {_ADDED} FROM (SELECT {columns}, COUNT(*) AS n, SUM(value) AS t, "  # noqa: S608 our text
        f"SUM(value * value) AS q FROM ({copies.text}) GROUP BY {columns}, story_id HAVING COUNT(*) > 1) "
        f"GROUP BY {columns}"
    )
    return {row[: len(by)]: Overlap(*row[len(by) :]) for row in db.execute(query, copies.values)}
