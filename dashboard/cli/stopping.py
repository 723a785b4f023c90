"""Ctrl-C at a command that stores batches: it ends after the batch under way, and says so."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import click

STOPPED = 130
"""The exit status of a command that Ctrl-C ended, as shells have it: 128 and the signal's number."""


@contextmanager
def stopping() -> Iterator[Callable[[], bool]]:
    """Gives a function that says whether Ctrl-C was pressed; a second press ends the command at once.

    Must be entered in the main thread, as signals go there.
    """
    pressed = False

    def stop(_: int, __: FrameType | None) -> None:
        nonlocal pressed
        if pressed:
            raise KeyboardInterrupt
        pressed = True
        click.echo("worldtone: stopping after the batch under way; Ctrl-C again stops at once", err=True)

    earlier = signal.signal(signal.SIGINT, stop)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, earlier)
