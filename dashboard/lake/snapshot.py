"""A lake's numbers, without its texts, in a DuckDB file: the tables that charts and lists are answered from."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import duckdb
import platformdirs
import pyarrow as pa

from dashboard.lake.files import connected, paths
from dashboard.lake.rows import SCHEMA
from dashboard.lake.tables import Tables
from dashboard.store.copy_months import COUNTED
from dashboard.store.rollups import STEPS
from dashboard.store.story_sums import COPY, Copy, StorySums

MAKE = 3
"""To be raised when the tables below change: files of another make are not used."""

# Of two rows of one article the one with the higher number counts, under the lower number; of the same row twice, one.
_CURRENT = """
CREATE TEMP TABLE lines AS SELECT f.id AS file, r.file_row_number AS line, r.number, r.identity_key, r.day, r.source,
        r.engine, r.unscored, r.title
    FROM raw r JOIN files f ON f.path = r.filename;
CREATE TEMP TABLE versions AS SELECT f.id AS file, r.file_row_number AS line, MIN(r.number) OVER same AS id,
        ROW_NUMBER() OVER (PARTITION BY r.identity ORDER BY r.number DESC, f.id, r.file_row_number) AS age
    FROM raw r JOIN files f ON f.path = r.filename
    WHERE r.identity_key IN (SELECT identity_key FROM lines GROUP BY identity_key HAVING COUNT(*) > 1)
    WINDOW same AS (PARTITION BY r.identity);
CREATE TEMP TABLE current AS SELECT l.*, COALESCE(v.id, l.number) AS id
    FROM lines l LEFT JOIN versions v ON v.file = l.file AND v.line = l.line WHERE COALESCE(v.age, 1) = 1;
"""
_NAMES = """
CREATE TABLE sources AS SELECT ROW_NUMBER() OVER (ORDER BY name) AS id, name, articles,
        COALESCE(p.country, '') AS country
    FROM (SELECT source AS name, COUNT(*) AS articles FROM current GROUP BY source) s
    LEFT JOIN places p ON p.outlet = s.name;
CREATE TABLE engines AS SELECT ROW_NUMBER() OVER (ORDER BY name) AS id, name, articles
    FROM (SELECT engine AS name, COUNT(*) AS articles FROM current GROUP BY engine);
CREATE TABLE reasons AS SELECT ROW_NUMBER() OVER (ORDER BY name) AS id, name, articles
    FROM (SELECT unscored AS name, COUNT(*) AS articles FROM current WHERE unscored <> '' GROUP BY unscored);
CREATE TABLE articles AS SELECT c.id, c.number, c.file, c.line, c.day, s.id AS source_id, e.id AS engine_id,
        COALESCE(r.id, 0) AS reason_id, c.title
    FROM current c JOIN sources s ON s.name = c.source JOIN engines e ON e.name = c.engine
    LEFT JOIN reasons r ON r.name = c.unscored ORDER BY c.id;
"""
_SCORES = """
CREATE TABLE tones AS SELECT t.country, a.day, a.id AS article_id, a.source_id, t.tone, t.vader, t.mentions,
        t.sentences, t.salient
    FROM (SELECT file_row_number AS line, filename, UNNEST(tones) AS t FROM raw) r JOIN files f ON f.path = r.filename
    JOIN articles a ON a.file = f.id AND a.line = r.line ORDER BY t.country, a.day, a.id;
CREATE TABLE pairs AS SELECT p.country, p.other, a.day, a.id AS article_id, a.source_id, p.tone, p.vader, p.sentences,
        p.salient
    FROM (SELECT file_row_number AS line, filename, UNNEST(pairs) AS p FROM raw) r JOIN files f ON f.path = r.filename
    JOIN articles a ON a.file = f.id AND a.line = r.line ORDER BY p.country, p.other, a.day, a.id;
CREATE TABLE countries AS SELECT country AS name, COUNT(*) AS articles FROM tones GROUP BY country;
"""
_SUMS = (
    "CAST(SUM(tone) AS BIGINT) AS total, CAST(SUM(CAST(tone AS BIGINT) * tone) AS BIGINT) AS squares, "
    "CAST(SUM(vader) AS BIGINT) AS vader_total, CAST(SUM(CAST(vader AS BIGINT) * vader) AS BIGINT) AS vader_squares"
)
_STEP = f"CASE WHEN {{0}} < 10000 THEN ({{0}} + 10000) // 1000 ELSE {STEPS - 1} END"
_ROLLUPS = f"""
CREATE TABLE rollups AS SELECT source_id, country, day, salient, COUNT(*) AS n, {_SUMS} FROM tones GROUP BY ALL
    UNION ALL SELECT 0, country, day, salient, COUNT(*), {_SUMS} FROM tones GROUP BY ALL ORDER BY 1, 2, 3;
