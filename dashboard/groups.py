"""Groups of countries, such as the European Union, as they stood on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from dashboard import resources
from dashboard.names import countries

_TABLE = "groups.tsv"


@dataclass(frozen=True, slots=True)
class Membership:
    """A country's time in a group: its first and last day, both included; None where it has no beginning or end."""

    country: str
    first: date | None
    last: date | None


def groups() -> tuple[str, ...]:
    """The names of all groups, in the order of the table. Raises what `memberships` raises."""
    return tuple(memberships())


def members(group: str, day: date) -> tuple[str, ...]:
    """The alpha-3 codes of the countries in a group on a day, in alphabetical order.

    Empty before the group began. Raises ValueError for a group that is not in the table, and what `memberships`
    raises.
    """
    known = memberships().get(group)
    if known is None:
        raise ValueError(f"{group!r} is no group that Worldtone knows; it knows {', '.join(groups())}")
    return tuple(
        sorted(
            one.country
            for one in known
            if (one.first is None or one.first <= day) and (one.last is None or day <= one.last)
        )
    )


@cache
def memberships() -> Mapping[str, tuple[Membership, ...]]:
    """All memberships by group, from data/groups.tsv.

    Raises FileNotFoundError without the table. Raises ValueError, naming group and country, for an unknown code, a
    wrong date, an end before its beginning, and two memberships of one country that overlap.
    """
    table: defaultdict[str, list[Membership]] = defaultdict(list)
    for row in resources.rows(_TABLE):
        group, country = row["group"], row["country"]
        place = f"{_TABLE}: {country} in {group}"
        if country not in countries():
            raise ValueError(f"{place}: unknown country code {country!r}")
        new = Membership(country, _day(row["from"], place), _day(row["to"], place))
        if new.first and new.last and new.first > new.last:
            raise ValueError(f"{place}: from {new.first} is after to {new.last}")
        if any(_overlap(new, one) for one in table[group] if one.country == country):
            raise ValueError(f"{place}: two memberships overlap")
        table[group].append(new)
    return MappingProxyType({group: tuple(rows) for group, rows in table.items()})


def _day(text: str, place: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{place}: a date must read 2024-12-31, not {text!r}") from error


def _overlap(one: Membership, other: Membership) -> bool:
    return (one.first or date.min) <= (other.last or date.max) and (other.first or date.min) <= (one.last or date.max)
