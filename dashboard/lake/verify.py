"""Finds what in a lake contradicts itself."""

from __future__ import annotations

import duckdb

from dashboard.lake.files import connected, paths
from dashboard.lake.snapshot import rows_of
from dashboard.lake.tables import Tables

_CHECKS = {
    "{} articles lie in another month than their day": "month <> substr(day, 1, 7)",
    "{} articles have two tones toward one country": (
        "len(tones) <> len(list_distinct(list_transform(tones, lambda tone: tone.country)))"
    ),
    "{} articles have evidence of other countries than tones": (
        "len(tones) <> CASE evidence WHEN '' THEN 0 ELSE len(json_keys(evidence)) END"
    ),
    "{} articles have tones beyond -1 and +1": (
        "len(list_filter(tones, lambda tone: abs(tone.tone) > 10000 OR abs(tone.vader) > 10000)) > 0"
    ),
    "{} articles have pairs of countries without a tone": (
        "NOT list_has_all(list_transform(tones, lambda tone: tone.country), "
        "list_transform(pairs, lambda pair: pair.country))"
    ),
}


def problems(tables: Tables) -> list[str]:
    """One line for each kind of contradiction, with how many articles have it, or for a file that cannot be read.

    All that charts show is counted anew from these rows whenever the lake has changed, so no sums can be wrong.
    """
    found: list[str] = []
    counts = ", ".join(f"COUNT(*) FILTER (WHERE {condition})" for condition in _CHECKS.values())
    with connected(tables) as db:
        for path in paths(tables):
            try:
                # Every column is read whole: a damaged page of any of them is met.
                every = "SUM(length(text) + length(identity) + length(title) + length(evidence) + length(words))"
                row = db.execute(f"SELECT {counts}, {every} FROM {rows_of()}", [[path]]).fetchone() or ()  # noqa: S608 ours
            except duckdb.Error as error:
                found.append(f"{path}: this file of the lake cannot be read: {error}")
                continue
            found += [f"{path}: {text.format(number)}" for text, number in zip(_CHECKS, row, strict=False) if number]
    return found
