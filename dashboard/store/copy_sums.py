"""Answers what copies add, over long spans, for pairs of countries and single outlets, in the caller's transaction.

From sums by month wherever a month lies whole in the span; at its ends from the rows of the copies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.store.database import Database
from dashboard.store.filters import Asked, Sql, all_of, of_countries, of_sources, within
from dashboard.store.months import Span, days_of, parts
from dashboard.stories import DAYS
from dashboard.types import Measure, Overlap

_SUMS = {"tone": "total, products", "vader": "vader_total AS total, vader_products AS products"}


@dataclass(frozen=True, slots=True)
class _Copies:
    """The copies by two columns: the table of their sums by month, that of their rows, and which of them are asked for.

    `where` gives the condition on the columns of a table.
    """

    key: str
    months: str
    rows: str
    where: Callable[[str], Sql]


def of_pairs(db: Database, asked: Asked, measure: Measure) -> dict[tuple[Any, ...], Overlap]:
    """What copies add to the pairs of countries asked for, by country and other, where they add anything.

    For questions without words, outlets and a second country.
    """
    countries = all_of(of_countries("country", asked.paired), of_countries("other", asked.countries))
    return _added(db, asked, measure, _Copies("country, other", "pair_story_months", "copy_pairs", lambda _: countries))


def of_outlets(db: Database, asked: Asked, measure: Measure) -> dict[tuple[Any, ...], Overlap]:
    """What the copies in one outlet add to its sums, by country and outlet's number, where they add anything.

    For questions without words and a second country.
    """
    countries = of_countries("country", asked.countries)

    def where(table: str) -> Sql:
        return all_of(countries, of_sources(table, asked))

    return _added(db, asked, measure, _Copies("country, source_id", "source_story_months", "copy_tones", where))


def _added(db: Database, asked: Asked, measure: Measure, copies: _Copies) -> dict[tuple[Any, ...], Overlap]:
    key, arms = copies.key, []
    months = parts(asked.days).months
    if months:
        where = all_of(
            copies.where(copies.months),
            Sql("salient = ?", (int(asked.salient),)),
            within("month", months),
            Sql("until_month <= ?", months[1:]),
        )
        columns = f"{key}, repeats, pairs, {_SUMS[measure]}"
        arms.append(Sql(f"SELECT {columns} FROM {copies.months} WHERE {where.text}", where.values))  # noqa: S608
    for sign, days in _ends(asked.days):
        where = all_of(copies.where(copies.rows), within("day", days), Sql("salient = 1") if asked.salient else None)
        added = f"{sign} * (n - 1), {sign} * n * (n - 1), {sign} * (n - 1) * t, {sign} * (t * t - q)"
        grouped = (
            f"SELECT {key}, COUNT(*) AS n, SUM({measure}) AS t, SUM({measure} * {measure}) AS q "  # noqa: S608 ours
            f"FROM {copies.rows} WHERE {where.text} GROUP BY {key}, story_id HAVING COUNT(*) > 1"
        )
        arms.append(Sql(f"SELECT {key}, {added} FROM ({grouped})", where.values))  # noqa: S608 values bound
    if not arms:
        return {}
    # The first arm gives the columns their names.
    named = f"SELECT {key}, 0 AS repeats, 0 AS pairs, 0 AS total, 0 AS products FROM {copies.months} WHERE 0 = 1"  # noqa: S608
    text = " UNION ALL ".join((named, *(arm.text for arm in arms)))
    query = (
        f"SELECT {key}, SUM(repeats), SUM(pairs), SUM(total), SUM(products) FROM ({text}) "  # noqa: S608 values bound
        f"GROUP BY {key} HAVING SUM(pairs) > 0"
    )
    found = db.execute(query, sum((arm.values for arm in arms), ()))
    return {(one, other): Overlap(*sums) for one, other, *sums in found}


def _ends(days: Span | None) -> Iterator[tuple[int, Span]]:
    """Spans of days whose copies are to be counted in (1) or out (-1) beside those of the whole months.

    At an end of a span lie days outside the whole months. Their copies may be of stories that reach into the nearest
    month, though not far: so those of both together are counted in, and those of that part of the month out.
    """
    cut = parts(days)
    if cut.months is None:
        yield from ((1, span) for span in cut.days)
        return
    _, last = days_of(cut.months)
    for start, end in cut.days:
        if start > last:
            reached = _moved(start, -DAYS)
            yield 1, (reached, end)
            yield -1, (reached, _moved(start, -1))
        else:
            reached = _moved(end, DAYS)
            yield 1, (start, reached)
            yield -1, (_moved(end, 1), reached)


def _moved(day: str, by: int) -> str:
    return date.fromordinal(date.fromisoformat(day).toordinal() + by).isoformat()
