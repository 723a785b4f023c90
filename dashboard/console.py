"""What the commands show on a terminal: progress, tables, standard input."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import BinaryIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table

from dashboard import check, resources
from dashboard.ingest import Finding, engine_stamp, ingest, rescore
from dashboard.languages import unscored_in_words
from dashboard.outlets import read_outlets
from dashboard.sources import FORMATS, ReadOptions, read, walk
from dashboard.store.protocol import Store
from dashboard.types import Article, Rejected, Report

Warn = Callable[[str], None]
_BETWEEN_LINES = 5.0  # seconds


class PlainLines:
    """Progress on what is no terminal: a line now and then, none for what is soon done. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last = clock()

    def __call__(self, report: Report, path: Path) -> None:
        """Prints the counts so far, unless a line was printed, or the work began, a few seconds ago."""
        if (now := self._clock()) - self._last < _BETWEEN_LINES:
            return
        self._last = now
        print(
            f"{path}: {report.read} read, {report.stored} stored, {report.unchanged} unchanged, "
            f"{report.rejected} rejected so far",
            file=sys.stderr,
            flush=True,
        )


def ingest_with_progress(
    paths: Iterable[Path],
    ingest_by: Callable[..., Report],
    options: ReadOptions,
    finding: Finding,
    *,
    warn: Warn,
    cancelled: Callable[[], bool] = lambda: False,
) -> Report:
    """Ingests with a progress line on a terminal's standard error, plain lines elsewhere; returns the counts.

    `ingest_by` takes the paths and the options of `ingest`, and knows where to store.
    """
    console = Console(stderr=True)
    work = partial(ingest_by, paths, options=options, finding=finding, warn=warn, cancelled=cancelled)
    if not console.is_terminal:
        return work(progress=PlainLines())
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        files = list(walk(paths))
        place = {str(path): number for number, path in enumerate(files) if isinstance(path, Path)}
        task = bar.add_task("files", total=len(files))

        def advance(report: Report, path: Path) -> None:
            counts = f"{report.read} read, {report.stored} stored, {report.rejected} rejected · files"
            bar.update(task, completed=place.get(str(path), 0) + 1, description=counts)

        return work(progress=advance)


def print_counts(report: Report) -> None:
    """Prints what became of the records of each format, where there were several."""
    if len(report.formats) < 2:
        return
    table = Table(box=None, pad_edge=False)
    for column in ("format", "read", "stored", "unchanged", "rejected"):
        table.add_column(column, justify="left" if column == "format" else "right")
    order = [format_.name for format_ in FORMATS]
    for name in sorted(report.formats, key=lambda name: order.index(name) if name in order else len(order)):
        count = report.formats[name]
        numbers = (count.read, count.stored, count.unchanged, count.rejected)
        table.add_row(name, *(f"{number:,}" for number in numbers))
    Console(soft_wrap=True).print(table, highlight=False)


def print_formats() -> None:
    """Prints the formats that are read: each with its suffixes, its MIME types and an example."""
    width = max(len(format_.name) for format_ in FORMATS) + 2
    for format_ in FORMATS:
        print(f"{format_.name:{width}}{' '.join(format_.suffixes)}  ({', '.join(format_.mime_types)})")
        print(f"{'':{width}}{format_.example}")
    print(
        "Each also packed as .gz, .bz2 or .xz. Where a name says nothing, or the wrong thing, a file's content decides."
    )


def load_sample(store: Store, *, warn: Warn) -> Report:
    """Ingests the sample's articles, as `ingest_with_progress` does; returns the counts.

    The sample's event notes come with its new articles: one that the user took away does not come back.
    """
    articles = sorted((resources.data_dir() / "sample").glob("*.jsonl"))
    outlets = read_outlets(resources.data_file("sample", "outlets.tsv"))
    finding, options = Finding(outlets=outlets), ReadOptions(outlets=outlets)
    report = ingest_with_progress(articles, partial(ingest, store=store), options, finding, warn=warn)
    if report.stored:
        for note in resources.rows("sample", "notes.tsv"):
            store.note(date.fromisoformat(note["day"]), note["text"], note["country"])
    return report