CREATE TABLE rollup_months AS SELECT country, substr(day, 1, 7) AS month, salient, COUNT(*) AS n, {_SUMS} FROM tones
    GROUP BY ALL ORDER BY 1, 2;
CREATE TABLE pair_months AS SELECT country, other, substr(day, 1, 7) AS month, salient, COUNT(*) AS n,
        CAST(SUM(sentences) AS BIGINT) AS sentences, {_SUMS} FROM pairs GROUP BY ALL ORDER BY 1, 2, 3;
CREATE TABLE step_months AS SELECT country, month, salient, step, CAST(SUM(n) AS BIGINT) AS n,
        CAST(SUM(vader_n) AS BIGINT) AS vader_n FROM (
    SELECT country, substr(day, 1, 7) AS month, salient, {_STEP.format("tone")} AS step, 1 AS n, 0 AS vader_n FROM tones
    UNION ALL
    SELECT country, substr(day, 1, 7), salient, {_STEP.format("vader")}, 0, 1 FROM tones
    ) GROUP BY ALL ORDER BY 1, 2;
"""  # noqa: S608 our text
_STORIES = """
CREATE TABLE copies AS SELECT c.* FROM told c JOIN articles a ON a.id = c.article_id;
CREATE TABLE copy_tones AS SELECT t.country, t.day, t.article_id, c.story_id, t.source_id, t.tone, t.vader, t.salient,
        c.later
    FROM copies c JOIN tones t ON t.article_id = c.article_id;
CREATE TABLE story_days (country VARCHAR, salient INTEGER, day VARCHAR, until VARCHAR, repeats BIGINT, pairs BIGINT,
    total BIGINT, products BIGINT, vader_total BIGINT, vader_products BIGINT);
CREATE TABLE later_rollups (source_id BIGINT, country VARCHAR, day VARCHAR, salient INTEGER, n BIGINT, total BIGINT,
    squares BIGINT, vader_total BIGINT, vader_squares BIGINT);
CREATE TABLE source_months (month VARCHAR, country VARCHAR, source_id BIGINT, salient INTEGER, n BIGINT, total BIGINT,
    squares BIGINT, vader_total BIGINT, vader_squares BIGINT);
CREATE TABLE later_source_months (month VARCHAR, country VARCHAR, source_id BIGINT, salient INTEGER, n BIGINT,
    total BIGINT, squares BIGINT, vader_total BIGINT, vader_squares BIGINT);
CREATE TABLE source_story_months (country VARCHAR, source_id BIGINT, salient INTEGER, month VARCHAR,
    until_month VARCHAR, repeats BIGINT, pairs BIGINT, total BIGINT, products BIGINT, vader_total BIGINT,
    vader_products BIGINT);
CREATE TABLE copy_pairs (country VARCHAR, other VARCHAR, day VARCHAR, article_id BIGINT, story_id BIGINT, tone INTEGER,
    vader INTEGER, sentences INTEGER, salient INTEGER, later INTEGER);
CREATE TABLE pair_story_months (country VARCHAR, other VARCHAR, salient INTEGER, month VARCHAR, until_month VARCHAR,
    repeats BIGINT, pairs BIGINT, total BIGINT, products BIGINT, vader_total BIGINT, vader_products BIGINT);
CREATE TABLE later_pair_months (country VARCHAR, other VARCHAR, month VARCHAR, salient INTEGER, n BIGINT,
    sentences BIGINT, total BIGINT, squares BIGINT, vader_total BIGINT, vader_squares BIGINT);
"""
_DAY_SUMS, _LATER_SUMS = (
    ", ".join(f"CAST(SUM({name}) AS BIGINT) AS {name}" for name in names)
    for names in (
        ("repeats", "pairs", "total", "products", "vader_total", "vader_products"),
        ("n", "total", "squares", "vader_total", "vader_squares"),
    )
)
_STORY_MONTHS = f"""
CREATE TABLE story_months AS SELECT country, salient, substr(day, 1, 7) AS month, substr(until, 1, 7) AS until_month,
        {_DAY_SUMS} FROM story_days GROUP BY ALL;
CREATE TABLE later_months AS SELECT country, substr(day, 1, 7) AS month, salient, {_LATER_SUMS}
    FROM later_rollups WHERE source_id = 0 GROUP BY ALL;
