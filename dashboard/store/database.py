"""What the questions of charts and lists need of a database: SQLite's connection has it, and a lake's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol


class Found(Protocol):
    """The rows that answer a query."""

    def fetchall(self) -> list[Any]:
        """All that were not fetched yet."""
        ...

    def fetchone(self) -> Any:
        """The next one; None after the last."""
        ...

    def __iter__(self) -> Iterator[Any]:
        """One after the other."""
        ...


class Database(Protocol):
    """Answers queries; the values for the question marks are bound, never written into the text."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Found:
        """Begins a query and returns its rows."""
        ...
