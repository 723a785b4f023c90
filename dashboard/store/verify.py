"""Checks a store against itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import itemgetter

from dashboard.store.copy_months import COUNTED
from dashboard.store.pair_rows import pairs_from_evidence
from dashboard.store.rows import read_published
from dashboard.store.seals import broken_articles, broken_tables
from dashboard.store.search_index import unlike, wrong_entries
from dashboard.store.story_sums import COPY, Copy, StorySums
from dashboard.stories import bucket, keys
from dashboard.types import Article

_SHOWN = 10  # problems of one kind that are told one by one
# Reasons for a query to fail that say nothing of the file.
_ELSEWHERE = frozenset(
    (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT)
)

_SUMS = "COUNT(*), SUM(tone), SUM(tone * tone), SUM(vader), SUM(vader * vader)"
_COUNTED = (
    f"SELECT source_id, country, day, salient, {_SUMS} FROM tones "  # noqa: S608 our text
    "GROUP BY source_id, country, day, salient "
    f"UNION ALL SELECT 0, country, day, salient, {_SUMS} FROM tones GROUP BY country, day, salient"
)
_KEPT = "SELECT source_id, country, day, salient, n, total, squares, vader_total, vader_squares FROM rollups"

_MONTH_SUMS = (
    "SELECT country, substr(day, 1, 7), salient, SUM(n), SUM(total), SUM(squares), SUM(vader_total), "
    "SUM(vader_squares) FROM {} WHERE source_id = 0 GROUP BY 1, 2, 3"
)
_PAIR_SUMS = (
    "SELECT country, other, substr(day, 1, 7), salient, COUNT(*), SUM(sentences), SUM(tone), SUM(tone * tone), "
    "SUM(vader), SUM(vader * vader) FROM pairs GROUP BY country, other, substr(day, 1, 7), salient"
)
_STEPS = (
    "SELECT country, month, salient, step, SUM(tones), SUM(vaders) FROM ("  # noqa: S608 our text
    + " UNION ALL ".join(
        f"SELECT country, substr(day, 1, 7) AS month, salient, MIN(({measure} + 10000) / 1000, 19) AS step, {counted} "  # noqa: S608
        "FROM tones"
        for measure, counted in (("tone", "1 AS tones, 0 AS vaders"), ("vader", "0, 1"))
    )
    + ") GROUP BY country, month, salient, step"
)


def _wrong_counts(names: str, key: str, rows: str, column: str) -> str:
    return (
        f"SELECT x.name FROM {names} x LEFT JOIN "  # noqa: S608 our text
        f"(SELECT {column} AS k, COUNT(*) AS c FROM {rows} GROUP BY {column}) y ON y.k = x.{key} "
        "WHERE x.articles <> COALESCE(y.c, 0)"
    )


# Each finds rows that should not be there; the words tell what such a row means.
_CHECKS = (
    (
        "sums of no rows, or other than their rows' (outlet, country, day, salient)",
        f"SELECT source_id, country, day, salient FROM ({_KEPT} EXCEPT SELECT * FROM ({_COUNTED}))",  # noqa: S608 ours
    ),
    (
        "rows whose sums are missing or other (outlet, country, day, salient)",
        f"SELECT source_id, country, day, salient FROM (SELECT * FROM ({_COUNTED}) EXCEPT {_KEPT})",  # noqa: S608 ours
    ),
    (
        "tones with another day or outlet than their article (article, country)",
        "SELECT article_id, country FROM tones t JOIN articles a ON a.id = t.article_id "
        "WHERE t.day <> a.day OR t.source_id <> a.source_id",
    ),
    (
        "sums by month that are not those of their days (country, month, salient, sums)",
        unlike("SELECT * FROM rollup_months", _MONTH_SUMS.format("rollups")),
    ),
    (
        "sums of later copies by month that are not those of their days (country, month, salient, sums)",
        unlike("SELECT * FROM later_months", _MONTH_SUMS.format("later_rollups")),
    ),
    (
        "sums over copies by month that are not those of their days (country, salient, months, sums)",
        unlike(
            "SELECT * FROM story_months",
            "SELECT country, salient, substr(day, 1, 7), substr(until, 1, 7), SUM(repeats), SUM(pairs), SUM(total), "
            "SUM(products), SUM(vader_total), SUM(vader_products) FROM story_days GROUP BY 1, 2, 3, 4",
        ),
    ),
    (
        "sums over pairs of countries that are not their rows' (country, other, month, salient, sums)",
        unlike("SELECT * FROM pair_months", _PAIR_SUMS),
    ),
    (
        "counts of a histogram that are not their rows' (country, month, salient, step, counts)",
        unlike("SELECT * FROM step_months", _STEPS),
    ),
    (
        "articles that say they were not scored, but have tones (article)",
        "SELECT id FROM articles WHERE reason_id <> 0 AND id IN (SELECT article_id FROM evidence)",
    ),
    (
        "stories of one article, or of more than a week (story)",
        "SELECT story_id FROM copies GROUP BY story_id HAVING COUNT(*) < 2 "
        "OR julianday(substr(MAX(moment), 1, 10)) - julianday(substr(MIN(moment), 1, 10)) > 7",
    ),
    (
        "copies that are wrongly held to be the first of their story, or a later one (article)",
        "SELECT c.article_id FROM copies c WHERE c.later <> EXISTS (SELECT 1 FROM copies e "
        "WHERE e.story_id = c.story_id AND (e.moment, e.article_id) < (c.moment, c.article_id))",
    ),
    (
        "copies with another day of publication than their article (article)",
        "SELECT c.article_id FROM copies c JOIN articles a ON a.id = c.article_id "
        "WHERE substr(c.moment, 1, 10) <> a.day",
    ),
    (
        "tones of copies that are not their articles' (country, day, article, …)",
        unlike(
            "SELECT country, day, article_id, story_id, source_id, tone, vader, salient, later FROM copy_tones",
            "SELECT t.country, t.day, t.article_id, c.story_id, t.source_id, t.tone, t.vader, t.salient, c.later "
            "FROM copies c CROSS JOIN articles a ON a.id = c.article_id "
            "CROSS JOIN tones t ON t.day = a.day AND t.article_id = a.id",
        ),
    ),
    *(
        (f"rows of {table} that are not as those they are counted from", unlike(f"SELECT * FROM {table}", rows))  # noqa: S608 ours
        for table, rows in COUNTED.items()
    ),
    (
        "articles whose evidence cannot be read (article)",
        "SELECT article_id FROM evidence WHERE NOT json_valid(body)",
    ),
    (
        "outlets with a wrong count of articles (outlet)",
        _wrong_counts("sources", "id", "articles", "source_id"),
    ),
    (
        "engines with a wrong count of articles (engine)",
        _wrong_counts("engines", "id", "articles", "engine_id"),
    ),
    (
        "reasons not to score with a wrong count of articles (reason)",
        _wrong_counts("reasons", "id", "articles", "reason_id"),
    ),
    (
        "countries with a wrong count of articles (country)",
        _wrong_counts("countries", "name", "tones", "country"),
    ),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the check: what it looks at in words, its share of the whole work, and what looks.

    A part reads one state of the store: it is to be run within one transaction.
    """

    words: str
    share: float
    look: Callable[[sqlite3.Connection], Iterator[str]]

    def problems(self, connection: sqlite3.Connection) -> Iterator[str]:
        """What it finds, one sentence each; what is too damaged to be looked at is told of in the same way.

        Raises sqlite3.Error where the reason is none in the file: a lack of memory or of room for temporary files, or
        an interruption.
        """
        try:
            yield from self.look(connection)
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _ELSEWHERE:
                raise
            yield f"damaged: {self.words} could not be looked at ({error})"
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            yield f"damaged: {self.words} could not be looked at ({error})"


