"""Lists the articles that filters keep, and draws samples of them, inside the caller's transaction."""

from __future__ import annotations

import hashlib
import heapq
from datetime import date

from dashboard.store.database import Database
from dashboard.store.errors import AskedError
from dashboard.store.filters import Asked, Sql
from dashboard.store.matching import Rows
from dashboard.store.protocol import ArticleRow
from dashboard.store.rows import from_units
from dashboard.store.strongest import strongest
from dashboard.types import Measure, Order

# Up to so many countries are merged from one ordered list each, which reads only what is shown; beyond, one
# list of all countries is read until enough are found.
_MERGED_COUNTRIES = 12
_NEWEST = "day DESC, article_id DESC, country"


def list_articles(
    connection: Database, asked: Asked, page: tuple[int, int], order: Order, measure: Measure
) -> list[ArticleRow]:
    """The rows of `Store.articles`; `page` is limit and offset. Raises ValueError for an unknown order or measure."""
    ordered = _ordered(order, measure)
    strong = strongest(connection, asked, sum(page), order, measure)
    if order == "newest" or strong:
        rows = _in_order(connection, asked, strong)
    else:
        rows = Rows(connection, asked).tones(asked.countries)
    query = (
        "SELECT a.id, a.title, s.name, t.day, t.country, t.tone, t.vader, t.mentions, t.salient, "  # noqa: S608
        f"COALESCE(k.story_id, 0), COALESCE(k.later, 0) FROM ({rows.text} ORDER BY {ordered} LIMIT ? OFFSET ?) t "
        "JOIN articles a ON a.id = t.article_id JOIN sources s ON s.id = a.source_id "
        f"LEFT JOIN copies k ON k.article_id = t.article_id ORDER BY {_of('t', ordered)}"
    )
    return [
        ArticleRow(
            id=number,
            title=title,
            source=source,
            day=date.fromisoformat(day),
            country=country,
            tone=from_units(tone),
            vader=from_units(vader),
            mentions=mentions,
            salient=bool(salient),
            story=story,
            first=not later,
        )
        for number, title, source, day, country, tone, vader, mentions, salient, story, later in connection.execute(
            query, (*rows.values, *page)
        )
    ]


def newest_numbers(connection: Database, asked: Asked, limit: int) -> list[int]:
    """The numbers of the newest articles of `list_articles`, each once."""
    rows = _in_order(connection, asked)
    numbers: dict[int, None] = {}
    for _, _, number, *_ in connection.execute(f"{rows.text} ORDER BY {_NEWEST}", rows.values) if limit else ():
        numbers[number] = None
        if len(numbers) == limit:
            break
    return list(numbers)


def drawn_numbers(connection: Database, asked: Asked, limit: int, seed: int) -> list[int]:
    """The numbers of the articles of `Store.sample`, in the order of their lots."""
    rows = Rows(connection, asked).tones(asked.countries)
    query = f"SELECT DISTINCT article_id FROM ({rows.text})"  # noqa: S608 values bound
    numbers = (number for (number,) in connection.execute(query, rows.values))
    return heapq.nsmallest(limit, numbers, key=lambda number: _lot(seed, number))


def _lot(seed: int, number: int) -> bytes:
    """An article's lot: a hash, which is as good as chance and asks nothing of the other articles."""
    return hashlib.blake2b(f"{seed}/{number}".encode(), digest_size=8).digest()


def _in_order(connection: Database, asked: Asked, strong: Sql | None = None) -> Sql:
    """Selects the rows in a form that SQLite can read newest first, or `strong` ones by tone, without reading all."""
    # With words the articles that have them would be looked up for each list anew.
    merged = len(asked.countries) <= _MERGED_COUNTRIES and not asked.with_words
    groups = [(country,) for country in asked.countries] if merged else [asked.countries]
    rows = Rows(connection, asked, by_day=True, further=strong)
    parts = [rows.tones(group) for group in groups or [()]]
    return Sql(" UNION ALL ".join(part.text for part in parts), sum((part.values for part in parts), ()))


def _ordered(order: str, measure: str) -> str:
    if measure not in ("tone", "vader"):
        raise AskedError(f"measure must be one of tone, vader, not {measure!r}")
    orders = {"newest": _NEWEST, "lowest": f"{measure}, {_NEWEST}", "highest": f"{measure} DESC, {_NEWEST}"}
    if order not in orders:
        raise AskedError(f"order must be one of {', '.join(orders)}, not {order!r}")
    return orders[order]


def _of(table: str, ordered: str) -> str:
    return ", ".join(f"{table}.{column}" for column in ordered.split(", "))
