"""Answers over long spans from sums by month, of all outlets together, inside the caller's transaction."""

from __future__ import annotations

from datetime import date
from typing import Any

from dashboard.store.database import Database
from dashboard.store.filters import FIRST_DAY, LAST_DAY, Asked, Sql, all_of, of_countries, within
from dashboard.store.months import parts
from dashboard.stories import DAYS

_FIRST, _LAST = "ORDER BY r.day LIMIT 1", "ORDER BY r.day DESC LIMIT 1"
_NAMES = ("n", "total", "squares", "vader_total", "vader_squares")


def totals(db: Database, asked: Asked, columns: tuple[str, str]) -> list[tuple[Any, ...]]:
    """Rows of country, first day, n, total and squares, most articles first; `columns` are those of the measure.

    For questions without words, outlets and a second country, as everything here.
    """
    total, squares = columns
    summed, first = _summed(asked, "country"), _day_of(asked, _FIRST)
    query = (
        f"SELECT g.country, {first.text}, g.n, g.total, g.squares FROM (SELECT country, SUM(n) AS n, "  # noqa: S608
        f"SUM({total}) AS total, SUM({squares}) AS squares FROM ({summed.text}) GROUP BY country HAVING SUM(n) > 0) g "
        "ORDER BY g.n DESC, g.country"
    )
    return db.execute(query, (*first.values, *summed.values)).fetchall()


def cells(db: Database, asked: Asked, columns: tuple[str, str]) -> list[tuple[Any, ...]]:
    """Rows of country, month, n, total and squares, in that order; of months cut through, the days asked for."""
    total, squares = columns
    summed = _summed(asked, "country, month")
    query = (
        f"SELECT country, month, SUM(n) AS n, SUM({total}), SUM({squares}) FROM ({summed.text}) "  # noqa: S608
        "GROUP BY country, month HAVING SUM(n) > 0 ORDER BY country, month"
    )
    return db.execute(query, summed.values).fetchall()


def count(db: Database, asked: Asked) -> int:
    """How many rows of `tones` there are."""
    summed = _summed(asked, "country")
    return int(db.execute(f"SELECT COALESCE(SUM(n), 0) FROM ({summed.text})", summed.values).fetchone()[0])  # noqa: S608


def span(db: Database, asked: Asked) -> tuple[str, str] | None:
    """The first and the last day; None without any. Each country's are looked up, and no day in between is read."""
    first, last = _day_of(asked, _FIRST), _day_of(asked, _LAST)
    named = of_countries("name", asked.countries)
    query = (
        "SELECT MIN(first), MAX(last) FROM "  # noqa: S608 values bound
        f"(SELECT {first.text} AS first, {last.text} AS last FROM (SELECT name AS country FROM countries "
        f"WHERE {named.text}) g)"
    )
    found = db.execute(query, (*first.values, *last.values, *named.values)).fetchone()
    return None if found[0] is None else (found[0], found[1])


def story_rows(asked: Asked) -> Sql:
    """What the copies of stories add over the days asked for: rows of countries, with the sums that `story_days` has.

    Sums by month for whole months; and for the days at either end the rows of the stories that touch them.
    """
    start, end = asked.days or (FIRST_DAY, LAST_DAY)
    cut = parts(asked.days)
    where = (of_countries("country", asked.countries), Sql("salient = ?", (int(asked.salient),)))
    arms: list[Sql] = []
    first, last = start, end  # of the whole months
    if cut.months:
        first, last = f"{cut.months[0]}-01", f"{cut.months[1]}-31"  # no month has days after its 31st
        within_months = (within("month", cut.months), Sql("until_month <= ?", cut.months[1:]))
        arms.append(_copies("story_months", all_of(*where, *within_months)))
    for days in cut.days:
        if cut.months and days[0] > last:  # stories that end there; they began a few days earlier at most
            early = Sql("day >= ?", (max(first, _earlier(days[0])),))
            ends_there = (early, Sql("day <= ?", (end,)), within("until", days))
            arms.append(_copies("story_days", all_of(*where, *ends_there)))
        else:
            arms.append(_copies("story_days", all_of(*where, within("day", days), Sql("until <= ?", (end,)))))
    return _all(arms or [_copies("story_days", Sql("0"))])


def _earlier(day: str) -> str:
    """The day on which a story that reaches into `day` began at the earliest."""
    return date.fromordinal(max(1, date.fromisoformat(day).toordinal() - DAYS)).isoformat()


# What is selected together is summed up first, each in the order in which its table lies: one sum over all of them
# would sort every row.


def _copies(table: str, where: Sql) -> Sql:
    names = ("repeats", "pairs", "total", "products", "vader_total", "vader_products")
    sums = ", ".join(f"SUM({name}) AS {name}" for name in names)
    return Sql(f"SELECT country, {sums} FROM {table} WHERE {where.text} GROUP BY country", where.values)  # noqa: S608


def _summed(asked: Asked, by: str) -> Sql:
    """Selects the columns `by` and sums, of whole months and of the days at either end; of no days, no row."""
    cut = parts(asked.days)
    countries = of_countries("country", asked.countries)
    salient = Sql("salient = 1") if asked.salient else None
    arms: list[Sql] = []
    if cut.months:
        where = all_of(countries, within("month", cut.months), salient)
        arms.append(_sums("rollup_months", where, 1, by))
        if asked.first:
            arms.append(_sums("later_months", where, -1, by))
    for days in cut.days:
        where = all_of(Sql("source_id = 0"), countries, within("day", days), salient)
        arms.append(_sums("rollups", where, 1, by))
        if asked.first:
            arms.append(_sums("later_rollups", where, -1, by))
    return _all(arms or [_sums("rollups", Sql("0"), 1, by)])


def _sums(table: str, where: Sql, sign: int, by: str) -> Sql:
    columns = by.replace("month", "substr(day, 1, 7) AS month") if table.endswith("rollups") else by
    grouped = "1, 2" if "month" in by else "1"
    sums = ", ".join(f"{sign} * SUM({name}) AS {name}" for name in _NAMES)
    query = f"SELECT {columns}, {sums} FROM {table} WHERE {where.text} GROUP BY {grouped}"  # noqa: S608 values bound
    return Sql(query, where.values)


def _day_of(asked: Asked, order: str) -> Sql:
    """Selects the first or last day with articles of the country `g.country`."""
    kept = (
        within("r.day", asked.days),
        Sql("r.salient = 1") if asked.salient else None,
        Sql(
            "r.n > COALESCE((SELECT l.n FROM later_rollups l WHERE l.source_id = 0 AND l.country = r.country "
            "AND l.day = r.day AND l.salient = r.salient), 0)"
        )
        if asked.first
        else None,
    )
    where = all_of(Sql("r.source_id = 0 AND r.country = g.country"), *kept)
    return Sql(f"(SELECT r.day FROM rollups r WHERE {where.text} {order})", where.values)  # noqa: S608 values bound


def _all(arms: list[Sql]) -> Sql:
    return Sql(" UNION ALL ".join(arm.text for arm in arms), sum((arm.values for arm in arms), ()))
