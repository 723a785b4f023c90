"""The words of a text as SQLite's full-text search knows them, so that a lake finds what a store in a file finds."""

from __future__ import annotations

import sqlite3
import threading

from dashboard.store.filters import Sql, all_of
from dashboard.store.words import Term, search_terms

_NEXT_FIELD = "|"  # no word holds it, so no phrase reaches from a title into its text


class _Folding(dict[int, str]):
    """What becomes of each character, asked of SQLite's own tokenizer when it is first met.

    A letter or digit becomes its plain small form, an accent that stands alone nothing, any other sign a space.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        self._db.execute("CREATE VIRTUAL TABLE probe USING fts5 (word, tokenize = 'unicode61 remove_diacritics 2')")
        self._db.execute("CREATE VIRTUAL TABLE terms USING fts5vocab (probe, instance)")

    def __missing__(self, code: int) -> str:
        with self._lock:
            self._db.execute("INSERT INTO probe (rowid, word) VALUES (1, ?)", (f"x{chr(code)}x",))
            terms = [term for (term,) in self._db.execute("SELECT term FROM terms ORDER BY offset")]
            self._db.execute("DELETE FROM probe WHERE rowid = 1")
        folded = terms[0][1:-1] if len(terms) == 1 else " "
        self[code] = folded
        return folded


_FOLDING = _Folding()


def words_of(title: str, text: str) -> str:
    """The words of both, each with a space before and after it, a bar between the two."""
    return f" {_folded(title)} {_NEXT_FIELD} {_folded(text)} "


def having(words: str) -> Sql:
    """The condition that an article's column `words` answers a search. Raises WordsError for one that is none."""
    wanted, unwanted = search_terms(words)
    groups = [_any_of(group) for group in wanted]
    excluded = _any_of(unwanted) if unwanted else None
    return all_of(*groups, Sql(f"NOT {excluded.text}", excluded.values) if excluded else None)


def _any_of(terms: list[Term]) -> Sql:
    phrases = [(_folded(term.text), term.prefix) for term in terms]
    values = tuple(f" {phrase}" if prefix else f" {phrase} " for phrase, prefix in phrases if phrase)
    return Sql(f"({' OR '.join(['contains(words, ?)'] * len(values)) or 'FALSE'})", values)


def _folded(text: str) -> str:
    return " ".join(text.translate(_FOLDING).split())