"""  # noqa: S608 our text


def snapshot_file(tables: Tables) -> Path:
    """The file with the numbers of the lake as it is now; made where there is none yet."""
    articles, places, stories = tables.articles(), tables.places(), tables.stories()
    versions = "-".join(map(str, (articles.version(), tables.versions()[1], stories.version(), MAKE)))
    folder = snapshot_folder()
    path = folder / f"{articles.metadata().id}-{versions}.duckdb"
    if path.exists():
        return path
    handle, name = tempfile.mkstemp(suffix=".making", dir=folder)
    os.close(handle)
    making = Path(name)
    try:
        making.unlink()
        with connected(tables, making) as db:
            _fill(db, paths(tables), places, stories.to_pyarrow_table())
            db.execute("CREATE TABLE searched AS SELECT CAST(? AS BIGINT) AS articles", [tables.searched()])
        making.replace(path)
    finally:
        making.unlink(missing_ok=True)
    for other in folder.glob(f"{articles.metadata().id}-*.duckdb"):
        # Who still reads one goes on doing so, except on Windows, where it cannot be removed until then.
        if other != path and other.stat().st_mtime < path.stat().st_mtime:
            with suppress(OSError):
                other.unlink()
    return path


def rows_of(paths: str = "?") -> str:
    """What follows FROM to read the rows of files; `paths` is a list of them in SQL, by default a value to be bound."""
    options = "filename = true, file_row_number = true, hive_partitioning = true, hive_types = {'month': VARCHAR}"
    return f"read_parquet({paths}, {options})"


def snapshot_folder() -> Path:
    """Where the files lie: in the user's folder for what can be made anew."""
    folder = Path(platformdirs.user_cache_dir("worldtone", appauthor=False)) / "lakes"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.gettempdir()) / "worldtone-lakes"
        folder.mkdir(exist_ok=True)
    return folder


def _fill(db: duckdb.DuckDBPyConnection, files: list[str], places: dict[str, str], stories: pa.Table) -> None:
    db.register("places", pa.table({"outlet": list(places), "country": list(places.values())}, _PLACES))
    db.register("told", stories)
    db.execute("CREATE TABLE files (id INTEGER, path VARCHAR)")
    if files:
        db.executemany("INSERT INTO files VALUES (?, ?)", list(enumerate(files)))
        quoted = ", ".join("'" + path.replace("'", "''") + "'" for path in files)
        db.execute(f"CREATE TEMP VIEW raw AS SELECT * FROM {rows_of(f'[{quoted}]')}")  # noqa: S608 quoted; cannot be bound
    else:
        db.register("nothing", pa.Table.from_pylist([], _NO_FILES))
        db.execute("CREATE TEMP VIEW raw AS SELECT * FROM nothing")
    for script in (_CURRENT, _NAMES, _SCORES, _ROLLUPS, _STORIES):
        db.execute(script)
    sums = StorySums()
    rows = db.execute(f"SELECT story_id, {COPY} FROM copy_tones ORDER BY story_id").fetchall()  # noqa: S608 our text
    for _, story in groupby(rows, itemgetter(0)):
        sums.change(1, [Copy._make(row[1:]) for row in story])
    for table, its_rows in zip(("story_days", "later_rollups"), sums.rows(), strict=True):
        if its_rows:
            marks = ", ".join("?" * len(its_rows[0]))
            db.executemany(f"INSERT INTO {table} VALUES ({marks})", its_rows)  # noqa: S608 our text
    db.execute(_STORY_MONTHS)
    for table, counted in COUNTED.items():
        db.execute(f"INSERT INTO {table} {counted.replace('CROSS JOIN', 'JOIN')}")


_NO_FILES = SCHEMA.append(pa.field("filename", pa.string())).append(pa.field("file_row_number", pa.int64()))
_PLACES = pa.schema([("outlet", pa.string()), ("country", pa.string())])


class Reader:
    """One DuckDB connection in the dress of SQLite's, as the questions in dashboard.store ask it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> Rows:
        """Answers a query. CROSS JOIN keeps SQLite to the order of the tables; DuckDB finds its own."""
        self._connection.execute(sql.replace("CROSS JOIN", "JOIN"), list(parameters))
        return Rows(self._connection.fetchall() if self._connection.description else [])


class Rows:
    """Rows that were fetched."""

    def __init__(self, rows: list[Any]) -> None:
        self._rows = iter(rows)

    def fetchall(self) -> list[Any]:
        """All that were not fetched yet."""
        return list(self._rows)

    def fetchone(self) -> Any:
        """The next one; None after the last."""
        return next(self._rows, None)

    def __iter__(self) -> Iterator[Any]:
        return self._rows
