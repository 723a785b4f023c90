"""Holds the files that were added in the browser, until they are stored or given up."""

from __future__ import annotations

import re
import secrets
import shutil
import tempfile
import threading
import time
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from dashboard.limits import cap

UPLOAD = "/add/files"  # the address to which the browser sends files
_PREFIX = "worldtone-add-"
# What of a file's name reaches the disk: its last suffix, and that of what packed it. The readers decide by these.
_SUFFIX = re.compile(r"((?:\.[a-z0-9]{1,10})?(?:\.(?:gz|bz2|xz))?)$")
_CHUNK = 1 << 20


class UploadError(ValueError):
    """A file that is not taken; the message is a sentence for the person who added it."""


@dataclass(frozen=True, slots=True)
class Held:
    """The files of one window: their paths in the order in which they came, and what each is called."""

    token: str
    folder: tempfile.TemporaryDirectory[str] = field(repr=False)
    called: Mapping[Path, str]

    @property
    def paths(self) -> list[Path]:
        """The files, the first that came first."""
        return list(self.called)

    def in_words(self, message: str) -> str:
        """A message of the readers with the files' own names in place of our paths."""
        for path, name in self.called.items():
            message = message.replace(str(path), name)
        return message

    def title(self) -> str:
        """The files in a few words: "a.csv", "a.csv and 2 more files"."""
        first, *more = self.called.values()
        return f"{first} and {len(more)} more file{'s' if len(more) > 1 else ''}" if more else first


class Uploads:
    """The files of all windows, each window's in a temporary folder of its own. May be used from several threads.

    Names of files are shown and never used as paths. A folder goes when its files are stored or given up, when too
    many other windows came after it, and when the program ends; folders that a killed program left are removed here.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: dict[str, Held] = {}
        _remove_left_behind()

    def add(self, token: str, name: str, data: BinaryIO, *, suffix: str | None = None) -> Held:
        """Takes a file to those held under `token`, or to new ones; one of the same name replaces the earlier.

        `suffix` says what it holds where its name does not. Raises UploadError for too many files or bytes, OSError
        where the disk takes no more.
        """
        name = shown_name(name)
        held = self.get(token) or Held(
            secrets.token_urlsafe(16), tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True), {}
        )
        kept = {path: other for path, other in held.called.items() if other != name}
        if len(kept) >= cap("upload_files"):
            raise UploadError(
                f"{name} was not taken: at most {cap('upload_files'):,} files can be added at once. Store these first, "
                "or read a whole folder with `worldtone ingest FOLDER`."
            )
        place = Path(held.folder.name) / f"{secrets.token_hex(8)}{_suffix(name) if suffix is None else suffix}"
        room = cap("upload_total_bytes") - sum(path.stat().st_size for path in kept if path.exists())
        _copy(data, place, name, room)
        for path in set(held.called) - set(kept):
            path.unlink(missing_ok=True)
        held = Held(held.token, held.folder, {**kept, place: name})
        with self._lock:
            self._held.pop(held.token, None)
            self._held[held.token] = held
            crowd = list(self._held)[: -cap("uploads_held")]
            gone = [self._held.pop(other) for other in crowd]
        for other in gone:
            other.folder.cleanup()
        return held

    def get(self, token: object) -> Held | None:
        """The files held under a token, which anyone may have made up; None where there are none."""
        with self._lock:
            return self._held.get(token) if isinstance(token, str) else None

    def take(self, token: object) -> Held | None:
        """The same, and they are held no longer: whoever takes them removes their folder."""
        with self._lock:
            return self._held.pop(token, None) if isinstance(token, str) else None

    def drop(self, token: object) -> None:
        """Gives up the files under a token and removes them; harmless where there are none."""
        if held := self.take(token):
            held.folder.cleanup()


def shown_name(name: str) -> str:
    """A file's name without folders and without characters that cannot be seen; never empty."""
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip()
    most = cap("upload_name_chars")
    return (plain if len(plain) <= most else "…" + plain[1 - most :]) or "file without a name"


def _suffix(name: str) -> str:
    found = _SUFFIX.search(name.lower())
    return found[1] if found else ""


def _copy(data: BinaryIO, place: Path, name: str, room: int) -> None:
    try:
        with place.open("xb") as file:
            while piece := data.read(_CHUNK):
                room -= len(piece)
                if room < 0:
                    raise UploadError(
                        f"{name} was not taken: the files added at once would hold more than "
                        f"{cap('upload_total_bytes') >> 20:,} MiB. Store these first, or use `worldtone ingest`."
                    )
                file.write(piece)
    except BaseException:
        place.unlink(missing_ok=True)
        raise


def _remove_left_behind() -> None:
    oldest = time.time() - 3600 * cap("uploads_hours")
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            if folder.lstat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)  # it refuses links, and what is another user's stays
        except OSError:
            continue  # another server removed it first