def problems(connection: sqlite3.Connection) -> list[str]:
    """Everything in the store that contradicts itself, one sentence each; empty where all is well."""
    return [problem for part in parts() for problem in part.problems(connection)]


def parts() -> tuple[Part, ...]:
    """All that is looked at, one after the other; the shares of the work add up to 1.

    The shares are those that `python tests/benchmarks/bench_check.py` prints, rounded.
    """
    return (
        Part("the file", 0.03, _damaged_file),
        *(Part("the sums", 0.07 / len(_CHECKS), partial(_wrong_rows, words, query)) for words, query in _CHECKS),
        Part("the pairs of countries", 0.08, _wrong_pairs),
        Part("the stories", 0.01, _wrong_stories),
        Part("the keys of near-copies", 0.26, _wrong_keys),
        Part("the index of words", 0.47, _wrong_words),
        Part("the seals", 0.08, _broken_seals),
    )


def _damaged_file(connection: sqlite3.Connection) -> Iterator[str]:
    for (words,) in connection.execute("PRAGMA integrity_check"):
        if words != "ok":
            yield f"damaged file: {words}"
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"row {row} of table {table} points to a row of {parent} that is not there"


def _wrong_rows(words: str, query: str, connection: sqlite3.Connection) -> Iterator[str]:
    yield from _told(words, connection.execute(query).fetchall())


