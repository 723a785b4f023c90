"""How DuckDB reaches the files of a lake: in a folder by itself, elsewhere through deltalake's own reader."""

from __future__ import annotations

import io
import threading
from pathlib import Path
from typing import Any

import duckdb
from deltalake.fs import DeltaStorageHandler
from fsspec.implementations.arrow import ArrowFSWrapper
from pyarrow import NativeFile
from pyarrow.fs import PyFileSystem

from dashboard.lake.tables import Tables

_PROTOCOL = "lake"


class _File(io.RawIOBase):
    """A file that several of DuckDB's threads may seek and read in, each at a place of its own."""

    def __init__(self, stream: NativeFile) -> None:
        self._stream, self._lock, self._at = stream, threading.Lock(), threading.local()
        self.size = stream.size()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self.tell(), io.SEEK_END: self.size}[whence]
        self._at.place = base + offset
        return self.tell()

    def tell(self) -> int:
        return int(getattr(self._at, "place", 0))

    def read(self, size: int = -1) -> bytes:
        with self._lock:
            self._stream.seek(self.tell())
            data = bytes(self._stream.read(None if size < 0 else size))
        self._at.place = self.tell() + len(data)
        return data


class _LakeFiles(ArrowFSWrapper):  # type: ignore[misc]  # fsspec says nothing of types
    """The files below a table, as lake://month=2024-01/… : DuckDB would load an extension from the net for s3://."""

    protocol = _PROTOCOL
    root_marker = ""
    cachable = False

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return path.removeprefix(f"{_PROTOCOL}://")

    def _open(self, path: str, mode: str = "rb", **_: Any) -> _File:
        return _File(self.fs.open_input_file(self._strip_protocol(path)))


def paths(tables: Tables) -> list[str]:
    """The files of the table of articles, as a connection of `connected` reads them."""
    folder = tables.address.folder
    root = f"{_PROTOCOL}://" if folder is None else f"{folder}/articles/"
    return [root + path for path in tables.files()]


def connected(tables: Tables, path: Path | None = None, **options: Any) -> duckdb.DuckDBPyConnection:
    """A DuckDB connection that reads the files of `paths`; to a database in memory, or in the file `path`."""
    db = duckdb.connect(":memory:" if path is None else path, **options)
    if tables.address.folder is None:
        db.register_filesystem(_LakeFiles(PyFileSystem(DeltaStorageHandler(f"{tables.address}/articles"))))
    return db
