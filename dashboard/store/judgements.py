"""What readers found the tone to be, inside the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from dashboard.store.moments import moment_text, now, read_moment
from dashboard.store.rows import storable
from dashboard.types import Judgement

_MOST = 2**62  # within what SQLite can count
_WHOLE = -1  # start and finish of a judgement of the article as a whole
_COLUMNS = "article_id, country, field, start, finish, label, made"


def write_judgement(
    connection: sqlite3.Connection, judgement: Judgement, holds: Callable[[sqlite3.Connection, int], bool]
) -> None:
    """See `Store.judge`; `holds` tells whether there is an article of a number. Raises ValueError as it says."""
    start, end = _place(judgement)
    if judgement.label not in (-1, 0, 1):
        raise ValueError(f"a judgement is -1, 0 or 1, not {judgement.label!r}")
    if judgement.field not in ("title", "text"):
        raise ValueError(f"a mention stands in title or text, not in {judgement.field!r}")
    key = (judgement.article, storable(judgement.country), judgement.field, start, end)
    made = moment_text(judgement.made) if judgement.made else now()
    if not 0 < judgement.article <= _MOST or not holds(connection, judgement.article):
        raise ValueError(f"there is no article {judgement.article}")
    # REPLACE gives a new number, so that of two made at one moment the later one counts as later.
    connection.execute(
        f"INSERT OR REPLACE INTO judgements ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 our text
        (*key, judgement.label, made),
    )


def read_judgements(connection: sqlite3.Connection, article: int | None) -> list[Judgement]:
    """See `Store.judgements`."""
    if article is not None and not 0 < article <= _MOST:
        return []
    where, values = ("1", ()) if article is None else ("article_id = ?", (article,))
    query = f"SELECT {_COLUMNS} FROM judgements WHERE {where} ORDER BY made, id"  # noqa: S608 values bound
    return [
        Judgement(
            article=number,
            country=country,
            label=label,
            start=None if start == _WHOLE else start,
            end=None if end == _WHOLE else end,
            field=field,
            made=read_moment(made),
        )
        for number, country, field, start, end, label, made in connection.execute(query, values)
    ]


def _place(judgement: Judgement) -> tuple[int, int]:
    start, end = judgement.start, judgement.end
    if start is None and end is None:
        return _WHOLE, _WHOLE
    if start is None or end is None or not 0 <= start < end <= _MOST:
        raise ValueError(f"a mention has a start and, after it, an end; not {start!r} and {end!r}")
    return start, end
