"""What a user may say about the files that are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeAlias

from dashboard.outlets import SHIPPED, Outlets
from dashboard.types import Article, Rejected


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How records are understood where they do not say it themselves.

    `date` is the day of records that name none. `day_first` settles numeric dates such as 03/04/2023: True
    reads 3 April, False 4 March, None rejects them. `columns` maps our field names (title, text, date,
    source, url, language) to the file's own column names. `source` is the outlet of records that name none, and
    `outlets` are a user's own rows by which an outlet is told from a record's address. `sheet` is the sheet of an
    Excel file that is read, the first where it is empty.
    """

    date: date | None = None
    day_first: bool | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    sheet: str = ""
    outlets: Outlets = SHIPPED


Record: TypeAlias = Article | Rejected
Warn: TypeAlias = Callable[[str], None]
Reader: TypeAlias = Callable[[Path, ReadOptions, Warn], Iterator[Record]]
