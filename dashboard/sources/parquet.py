"""Reads Parquet files: one article a row, row groups one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dashboard.limits import cap
from dashboard.sources.bounded import BrokenFileError, in_words, refuse_bomb
from dashboard.sources.clean import file_name
from dashboard.sources.columns import Columns
from dashboard.sources.fields import RecordError
from dashboard.sources.options import ReadOptions, Record, Warn
from dashboard.sources.parquet_pages import PageError, Stretch, largest_page, stretches
from dashboard.sources.tables import article_of_row
from dashboard.types import Rejected

_MARK = b"PAR1"
_BATCH_ROWS = 1_000
_BUFFER = 1 << 20
_ROW_BYTES = 64  # what a row counts at least, so that rows of nothing come to an end too
_NESTED_DEEPEST = 20


def read(path: Path, options: ReadOptions, warn: Warn) -> Iterator[Record]:
    """One article for each row; `line` is the row's number. Of nested columns, the fields of structs can be named.

    Only the columns that are needed are read, in batches; no page that claims to unpack to more than the limit
    `parquet_page_bytes` is unpacked.
    """
    from pyarrow.lib import ArrowException  # noqa: PLC0415  0.2 s and 60 MB that other formats do without

    file = file_name(path)
    try:
        pages = list(stretches(_footer(path)))
        with _opened(path) as table:
            yield from _rows(table, path, file, options, warn, pages=pages)
    except (BrokenFileError, RecordError, PageError) as error:
        yield Rejected(file, 0, str(error))
    except (ArrowException, OSError, ValueError) as error:  # Arrow's own errors are kinds of these
        if isinstance(error, OSError) and error.errno is not None:
            raise
        yield Rejected(file, 0, f"the Parquet data is damaged: {' '.join(str(error).split())[:160]}")


def _footer(path: Path) -> bytes:
    """The table of contents at the end of a file. Raises BrokenFileError where there is none, or it is too large."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 8))
        end = file.read(8)
        if size < 12 or end[4:] != _MARK:
            raise BrokenFileError("the Parquet file is cut off: its end is missing")
        length = int.from_bytes(end[:4], "little")
        if length > min(size - 12, cap("parquet_footer_bytes")):
            raise BrokenFileError(f"says that its table of contents takes {length:,} bytes, more than is there or read")
        file.seek(size - 8 - length)
        return file.read(length)


def _opened(path: Path) -> Any:
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415

    most = cap("parquet_footer_bytes")
    return ParquetFile(
        path,
        pre_buffer=False,  # it would hold a row group whole
        buffer_size=_BUFFER,
        thrift_string_size_limit=most,
        thrift_container_size_limit=most,
    )


def _rows(
    table: Any, path: Path, file: str, options: ReadOptions, warn: Warn, *, pages: list[Stretch]
) -> Iterator[Record]:
    schema = table.schema_arrow
    columns = Columns(options)
    try:
        warning = columns.check(schema.names)
    except RecordError as error:
        yield Rejected(file, 0, f"the columns cannot be used: {error}")
        return
    if warning:
        warn(f"{file}: {warning}")
    leaves = _leaves(schema, columns)
    unread: dict[str, object] = {field.name: [] if _is_list(field.type) else None for field in schema}
    # No value is larger than its page, though a dictionary may repeat it in every row: so many rows fit the limit.
    rows = cap("parquet_batch_bytes") // max(1, _largest_page(path, [page for page in pages if page.column in leaves]))
    rows = min(max(1, rows), _BATCH_ROWS)
    left, number, packed = cap("stream_bytes"), 0, path.stat().st_size
    for batch in table.iter_batches(batch_size=rows, columns=leaves, use_threads=False):
        for at in range(batch.num_rows):
            number += 1
            try:
                values, size = _values(batch, at)
            except (ValueError, OverflowError) as error:  # a day that no calendar has, bytes that are no UTF-8
                yield Rejected(file, number, f"a value cannot be read: {' '.join(str(error).split())[:100]}")
                left -= _ROW_BYTES
                continue
            left -= max(size, _ROW_BYTES)
            if left < 0:
                raise BrokenFileError(f"holds more than {in_words(cap('stream_bytes'))}; the rest was left out")
            refuse_bomb(cap("stream_bytes") - left, packed)
            if size > cap("record_bytes"):
                yield Rejected(file, number, f"the row is larger than {in_words(cap('record_bytes'))}")
            else:
                yield article_of_row({**unread, **values}, columns, file, number)


