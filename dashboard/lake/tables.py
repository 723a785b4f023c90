"""The Delta tables of a lake: articles, numbers given, outlets' countries, stories."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, Transaction, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError

from dashboard.lake.address import Address
from dashboard.lake.rows import SCHEMA
from dashboard.store.errors import StoreError

_ROW_GROUP = 10_000  # rows: an article is then found without reading much of its file
_SAID = 400  # characters of what went wrong; object stores answer with pages
_TRIES = 1_000  # for a commit that others were faster than; each costs milliseconds
_NUMBERS = pa.schema([("next", pa.int64()), ("searched", pa.int64())])  # one row
_PLACES = pa.schema([("outlet", pa.string()), ("country", pa.string())])
STORIES = pa.schema(
    [("article_id", pa.int64()), ("story_id", pa.int64()), ("moment", pa.string()), ("later", pa.int32())]
)
_WRITER = WriterProperties(compression="ZSTD", max_row_group_size=_ROW_GROUP)


class Tables:
    """The tables under an address. Every method raises StoreError, in words that name it, where storage fails."""

    def __init__(self, address: Address) -> None:
        self.address = address

    def exist(self) -> bool:
        """Whether there is a lake."""
        with self._told():
            return DeltaTable.is_deltatable(self._uri("articles"))

    def create(self) -> None:
        """Makes an empty lake where there is none. Raises StoreError for a folder that holds other things."""
        folder = self.address.folder
        if self.exist():
            return
        if folder is not None and folder.exists() and any(folder.iterdir()):
            raise StoreError(f"{folder}: this folder is no lake, and not empty; give another one, or a file's path")
        with self._told():
            for name, schema in (("numbers", _NUMBERS), ("places", _PLACES), ("stories", STORIES)):
                self._create(name, schema)
            # Last: whoever finds it finds the others too.
            self._create("articles", SCHEMA, ["month"])

    def articles(self, version: int | None = None) -> DeltaTable:
        """The table of articles, as it is now or was in a version."""
        with self._told():
            return self._table("articles", version)

    def files(self) -> list[str]:
        """The files of the table of articles, relative to it."""
        with self._told():
            added = pa.table(self._table("articles").get_add_actions(flatten=True))
        return [str(path) for path in added.column("path").to_pylist()]

    def versions(self) -> tuple[int, int, int]:
        """Of the tables of articles, places and stories; whatever a reader sees hangs on these three."""
        with self._told():
            articles, places, stories = (self._table(name).version() for name in ("articles", "places", "stories"))
            return articles, places, stories

    def append(self, rows: pa.Table, batch: str) -> bool:
        """Adds rows in one commit, unless the batch of that name was added before; returns whether it was not."""
        properties = CommitProperties(app_transactions=[Transaction(batch, 1)], max_commit_retries=_TRIES)
        with self._told():
            table = self._table("articles")
            if table.transaction_version(batch) is not None:
                return False
            try:
                write_deltalake(table, rows, mode="append", commit_properties=properties, writer_properties=_WRITER)
            except CommitFailedError:
                # Another try of the same work may have been faster; then its rows are there, and ours are not.
                if self._table("articles").transaction_version(batch) is None:
                    raise
                return False
        return True

    def holds(self, batch: str) -> bool:
        """Whether a batch was added."""
        with self._told():
            return self._table("articles").transaction_version(batch) is not None

    def month(self, version: int, month: str, columns: list[str]) -> pa.Table:
        """Columns of the articles of one month, as they were in a version."""
        with self._told():
            table = self._table("articles", version)
            return table.to_pyarrow_table(partitions=[("month", "=", month)], columns=columns)

    def reserve(self, count: int) -> int:
        """The first of `count` numbers that follow each other and are given to nobody else, 1 or more."""

        def reserved(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
            row = rows[0] if rows else {"next": 1, "searched": 0}
            return [row | {"next": row["next"] + count}]

        return int(self._change("numbers", _NUMBERS, reserved)[0]["next"]) - count

    def join_files(self) -> tuple[int, int]:
        """Joins small files of a month to larger ones; how many there were, and how many they became."""
        with self._told():
            done = self._table("articles").optimize.compact(
                writer_properties=_WRITER, commit_properties=CommitProperties(max_commit_retries=_TRIES)
            )
        return int(done["numFilesRemoved"]), int(done["numFilesAdded"])

    def remove_old_files(self, hours: int) -> int:
        """Removes files that no table has named for so many hours; returns how many.

        Those are files that were joined or replaced, and what workers wrote that died before their commit.
        """
        gone = 0
        with self._told():
            for name in ("articles", "numbers", "places", "stories"):
                gone += len(self._table(name).vacuum(hours, dry_run=False, enforce_retention_duration=False, full=True))
        return gone

    def places(self) -> dict[str, str]:
        """The countries of outlets."""
        with self._told():
            return {row["outlet"]: row["country"] for row in self._table("places").to_pyarrow_table().to_pylist()}

    def locate(self, outlets: Mapping[str, str]) -> None:
        """Sets the countries of outlets."""

        def located(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
            known = {row["outlet"]: row["country"] for row in rows} | dict(outlets)
            return [{"outlet": outlet, "country": country} for outlet, country in sorted(known.items())]

        if any(self.places().get(outlet) != country for outlet, country in outlets.items()):
            self._change("places", _PLACES, located)

    def stories(self) -> DeltaTable:
        """Which articles are copies of which, as they were last looked for."""
        with self._told():
            return self._table("stories")

    def tell_stories(self, rows: pa.Table, searched: int) -> None:
        """Replaces the stories; `searched` is the number of articles that were looked through."""

        def told(numbers: list[dict[str, Any]]) -> list[dict[str, Any]]:
            row = numbers[0] if numbers else {"next": 1}
            return [row | {"searched": searched}]

        self._change("numbers", _NUMBERS, told)
        with self._told():
            write_deltalake(self._table("stories"), rows, mode="overwrite")

    def searched(self) -> int:
        """How many articles were looked through for stories."""
        with self._told():
            rows = self._table("numbers").to_pyarrow_table().to_pylist()
        return int(rows[0]["searched"]) if rows else 0

    def _change(
        self, name: str, schema: pa.Schema, change: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]
    ) -> list[dict[str, Any]]:
        """Replaces a small table by what `change` makes of it, again if another was faster; returns what it is now."""
        with self._told():
            for _ in range(_TRIES):
                table = self._table(name)
                rows = change(table.to_pyarrow_table().to_pylist())
                try:
                    write_deltalake(table, pa.Table.from_pylist(rows, schema=schema), mode="overwrite")
                except CommitFailedError:
                    continue
                return rows
        raise StoreError(f"{self.address}: too many others write the lake at this moment; try again")

    def _table(self, name: str, version: int | None = None) -> DeltaTable:
        return DeltaTable(self._uri(name), version=version)

    def _create(self, name: str, schema: pa.Schema, by: list[str] | None = None) -> None:
        DeltaTable.create(self._uri(name), schema=schema, partition_by=by, mode="ignore")

    def _uri(self, name: str) -> str:
        return f"{self.address}/{name}"

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except TableNotFoundError as error:
            raise StoreError(f"there is no lake at {self.address} yet; `worldtone ingest` makes one") from error
        except (DeltaError, OSError, pa.ArrowException) as error:
            said = " ".join(str(error).replace("↳", " ").split())[:_SAID]
            raise StoreError(f"{self.address}: the lake cannot be read or written: {said}") from error
