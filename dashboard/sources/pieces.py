"""Reads pieces of bytes, as they come, as one stream that only goes forward."""

from __future__ import annotations

from collections.abc import Iterator


class Pieces:
    """A stream over pieces of bytes: `held` is what came and was not taken yet, `at` how many bytes were taken."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self.held = b""
        self.at = 0

    def fill(self, least: int = 1) -> bool:
        """Holds as many bytes or more, where there are as many; whether it holds any."""
        while len(self.held) < least and (more := next(self._pieces, b"")):
            self.held += more
        return bool(self.held)

    def take(self, size: int) -> bytes:
        """Takes as many bytes of those held, or all of them."""
        taken, self.held = self.held[:size], self.held[size:]
        self.at += len(taken)
        return taken

    def read(self, size: int) -> bytes:
        """Takes as many bytes, fewer at the end."""
        parts = []
        while size > 0 and self.fill():
            parts.append(self.take(size))
            size -= len(parts[-1])
        return b"".join(parts)
