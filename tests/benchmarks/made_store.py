"""Makes a large store of made-up rows quickly: the tables that charts read, by SQL in bulk, as ingest leaves them.

Left out, as no chart reads them: evidence, seals, and keys by which copies are found. Ten years of articles in order
of days, 2.5 countries an article, 200 outlets; few countries and outlets have most articles, as in news. A fifth of the
articles are stories told twice.
"""

from __future__ import annotations

import re
import sqlite3
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from dashboard import open_store, store
from dashboard.ingest import engine_stamp
from dashboard.names import countries
from dashboard.store import version_8
from dashboard.store.seals import add_seal
from dashboard.store.story_sums import COPY, Copy, StorySums

_MONTHS = Path(store.__file__).with_name("month_sums.sql")
_FILLED = re.compile(r"INSERT INTO [^;]*;")  # what fills the tables of a store that is brought forward
SLOTS, OUTLETS, DAYS = 4096, 200, 3_650
_CHANCE = "abs(({0}) * 2654435761 % 2147483647)"

_ARTICLES = f"""
WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < :articles),
d AS (SELECT id, CASE WHEN id % 10 = 1 THEN id - 1 ELSE id END AS story, {_CHANCE.format("id + 7")} AS x FROM n)
INSERT INTO articles (id, identity, fingerprint, source_id, engine_id, day, published, title, url, language, text)
SELECT id, 'made-' || id, 'made', 1 + (x % {OUTLETS}) * (x / 1000 % {OUTLETS}) / {OUTLETS}, 1,
    date('2015-01-01', (story * {DAYS} / (:articles + 1)) || ' days'),
    date('2015-01-01', (story * {DAYS} / (:articles + 1)) || ' days'),
    'Report ' || story, 'https://news.test/' || id, '',
    'word' || (x % 911) || ' word' || (x / 7 % 2003) || ' word' || (x / 31 % 401) || ' said of word' || (x / 77 % 5003)
    || CASE WHEN x % 20 = 0 THEN ' war' ELSE '' END || CASE WHEN x % 500 = 0 THEN ' grain' ELSE '' END
FROM d
"""
_MADE = f"""
INSERT OR IGNORE INTO made
SELECT a.id, (SELECT country FROM draw WHERE slot = {_CHANCE.format("s * 4 + k.value")} / 64 % {SLOTS}), k.value, a.day,
    a.source_id, {_CHANCE.format("s * 9 + k.value")} % 10001 + {_CHANCE.format("s * 5 + k.value")} / 9 % 10001 - 10000,
    {_CHANCE.format("s * 3 + k.value")} % 20001 - 10000, {_CHANCE.format("s * 7 + k.value")} % 5 < 2
FROM (SELECT id, day, source_id, CASE WHEN id % 10 = 1 THEN id - 1 ELSE id END AS s FROM articles) a
JOIN json_each('[0, 1, 2, 3]') k ON k.value <= a.s / 10 % 4
"""
_FROM_MADE = (
    "INSERT INTO tones (country, day, article_id, source_id, tone, vader, mentions, sentences, salient) "
    "SELECT country, day, article_id, source_id, tone, vader, 2, 1, salient FROM made ORDER BY 1, 2, 3",
    "INSERT INTO pairs SELECT a.country, b.country, a.day, a.article_id, a.source_id, a.tone, a.vader, 1, a.salient "
    "FROM made a JOIN made b ON b.article_id = a.article_id AND b.country <> a.country "
    "WHERE a.k < 2 AND b.k < 2 ORDER BY 1, 2, 3, 4",
)
_SUMS = "COUNT(*), SUM(tone), SUM(tone * tone), SUM(vader), SUM(vader * vader)"
_MONTH = "substr(day, 1, 7)"
_STEP = "SELECT country, substr(day, 1, 7) AS month, salient, MIN(({0} + 10000) / 1000, 19) AS step"
_SUMMED = (
    f"INSERT INTO rollups SELECT source_id, country, day, salient, {_SUMS} FROM tones GROUP BY 1, 2, 3, 4",
    f"INSERT INTO rollups SELECT 0, country, day, salient, {_SUMS} FROM tones GROUP BY 1, 2, 3, 4",
    f"INSERT INTO pair_months SELECT country, other, {_MONTH}, salient, COUNT(*), SUM(sentences), SUM(tone), "
    "SUM(tone * tone), SUM(vader), SUM(vader * vader) FROM pairs GROUP BY 1, 2, 3, 4",
    "INSERT INTO step_months SELECT country, month, salient, step, SUM(n), SUM(v) FROM ("
    f"{_STEP.format('tone')}, 1 AS n, 0 AS v FROM tones UNION ALL {_STEP.format('vader')}, 0, 1 FROM tones) "
    "GROUP BY 1, 2, 3, 4",
    "INSERT INTO copies SELECT id, 1 + id / 10, day, id % 10 FROM articles WHERE id % 10 < 2 AND id >= 10 "
    "AND id / 10 * 10 + 1 <= (SELECT MAX(id) FROM articles)",
    "INSERT INTO copy_tones SELECT t.country, t.day, t.article_id, c.story_id, t.source_id, t.tone, t.vader, "
    "t.salient, c.later FROM copies c JOIN articles a ON a.id = c.article_id "
    "JOIN tones t ON t.day = a.day AND t.article_id = a.id ORDER BY 1, 2, 3",
    "UPDATE counters SET number = (SELECT MAX(story_id) FROM copies) WHERE name = 'stories'",
    "UPDATE engines SET articles = (SELECT COUNT(*) FROM articles)",
    "UPDATE sources SET articles = x.n FROM (SELECT source_id, COUNT(*) AS n FROM articles GROUP BY 1) x "
    "WHERE x.source_id = sources.id",
    "UPDATE countries SET articles = x.n FROM (SELECT country, COUNT(*) AS n FROM tones GROUP BY 1) x "
    "WHERE x.country = countries.name",
    "INSERT INTO article_words (article_words) VALUES ('rebuild')",
)


