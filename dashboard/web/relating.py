"""What the Relations page is asked for and what it draws: countries that one sentence names together."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard import names
from dashboard.series import interval
from dashboard.store.protocol import Store
from dashboard.types import PairCell
from dashboard.web import query as shared
from dashboard.web.behind import Behind, listed
from dashboard.web.fields import field, with_fields
from dashboard.web.query import Query, countries_of

SIZES = (12, 16, 20)  # countries on a side: more cells than 400 no screen shows legibly
_UNIT = 10_000  # sums count tone in ten-thousandths


@dataclass(frozen=True, slots=True)
class Relations:
    """A view of the page: filters, countries on a side, and the opened cell.

    With two or more countries in the query only these are shown; with one, those named with it the most.
    """

    query: Query
    size: int = SIZES[0]
    pair: tuple[str, str] | None = None

    def search(self) -> str:
        """The query string, with its question mark; empty for the view that one starts with."""
        size = "" if self.size == SIZES[0] else str(self.size)
        return with_fields(self.query.search(), (("top", size), ("pair", ".".join(self.pair or ()))))

    def opening(self, custom: object) -> Relations | None:
        """The same view with the cell of [country, other] opened; None for anything else."""
        pair = pair_of(custom)
        return None if pair is None else replace(self, pair=pair)


@dataclass(frozen=True, slots=True)
class Relation:
    """The tone toward `country` in sentences that name `other` too, as a mean over `n` articles.

    `sentences` is how many there are; `low` and `high` the mean's 95% interval, None below n = 5.
    """

    country: str
    other: str
    n: int
    sentences: int
    mean: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Related:
    """What the page draws: the countries, most articles first, and the relations between them by (country, other)."""

    asked: Relations
    countries: tuple[str, ...]
    cells: dict[tuple[str, str], Relation]

    def pairs(self) -> list[tuple[Relation, Relation]]:
        """Both sides of each pair, the country with more articles first; most articles in common first.

        Where the page was asked for one country, only its own pairs.
        """
        chosen = self.asked.query.countries
        one_only = chosen[0] if len(chosen) == 1 else None
        place = {code: number for number, code in enumerate(self.countries)}
        found = [
            (one, self.cells[other, country])
            for (country, other), one in self.cells.items()
            if place[country] < place[other] and (other, country) in self.cells
            if one_only is None or one_only in {country, other}
        ]
        return sorted(found, key=lambda both: (-max(both[0].n, both[1].n), place[both[0].country]))


def parse(search: object) -> Relations:
    """The view a query string asks for; whatever in it is no known country, date or choice is left out."""
    query = shared.parse(search)
    top = field(search, "top")
    return Relations(
        replace(query, groups=(), by="auto", baseline="raw", smoothing="none", at=None),
        size_of(top),
        pair_of(field(search, "pair").split(".")),
    )


def size_of(value: object) -> int:
    """A number of countries that can be chosen; the least for anything else."""
    return next((size for size in SIZES if str(size) == value), SIZES[0])


def pair_of(value: object) -> tuple[str, str] | None:
    """Two different countries from a list of their codes; None for anything else."""
    if not isinstance(value, list | tuple) or len(value) != 2:
        return None
    found = countries_of(value)
    return (found[0], found[1]) if len(found) == 2 else None


def related(store: Store, asked: Relations) -> Related:
    """Reads from the store what the page draws. Raises WordsError for words that are no search."""
    query = asked.query
    chosen = query.countries
    filters = query.filters(chosen if len(chosen) > 1 else ())
    pairs = [cell for cell in store.pairs(filters, query.measure) if cell.n]
    if len(chosen) > 1:
        among = set(chosen)
    else:
        among = {cell.country for cell in pairs if not chosen or chosen[0] in (cell.country, cell.other)}
    counted = [cell.country for cell in store.totals(replace(filters, countries=()), query.measure)]
    countries = [code for code in counted if code in among]
    if len(chosen) == 1:
        together = {cell.country: cell.n for cell in pairs if cell.other == chosen[0]}
        countries.sort(key=lambda code: -together.get(code, 0))
        countries = [*(code for code in chosen if code in countries), *(c for c in countries if c not in chosen)]
    shown = tuple(countries[: asked.size])
    drawn = frozenset(shown)
    return Related(
        asked,
        shown,
        {
            (cell.country, cell.other): _relation(cell)
            for cell in pairs
            if cell.country in drawn and cell.other in drawn
        },
    )


def behind_pair(store: Store, asked: Relations) -> Behind | None:
    """The articles of the opened cell; None where none is open. Raises WordsError for words that are no search."""
    if asked.pair is None:
        return None
    country, other = asked.pair
    heading = f"{names.country_name(country)}, in sentences that also name {names.country_name(other)}"
    filters = replace(asked.query.filters((country,)), together=other)
    return listed(store, filters, heading, asked.query.measure)


def _relation(cell: PairCell) -> Relation:
    low, high = interval(cell.n, cell.total, cell.squares, cell.overlap)
    return Relation(cell.country, cell.other, cell.n, cell.sentences, cell.total / cell.n / _UNIT, low, high)
