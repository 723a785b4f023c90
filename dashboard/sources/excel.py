"""Reads Excel workbooks: one article a row of one sheet, a header row first."""

from __future__ import annotations

import itertools
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from dashboard.limits import cap
from dashboard.sources.bounded import BrokenFileError, in_words
from dashboard.sources.clean import file_name
from dashboard.sources.columns import Columns
from dashboard.sources.fields import RecordError
from dashboard.sources.options import ReadOptions, Record, Warn
from dashboard.sources.tables import article_of_row
from dashboard.sources.zipped import files, opened, pieces
from dashboard.types import Rejected

_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
_SHARED = "xl/sharedstrings.xml"
_ABOVE = 10  # rows with one cell each that may stand above the header, such as a title
_SERIALS = (10_000, 100_000)  # days as Excel counts them, from 1927 to 2173; no year, and no 20231110, lies between
_FAR = re.compile(rb'<c [^<>]{0,99}?\br="[A-Z]{3}')  # a cell beyond column ZZ, the 702nd


def read(path: Path, options: ReadOptions, warn: Warn) -> Iterator[Record]:
    """One article for each row below the header; `line` is Excel's row number.

    The header is the first row that is not empty, or stands below a title of one cell a row. The sheet is the one that
    `options.sheet` names, else the first. Cells that hold dates are dates, also where they lost their format and are
    numbers of days. Formulas stand for the values that Excel last gave them.
    """
    file = file_name(path)
    try:
        _check(path)
        with path.open("rb") as opened_file, closing(_workbook(opened_file)) as book:
            yield from _rows(_sheet(book, options.sheet), book.epoch, file, options, warn)
    except (BrokenFileError, RecordError) as error:
        yield Rejected(file, 0, str(error))


def _check(path: Path) -> None:
    """Looks through the workbook's parts before openpyxl builds anything of them.

    Raises BrokenFileError where they unpack to more than the limits, hold a text without end, or a document type:
    Excel writes none, and entities can be defined in no other place.
    """
    with opened(path) as archive:
        parts = files(archive)
        for entry in parts:
            limit = "xlsx_strings_bytes" if entry.filename.lower() == _SHARED else "xlsx_part_bytes"
            if entry.file_size > cap(limit):
                raise BrokenFileError(f"the part {entry.filename[:60]!r} unpacks to more than {in_words(cap(limit))}")
        for entry in parts:
            if entry.filename.lower().endswith((".xml", ".rels")):
                _check_part(archive, entry)


def _check_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    run, first, tail = 0, True, b""
    for piece in pieces(archive, entry):
        if first:
            declared = _DECLARED.search(piece[:200])
            if (declared and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")) or b"\0" in piece[:4]:
                raise BrokenFileError(f"the part {entry.filename[:60]!r} is not written in UTF-8, as Excel's are")
            first = False
        if b"<!DOCTYPE" in tail + piece or b"<!ENTITY" in tail + piece:
            raise BrokenFileError("holds a document type, which no workbook needs; it was not opened")
        if _FAR.search(tail + piece):  # each of its rows would be filled up to there
            raise BrokenFileError("holds a sheet of more than 702 columns, which no list of articles has")
        tail = piece[-120:]
        ends = piece.split(b"<")
        if max(run + len(ends[0]), *map(len, ends)) > cap("xlsx_cell_bytes"):
            raise BrokenFileError(f"holds a cell larger than {in_words(cap('xlsx_cell_bytes'))}")
        run = len(ends[-1]) + (run if len(ends) == 1 else 0)


def _workbook(file: BinaryIO) -> Any:
    from openpyxl import load_workbook  # noqa: PLC0415  0.3 s that other formats do without

    warnings.filterwarnings("ignore", module="openpyxl")  # of styles and checks on cells, which nobody here sees
    try:
        return load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # it takes the parts for what they claim to be, and fails in any way over those that lie
        raise BrokenFileError(f"is no workbook that can be read ({_words(error)})") from error


def _sheet(book: Any, name: str) -> Any:
    sheets = {sheet.title.strip().casefold(): sheet for sheet in reversed(book.worksheets)}
    if not sheets:
        raise BrokenFileError("the workbook has no sheet with cells")
    if not name:
        return book.worksheets[0]
    try:
        return sheets[name.strip().casefold()]
    except KeyError:
        known = ", ".join(repr(sheet.title) for sheet in book.worksheets[:20])
        raise RecordError(f"no sheet is called {name!r}; there are {known}") from None


def _rows(sheet: Any, epoch: datetime, file: str, options: ReadOptions, warn: Warn) -> Iterator[Record]:
    columns, rows = Columns(options), _numbered(sheet)
    header, lacking = _header(columns, rows, file)
    if isinstance(lacking, Rejected):
        yield lacking
        return
    if lacking:
        warn(f"{file}: {lacking}")
    dates = columns.holding("date", (name for name in header if name))
    for number, cells in rows:
        row = {name: cell for name, cell in itertools.zip_longest(header, cells[: len(header)]) if name}
        days = {name: _day(row[name], epoch) for name in dates}
        yield article_of_row({**row, **days}, columns, file, number)


def _header(
    columns: Columns, rows: Iterator[tuple[int, tuple[object, ...]]], file: str
) -> tuple[list[str], str | Rejected]:
    """The names of the columns with a warning or "", or with what is wrong with them."""
    fault = None
    for number, cells in itertools.islice(rows, _ABOVE):
        header = ["" if cell is None else str(cell).strip() for cell in cells]
        wide = sum(map(bool, header)) > 1
        try:
            _check_header(header)
            return header, columns.check(name for name in header if name)
        except RecordError as error:
            if wide or not fault:
                fault = Rejected(file, number, f"the header cannot be used: {error}")
            if wide:
                break
    if not fault:
        raise RecordError("the sheet is empty")
    return [], fault


def _day(cell: object, epoch: datetime) -> object:
    """The day, or moment, that a cell holds as a number of days since the workbook's first; all else as it is."""
    from openpyxl.utils.datetime import from_excel  # noqa: PLC0415  as in _workbook

    if isinstance(cell, int | float) and _SERIALS[0] <= cell < _SERIALS[1]:
        found: object = from_excel(cell, epoch)
        return found
    return cell


def _numbered(sheet: Any) -> Iterator[tuple[int, tuple[object, ...]]]:
    """The rows that are not empty with their numbers. Raises BrokenFileError where the sheet is damaged."""
    try:
        sheet.reset_dimensions()  # what a sheet says of its size may be wrong
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            if any(cell is not None and cell != "" for cell in cells):
                yield number, cells
    except Exception as error:  # as in _workbook
        raise BrokenFileError(f"the sheet is damaged; the rest is lost ({_words(error)})") from error


def _check_header(header: list[str]) -> None:
    counts = Counter(name.casefold() for name in header if name)
    if twice := [name for name, count in counts.items() if count > 1]:
        raise RecordError(f"more than one column is called {twice[0][:40]!r}")


def _words(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__