def _wrong_words(connection: sqlite3.Connection) -> Iterator[str]:
    articles, terms = wrong_entries(connection)
    yield from _told("articles that the index of words has not as they stand (article)", articles)
    yield from _told("words that the index places otherwise than the articles (word, times, sums)", terms)


def _broken_seals(connection: sqlite3.Connection) -> Iterator[str]:
    """What something else than this program has changed, found by the seals."""
    for name in broken_tables(connection, long_ones=True):
        yield f"{name}: not as Worldtone left it"
    yield from _told(
        "articles whose text, tones or evidence are not as Worldtone left them (article)",
        [(number,) for number in broken_articles(connection)],
    )


def _wrong_keys(connection: sqlite3.Connection) -> Iterator[str]:
    """Holds the keys of near-copies against those that the articles have, in the order of the articles."""
    kept = connection.execute(
        "SELECT article_id, bucket, key, day FROM story_keys ORDER BY article_id, bucket, key, day"
    )
    by_article = groupby(kept, key=itemgetter(0))
    wrong: list[tuple[object, ...]] = []
    number, rows = next(by_article, (None, iter(())))
    query = "SELECT id, title, text, published FROM articles ORDER BY id"
    for article, title, text, published in connection.execute(query):
        while number is not None and number < article:
            wrong.append((number,))
            number, rows = next(by_article, (None, iter(())))
        has: list[tuple[object, ...]] = []
        if number == article:
            has = [row[1:] for row in rows]
            number, rows = next(by_article, (None, iter(())))
        written = Article(text, read_published(published), title)
        day = written.day.toordinal()
        if has != sorted((bucket(day), key, day) for key in keys(written)):
            wrong.append((article,))
    wrong += [(beyond,) for beyond in (number, *(number for number, _ in by_article)) if beyond is not None]
    yield from _told("articles with other keys of near-copies than their text has (article)", wrong)


def _told(words: str, rows: list[tuple[object, ...]]) -> Iterator[str]:
    if rows:
        told = "; ".join(", ".join(map(str, row)) for row in rows[:_SHOWN])
        yield f"{len(rows)} {words}: {told}{'; …' if len(rows) > _SHOWN else ''}"


def _wrong_stories(connection: sqlite3.Connection) -> Iterator[str]:
    """Holds the sums of stories against their rows, one story at a time."""
    sums = StorySums()
    rows = connection.execute(f"SELECT story_id, {COPY} FROM copy_tones ORDER BY story_id")  # noqa: S608 our text
    for _, story in groupby(rows, key=itemgetter(0)):
        sums.change(1, [Copy._make(row[1:]) for row in story])
    for table, expected in zip(("story_days", "later_rollups"), sums.rows(), strict=True):
        kept = set(connection.execute(f"SELECT * FROM {table}"))  # noqa: S608 our text
        yield from _told(f"sums over copies in {table} that are not their rows'", sorted(kept ^ set(expected)))


def _wrong_pairs(connection: sqlite3.Connection) -> Iterator[str]:
    """Holds `pairs` against the stored evidence, of which it reads some hundred articles at a time."""
    wrong: list[tuple[object, ...]] = []
    number = 0
    query = "SELECT * FROM pairs WHERE country = ? AND other = ? AND day = ? AND article_id = ?"
    for rows in pairs_from_evidence(connection):
        number += len(rows)
        wrong += [row[:4] for row in rows if connection.execute(query, row[:4]).fetchone() != tuple(row)]
    yield from _told("pairs that are missing or not as the evidence has them (country, other, day, article)", wrong)
    (kept,) = connection.execute("SELECT COUNT(*) FROM pairs").fetchone()
    if kept != number:
        yield f"there are {kept} pairs of countries, but {number} in the evidence"
