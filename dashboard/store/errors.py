"""What went wrong with a store, in words that name its file; and with a search that cannot be read."""

from __future__ import annotations

import sqlite3
from pathlib import Path

_ADVICE = "restore it from a copy, or ingest into a new one; `worldtone info --verify` says what is wrong with it"

# SQLite's primary result codes (https://www.sqlite.org/rescode.html); the low byte of the extended ones.
_WORDS = {
    sqlite3.SQLITE_BUSY: "another process kept the store locked for too long; try again when it is done",
    sqlite3.SQLITE_LOCKED: "another process kept the store locked for too long; try again when it is done",
    sqlite3.SQLITE_READONLY: "the store cannot be written; check the rights on the file and on its folder",
    sqlite3.SQLITE_PERM: "the store cannot be opened; check the rights on the file and on its folder",
    sqlite3.SQLITE_AUTH: "the store cannot be opened; check the rights on the file and on its folder",
    sqlite3.SQLITE_CANTOPEN: "the store cannot be opened; check the rights on the file and on its folder",
    sqlite3.SQLITE_IOERR: "reading or writing the store failed; check the disk and the space left on it",
    sqlite3.SQLITE_FULL: "the disk is full; make room and try again",
    sqlite3.SQLITE_CORRUPT: f"the store is damaged; {_ADVICE}",
    sqlite3.SQLITE_MISMATCH: f"the store is damaged; {_ADVICE}",
    sqlite3.SQLITE_NOTADB: "this file is not a Worldtone store: it is not a database",
    sqlite3.SQLITE_PROTOCOL: "the folder's file system cannot lock files; keep the store on a local disk",
    sqlite3.SQLITE_NOMEM: "there is not enough memory",
}


class StoreError(Exception):
    """A store that cannot be opened, read or written; the message says which file and why, for a person."""


class AskedError(ValueError):
    """A question that no store knows, such as one for another measure; the message says what may be asked."""


class WordsError(AskedError):
    """A search for words that cannot be read; the message is a sentence for the person who typed it."""


def damaged(path: Path, what: str) -> StoreError:
    """The StoreError that says what is damaged in the store at `path`, and what to do."""
    return StoreError(f"{path}: the store is damaged: {what}; {_ADVICE}")


def store_error(path: Path, error: sqlite3.Error) -> StoreError:
    """The StoreError that tells of a database error on the store at `path`."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None and "decode" in str(error):  # bytes that are no UTF-8, where a text should be
        return damaged(path, str(error))
    words = _WORDS.get(code & 0xFF) if code is not None else None
    return StoreError(f"{path}: {words} ({error})" if words else f"{path}: the store refused: {error}")
