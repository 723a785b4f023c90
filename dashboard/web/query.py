"""What a page's address asks for, and back: the query string is the pages' only state, and nobody's to trust."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, cast
from urllib.parse import parse_qs, urlencode

from dashboard import names
from dashboard.limits import cap
from dashboard.types import Filters, Measure, Period

PERIODS: tuple[Period, ...] = ("day", "week", "month", "quarter", "year")
By = Period | Literal["auto"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that was opened: a country in the period from `start` to `end`, or over the whole span (both None)."""

    country: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A view of the Overview: filters, the period of the points, and the mark that was opened.

    Empty `countries` means the most mentioned ones.
    """

    countries: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    sources: tuple[str, ...] = ()
    by: By = "auto"
    measure: Measure = "tone"
    salient: bool = False
    at: Mark | None = None

    def filters(self, countries: tuple[str, ...] | None = None) -> Filters:
        """The store's filters for this view, or for other countries in the same view."""
        return Filters(
            self.countries if countries is None else countries,
            self.start,
            self.end,
            self.sources,
            self.salient,
        )

    def search(self) -> str:
        """The query string, with its question mark; empty for the view that one starts with."""
        pairs: list[tuple[str, str]] = []
        if self.countries:
            pairs.append(("c", ".".join(self.countries)))
        if self.start:
            pairs.append(("from", self.start.isoformat()))
        if self.end:
            pairs.append(("to", self.end.isoformat()))
        pairs.extend(("outlet", source) for source in self.sources)
        if self.by != "auto":
            pairs.append(("by", self.by))
        if self.measure != "tone":
            pairs.append(("measure", self.measure))
        if self.salient:
            pairs.append(("salient", "1"))
        if self.at:
            days = (day.isoformat() for day in (self.at.start, self.at.end) if day)
            pairs.append(("at", ".".join((self.at.country, *days))))
        return f"?{urlencode(pairs)}" if pairs else ""


def parse(search: object) -> Query:
    """The view a query string asks for; whatever in it is no known country, date or choice is left out."""
    if not isinstance(search, str) or len(search) > cap("query_chars"):
        return Query()
    try:
        fields = parse_qs(search.removeprefix("?"), max_num_fields=100)
    except ValueError:
        return Query()
    start, end = _day(fields, "from"), _day(fields, "to")
    if start and end and start > end:
        start, end = end, start
    by = _last(fields, "by")
    return Query(
        countries=countries_of(_last(fields, "c").split(".")),
        start=start,
        end=end,
        sources=tuple(dict.fromkeys(fields.get("outlet", ()))),
        by=cast(By, by) if by in PERIODS else "auto",
        measure="vader" if _last(fields, "measure") == "vader" else "tone",
        salient=_last(fields, "salient") == "1",
        at=mark_of(_last(fields, "at").split(".")),
    )


def countries_of(codes: object) -> tuple[str, ...]:
    """Those of the values that are ISO alpha-3 codes we know, each once, at most as many as a chart can hold."""
    if not isinstance(codes, list | tuple):
        return ()
    known = [code for code in codes if isinstance(code, str) and code in names.countries()]
    return tuple(dict.fromkeys(known))[: cap("chart_countries")]


def mark_of(parts: object) -> Mark | None:
    """A mark from [country] or [country, first day, last day]; None for anything else."""
    if not isinstance(parts, list | tuple) or not countries_of(parts[:1]):
        return None
    if len(parts) == 1:
        return Mark(str(parts[0]))
    if len(parts) != 3:
        return None
    start, end = day_of(parts[1]), day_of(parts[2])
    return Mark(str(parts[0]), start, end) if start and end and start <= end else None


def day_of(value: object) -> date | None:
    """A date from YYYY-MM-DD (what follows is ignored), or None."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _day(fields: dict[str, list[str]], name: str) -> date | None:
    return day_of(_last(fields, name))


def _last(fields: dict[str, list[str]], name: str) -> str:
    return fields.get(name, [""])[-1]
