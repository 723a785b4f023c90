"""Checks a store while it is served: part by part, in a process of its own that gives way to all others."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

from dashboard.limits import cap
from dashboard.store.seals import add_seal
from dashboard.store.verify import Part, parts

_LOOK = 20_000  # steps of SQLite's machine between two looks at the clock: some milliseconds
_TELL = 0.5  # seconds between two words to whoever listens, and between two looks at the log
_MOST = 50  # problems of one part that are told


@dataclass(frozen=True, slots=True)
class Word:
    """How far a check has come: the share that is done, in [0, 1], and what it has found, one sentence each.

    `waits` while others write so much that it waits for their end. `ended` with the last word; `failure` then says why
    it could not look at everything, where the reason says nothing of the store.
    """

    share: float = 0.0
    problems: tuple[str, ...] = ()
    waits: bool = False
    ended: bool = False
    failure: str = ""


Tell = Callable[[Word], None]


def check_beside(path: Path, tell: Tell) -> None:
    """Looks at what `Store.verify` looks at, and leaves those alone who write to the store meanwhile.

    Each part sees one state of the store. A part during which the log grows by more than the limit `check_log_bytes`
    (it cannot be emptied while a state is held) is given up, and begun anew after a rest. `tell` hears of it twice a
    second; what it raises ends the check.
    """
    word = Word()
    try:
        # By its address: a file that is gone must not be made anew.
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None)) as connection:
            add_seal(connection)
            for part in parts():
                while (problems := _looked_at(part, connection, path, partial(tell, word))) is None:
                    _rest(partial(tell, replace(word, waits=True)))
                word = replace(word, share=min(word.share + part.share, 1.0), problems=word.problems + problems)
                tell(word)
    except sqlite3.Error as error:
        tell(replace(word, ended=True, failure=str(error)))
    else:
        tell(replace(word, share=1.0, ended=True))


def run(path: Path, pipe: Connection) -> None:
    """The work of the process: sends each `Word` through the pipe; ends when nobody listens any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C comes from the key that ends the server too
    if hasattr(os, "nice"):
        os.nice(19)
    with suppress(OSError):
        check_beside(path, pipe.send)


def _looked_at(
    part: Part, connection: sqlite3.Connection, path: Path, tell: Callable[[], None]
) -> tuple[str, ...] | None:
    """What a part finds in the present state of the store; None where the log grew too long for it.

    Raises sqlite3.Error as `Part.problems` does, and what `tell` raises.
    """
    most = _length(path) + cap("check_log_bytes")
    after, grown, raised = time.monotonic() + _TELL, False, None

    def watch() -> bool:
        """Whether to break off: asked by SQLite again and again, which swallows what is raised here."""
        nonlocal after, grown, raised
        if time.monotonic() < after:
            return False
        after = time.monotonic() + _TELL
        grown = _length(path) > most
        try:
            tell()
        except Exception as error:
            raised = error
        return grown or raised is not None

    connection.set_progress_handler(watch, _LOOK)
    connection.execute("BEGIN")
    try:
        return tuple(islice(part.problems(connection), _MOST))
    except sqlite3.Error:
        if raised is not None:
            raise raised from None
        if grown:
            return None
        raise
    finally:
        connection.set_progress_handler(None, 0)
        if connection.in_transaction:
            connection.rollback()


def _rest(tell: Callable[[], None]) -> None:
    until = time.monotonic() + cap("check_rest_seconds")
    while time.monotonic() < until:
        tell()
        time.sleep(_TELL)


def _length(path: Path) -> int:
    """How long the log beside the store is, in bytes; 0 where there is none."""
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size
    except OSError:
        return 0
