"""Answers by outlet over long spans, from sums by month of single outlets, inside the caller's transaction."""

from __future__ import annotations

from typing import Any

from dashboard.store.database import Database
from dashboard.store.filters import Asked, Sql, all_of, of_countries, of_sources, within
from dashboard.store.months import parts

_NAMES = ("n", "total", "squares", "vader_total", "vader_squares")


def totals(db: Database, asked: Asked, columns: tuple[str, str]) -> list[tuple[Any, ...]]:
    """Rows of country, outlet's number and name, first day, n, total and squares; most articles first, then in order.

    For questions without words and a second country, as everything here; `columns` are those of the measure.
    """
    total, squares = columns
    summed, first = _summed(asked), _first_day(asked)
    query = (
        f"SELECT g.country, g.source_id, s.name, {first.text}, g.n, g.total, g.squares FROM "  # noqa: S608 values bound
        f"(SELECT country, source_id, SUM(n) AS n, SUM({total}) AS total, SUM({squares}) AS squares "
        f"FROM ({summed.text}) GROUP BY country, source_id HAVING SUM(n) > 0) g "
        "JOIN sources s ON s.id = g.source_id ORDER BY g.n DESC, g.country, s.name"
    )
    return db.execute(query, (*first.values, *summed.values)).fetchall()


def count(db: Database, asked: Asked) -> int:
    """In how many outlets there are articles."""
    summed = _summed(asked)
    query = f"SELECT COUNT(*) FROM (SELECT source_id FROM ({summed.text}) GROUP BY source_id HAVING SUM(n) > 0)"  # noqa: S608
    return int(db.execute(query, summed.values).fetchone()[0])


def _summed(asked: Asked) -> Sql:
    """Selects country, outlet's number and sums, of whole months and of the days at either end; of no days, no row."""
    cut = parts(asked.days)
    arms: list[Sql] = []
    if cut.months:
        months = within("month", cut.months)
        if asked.countries:  # the months are named, so that the country is looked up in each
            named = all_of(of_countries("country", asked.countries), months)
            months = Sql(f"month IN (SELECT month FROM rollup_months WHERE {named.text})", named.values)  # noqa: S608
        arms += _arms(("source_months", "later_source_months"), asked, months)
    for days in cut.days:
        arms += _arms(("rollups", "later_rollups"), asked, within("day", days))
    arms = arms or [_sums("source_months", Sql("0 = 1"), 1)]
    return Sql(" UNION ALL ".join(arm.text for arm in arms), sum((arm.values for arm in arms), ()))


def _arms(tables: tuple[str, str], asked: Asked, span: Sql | None) -> list[Sql]:
    """The sums of all rows within a span, and what is to be taken away of later copies."""
    arms = []
    for table, sign in zip(tables, (1, -1) if asked.first else (1,), strict=False):
        outlets = of_sources(table, asked) or Sql("source_id IN (SELECT id FROM sources)")
        where = all_of(
            outlets, of_countries("country", asked.countries), span, Sql("salient = 1") if asked.salient else None
        )
        arms.append(_sums(table, where, sign))
    return arms


def _sums(table: str, where: Sql, sign: int) -> Sql:
    columns = ", ".join(name if sign > 0 else f"-{name} AS {name}" for name in _NAMES)
    return Sql(f"SELECT country, source_id, {columns} FROM {table} WHERE {where.text}", where.values)  # noqa: S608


def _first_day(asked: Asked) -> Sql:
    """Selects the first day with articles of the country and outlet of `g`."""
    later = Sql(
        "r.n > COALESCE((SELECT l.n FROM later_rollups l WHERE l.source_id = r.source_id AND l.country = r.country "
        "AND l.day = r.day AND l.salient = r.salient), 0)"
    )
    where = all_of(
        Sql("r.source_id = g.source_id AND r.country = g.country"),
        within("r.day", asked.days),
        Sql("r.salient = 1") if asked.salient else None,
        later if asked.first else None,
    )
    return Sql(f"(SELECT r.day FROM rollups r WHERE {where.text} ORDER BY r.day LIMIT 1)", where.values)  # noqa: S608
