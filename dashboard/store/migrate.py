"""Brings a store file to the version this program knows."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.store import places, version_2, version_5, version_6, version_8
from dashboard.store.errors import StoreError, damaged
from dashboard.store.seals import broken_tables, seal_definitions

# Countries of which the sums that charts read count other than the list of countries.
_OTHER_SUMS = (
    "SELECT name FROM (SELECT name, articles AS n FROM countries WHERE articles <> 0 UNION ALL "
    "SELECT country, -SUM(n) FROM rollups WHERE source_id = 0 GROUP BY country) GROUP BY name HAVING SUM(n) <> 0"
)
_SHOWN = 10  # countries that are named
APPLICATION_ID = 1466922062  # "WotN", as schema.sql sets it


@dataclass(frozen=True, slots=True)
class Step:
    """What brings a store one version on: an SQL script, and then what only a program can fill in."""

    script: str
    fill: Callable[[sqlite3.Connection], None] | None = None


def steps() -> tuple[Step, ...]:
    """The steps that make a store, in order: the first makes version 1 of an empty file, and so on.

    A new store takes all of them, so it cannot differ from one that was brought forward. A step that was released
    is never changed.
    """
    return (
        Step(_script("schema.sql")),
        Step(_script("version_2.sql"), version_2.fill),
        Step(_script("feeds.sql")),
        Step(_script("version_4.sql"), places.fill),
        Step(_script("version_5.sql"), version_5.fill),
        Step(_script("version_6.sql"), version_6.fill),
        Step(_script("month_sums.sql")),
        Step(_script("version_8.sql"), version_8.fill),
    )


def prepare(connection: sqlite3.Connection, path: Path, taken: Sequence[Step | str], patience: float) -> None:
    """Makes the file at `path` a store of version len(taken), each missing step in its own transaction.

    `connection` is open on `path`, in autocommit; a step of SQL alone may be its text. Nothing is changed in a file
    that is refused. Raises StoreError for a database that is another program's or of a newer version, and where
    SQLite lacks its full-text search; sqlite3.Error where the database fails.
    """
    _refuse_others(connection, path, len(taken))
    _need_full_text(connection, path)
    _use_wal(connection, path, patience)
    for number, step in enumerate(taken, 1):
        _take(connection, path, number, step)


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Looks at what can be looked at in a moment: that definitions, names, notes, judgements and feeds are as sealed.

    Also that each country has as many articles in the sums that charts read as in the list of countries. Raises
    StoreError where it is otherwise. `verify` looks at everything.
    """
    connection.execute("BEGIN")
    try:
        found = sorted(broken_tables(connection, long_ones=False))
        found += [f"the sums of {name}" for (name,) in connection.execute(_OTHER_SUMS).fetchall()[:_SHOWN]]
    finally:
        connection.rollback()
    if found:
        raise damaged(path, f"not as Worldtone left it: {', '.join(found)}")


def version(connection: sqlite3.Connection) -> int:
    """The schema version in the file's header; 0 for an empty file."""
    return _pragma(connection, "user_version")


def _refuse_others(connection: sqlite3.Connection, path: Path, newest: int) -> None:
    connection.execute("BEGIN")  # one state for all three questions: another process may be making the store
    try:
        found = version(connection)
        ours = _pragma(connection, "application_id") == APPLICATION_ID
        empty = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone() == (0,)
    finally:
        connection.rollback()
    if not ours and not (empty and found == 0):
        raise StoreError(f"{path}: this file is not a Worldtone store: it is another program's database")
    if found > newest:
        raise StoreError(
            f"{path}: this store is of version {found}, made by a newer Worldtone; this one knows versions "
            f"up to {newest}: install the newer one"
        )


def _need_full_text(connection: sqlite3.Connection, path: Path) -> None:
    try:
        connection.execute("SELECT fts5_source_id()")
    except sqlite3.OperationalError as error:
        if "no such function" not in str(error):
            raise
        raise StoreError(
            f"{path}: a store needs the full-text search of SQLite (FTS5), without which this Python's SQLite was "
            "built; use another Python"
        ) from error


def _use_wal(connection: sqlite3.Connection, path: Path, patience: float) -> None:
    """Lets readers read while one writes. SQLite does not wait by itself when two ask for this at once."""
    give_up = time.monotonic() + patience
    while True:
        try:
            (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(0.02)
            continue
        if mode != "wal":
            raise StoreError(f"{path}: its file system cannot share a store; keep it on a local disk")
        return


def _take(connection: sqlite3.Connection, path: Path, number: int, step: Step | str) -> None:
    script, fill = (step, None) if isinstance(step, str) else (step.script, step.fill)
    if version(connection) >= number:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        if version(connection) < number:  # another process may have taken the step while this one waited
            for statement in _statements(script):
                connection.execute(statement)
            if fill is not None:
                fill(connection)
            if _sealed(connection):
                seal_definitions(connection)
            connection.execute(f"PRAGMA user_version = {number:d}")
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            connection.rollback()
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:  # such as "table exists already"
            raise damaged(path, f"it cannot be brought to version {number} ({error})") from error
        raise


def _sealed(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT COUNT(*) FROM sqlite_master WHERE name = 'table_seals'").fetchone()
    return bool(found[0])


def _statements(script: str) -> Iterator[str]:
    """The script's statements one by one; executescript would commit the transaction around them."""
    lines: list[str] = []
    for line in script.splitlines(keepends=True):
        lines.append(line)
        if ";" in line and sqlite3.complete_statement("".join(lines)):
            yield "".join(lines)
            lines.clear()
    if "".join(lines).strip():
        yield "".join(lines)


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    (number,) = connection.execute(f"PRAGMA {name}").fetchone()
    return int(number)


def _script(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
