"""Reads a search as a user types it, and says it in the language of SQLite's full-text search (FTS5)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.limits import cap
from dashboard.store.errors import WordsError
from dashboard.store.rows import storable

_MARKS = str.maketrans(dict.fromkeys("“”„‟«»", '"') | {"\0": " "})
_TERM = re.compile(r'(-?)(?:"([^"]*)"(\*?)|([^\s"]+))')
_OR = "OR"


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase of a search: what it says, whether it must not occur, whether more may follow its last word."""

    text: str
    minus: bool
    prefix: bool

    def __str__(self) -> str:
        # Within double quotes FTS5 reads nothing but text; it makes one phrase of it, word by word.
        return f'"{self.text}"{"*" if self.prefix else ""}'


def check_words(text: str) -> None:
    """Raises WordsError where `text` is no search that `Filters.words` can hold; empty text is none, and fine."""
    match_expression(text)


def match_expression(text: str) -> str:
    """What FTS5 is asked for the search `text`; empty for empty text or white space, which asks for nothing.

    Raises WordsError as `search_terms` does.
    """
    if not text.strip():
        return ""
    wanted, unwanted = search_terms(text)
    found = " AND ".join(_any_of(group) for group in wanted)
    return f"({found}) NOT {_any_of(unwanted)}" if unwanted else found


def search_terms(text: str) -> tuple[list[list[Term]], list[Term]]:
    """Groups of terms of which one each must occur, and the terms that must not, of a search that asks for something.

    A search is made of words, which must all occur; "phrases", whose words must follow each other; OR in capitals
    between two of these, of which one must occur; -minus before one that must not occur; and prefix* for all words
    that begin so. Case does not count, nor do accents on Latin letters. A word with signs in it, such as U.S. or
    anti-war, is the phrase of its parts; signs that stand alone are passed over. Writing without spaces between words
    (Chinese, Japanese, Thai) is found by whole runs of signs, or by their beginnings with a star.

    Raises WordsError, with a sentence for the user: too long, an open quotation mark, OR without a neighbour or
    beside a minus, nothing but minus, no word at all.
    """
    if len(text) > cap("words_chars"):
        raise WordsError(f"A search has at most {cap('words_chars')} characters; this one has {len(text):,}.")
    even = unicodedata.normalize("NFC", storable(text)).translate(_MARKS)  # composed, as nearly all text comes
    if even.count('"') % 2:
        raise WordsError("A quotation mark is not closed: a phrase stands between two of them.")
    wanted, unwanted = _grouped(_terms(even))
    if not wanted and not unwanted:
        raise WordsError("There is no word in this search: it needs letters or digits.")
    if not wanted:
        raise WordsError("A search needs a word to look for beside those with a minus, which it leaves out.")
    return wanted, unwanted


def _terms(text: str) -> Iterable[Term | None]:
    """The terms in their order, with None for an OR; terms without any letter or digit are left out."""
    for minus, phrase, star, word in _TERM.findall(text):
        if word == _OR and not minus:
            yield None
            continue
        words = phrase or word.rstrip("*")
        if _searchable(words):
            yield Term(words, bool(minus), bool(star) or word.endswith("*"))


def _grouped(terms: Iterable[Term | None]) -> tuple[list[list[Term]], list[Term]]:
    """Groups of which one term each must occur, and the terms that must not."""
    wanted: list[list[Term]] = []
    unwanted: list[Term] = []
    before: Term | None = None
    joins = False
    for term in terms:
        if term is None:
            if before is None or joins:
                raise WordsError("OR needs a word or phrase before it and one after it.")
            joins = True
            continue
        if joins and before is not None and (before.minus or term.minus):
            raise WordsError("OR cannot stand beside a word with a minus.")
        if term.minus:
            unwanted.append(term)
        elif joins:
            wanted[-1].append(term)
        else:
            wanted.append([term])
        before, joins = term, False
    if joins:
        raise WordsError("OR needs a word or phrase before it and one after it.")
    return wanted, unwanted


def _any_of(terms: list[Term]) -> str:
    return f"({' OR '.join(map(str, terms))})"


def _searchable(text: str) -> bool:
    """Whether the tokenizer finds anything in it: it keeps letters, digits and signs for private use."""
    return any(unicodedata.category(sign)[0] in "LN" or unicodedata.category(sign) == "Co" for sign in text)
