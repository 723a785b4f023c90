"""What the address of the Compare page asks for: countries, or one country across outlets."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.web import query as shared
from dashboard.web.fields import field, with_fields
from dashboard.web.query import Mark, Query, day_of, mark_of

FEWEST, MOST = 2, 8  # more panels than eight are no longer taken in at one look


@dataclass(frozen=True, slots=True)
class Comparison:
    """A view of the Compare page.

    With `outlets` the first country of the query is compared across its `sources`, else the countries are compared;
    where the query names none, the most frequent are meant. `first` is the country or outlet that the others are
    held against, empty for the first one shown. `outlet` narrows the opened mark, `query.at`, to one outlet.
    """

    query: Query
    outlets: bool = False
    first: str = ""
    outlet: str = ""

    def search(self) -> str:
        """The query string, with its question mark; empty for the view that one starts with."""
        return with_fields(
            self.query.search(),
            (("mode", "outlets" if self.outlets else ""), ("first", self.first), ("in", self.outlet)),
        )

    def opening(self, custom: object) -> Comparison | None:
        """The same view with the mark opened whose custom data this is; None for what no mark carries.

        A mark carries [country, first day, last day, outlet], the days empty for the whole span and the outlet for all.
        """
        if not isinstance(custom, list | tuple) or len(custom) != 4 or not isinstance(custom[3], str):
            return None
        days = [custom[1], custom[2]] if day_of(custom[1]) else []
        mark = mark_of([custom[0], *days])
        return None if mark is None else replace(self, query=replace(self.query, at=mark), outlet=custom[3])


def parse(search: object) -> Comparison:
    """The view a query string asks for; whatever in it is no known country, date or choice is left out."""
    return Comparison(
        query=without_the_rest(shared.parse(search)),
        outlets=field(search, "mode") == "outlets",
        first=field(search, "first"),
        outlet=field(search, "in"),
    )


def without_the_rest(query: Query) -> Query:
    """The query with at most eight countries, and without what this page has no control for."""
    return replace(query, countries=query.countries[:MOST], groups=(), baseline="raw", smoothing="none")


def custom_data(country: str, mark: Mark | None, outlet: str = "") -> list[str]:
    """A mark's custom data, as `opening` reads it; without a mark it stands for the whole span."""
    days = (mark.start, mark.end) if mark else (None, None)
    return [country, *(day.isoformat() if day else "" for day in days), outlet]
