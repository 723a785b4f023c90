"""What a page's address asks for, and back: the query string is the pages' only state, and nobody's to trust."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, cast, get_args
from urllib.parse import parse_qs, urlencode

from dashboard import names
from dashboard.groups import groups
from dashboard.limits import cap
from dashboard.series import Baseline, Smoothing
from dashboard.types import Copies, Filters, Measure, Period
from dashboard.web import theme

PERIODS: tuple[Period, ...] = ("day", "week", "month", "quarter", "year")
By = Period | Literal["auto"]
Per = Literal["outlet", "country"]
BASELINES: tuple[Baseline, ...] = get_args(Baseline)
SMOOTHINGS: tuple[Smoothing, ...] = get_args(Smoothing)
WIDEST_BAND = 0.50


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that was opened: a country in the period from `start` to `end`, or over the whole span (both None)."""

    country: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A view of the Overview: filters, the period of the points, and the mark that was opened.

    Empty `countries` means the most mentioned ones; `groups` (names as in groups.py) narrow these, the map and the
    rankings to their members. `words` is a search as in `Filters`, and may be malformed: the store says so. `band` is
    half the width of the neutral band. `outlet_countries` keeps outlets edited there; `per` is what one dot of the
    Country page's outlets stands for: an outlet, or all that are edited in one country.
    """

    countries: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    sources: tuple[str, ...] = ()
    by: By = "auto"
    measure: Measure = "tone"
    salient: bool = False
    words: str = ""
    groups: tuple[str, ...] = ()
    band: float = theme.NEUTRAL_BAND
    baseline: Baseline = "raw"
    smoothing: Smoothing = "none"
    copies: Copies = "all"
    at: Mark | None = None
    outlet_countries: tuple[str, ...] = ()
    per: Per = "outlet"

    def filters(self, countries: tuple[str, ...] | None = None) -> Filters:
        """The store's filters for this view, or for other countries in the same view."""
        return Filters(
            self.countries if countries is None else countries,
            self.start,
            self.end,
            self.sources,
            self.salient,
            self.words,
            outlet_countries=self.outlet_countries,
            copies=self.copies,
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
        choices = (
            ("edited", ".".join(self.outlet_countries), ""),
            ("per", self.per, "outlet"),
            ("by", self.by, "auto"),
            ("measure", self.measure, "tone"),
        )
        pairs.extend((name, value) for name, value, usual in choices if value != usual)
        if self.salient:
            pairs.append(("salient", "1"))
        if self.copies != "all":
            pairs.append(("copies", self.copies))
        if self.words:
            pairs.append(("words", self.words))
        pairs.extend(("group", group) for group in self.groups)
        if self.band != theme.NEUTRAL_BAND:
            pairs.append(("band", f"{self.band:.2f}"))
        if self.baseline != "raw":
            pairs.append(("baseline", self.baseline))
        if self.smoothing != "none":
            pairs.append(("smooth", self.smoothing))
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
    by, baseline, smoothing = (_last(fields, name) for name in ("by", "baseline", "smooth"))
    return Query(
        countries=countries_of(_last(fields, "c").split(".")),
        start=start,
        end=end,
        sources=tuple(dict.fromkeys(fields.get("outlet", ()))),
        by=cast(By, by) if by in PERIODS else "auto",
        measure="vader" if _last(fields, "measure") == "vader" else "tone",
        salient=_last(fields, "salient") == "1",
        words=words_of(_last(fields, "words")),
        groups=groups_of(fields.get("group")),
        band=band_of(_last(fields, "band")),
        baseline=baseline if baseline in BASELINES else "raw",
        smoothing=smoothing if smoothing in SMOOTHINGS else "none",
        copies="first" if _last(fields, "copies") == "first" else "all",
        at=mark_of(_last(fields, "at").split(".")),
        outlet_countries=codes_of(_last(fields, "edited").split(".")),
        per=per_of(_last(fields, "per")),
    )


def countries_of(codes: object) -> tuple[str, ...]:
    """Those of the values that are ISO alpha-3 codes we know, each once, at most as many as a chart can hold."""
    return codes_of(codes)[: cap("chart_countries")]


def codes_of(codes: object) -> tuple[str, ...]:
    """Those of the values that are ISO alpha-3 codes we know, each once."""
    if not isinstance(codes, list | tuple):
        return ()
    return tuple(dict.fromkeys(code for code in codes if isinstance(code, str) and code in names.countries()))


def per_of(value: object) -> Per:
    """What one dot stands for; an outlet for whatever is no choice."""
    return "country" if value == "country" else "outlet"


def groups_of(values: object) -> tuple[str, ...]:
    """Those of the values that are groups we know, each once."""
    if not isinstance(values, list | tuple):
        return ()
    return tuple(dict.fromkeys(value for value in values if isinstance(value, str) and value in groups()))


def words_of(value: object) -> str:
    """A search for words without white space around it; empty for anything but text."""
    return value.strip() if isinstance(value, str) else ""


def band_of(value: object) -> float:
    """Half the width of the neutral band, to two decimals; the usual one for what is no number from 0 to 0.50."""
    try:
        band = round(float(value), 2)  # type: ignore[arg-type]  # whatever is no number raises, which is the test
    except (TypeError, ValueError, OverflowError):
        return theme.NEUTRAL_BAND
    return band + 0.0 if 0 <= band <= WIDEST_BAND else theme.NEUTRAL_BAND


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
