"""Marks the runs of a sentence by VADER's classes, by shape, by bearing, with one look-up for each.

Nearly all of what a sentence costs is looking up its words, for each look-up goes to another place in memory. So a run
has four marks of one byte side by side. Those of all runs are joined; every fourth byte is then of one kind.
"""

from __future__ import annotations

from collections.abc import Callable

from dashboard.tone.bearings import bearing
from dashboard.tone.runs import shape
from dashboard.tone.vader_words import Memo, Same

# Where each kind of marks is among those of all runs: the class in plain VADER, that in our analyser, shape, bearing.
OF_PLAIN, OF_OURS, OF_SHAPE, OF_BEARING = (slice(kind, None, 4) for kind in range(4))


def marker(
    plain: Callable[[str], int], ours: Callable[[str], int], reads: Callable[[str], str]
) -> Callable[[str], bytes]:
    """What gives a run's four marks: `plain` gives VADER's class of it, `ours` that of what `reads` makes of it."""
    same = Same[bytes]()  # there are some hundred

    def marks_of(run: str) -> bytes:
        return same[bytes((plain(run), ours(reads(run)), shape(run), bearing(run)))]

    return Memo(marks_of).__getitem__