def rescore_with_progress(store: Store, finding: Finding) -> int:
    """Rescores with a plain line per batch on standard error; returns how many articles there were."""
    return rescore(store, finding=finding, progress=lambda done: print(f"rescored {done} …", file=sys.stderr))


def records(path: Path, stdin: BinaryIO, options: ReadOptions, warn: Warn) -> Iterator[Article | Rejected]:
    """The records of a file or folder, or of standard input for "-" (JSON Lines if it starts with { or [)."""
    if str(path) == "-":
        content = stdin.read()
        suffix = ".json" if content.lstrip()[:1] in (b"{", b"[") else ".txt"
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"standard-input{suffix}"
            file.write_bytes(content)
            yield from read(file, options, warn=warn)
        return
    for found in walk([path]):
        if isinstance(found, Rejected):
            yield found
        else:
            yield from read(found, options, warn=warn)


def print_info(store: Store) -> None:
    """Prints where the store is, what it holds, and whether its scores are of today's engine."""
    info = store.info()
    span = f"{info.first} to {info.last}" if info.first else "no articles yet"
    for name, value in (
        ("Store", info.path),
        ("Schema", str(info.schema_version)),
        ("Articles", f"{info.articles:,}"),
        ("Stories", f"{info.stories:,}"),
        *((("", unscored_in_words(info.unscored)),) if info.unscored else ()),
        ("Countries", f"{info.countries:,}"),
        ("Outlets", f"{info.sources:,}"),
        ("Dates", span),
        ("Rejected", f"{info.rejected:,}"),
        ("Engine", engine_stamp()),
    ):
        print(f"{name:<9} {value}")
    # A user's own rows and outlets' homes are part of a stamp; only what ships with Worldtone can be out of date.
    old = {engine: count for engine, count in info.engines.items() if not engine.startswith(engine_stamp())}
    for engine, count in old.items():
        print(
            f"worldtone: warning: {count:,} articles were scored by another engine ({engine}); "
            "`worldtone ingest --rescore` brings them up to date",
            file=sys.stderr,
        )


def print_feeds(store: Store) -> None:
    """Prints the feeds that are watched: when they were last read, what went wrong, how many articles they gave."""
    from dashboard.watch import words  # noqa: PLC0415  the other commands need nothing that fetches

    feeds = store.feeds.all()
    if not feeds:
        print("No feeds are watched; `worldtone watch FEEDS` begins to.")
    for feed in feeds:
        print(feed.name)
        if feed.name != feed.address:
            print(f"  {feed.address}")
        if feed.moved:
            print(f"  moved to {feed.moved}")
        print(f"  last read: {words.last_success(feed)}; next: {words.next_time(feed)}; articles: {feed.articles:,}")
        if problem := words.trouble(feed):
            print(f"  {problem}")


def print_check(gold: Path) -> None:
    """Prints the accuracy table of a gold file. Raises GoldError for a file that is none."""
    items = check.load(gold)
    table = Table()
    if isinstance(items[0], check.ToneGold):
        for column in ("method", "neutral band", "macro-F1", "accuracy"):
            table.add_column(column, justify="left" if column in ("method", "neutral band") else "right")
        for row in check.tone_table([item for item in items if isinstance(item, check.ToneGold)]):
            table.add_row(row.method, row.bands, f"{row.macro_f1:.1f}", f"{row.accuracy:.1f}")
    else:
        for column in ("precision", "recall", "micro-F1"):
            table.add_column(column, justify="right")
        sets = check.country_row([item for item in items if isinstance(item, check.CountryGold)])
        table.add_row(f"{sets.precision:.1f}", f"{sets.recall:.1f}", f"{sets.f1:.1f}")
    console = Console(soft_wrap=True)
    console.print(f"{gold.name} (n = {len(items):,})", highlight=False)
    console.print(table)
