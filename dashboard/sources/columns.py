"""Knows which column of a table, or key of an object, holds which field of an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard.sources.fields import FIELDS, RecordError, article_of
from dashboard.sources.options import ReadOptions
from dashboard.types import Article

# The first one that holds something wins, so the surest names stand first.
USUAL: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "text": ("text", "body", "content", "article"),
    "date": ("date", "published", "published_at", "publishedat", "publish_date", "pubdate", "seendate"),
    "source": ("source", "publisher", "outlet", "domain"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
}


def unknown_targets(columns: Mapping[str, str]) -> str:
    """Why the `columns` option cannot be followed: it names something that is no field. "" where it can."""
    unknown = [name for name in columns if name not in FIELDS]
    if not unknown:
        return ""
    return f"--column names the field {unknown[0]!r}; the fields are {', '.join(FIELDS)}"


class Columns:
    """Turns records of one file into articles, by the usual column names or those in the options.

    Column names are compared without regard to case and outer white space. `options.columns` must have passed
    `unknown_targets`.
    """

    def __init__(self, options: ReadOptions) -> None:
        self._options = options
        self._wanted = {
            field: (options.columns[field].strip().casefold(),) if field in options.columns else USUAL[field]
            for field in FIELDS
        }
        self._names: tuple[str, ...] = ()
        self._plan: dict[str, list[str]] = {}

    def check(self, names: Iterable[str]) -> None:
        """Raises RecordError, naming the columns found, where these cannot make an article."""
        names = tuple(names)
        plan = self._planned(names)
        missing = [] if plan["text"] else ["text"]
        if not plan["date"] and self._options.date is None:
            missing.append("date")
        if missing:
            how = " and ".join(f"--column {field}=NAME" for field in missing)
            how += ", or give the day with --date" if missing == ["date"] else ""
            raise RecordError(f"no column holds the {' or the '.join(missing)}; say {how}; {_found(names)}")

    def article(self, record: Mapping[str, object]) -> Article:
        """The article that a record holds. Raises RecordError where it holds none."""
        plan = self._planned(tuple(record))
        values = {field: _first(record, names) for field, names in plan.items()}
        if isinstance(source := values["source"], Mapping):
            values["source"] = source.get("name")  # news services write {"source": {"id": …, "name": …}}
        return article_of(values, self._options)

    def _planned(self, names: tuple[str, ...]) -> dict[str, list[str]]:
        # Neighbours nearly always have the same keys, so only the last plan is kept.
        if names != self._names or not self._plan:
            here = {name.strip().casefold(): name for name in reversed(names)}
            for field, wanted in self._options.columns.items():
                if self._wanted[field][0] not in here:
                    reason = f"no column is called {wanted!r}, as --column {field} says; {_found(names)}"
                    raise RecordError(reason)
            self._plan = {field: [here[n] for n in usual if n in here] for field, usual in self._wanted.items()}
            self._names = names
        return self._plan


def _first(record: Mapping[str, object], names: list[str]) -> object:
    """The first value that is not empty, or the last one."""
    value = None
    for name in names:
        value = record[name]
        if value is not None and value != "":
            break
    return value


def _found(names: tuple[str, ...]) -> str:
    shown = [repr(name[:40]) for name in names[:20]]
    more = f" and {len(names) - 20} more" if len(names) > 20 else ""
    return f"found {', '.join(shown)}{more}" if names else "found no columns"
