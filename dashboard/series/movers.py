"""Which countries' tone changed most against the span before."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.series.asking import EVERYTHING, Span, check, span_and_previous, within
from dashboard.series.interval import FEWEST
from dashboard.series.sums import gather
from dashboard.series.welch import welch
from dashboard.store.protocol import Store
from dashboard.types import Filters, Measure


@dataclass(frozen=True, slots=True)
class Mover:
    """A country's mean tone in two spans: `change` = `mean` − `before_mean`, with its 95% interval by `welch`."""

    country: str
    before_n: int
    before_mean: float
    n: int
    mean: float
    change: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Movers:
    """The two spans that were compared, and the countries, the largest change in either direction first."""

    before: Span
    span: Span
    countries: tuple[Mover, ...]


def movers(store: Store, filters: Filters = EVERYTHING, measure: Measure = "tone") -> Movers | None:
    """The change of each country's mean tone from the previous equal span to the one asked for.

    The spans are those of `span_and_previous`. Only countries that weigh 5 stories or more in both (see `interval`).
    With many countries, one in twenty changes by chance alone beyond what its interval allows: the list is for looking,
    not for proof. None where there is nothing to compare. Raises ValueError for an unknown measure, a start after the
    end or malformed search words; StoreError from the store.
    """
    check(filters, measure)
    spans = span_and_previous(store, filters)
    if spans is None:
        return None
    before, after = (gather(store.totals(within(filters, span), measure), lambda cell: cell.country) for span in spans)
    found = []
    for country, sums in after.items():
        earlier = before.get(country)
        if earlier is None or min(earlier.weight, sums.weight) < FEWEST:
            continue
        difference = welch(earlier, sums)
        if difference.low is not None and difference.high is not None:
            found.append(
                Mover(
                    country,
                    earlier.n,
                    earlier.mean,
                    sums.n,
                    sums.mean,
                    difference.value,
                    difference.low,
                    difference.high,
                )
            )
    found.sort(key=lambda mover: (-abs(mover.change), mover.country))
    return Movers(*spans, tuple(found))