def _leaves(schema: Any, columns: Columns) -> list[str]:
    """The columns to read, down to the fields of structs.

    Lists are left out, and stand empty in the rows: no part of an article is one, and theirs can unpack to anything.
    """
    found: list[str] = []
    for path in columns.needed(schema.names):
        field, steps = schema.field(path[0]), list(path[1:])
        dotted = field.name
        while steps and _is_struct(field.type):
            step = steps.pop(0)
            field = next((inner for inner in _fields(field.type) if inner.name.strip().casefold() == step), None)
            if field is None:
                raise RecordError(f"the column {path[0]!r} has no field {step!r}")
            dotted += f".{field.name}"
        found += _below(field, dotted, 0)
    return list(dict.fromkeys(found))


def _below(field: Any, dotted: str, depth: int) -> list[str]:
    if _is_struct(field.type) and depth < _NESTED_DEEPEST:
        return [leaf for inner in _fields(field.type) for leaf in _below(inner, f"{dotted}.{inner.name}", depth + 1)]
    return [] if _is_struct(field.type) or _is_list(field.type) else [dotted]


def _is_struct(kind: Any) -> bool:
    from pyarrow import types  # noqa: PLC0415

    return bool(types.is_struct(kind))


def _is_list(kind: Any) -> bool:
    from pyarrow import types  # noqa: PLC0415

    return bool(types.is_nested(kind)) and not _is_struct(kind)


def _fields(kind: Any) -> list[Any]:
    return [kind.field(place) for place in range(kind.num_fields)]


def _largest_page(path: Path, pages: list[Stretch]) -> int:
    """The most bytes that any of these pages claims. Raises BrokenFileError where that is above the limit."""
    most, largest = cap("parquet_page_bytes"), 0
    size = path.stat().st_size
    with path.open("rb") as file:
        for found in pages:
            if not 0 < found.start < found.start + found.size <= size:
                raise BrokenFileError(f"says that column {found.column[:60]!r} lies outside of the file")
            largest = max(largest, largest_page(file, found.start, found.size, most))
            if largest > most:
                raise BrokenFileError(
                    f"a page of the column {found.column[:60]!r} unpacks to {in_words(largest)}, more than the "
                    f"{in_words(most)} that are read; write it with smaller pages"
                )
    return largest


def _values(batch: Any, at: int) -> tuple[dict[str, object], int]:
    """The values of one row with the bytes of its texts; a text above the limit `record_bytes` is left out."""
    values: dict[str, object] = {}
    size = 0
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        values[name], taken = _value(column[at])
        size += taken
    return values, size


def _value(scalar: Any) -> tuple[object, int]:
    from pyarrow import DictionaryScalar, StructScalar  # noqa: PLC0415

    if isinstance(scalar, DictionaryScalar):
        scalar = scalar.value
    if not scalar.is_valid:
        return None, 0
    if isinstance(scalar, StructScalar):
        inside = {name: _value(scalar[name]) for name in scalar.type.names}
        return {name: value for name, (value, _) in inside.items()}, sum(taken for _, taken in inside.values())
    buffer = scalar.as_buffer() if hasattr(scalar, "as_buffer") else b""
    if buffer is not None and len(buffer) > cap("record_bytes"):
        return None, len(buffer)
    value = scalar.as_py()
    # Some writers of Parquet do not mark their texts as such.
    return value.decode() if isinstance(value, bytes) else value, len(buffer or b"")
