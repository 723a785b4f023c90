"""Tells when a list of the lowest or highest tones is read from an index of the strongest alone."""

from __future__ import annotations

from dashboard.store.database import Database
from dashboard.store.filters import Asked, Sql, all_of, of_countries
from dashboard.store.months import parts
from dashboard.types import Measure, Order

# What the two indexes hold, as version_8.sql says it, and the steps of a histogram that hold the same tones.
_STRONGEST = {"lowest": ("t.tone < -3000", "step < 7"), "highest": ("t.tone >= 3000", "step >= 13")}


def strongest(db: Database, asked: Asked, number: int, order: Order, measure: Measure) -> Sql | None:
    """The condition that a tone is strong, where the `number` first articles of that order surely have such a tone.

    None where they may not, or where reading all that is asked for takes less than reading, in order, of all days'
    strong tones as many as hold `number` of the days asked for. Histograms by month tell it.
    """
    months = parts(asked.days).months
    counted = asked.by_rollups and asked.all_outlets and not asked.first
    if order not in _STRONGEST or measure != "tone" or months is None or not counted:
        return None
    condition, steps = _STRONGEST[order]
    where = all_of(of_countries("country", asked.countries), Sql("salient = 1") if asked.salient else None)
    sums = ", ".join(
        f"COALESCE(SUM(CASE WHEN {which} THEN n END), 0)"
        for which in (steps, f"{steps} AND month BETWEEN ? AND ?", "month BETWEEN ? AND ?")
    )
    query = f"SELECT {sums} FROM step_months WHERE {where.text}"  # noqa: S608 values bound
    strong, inside, rows = db.execute(query, (*months, *months, *where.values)).fetchone()
    return Sql(condition) if inside >= number and strong * number <= inside * rows else None
