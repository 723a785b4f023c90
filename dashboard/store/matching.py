"""The single rows of `tones` and `pairs` that filters keep, where sums made beforehand do not answer."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.store.database import Database
from dashboard.store.filters import (
    Asked,
    Sql,
    all_of,
    matching,
    not_later,
    of_countries,
    of_sources,
    one_of,
    salient,
    within,
)
from dashboard.store.rollups import month

# Articles with the words are looked up one by one where they are few. Else it is faster to read all rows that the other
# filters keep, and to ask of each whether its article is among them. So many are few anyhow, a tenth of a second's;
_FEW = 5_000
# and so are more, while looking one up takes as long as reading this many rows.
_ROWS_A_LOOKUP = 40

_REST = ("source_id", "tone", "vader", "mentions", "salient")
_PAIR = ("country", "other", "day", "article_id", "sentences", "tone", "vader")
_WITH_WORDS = "article_words w CROSS JOIN articles a ON a.id = w.rowid"
_ITS_TONES = "CROSS JOIN tones t ON t.day = a.day AND t.article_id = a.id"


class Rows:
    """Rows by `Asked`. CROSS JOIN keeps SQLite to the order of the tables as written."""

    def __init__(self, connection: Database, asked: Asked, *, by_day: bool = False, further: Sql | None = None) -> None:
        """`by_day`: rows of all countries are to be read day by day, the newest first; else country by country.

        `further` is one more condition on the rows of tones, called `t`.
        """
        self.asked = asked
        self._by_day = by_day
        self._further = further
        self._few = bool(asked.match) and _are_few(connection, asked)

    def tones(self, countries: Sequence[str]) -> Sql:
        """Selects rows toward any of the countries; of all, for none.

        Columns: country, day, article_id, source_id, tone, vader, mentions, salient.
        """
        asked, rest = self.asked, ", ".join(f"t.{name} AS {name}" for name in _REST)
        kept = (salient("t", asked), of_sources("t", asked), not_later("t.article_id", asked), self._further)
        if asked.together:
            # (together, country) has a row in `pairs` wherever (country, together) has one.
            columns = f"p.other AS country, p.day AS day, p.article_id AS article_id, {rest}"
            tables = (
                "pairs p CROSS JOIN tones t ON t.country = p.other AND t.day = p.day AND t.article_id = p.article_id"
            )
            where = all_of(
                Sql("p.country = ?", (asked.together,)),
                of_countries("p.other", countries),
                within("p.day", asked.days),
                matching("p.article_id", asked),
                *kept,
            )
        else:
            columns = f"t.country AS country, t.day AS day, t.article_id AS article_id, {rest}"
            tables = f"{_WITH_WORDS} {_ITS_TONES}" if self._few else "tones t"
            # Else the index of days would lead to each row by itself.
            by_country = asked.days is not None and not self._few and not self._by_day
            named = of_countries("t.country", countries) if by_country else one_of("t.country", countries)
            where = all_of(self._words("t.article_id"), named, within("t.day", asked.days), *kept)
        return Sql(f"SELECT {columns} FROM {tables} WHERE {where.text}", where.values)  # noqa: S608 values bound

    def pairs(self) -> Sql:
        """Selects rows of two of the countries asked for; of any two, for none.

        Columns: country, other, day, article_id, sentences, tone, vader.
        """
        asked = self.asked
        tables = "pairs p"
        if self._few:
            tables = (
                f"{_WITH_WORDS} {_ITS_TONES} CROSS JOIN tones o ON o.day = a.day AND o.article_id = a.id "
                "CROSS JOIN pairs p ON p.country = t.country AND p.other = o.country AND p.day = a.day "
                "AND p.article_id = a.id"
            )
        together = Sql(
            "EXISTS (SELECT 1 FROM pairs x WHERE x.country = p.country AND x.other = ? AND x.day = p.day "
            "AND x.article_id = p.article_id)",
            (asked.together,),
        )
        where = all_of(
            self._words("p.article_id"),
            of_countries("p.country", asked.paired),
            of_countries("p.other", asked.countries),
            within("p.day", asked.days),
            salient("p", asked),
            of_sources("p", asked),
            not_later("p.article_id", asked),
            together if asked.together else None,
        )
        columns = ", ".join(f"p.{name} AS {name}" for name in _PAIR)
        return Sql(f"SELECT {columns} FROM {tables} WHERE {where.text}", where.values)  # noqa: S608 values bound

    def _words(self, column: str) -> Sql | None:
        if self._few:
            return Sql("w.article_words MATCH ?", (self.asked.match,))
        return matching(column, self.asked)


def _are_few(connection: Database, asked: Asked) -> bool:
    most = max(_FEW, _rows_to_read(connection, asked) // _ROWS_A_LOOKUP)
    query = "SELECT COUNT(*) FROM (SELECT 1 FROM article_words WHERE article_words MATCH ? LIMIT ?)"
    return bool(connection.execute(query, (asked.match, most + 1)).fetchone()[0] <= most)


def _rows_to_read(connection: Database, asked: Asked) -> int:
    """About how many rows of `tones` are toward the countries and in the days asked for: in all months these touch."""
    if asked.days is None:
        where = all_of(one_of("name", asked.countries))
        query = f"SELECT SUM(articles) FROM countries WHERE {where.text}"  # noqa: S608 values bound
    else:
        months = month(asked.days[0]), month(asked.days[1])
        where = all_of(of_countries("country", asked.countries), within("month", months))
        query = f"SELECT SUM(n) FROM rollup_months WHERE {where.text}"  # noqa: S608 values bound
    return int(connection.execute(query, where.values).fetchone()[0] or 0)
