"""Reads articles back, with what belongs to them, inside the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from dashboard.store.protocol import StoredArticle
from dashboard.store.ready import ToneColumns
from dashboard.store.rows import from_units, read_evidence, read_published, storable
from dashboard.types import Article, CountryTone

_JOINS = (
    "JOIN sources s ON s.id = a.source_id JOIN engines e ON e.id = a.engine_id "
    "LEFT JOIN reasons r ON r.id = a.reason_id"
)
_WHOLE = (
    "SELECT a.day, e.name, COALESCE(r.name, ''), a.text, a.published, a.title, s.name, a.url, a.language "  # noqa: S608 our text only
    f"FROM articles a {_JOINS} WHERE a.id = ?"
)


def load_article(connection: sqlite3.Connection, number: int, country: str = "") -> StoredArticle | None:
    """One article whole, or None; with `country` only the tone toward that one.

    Raises ValueError where its columns or its evidence are damaged.
    """
    found = connection.execute(_WHOLE, (number,)).fetchone()
    if found is None:
        return None
    day, engine, unscored, *columns = found
    return StoredArticle(number, article_of(*columns), engine, _tones(connection, number, day, country), unscored)


def load_outdated(connection: sqlite3.Connection, engine: str, limit: int) -> list[StoredArticle]:
    """The articles of `Store.outdated`. Raises ValueError where a column is damaged."""
    numbers: list[int] = []
    # The index holds each engine's articles in order of number, so no more are read than asked for.
    for other in connection.execute("SELECT id FROM engines WHERE name <> ?", (storable(engine),)).fetchall():
        query = "SELECT id FROM articles WHERE engine_id = ? ORDER BY id LIMIT ?"
        numbers.extend(row[0] for row in connection.execute(query, (*other, limit)))
    found: list[StoredArticle] = []
    for number in sorted(numbers)[:limit]:
        _, stamp, unscored, *columns = connection.execute(_WHOLE, (number,)).fetchone()
        found.append(StoredArticle(number, article_of(*columns), stamp, (), unscored))
    return found


def article_of(*columns: str) -> Article:
    """An article of its columns text, published, title, source, url and language."""
    text, published, title, source, url, language = columns
    return Article(text, read_published(published), title, source, url, language)


def _tones(connection: sqlite3.Connection, number: int, day: str, only: str) -> tuple[CountryTone, ...]:
    body = connection.execute("SELECT body FROM evidence WHERE article_id = ?", (number,)).fetchone()
    rows = connection.execute(
        "SELECT country, tone, vader, mentions, sentences, salient FROM tones "
        "WHERE day = ? AND article_id = ? AND ? IN (country, '')",
        (day, number, only),
    ).fetchall()
    return tones_of(rows, body[0] if body else "", only)


def tones_of(rows: Iterable[ToneColumns], body: str, only: str = "") -> tuple[CountryTone, ...]:
    """An article's tones of their rows, in the order of the evidence `body`, of which that of `only` alone is read.

    Raises ValueError where the evidence is damaged.
    """
    evidence = read_evidence(body, only) if body else {}
    order = {country: place for place, country in enumerate(evidence)}
    return tuple(
        CountryTone(
            country=country,
            tone=from_units(tone),
            vader=from_units(vader),
            mentions=mentions,
            sentences=sentences,
            salient=bool(salient),
            evidence=evidence.get(country, ()),
        )
        for country, tone, vader, mentions, sentences, salient in sorted(
            rows, key=lambda row: order.get(row[0], len(order))
        )
    )
