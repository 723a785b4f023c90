"""Knows which column of a table, or key of an object, holds which field of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from dashboard.sources.fields import FIELDS, RecordError, article_of
from dashboard.sources.options import ReadOptions
from dashboard.types import Article

# The first one that holds something wins, so the surest names stand first. Among them are those of news-please and the
# data sets made with it (maintext, date_publish), Media Cloud (media_name, publish_date), GDELT (seendate, domain),
# and news services (publishedAt, dateTimePub, webTitle). What only sums an article up comes last.
USUAL: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline", "web_title"),
    "text": (
        *("text", "body", "content", "article", "full_text", "main_text", "article_text", "body_text"),
        *("article_body", "description", "summary", "abstract", "snippet"),
    ),
    "date": (
        *("date", "published", "published_at", "publish_date", "published_date", "date_published"),
        *("date_publish", "publication_date", "pub_date", "web_publication_date", "date_time_pub", "seendate"),
    ),
    "source": (
        *("source", "publisher", "outlet", "media_name", "source_name", "newspaper", "publication", "source_domain"),
        "domain",
    ),
    "url": ("url", "link", "web_url"),
    "language": ("language", "lang"),
}
# News services keep a record of what they had to take back, say what one would have to pay for, and cut long texts with
# a count of what is missing.
_REMOVED = "[Removed]"
_WITHHELD = "ONLY AVAILABLE IN PAID PLANS"
_CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+?\d+ chars\]\Z")
_BETWEEN = re.compile(r"[\s_-]+")
_DEEPEST = 8  # full stops followed in a column name such as fields.body.text


def plain_name(name: str) -> str:
    """A column's name as the usual ones are compared: "Publication Date" and "publication_date" are one."""
    return _BETWEEN.sub("", name).casefold()


_PLAIN = {field: tuple(map(plain_name, names)) for field, names in USUAL.items()}


def unknown_targets(columns: Mapping[str, str]) -> str:
    """Why the `columns` option cannot be followed: it names something that is no field. "" where it can."""
    unknown = [name for name in columns if name not in FIELDS]
    if not unknown:
        return ""
    return f"--column names the field {unknown[0]!r}; the fields are {', '.join(FIELDS)}"


class Columns:
    """Turns records of one file into articles, by the usual column names or those in the options.

    Column names are compared without regard to case and outer white space, the usual ones without regard to inner
    spaces, underscores and hyphens too; in the options, full stops lead into columns that hold objects: `fields.body`.
    `options.columns` must have passed `unknown_targets`.
    """

    def __init__(self, options: ReadOptions) -> None:
        self._options = options
        self._wanted = {field: name.strip().casefold() for field, name in options.columns.items()}
        self._names: tuple[str, ...] = ()
        self._plan: dict[str, list[tuple[str, ...]]] = {}

    def check(self, names: Iterable[str]) -> str:
        """A warning in words where only titles can be read from columns of these names, else "".

        Raises RecordError, naming the columns found, where they cannot make an article.
        """
        names = tuple(names)
        plan = self._planned(names)
        missing = [] if plan["text"] or plan["title"] else ["text"]
        if not plan["date"] and self._options.date is None:
            missing.append("date")
        if missing:
            how = " and ".join(f"--column {field}=NAME" for field in missing)
            how += ", or give the day with --date" if missing == ["date"] else ""
            raise RecordError(f"no column holds the {' or the '.join(missing)}; say {how}; {_found(names)}")
        if plan["text"]:
            return ""
        return (
            f"no column holds the text, so only titles are scored; if one does, say --column text=NAME; {_found(names)}"
        )

    def needed(self, names: Iterable[str]) -> list[tuple[str, ...]]:
        """The columns that articles are made of, each as the steps that lead to it. Raises RecordError as `check`."""
        return [path for paths in self._planned(tuple(names)).values() for path in paths]

    def holding(self, field: str, names: Iterable[str]) -> list[str]:
        """Those of the columns that may hold a field, or the object it lies in. Raises RecordError as `check`."""
        return [path[0] for path in self._planned(tuple(names))[field]]

    def article(self, record: Mapping[str, object]) -> Article:
        """The article that a record holds. Raises RecordError where it holds none."""
        plan = self._planned(tuple(record))
        values = {field: _first(record, paths) for field, paths in plan.items()}
        if isinstance(source := values["source"], Mapping):
            # News services write {"source": {"id": …, "name": …}}, some with "title" in place of "name".
            values["source"] = source.get("name") or source.get("title")
        if isinstance(title := values["title"], Mapping):
            values["title"] = title.get("main")  # newspapers write {"headline": {"main": …, "kicker": …}}
        if values["title"] == _REMOVED and values["text"] in (None, "", _REMOVED):
            raise RecordError("the news service has removed this article")
        if isinstance(text := values["text"], str) and text.endswith(" chars]"):
            values["text"] = _CUT.sub("", text)
        return article_of(values, self._options)

    def _planned(self, names: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
        # Neighbours nearly always have the same keys, so only the last plan is kept.
        if names != self._names or not self._plan:
            here = {name.strip().casefold(): name for name in reversed(names)}
            near: dict[str, list[str]] = {}
            for name in here.values():
                near.setdefault(plain_name(name), []).append(name)
            plan: dict[str, list[tuple[str, ...]]]
            plan = {field: [(name,) for one in usual for name in near.get(one, ())] for field, usual in _PLAIN.items()}
            for field, wanted in self._wanted.items():
                first, *rest = wanted.split(".", _DEEPEST)
                if wanted in here:
                    plan[field] = [(here[wanted],)]
                elif rest and first in here:
                    plan[field] = [(here[first], *rest)]
                else:
                    given = self._options.columns[field]
                    raise RecordError(f"no column is called {given!r}, as --column {field} says; {_found(names)}")
            self._plan, self._names = plan, names
        return self._plan


def _first(record: Mapping[str, object], paths: Sequence[tuple[str, ...]]) -> object:
    """The first value that is not empty, or the last one."""
    value = None
    for path in paths:
        value = record[path[0]]
        for step in path[1:] if len(path) > 1 else ():
            inside = value.items() if isinstance(value, Mapping) else ()
            value = next((item for name, item in inside if str(name).strip().casefold() == step), None)
        value = None if value == _WITHHELD else value
        if value is not None and value != "":
            break
    return value


def _found(names: tuple[str, ...]) -> str:
    shown = [repr(name[:40]) for name in names[:20]]
    more = f" and {len(names) - 20} more" if len(names) > 20 else ""
    return f"found {', '.join(shown)}{more}" if names else "found no columns"
