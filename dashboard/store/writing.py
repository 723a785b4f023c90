"""Writes one batch of scored articles into a store, inside the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dashboard.store.copies import Fresh, Stories
from dashboard.store.names import Names
from dashboard.store.pair_rows import PairRow, insert_pairs
from dashboard.store.ready import Ready
from dashboard.store.rollups import Score, Sums
from dashboard.store.rows import day_text, storable
from dashboard.store.seals import article_seal, write_seals
from dashboard.store.search_index import forget_words, index_words

_Row = tuple[str | int, ...]
_CHUNK = 500  # identities asked for in one statement; old SQLite versions take 999

_INSERT = (
    "INSERT INTO articles "
    "(fingerprint, source_id, engine_id, day, published, title, url, language, text, reason_id, identity, id) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_IDENTITY = 10  # of those columns: all before it stand in a seal as they stand here
_REPLACE = (
    "UPDATE articles SET fingerprint = ?, source_id = ?, engine_id = ?, day = ?, published = ?, "
    "title = ?, url = ?, language = ?, text = ?, reason_id = ?, identity = ? WHERE id = ?"
)
# The rows of `pairs` of one article: found in the order of their key, by the article's own countries.
_ITS_PAIRS = (
    "FROM pairs WHERE country IN (SELECT country FROM tones WHERE day = ?1 AND article_id = ?2) "
    "AND other IN (SELECT country FROM tones WHERE day = ?1 AND article_id = ?2) AND day = ?1 AND article_id = ?2"
)


@dataclass(frozen=True, slots=True)
class _Old:
    """What a known identity holds already."""

    id: int
    day: str
    source_id: int
    engine_id: int
    fingerprint: str
    reason_id: int


@dataclass(frozen=True, slots=True)
class _Placed:
    """An article that is to be written, with the numbers of its rows."""

    item: Ready
    id: int
    day: str
    source_id: int
    reason_id: int


def write_articles(connection: sqlite3.Connection, articles: Iterable[Ready], engine: str) -> None:
    """Stores each article with its tones, in place of what was stored under its identity.

    Where an identity comes twice in a batch the later one counts. Raises sqlite3.Error where the database fails; the
    caller's transaction must then be rolled back.
    """
    batch = {item.identity: item for item in articles}
    if not batch:
        return
    names, sums, stories = Names(connection), Sums(), Stories(connection)
    columns = "a.identity, a.id, a.day, a.source_id, a.engine_id, a.fingerprint, a.reason_id"
    rows = stored_rows(connection, columns, list(batch))
    old = {
        str(row[0]): _Old(int(row[1]), str(row[2]), int(row[3]), int(row[4]), str(row[5]), int(row[6])) for row in rows
    }
    for known in old.values():
        _remove_scores(connection, known, names, sums)
    placed = list(_places(connection, batch, old, names))
    # An article that is only scored anew has the same words: they stay in the index.
    fresh = [one for one in placed if one.item.identity not in old or _changed(one, old[one.item.identity])]
    replaced = [one.id for one in fresh if one.item.identity in old]
    forget_words(connection, replaced)
    stories.touch(known.id for known in old.values())
    stories.leave(replaced)
    engine_id = names.number("engines", storable(engine))
    names.count("engines", engine_id, len(placed))
    rows = [_article_row(one, engine_id) for one in placed]
    for query, known_ones in ((_INSERT, False), (_REPLACE, True)):
        connection.executemany(query, [row for row in rows if (row[_IDENTITY] in old) == known_ones])
    seals = _write_scores(connection, placed, rows, names, sums)
    stories.join([Fresh(one.id, one.item.article, one.item.scores.keys) for one in fresh])
    stories.refresh()
    sums.store(connection)
    names.store()
    write_seals(connection, seals)
    # Last, as the index writes itself out before any statement with a trigger.
    index_words(connection, [(one.id, one.item.article.title, one.item.article.text) for one in fresh])


def stored_rows(connection: sqlite3.Connection, columns: str, identities: Sequence[str]) -> list[_Row]:
    """`columns` of the articles `a`, joined with their engine `e`, that have one of these identities."""
    found: list[_Row] = []
    for first in range(0, len(identities), _CHUNK):
        chunk = identities[first : first + _CHUNK]
        marks = ", ".join("?" * len(chunk))
        query = (
            f"SELECT {columns} FROM articles a JOIN engines e ON e.id = a.engine_id "  # noqa: S608 our text
            f"WHERE a.identity IN ({marks})"
        )
        found.extend(connection.execute(query, chunk))
    return found


def _remove_scores(connection: sqlite3.Connection, old: _Old, names: Names, sums: Sums) -> None:
    key = (old.day, old.id)
    query = "SELECT country, salient, tone, vader FROM tones WHERE day = ? AND article_id = ?"
    scores = connection.execute(query, key).fetchall()
    for country, salient, tone, vader in scores:
        sums.change(-1, Score(old.source_id, country, old.day, salient, tone, vader))
        names.count("countries", names.number("countries", country), -1)
    if len(scores) > 1:
        its_pairs = f"SELECT salient, country, other, tone, vader, sentences {_ITS_PAIRS}"
        for salient, *pair in connection.execute(its_pairs, key).fetchall():
            sums.change_pair(-1, old.day, salient, pair)
        connection.execute(f"DELETE {_ITS_PAIRS}", key)
    names.count("sources", old.source_id, -1)
    names.count("engines", old.engine_id, -1)
    if old.reason_id:
        names.count("reasons", old.reason_id, -1)
    connection.execute("DELETE FROM tones WHERE day = ? AND article_id = ?", key)
    connection.execute("DELETE FROM evidence WHERE article_id = ?", (old.id,))


def _places(
    connection: sqlite3.Connection, batch: dict[str, Ready], old: dict[str, _Old], names: Names
) -> Iterator[_Placed]:
    """Gives each article its number: its own where it is known, else the next; they are never used twice."""
    (last,) = connection.execute("SELECT COALESCE(MAX(id), 0) FROM articles").fetchone()
    for identity, item in batch.items():
        known = old.get(identity)
        if known is None:
            last += 1
        source_id = names.number("sources", item.article.source)
        names.count("sources", source_id, 1)
        reason_id = names.number("reasons", item.scores.unscored) if item.scores.unscored else 0
        if reason_id:
            names.count("reasons", reason_id, 1)
        number = known.id if known else last
        yield _Placed(item, number, day_text(item.article.day), source_id, reason_id)


def _changed(one: _Placed, old: _Old) -> bool:
    return one.item.fingerprint != old.fingerprint


def _article_row(one: _Placed, engine_id: int) -> _Row:
    """The values of `_INSERT`, in its order."""
    article = one.item.article
    return (
        one.item.fingerprint,
        one.source_id,
        engine_id,
        one.day,
        article.published.isoformat(),
        article.title,
        article.url,
        article.language,
        article.text,
        one.reason_id,
        one.item.identity,
        one.id,
    )


def _write_scores(
    connection: sqlite3.Connection, placed: list[_Placed], rows: list[_Row], names: Names, sums: Sums
) -> list[tuple[int, int]]:
    """Writes tones, pairs and evidence, counts them in, and gives each article's number with its seal."""
    tones: list[_Row] = []
    pairs: list[PairRow] = []
    countries: Counter[str] = Counter()
    seals: list[tuple[int, int]] = []
    for one, row in zip(placed, rows, strict=True):
        number, source, day, scores = one.id, one.source_id, one.day, one.item.scores
        its_tones: list[_Row] = []
        salience: dict[str, int] = {}
        for country, tone, vader, mentions, sentences, salient in scores.tones:
            tones.append((country, day, number, source, tone, vader, mentions, sentences, salient))
            its_tones.append((country, source, tone, vader, mentions, sentences, salient))
            sums.change(1, Score(source, country, day, salient, tone, vader))
            countries[country] += 1
            salience[country] = salient
        for pair in scores.pairs:
            country, other, tone, vader, sentences = pair
            salient = salience[country]
            pairs.append(PairRow(country, other, day, number, source, tone, vader, sentences, salient))
            sums.change_pair(1, day, salient, pair)
        evidence = scores.evidence if its_tones else None
        seals.append((number, article_seal((number, row[_IDENTITY], *row[:_IDENTITY]), sorted(its_tones), evidence)))
    for country, times in countries.items():
        names.count("countries", names.number("countries", country), times)
    connection.executemany(
        "INSERT INTO tones (country, day, article_id, source_id, tone, vader, mentions, sentences, salient) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        sorted(tones),  # neighbours in the table one after the other, which touches fewer pages
    )
    insert_pairs(connection, pairs)
    connection.executemany(
        "INSERT INTO evidence (article_id, body) VALUES (?, ?)",
        [(one.id, one.item.scores.evidence) for one in placed if one.item.scores.tones],
    )
    return seals
