"""Keeps the index of words in step with the articles, and checks that it is, inside the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

_Row = tuple[object, ...]


# Each word with its number of places, and sums over them that are others where a place is another. The vocabulary comes
# in the order of its words, so that nothing has to be sorted.
_TERMS = (
    "SELECT term, COUNT(*), SUM(col IS 'title'), SUM(col IS 'text'), SUM(doc % 1000003), "  # a damaged col is NULL
    "SUM((doc % 1000003) * (offset + 1) % 1000003) "
    "FROM {table} GROUP BY term"
)


def forget_words(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Takes stored articles out of the index; to be called before their title or text is changed.

    The index holds no texts, so it must be given the very ones it was given before.
    """
    connection.executemany(
        "INSERT INTO article_words (article_words, rowid, title, text) "
        "SELECT 'delete', id, title, text FROM articles WHERE id = ?",
        [(number,) for number in sorted(numbers)],  # in order: the index writes itself out at every step back
    )


def index_words(connection: sqlite3.Connection, texts: Iterable[tuple[int, str, str]]) -> None:
    """Enters articles, each as its number, title and text, as they are stored."""
    connection.executemany("INSERT INTO article_words (rowid, title, text) VALUES (?, ?, ?)", sorted(texts))


def wrong_entries(connection: sqlite3.Connection) -> tuple[list[_Row], list[_Row]]:
    """Articles (number) and words (word, times, sums) of which the index holds other than the articles do.

    A second index is made of the articles, in SQLite's temporary files, for comparison. FTS5's own check asks for
    the write lock, and every writer would have to wait for its end.
    """
    connection.execute(
        "CREATE VIRTUAL TABLE temp.words_again USING fts5 "
        "(title, text, content = '', tokenize = 'unicode61 remove_diacritics 2')"  # as in version_2.sql
    )
    connection.execute("INSERT INTO temp.words_again (rowid, title, text) SELECT id, title, text FROM main.articles")
    connection.execute("CREATE VIRTUAL TABLE temp.terms_again USING fts5vocab (temp, words_again, instance)")
    connection.execute("CREATE VIRTUAL TABLE temp.terms_kept USING fts5vocab (main, article_words, instance)")
    lengths = unlike("SELECT id, sz FROM main.article_words_docsize", "SELECT id, sz FROM temp.words_again_docsize")
    articles = connection.execute(f"SELECT DISTINCT id FROM ({lengths})").fetchall()  # noqa: S608 our text
    kept, again = (_TERMS.format(table=f"temp.terms_{which}") for which in ("kept", "again"))
    words = connection.execute(unlike(kept, again)).fetchall()
    for table in ("terms_kept", "terms_again", "words_again"):
        connection.execute(f"DROP TABLE temp.{table}")
    return articles, words


def unlike(first: str, second: str) -> str:
    """Selects the rows that one of two queries has and the other has not."""
    return (
        f"SELECT * FROM (SELECT * FROM ({first}) EXCEPT SELECT * FROM ({second})) "  # noqa: S608 our text
        f"UNION ALL SELECT * FROM (SELECT * FROM ({second}) EXCEPT SELECT * FROM ({first}))"
    )