def make_store(path: Path, rows: int) -> int:
    """Makes a store of about so many rows of `tones`, and returns how many there are."""
    open_store(path).close()
    db = sqlite3.connect(path, isolation_level=None)
    for pragma in ("synchronous = OFF", "foreign_keys = OFF", "cache_size = -400000", "temp_store = FILE"):
        db.execute(f"PRAGMA {pragma}")
    add_seal(db)
    indexes = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    db.execute("BEGIN")
    for name, _ in indexes:
        db.execute(f"DROP INDEX {name}")
    codes = sorted(countries())
    db.executemany("INSERT INTO countries (name) VALUES (?)", [(code,) for code in codes])
    db.executemany("INSERT INTO sources (name) VALUES (?)", [(f"Outlet {number}",) for number in range(OUTLETS)])
    db.execute("UPDATE sources SET country = (SELECT name FROM countries WHERE countries.id = 1 + sources.id % 40)")
    db.execute("INSERT INTO engines (name) VALUES (?)", (engine_stamp(),))
    db.execute("CREATE TEMP TABLE draw (slot INTEGER PRIMARY KEY, country TEXT)")
    db.executemany("INSERT INTO draw VALUES (?, ?)", enumerate(_drawn(codes)))
    db.execute(_ARTICLES, {"articles": round(rows / 2.5)})
    db.execute(
        "CREATE TEMP TABLE made (article_id, country, k, day, source_id, tone, vader, salient, "
        "PRIMARY KEY (article_id, country)) WITHOUT ROWID"
    )
    db.execute(_MADE)
    for statement in _FROM_MADE:
        db.execute(statement)
    for _, sql in indexes:
        db.execute(sql)
    for statement in _SUMMED:
        db.execute(statement)
    sums = StorySums()
    copied = db.execute(f"SELECT story_id, {COPY} FROM copy_tones ORDER BY story_id")
    for _, story in groupby(copied, key=itemgetter(0)):
        sums.change(1, [Copy._make(row[1:]) for row in story])
    for table, made in zip(("story_days", "later_rollups"), sums.rows(), strict=True):
        if made:
            db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(made[0]))})", made)
    for statement in _FILLED.findall(_MONTHS.read_text(encoding="utf-8")):
        db.execute(statement)
    version_8.fill(db)
    db.execute("COMMIT")
    (number,) = db.execute("SELECT COUNT(*) FROM tones").fetchone()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return int(number)


def _drawn(codes: list[str]) -> list[str]:
    """The countries in the shares in which they are drawn: the nth as often as 1/n, each once at least."""
    often = ["USA", "CHN", "RUS", "GBR", "UKR", "DEU", "FRA", "JPN", "IRN", "ISR"]
    order = often + [code for code in codes if code not in often]
    shares = [1 / place for place in range(1, len(order) + 1)]
    found = [
        code for code, share in zip(order, shares, strict=True) for _ in range(max(1, int(share / sum(shares) * SLOTS)))
    ]
    return (found + often * SLOTS)[:SLOTS]
