"""Where a lake lies: in a folder, or under the address of an object store."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from dashboard.store.errors import StoreError

INSTALL = "pip install 'worldtone[cluster]' (in a checkout: make cluster)"


@dataclass(frozen=True, slots=True)
class Address:
    """A lake's folder, as an absolute path, or its address such as s3://bucket/news."""

    text: str

    def __str__(self) -> str:
        return self.text

    @property
    def folder(self) -> Path | None:
        """The folder; None for an address elsewhere."""
        return None if "://" in self.text else Path(self.text)

    @property
    def beside(self) -> Path:
        """The SQLite file with the notes, judgements, feeds, jobs and rejected records.

        It lies in the folder; of a lake elsewhere, in the user's data folder on this machine.
        """
        if self.folder is not None:
            return self.folder / "remarks.db"
        name = hashlib.sha256(self.text.encode()).hexdigest()[:16]
        return Path(platformdirs.user_data_dir("worldtone", appauthor=False)) / "lakes" / f"{name}.db"


def lake_address(text: str) -> Address | None:
    """The lake that a user means by `text`; None where it is the path of a file.

    A lake is meant by an address with ://, by a path that ends in a slash, and by a folder that there is.
    """
    if "://" in text:
        return Address(text.rstrip("/"))
    if "\0" not in text and (text.endswith(("/", "\\")) or Path(text).is_dir()):
        return Address(str(Path(text).absolute()))
    return None


def needs_cluster(error: ImportError, what: str) -> StoreError:
    """Says which command installs what `what` needs."""
    return StoreError(f"{what} needs packages that are not installed ({error.name}): {INSTALL}")
