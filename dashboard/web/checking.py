"""Has the store that is served checked beside the pages, and knows what came of it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from dashboard.limits import cap
from dashboard.store.beside import Word, run
from dashboard.store.errors import damaged

CALM = 3.0  # seconds for the first pages before the first check begins
_DIED = "the process that checks it was ended from outside, perhaps for want of memory"


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of the store: the last word of the check under way, or of the last one, and when it came (UTC).

    `problems` are those of this check and of earlier ones: what was once damaged does not mend itself.
    """

    word: Word
    at: datetime
    problems: tuple[str, ...] = ()


class Checking:
    """Checks the store in the file `path` again and again, each time in a process of its own.

    `say` is told once, in words, that the store is damaged, or that it could not be checked. What was found is in
    memory only: each start of the program checks anew, for a file changes on a failing disk without a new date.
    """

    def __init__(self, path: Path, say: Callable[[str], None], calm: float = CALM) -> None:
        self._path, self._say, self._calm = path, say, calm
        self._stopped = threading.Event()
        self._ended = threading.Event()
        self._seen = Seen(Word(), datetime.now(UTC))
        self._thread = threading.Thread(target=self._run, name="check", daemon=True)

    def start(self) -> None:
        """Begins, a few seconds from now."""
        self._thread.start()

    def stop(self) -> None:
        """Ends the check under way, and begins no other."""
        self._stopped.set()

    def wait(self, seconds: float) -> None:
        """Waits for the end of the first check, at most so long."""
        self._ended.wait(seconds)

    def seen(self) -> Seen:
        """What is known now."""
        return self._seen

    def _run(self) -> None:
        if hasattr(signal, "pthread_sigmask"):  # Ctrl-C is for the main thread, not for the processes started here
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        pause = self._calm
        while not self._stopped.wait(pause):
            self._check()
            pause = cap("check_hours") * 3_600.0

    def _check(self) -> None:
        """One check; returns when it has ended, or is stopped."""
        context = get_context("spawn")  # a fork would copy locks that the pages' threads hold
        heard, told = context.Pipe(duplex=False)
        process = context.Process(target=run, args=(self._path, told), name="check", daemon=True)
        with heard:
            try:
                process.start()
            except OSError as error:
                self._take(Word(ended=True, failure=f"no process could be started: {error}"))
                return
            finally:
                told.close()  # the process has its own: when that is closed, it has ended
            while not self._stopped.is_set():
                if heard.poll(0.2):
                    word = _next(heard)
                    if self._stopped.is_set():  # it was ended together with the pages, which tells nothing of the store
                        break
                    self._take(word)
                    if word.ended:
                        break
        process.terminate()
        process.join()

    def _take(self, word: Word) -> None:
        before, self._seen = (
            self._seen,
            Seen(word, datetime.now(UTC), tuple(dict.fromkeys((*self._seen.problems, *word.problems)))),
        )
        if self._seen.problems and not before.problems:
            self._say(f"{damaged(self._path, self._seen.problems[0])}")
        elif word.failure:
            self._say(f"{self._path}: the store could not be checked whole ({word.failure})")
        if word.ended:
            self._ended.set()


def _next(heard: Connection) -> Word:
    try:
        word = heard.recv()
    except (EOFError, OSError):
        word = None
    return word if isinstance(word, Word) else Word(ended=True, failure=_DIED)
