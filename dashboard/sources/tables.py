"""Makes articles of the rows of tables whose cells have types, such as Excel's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from dashboard.limits import cap
from dashboard.sources.clean import excerpt
from dashboard.sources.columns import Columns
from dashboard.sources.fields import RecordError
from dashboard.sources.options import Record
from dashboard.types import Rejected


def article_of_row(row: Mapping[str, object], columns: Columns, file: str, number: int) -> Record:
    """The article in a row, or why it is none. Numbers stand as text where text is asked for; a date stays one."""
    try:
        return columns.article({name: _typed(value) for name, value in row.items()})
    except RecordError as error:
        return Rejected(file, number, str(error), excerpt(beginning(row)))


def beginning(row: Mapping[str, object]) -> str:
    """The cells of a row as one line of text, as far as an excerpt goes."""
    most = cap("excerpt_chars")
    return " | ".join(str(value)[:most] for value in row.values() if value is not None and value != "")[: 4 * most]


def _typed(value: object) -> object:
    if isinstance(value, datetime):
        # A day without a time is written as midnight in both Excel and Parquet.
        return value.date() if value.utcoffset() is None and value.time() == time() else value
    if isinstance(value, bool | date):
        return value
    if isinstance(value, int | float):
        return str(value)
    return value
