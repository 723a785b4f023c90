"""Answers charts with exact sums, inside the caller's transaction: from sums made beforehand wherever they can."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dashboard.store import month_sums, outlet_sums
from dashboard.store.database import Database
from dashboard.store.errors import AskedError
from dashboard.store.filters import Asked, Sql, all_of, of_countries, of_sources, one_of, salient, within
from dashboard.store.matching import Rows
from dashboard.store.months import days_of, parts
from dashboard.store.overlap import daily_overlaps_by_month, overlaps, pair_overlaps
from dashboard.store.rollups import STEPS
from dashboard.types import NO_OVERLAP, Cell, Measure, PairCell, SourceCell

_SUMMED = {"tone": ("total", "squares"), "vader": ("vader_total", "vader_squares")}


def cells(db: Database, asked: Asked, measure: Measure) -> list[Cell]:
    """See `Store.cells`."""
    table = _table(db, asked, measure)
    query = f"SELECT country, day, {table.sums} FROM {table.rows.text} GROUP BY country, day ORDER BY country, day"  # noqa: S608
    rows = db.execute(query, table.rows.values).fetchall()
    added = overlaps(db, asked, measure, ("country", "day"))
    return [
        Cell(country, _day(day), n, total, squares, added.get((country, day), NO_OVERLAP))
        for country, day, n, total, squares in rows
    ]


def cells_by_month(db: Database, asked: Asked, measure: Measure) -> list[Cell]:
    """See `Store.cells_by_month`."""
    if asked.by_rollups and asked.all_outlets:
        rows = month_sums.cells(db, asked, _columns(measure))
    else:
        table = _table(db, asked, measure)
        columns = f"country, substr(day, 1, 7) AS month, {table.sums}"
        query = f"SELECT {columns} FROM {table.rows.text} GROUP BY country, month ORDER BY country, month"  # noqa: S608
        rows = db.execute(query, table.rows.values).fetchall()
    added = daily_overlaps_by_month(db, asked, measure)
    return [
        Cell(country, _day(f"{when}-01"), n, total, squares, added.get((country, when), NO_OVERLAP))
        for country, when, n, total, squares in rows
    ]


def totals(db: Database, asked: Asked, measure: Measure) -> list[Cell]:
    """See `Store.totals`."""
    if asked.by_rollups and asked.all_outlets:
        rows = month_sums.totals(db, asked, _columns(measure))
    else:
        table = _table(db, asked, measure)
        columns = f"country, MIN(day), {table.sums}"
        query = f"SELECT {columns} FROM {table.rows.text} GROUP BY country ORDER BY n DESC, country"  # noqa: S608
        rows = db.execute(query, table.rows.values).fetchall()
    added = overlaps(db, asked, measure, ("country",))
    return [
        Cell(country, _day(day), n, total, squares, added.get((country,), NO_OVERLAP))
        for country, day, n, total, squares in rows
    ]


def cells_by_source(db: Database, asked: Asked, measure: Measure) -> list[SourceCell]:
    """See `Store.cells_by_source`."""
    rows = _with_sources(db, _by_source(db, asked, measure, ", day"), "g.country, s.name, g.first")
    added = overlaps(db, asked, measure, ("country", "source_id", "day"))
    return [
        SourceCell(country, name, _day(day), n, total, squares, added.get((country, source, day), NO_OVERLAP))
        for country, source, name, day, n, total, squares in rows
    ]


def totals_by_source(db: Database, asked: Asked, measure: Measure) -> list[SourceCell]:
    """See `Store.totals_by_source`."""
    if asked.by_rollups:
        rows = outlet_sums.totals(db, asked, _columns(measure))
    else:
        rows = _with_sources(db, _by_source(db, asked, measure, ""), "g.n DESC, g.country, s.name")
    added = overlaps(db, asked, measure, ("country", "source_id"))
    return [
        SourceCell(country, name, _day(day), n, total, squares, added.get((country, source), NO_OVERLAP))
        for country, source, name, day, n, total, squares in rows
    ]


def count_outlets(db: Database, asked: Asked) -> int:
    """See `Store.count_outlets`."""
    if asked.by_rollups and not asked.first:  # one look into the sums of each outlet
        kept = all_of(
            Sql("r.source_id = s.id"),
            of_sources("r", asked),
            of_countries("r.country", asked.countries),
            within("r.day", asked.days),
            salient("r", asked),
        )
        query = f"SELECT COUNT(*) FROM sources s WHERE EXISTS (SELECT 1 FROM rollups r WHERE {kept.text})"  # noqa: S608
        return int(db.execute(query, kept.values).fetchone()[0])
    if asked.by_rollups:
        return outlet_sums.count(db, asked)
    grouped = _by_source(db, asked, "tone", "")
    return int(db.execute(f"SELECT COUNT(DISTINCT source_id) FROM ({grouped.text})", grouped.values).fetchone()[0])  # noqa: S608


def count(db: Database, asked: Asked) -> int:
    """See `Store.count`."""
    if asked.by_rollups and asked.all_outlets:
        return month_sums.count(db, asked)
    table = _table(db, asked, "tone")
    query = f"SELECT COALESCE(SUM(n), 0) FROM (SELECT {table.sums} FROM {table.rows.text})"  # noqa: S608 values bound
    return int(db.execute(query, table.rows.values).fetchone()[0])


def span(db: Database, asked: Asked) -> tuple[date, date] | None:
    """See `Store.span`."""
    if asked.by_rollups and asked.all_outlets:
        found = month_sums.span(db, asked)
        return found and (_day(found[0]), _day(found[1]))
    rows = _table(db, asked, "tone").rows
    first, last = db.execute(f"SELECT MIN(day), MAX(day) FROM {rows.text}", rows.values).fetchone()  # noqa: S608
    return None if first is None else (_day(first), _day(last))


def pairs(db: Database, asked: Asked, measure: Measure) -> list[PairCell]:
    """See `Store.pairs`."""
    total, squares = _columns(measure)
    two = (of_countries("country", asked.paired), of_countries("other", asked.countries))
    arms: list[Sql] = []
    singly = [asked]
    if asked.by_rollups and asked.all_outlets:
        cut = parts(asked.days)
        singly = [replace(asked, days=days) for days in cut.days]
        if cut.months:
            where = all_of(*two, within("month", cut.months), _salient(asked))
            columns = f"country, other, n, sentences, {total} AS total, {squares} AS squares"
            arms.append(Sql(f"SELECT {columns} FROM pair_months WHERE {where.text}", where.values))  # noqa: S608
            if asked.first:
                columns = f"country, other, -n, -sentences, -{total}, -{squares}"
                arms.append(Sql(f"SELECT {columns} FROM later_pair_months WHERE {where.text}", where.values))  # noqa: S608
    for one in singly:
        rows = Rows(db, one).pairs()
        columns = f"country, other, 1 AS n, sentences, {measure} AS total, {measure} * {measure} AS squares"
        arms.append(Sql(f"SELECT {columns} FROM ({rows.text})", rows.values))  # noqa: S608 values bound
    found = _all(
        db,
        "country, other, SUM(n) AS n, SUM(sentences), SUM(total), SUM(squares)",
        arms,
        "GROUP BY country, other HAVING SUM(n) > 0 ORDER BY n DESC, country, other",
    )
    added = pair_overlaps(db, asked, measure)
    return [
        PairCell(country, other, n, sentences, total, squares, added.get((country, other), NO_OVERLAP))
        for country, other, n, sentences, total, squares in found
    ]


def histogram(db: Database, asked: Asked, measure: Measure) -> dict[str, list[int]]:
    """See `Store.histogram`."""
    _columns(measure)
    step = f"CASE WHEN {measure} < 10000 THEN ({measure} + 10000) / 1000 ELSE {STEPS - 1} END"
    arms: list[Sql] = []
    singly = [asked]
    if asked.by_rollups and asked.all_outlets:
        cut = parts(asked.days)
        singly = [replace(asked, days=days) for days in cut.days]
        if cut.months:
            where = all_of(of_countries("country", asked.countries), within("month", cut.months), _salient(asked))
            number = "n" if measure == "tone" else "vader_n"
            arms.append(Sql(f"SELECT country, step, {number} AS n FROM step_months WHERE {where.text}", where.values))  # noqa: S608
            if asked.first:
                later = _later(replace(asked, days=days_of(cut.months)), of_countries("country", asked.countries))
                arms.append(Sql(f"SELECT country, {step}, -1 FROM {later.text}", later.values))  # noqa: S608 ours
    for one in singly:
        rows = Rows(db, one).tones(one.countries)
        arms.append(Sql(f"SELECT country, {step} AS step, 1 AS n FROM ({rows.text})", rows.values))  # noqa: S608
    found: dict[str, list[int]] = {}
    grouped = "GROUP BY country, step HAVING SUM(n) > 0 ORDER BY country, step"
    for country, step, number in _all(db, "country, step, SUM(n)", arms, grouped):
        found.setdefault(country, [0] * STEPS)[step] = number
    return found


@dataclass(frozen=True, slots=True)
class _Table:
    """What to sum: `rows` follows FROM; `sums` are the columns n, total and squares over any group of them."""

    rows: Sql
    sums: str


def _table(db: Database, asked: Asked, measure: Measure, *, by_source: bool = False) -> _Table:
    total, squares = _columns(measure)
    if not asked.by_rollups:
        rows = Rows(db, asked).tones(asked.countries)
        sums = f"COUNT(*) AS n, SUM({measure}) AS total, SUM({measure} * {measure}) AS squares"
        return _Table(Sql(f"({rows.text})", rows.values), sums)
    outlets = of_sources("rollups", asked)
    if outlets is None:
        outlets = Sql("source_id IN (SELECT id FROM sources)" if by_source else "source_id = 0")
    where = all_of(outlets, one_of("country", asked.countries), within("day", asked.days), _salient(asked))
    rows = Sql(f"rollups WHERE {where.text}", where.values)
    if asked.first:
        less = ", ".join(f"r.{name} - COALESCE(l.{name}, 0) AS {name}" for name in ("n", total, squares))
        text = (
            f"(SELECT r.country, r.day, r.source_id, {less} FROM (SELECT * FROM {rows.text}) r "  # noqa: S608 our text
            "LEFT JOIN later_rollups l ON l.source_id = r.source_id AND l.country = r.country AND l.day = r.day "
            "AND l.salient = r.salient WHERE r.n > COALESCE(l.n, 0))"
        )
        rows = Sql(text, rows.values)
    return _Table(rows, f"SUM(n) AS n, SUM({total}) AS total, SUM({squares}) AS squares")


def _by_source(db: Database, asked: Asked, measure: Measure, further: str) -> Sql:
    """Selects the sums by country and outlet, and by what is `further` grouped; `first` is the first day of each."""
    table = _table(db, asked, measure, by_source=True)
    columns = f"country, source_id, MIN(day) AS first, {table.sums}"
    query = f"SELECT {columns} FROM {table.rows.text} GROUP BY country, source_id{further}"  # noqa: S608 values bound
    return Sql(query, table.rows.values)


def _with_sources(db: Database, grouped: Sql, order: str) -> list[tuple[Any, ...]]:
    """Rows of country, outlet's number and name, first day, n, total and squares."""
    query = (
        "SELECT g.country, g.source_id, s.name, g.first, g.n, g.total, g.squares "  # noqa: S608 values bound
        f"FROM ({grouped.text}) g JOIN sources s ON s.id = g.source_id ORDER BY {order}"
    )
    return db.execute(query, grouped.values).fetchall()


def _later(asked: Asked, countries: Sql | None) -> Sql:
    """The rows of later copies that filters keep, to be taken out of sums over all; follows FROM."""
    where = all_of(
        countries, within("day", asked.days), of_sources("copy_tones", asked), _salient(asked), Sql("later = 1")
    )
    return Sql(f"copy_tones WHERE {where.text}", where.values)


def _columns(measure: str) -> tuple[str, str]:
    if measure not in _SUMMED:
        raise AskedError(f"measure must be one of {', '.join(_SUMMED)}, not {measure!r}")
    return _SUMMED[measure]


def _salient(asked: Asked) -> Sql | None:
    return Sql("salient = 1") if asked.salient else None


def _all(db: Database, columns: str, arms: list[Sql], tail: str) -> list[tuple[Any, ...]]:
    """The columns over all rows of the arms; of no arms, none."""
    if not arms:
        return []
    rows = " UNION ALL ".join(arm.text for arm in arms)
    return db.execute(f"SELECT {columns} FROM ({rows}) {tail}", sum((arm.values for arm in arms), ())).fetchall()  # noqa: S608


def _day(text: str) -> date:
    return date.fromisoformat(text)
