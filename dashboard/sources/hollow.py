"""Gives up a file that goes on and on with records that hold nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dashboard.limits import cap
from dashboard.sources.options import Record
from dashboard.types import Rejected


def without_hollow(records: Iterable[Record]) -> Iterator[Record]:
    """The records of one file, up to a long run of rejected ones that hold next to nothing.

    The last of the run says then that the rest was left out. One article, or one record that holds more, ends a run.
    """
    run, short, most = 0, cap("hollow_chars"), cap("hollow_records")
    for record in records:
        if not isinstance(record, Rejected) or len(record.excerpt) >= short:
            run = 0
        elif (run := run + 1) >= most:
            reason = f"{most:,} records in a row hold nothing that could be read; the rest of the file was left out"
            yield Rejected(record.file, record.line, reason, record.excerpt)
            return
        yield record
