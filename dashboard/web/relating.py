"""What the Relations page is asked for and what it draws: countries that one sentence names together."""

from __future__ import annotations

from collections.abc import Sequence
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
    chosen = asked.query.countries
    ordered = [
        cell.country for cell in store.totals(asked.query.filters(()), asked.query.measure)
    ]  # most written of first
    if len(chosen) == 1:
        return _among(store, asked, _named_with(store, asked, ordered))
    if chosen:
        return _among(store, asked, [code for code in ordered if code in chosen])
    found = _among(store, asked, ordered)
    if {country for country, _ in found.cells} == set(found.countries):
        return found
    # One of the first is named with none of them; those named with any country have the room.
    every = {cell.country for cell in store.pairs(asked.query.filters(()), asked.query.measure) if cell.n}
    return _among(store, asked, [code for code in ordered if code in every])


def _named_with(store: Store, asked: Relations, ordered: Sequence[str]) -> list[str]:
    """The one country chosen, before those that sentences name with it, most articles first."""
    (chosen,) = asked.query.countries
    pairs = store.pairs(asked.query.filters(()), asked.query.measure, of=chosen)
    together = {cell.other: cell.n for cell in pairs if cell.n}
    others = sorted((code for code in ordered if code in together), key=lambda code: -together[code])
    return [chosen, *others] if others else []


def _among(store: Store, asked: Relations, countries: Sequence[str]) -> Related:
    """What the page draws of the first of these countries; only their own pairs are read, which are few."""
    shown = tuple(countries[: asked.size])
    among = frozenset(shown)
    pairs = store.pairs(asked.query.filters(shown), asked.query.measure) if shown else []
    kept = (cell for cell in pairs if cell.n and cell.country in among and cell.other in among)
    return Related(asked, shown, {(cell.country, cell.other): _relation(cell) for cell in kept})


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
