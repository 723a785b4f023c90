"""Unpacks one file of an archive into a temporary place, so that readers can open it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.limits import cap
from dashboard.sources.bounded import BrokenFileError, in_words
from dashboard.sources.clean import file_name
from dashboard.sources.options import Record, Warn
from dashboard.types import Rejected

# Of a name inside an archive nothing reaches the disk but its last endings, and of these only plain ones.
_ENDINGS = re.compile(r"(?:\.[a-z0-9]{1,10}){1,2}\Z")


@dataclass(frozen=True, slots=True)
class Spooled:
    """A file that was unpacked: where it lies, and why it is not whole ("" where it is)."""

    path: Path
    fault: str


@contextmanager
def spooled(pieces: Iterable[bytes], name: str) -> Iterator[Spooled]:
    """The pieces as a file, which is removed at the end; of `name` only its endings are used.

    At most as many bytes as the limit `file_bytes` are written. Raises OSError where the disk takes no more.
    """
    endings = _ENDINGS.search(name.lower())
    left = cap("file_bytes")
    with tempfile.TemporaryDirectory(prefix="worldtone-read-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / f"member{endings[0] if endings else ''}"
        fault = ""
        with path.open("xb") as file:
            try:
                for piece in pieces:
                    file.write(piece[:left])
                    left -= len(piece)
                    if left < 0:
                        raise BrokenFileError(f"is larger than {in_words(cap('file_bytes'))}; the rest was left out")
            except BrokenFileError as error:
                fault = str(error)
        yield Spooled(path, fault)


def renamed(records: Iterable[Record], path: Path, name: str) -> Iterator[Record]:
    """The records of a spooled file, those that were rejected under the name it has for its user."""
    own = file_name(path)
    for record in records:
        if isinstance(record, Rejected) and record.file.startswith(own):
            yield replace(record, file=name + record.file.removeprefix(own))
        else:
            yield record


def warning_of(path: Path, name: str, warn: Warn) -> Warn:
    """Passes warnings on with the name that a spooled file has for its user."""
    own = file_name(path)
    return lambda message: warn(message.replace(own, name))
