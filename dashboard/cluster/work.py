"""What a worker does with a piece: reads it, scores its articles, appends them to the lake, each batch once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dashboard.cluster.pieces import Part, Piece
from dashboard.ingest import Finding, ReadOptions, engine_stamp, ingest_articles, within_limits
from dashboard.lake.address import Address
from dashboard.lake.rows import content_key, table_of
from dashboard.lake.tables import Tables
from dashboard.limits import cap
from dashboard.sources import read
from dashboard.sources.part import read_part
from dashboard.store.ready import Ready
from dashboard.types import Article, Rejected, Report

_MONTHS_HELD = 24  # of keys of known articles: 8 bytes an article


@dataclass(frozen=True, slots=True)
class Task:
    """What all pieces of one run have in common. `version` is the lake's when the run began."""

    lake: Address
    version: int
    run: str
    options: ReadOptions
    finding: Finding
    engine: str
    places: Mapping[str, str]


@dataclass(slots=True)
class Done:
    """What became of a piece; `begun` are the files whose first record it read."""

    report: Report
    rejected: list[Rejected] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    outlets: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def run_piece(piece: Piece, task: Task) -> Done:
    """Does a piece of a run. Done again, after a worker died, it adds nothing that was added before.

    Raises OSError where this worker does not see the files that the run began with, ValueError where its Worldtone is
    another version, StoreError where the lake cannot be written.
    """
    if engine_stamp(task.finding) != task.engine:
        raise ValueError(
            f"this worker would score with another version ({engine_stamp(task.finding)}) than asked ({task.engine}); "
            "install the same Worldtone on all workers"
        )
    done = Done(Report())
    batches = _Batches(piece, task, done)
    records = batches.noted(_records(piece.parts, task.options, done.warnings))
    done.report = ingest_articles(records, batches, finding=task.finding, read_anew=True)
    batches.append()
    # A file's later parts say nothing of what was rejected in it before.
    begun = {part.path for part in piece.parts if part.start == 0}
    done.begun = [file for file in done.begun if file in begun]
    return done


class _Batches:
    """Gathers what `ingest_articles` stores into batches, which are always cut at the same articles."""

    def __init__(self, piece: Piece, task: Task, done: Done) -> None:
        self._piece, self._task, self._done = piece, task, done
        self._tables = Tables(task.lake)
        self._months: set[str] = set()
        self._ready: list[Ready] = []
        self._bytes = self._given = self._number = 0

    def noted(self, records: Iterable[tuple[Path, Article | Rejected]]) -> Iterator[tuple[Path, Article | Rejected]]:
        """The records, whose months are remembered until `unchanged` is asked for them."""
        for path, record in records:
            if isinstance(record, Article):
                self._months.add(record.day.isoformat()[:7])
            yield path, record

    def unchanged(self, prints: Sequence[tuple[str, str]], engine: str) -> set[tuple[str, str]]:
        """See `Sink.unchanged`: those that were stored when the run began, so that the answer stays the same."""
        months = [_keys(self._task.lake, self._task.version, month) for month in sorted(self._months)]
        self._months.clear()
        months = [keys for keys in months if len(keys)]
        if not months:
            return set()
        wanted = np.array([content_key(*print_, engine) for print_ in prints], np.int64)
        known = np.zeros(len(wanted), bool)
        for keys in months:
            places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
            known |= keys[places] == wanted
        return {print_ for print_, there in zip(prints, known, strict=True) if there}

    def write_ready(
        self, articles: Iterable[Ready], rejected: Iterable[Rejected], engine: str, *, read_anew: Iterable[str] = ()
    ) -> None:
        """See `Sink.write_ready`; what is rejected goes back to whoever gave out the piece."""
        del engine  # was compared
        self._done.begun.extend(read_anew)
        room = cap("rejected_kept") - len(self._done.rejected)
        self._done.rejected.extend(list(rejected)[:room])
        for item in articles:
            self._ready.append(item)
            self._bytes += len(item.article.text) + len(item.scores.evidence)
            if len(self._ready) >= cap("lake_batch_articles") or self._bytes >= cap("lake_batch_bytes"):
                self.append()

    def append(self) -> None:
        """Adds what was gathered to the lake, unless an earlier try of this piece did."""
        if not self._ready:
            return
        latest = list({item.identity: item for item in self._ready}.values())
        first = self._piece.first + self._given
        if self._given + len(latest) > self._piece.room:
            first = self._tables.reserve(len(latest))
        name = f"{self._task.run}-{self._piece.number}-{self._number}"
        self._tables.append(table_of(enumerate(latest, first), self._task.engine), name)
        self._given, self._number = self._given + len(latest), self._number + 1
        self._ready, self._bytes = [], 0

    def outlet_countries(self) -> Mapping[str, str]:
        """See `Sink.outlet_countries`."""
        return self._task.places

    def locate(self, outlets: Mapping[str, str]) -> None:
        """See `Sink.locate`; they go back to whoever gave out the piece."""
        self._done.outlets.update(outlets)


def _records(
    parts: Iterable[Part], options: ReadOptions, warnings: list[str]
) -> Iterator[tuple[Path, Article | Rejected]]:
    titles = 0
    for part in parts:
        path = Path(part.path)
        if part.size and (not path.exists() or path.stat().st_size != part.size):
            raise OSError(
                f"{path}: this worker does not see the file as it was when the run began; all workers need the same "
                "folder under the same path"
            )
        found = read_part(path, part.start, part.end, options, warnings.append) if part.end else None
        for record in found or read(path, options, warnings.append):
            titles += isinstance(record, Article) and record.title_only
            yield path, within_limits(record, path)
    if titles:
        warnings.append(
            f"{titles:,} {'article has' if titles == 1 else 'articles have'} no text: only the title is scored"
        )


@lru_cache(maxsize=_MONTHS_HELD)
def _keys(lake: Address, version: int, month: str) -> npt.NDArray[np.int64]:
    """The content keys of the articles of a month, as they last were, in order."""
    columns = ["identity_key", "content_key", "number"]
    table = Tables(lake).month(version, month, columns)
    identity, content, number = (table.column(name).to_numpy() for name in columns)
    order = np.lexsort((number, identity))
    identity, content = identity[order], content[order]
    last = np.append(identity[1:] != identity[:-1], True) if len(identity) else np.zeros(0, bool)
    return np.sort(content[last])
