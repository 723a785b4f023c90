"""Says how sums by month of single outlets, and of copies, are counted from the rows that they sum.

One text of each query: to bring an older store forward, to check a store, and to make a lake's tables. What is written
day by day is changed in step by rollups.py and story_sums.py.
"""

from __future__ import annotations

from collections.abc import Mapping

_SUMS = "SUM(n), SUM(total), SUM(squares), SUM(vader_total), SUM(vader_squares)"
_ROW_SUMS = "SUM(tone), SUM(tone * tone), SUM(vader), SUM(vader * vader)"
_MONTH = "substr(day, 1, 7)"
_OUTLETS = (
    f"SELECT {_MONTH}, country, source_id, salient, {_SUMS} FROM {{}} "  # noqa: S608 our text
    "WHERE source_id <> 0 GROUP BY 1, 2, 3, 4"
)


def _story_months(table: str, key: str) -> str:
    """What copies add, from the rows of `table`, by two columns; `salient` and the months follow them.

    A story lasts a week at most, so it lies in one month or in two that follow each other. What is added is that of
    `Overlap` in types.py: within a month, and for each two months that hold copies.
    """
    one, other = key.split(", ")
    within = "SUM(n - 1), SUM(n * (n - 1)), SUM((n - 1) * t), SUM(t * t - q), SUM((n - 1) * v), SUM(v * v - w)"
    across = (
        "COUNT(*), SUM(2 * a.n * b.n), SUM(b.n * a.t + a.n * b.t), SUM(2 * a.t * b.t), SUM(b.n * a.v + a.n * b.v), "
        "SUM(2 * a.v * b.v)"
    )
    return (
        f"WITH kinds (among) AS (VALUES (0), (1)), g AS (SELECT {one}, {other}, among, story_id, {_MONTH} AS month, "  # noqa: S608 our text
        "COUNT(*) AS n, SUM(tone) AS t, SUM(tone * tone) AS q, SUM(vader) AS v, SUM(vader * vader) AS w "
        f"FROM {table} JOIN kinds ON salient >= among GROUP BY {one}, {other}, among, story_id, {_MONTH}) "
        f"SELECT {one}, {other}, among, month, month, {within} FROM g WHERE n > 1 GROUP BY 1, 2, 3, 4, 5 UNION ALL "
        f"SELECT a.{one}, a.{other}, a.among, a.month, b.month, {across} FROM g a JOIN g b ON b.story_id = a.story_id "
        f"AND b.{one} = a.{one} AND b.{other} = a.{other} AND b.among = a.among AND b.month > a.month "
        "GROUP BY 1, 2, 3, 4, 5"
    )


COUNTED: Mapping[str, str] = {
    "source_months": _OUTLETS.format("rollups"),
    "later_source_months": _OUTLETS.format("later_rollups"),
    "source_story_months": _story_months("copy_tones", "country, source_id"),
    "copy_pairs": (
        "SELECT p.country, p.other, p.day, p.article_id, c.story_id, p.tone, p.vader, p.sentences, p.salient, c.later "
        "FROM pairs p CROSS JOIN copies c ON c.article_id = p.article_id"
    ),
    "pair_story_months": _story_months("copy_pairs", "country, other"),
    "later_pair_months": (
        f"SELECT country, other, {_MONTH}, salient, COUNT(*), SUM(sentences), {_ROW_SUMS} FROM copy_pairs "  # noqa: S608
        "WHERE later = 1 GROUP BY 1, 2, 3, 4"
    ),
}
"""By table, in the order in which they are filled: what selects its rows, its columns in their order."""
