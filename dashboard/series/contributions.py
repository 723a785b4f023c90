"""The articles that moved a country's mean tone most between two spans."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.series.sums import Sums
from dashboard.store.protocol import ArticleRow, Store
from dashboard.types import Filters, Measure, Order

_ENDS: tuple[Order, ...] = ("lowest", "highest")


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one article did to the change of the mean, in tone. `after` says whether it is of the later span."""

    article: ArticleRow
    after: bool
    contribution: float


def contributions(
    store: Store,
    spans: tuple[tuple[Filters, Sums], tuple[Filters, Sums]],
    measure: Measure = "tone",
    *,
    number: int,
) -> list[Contribution]:
    """The `number` articles with the largest |contribution| to the change of the mean, largest first.

    `spans` are the earlier and the later one: the filters that ask for it (one country), and the sums that the store
    gives for them. With c the midpoint of both means, M₁ and M₂,

        M₂ − M₁ = Σ over later articles of (t − c)/n₂ − Σ over earlier articles of (t − c)/n₁

    holds for any c, since c cancels out; each term is what that article contributes. c in the middle treats both
    spans alike. Copies of one story contribute each; with first copies alone in the filters, each story once.

    Only the ends of each span need to be read. Within a span |t − c|/n grows with the distance of t from c. Let an
    article be neither among the `number` lowest nor among the `number` highest. If its t ≥ c, all of the `number`
    highest have a tone ≥ t, so contribute at least as much; if its t < c, so do the `number` lowest. Either way
    `number` others stand before it, and leaving it out changes at most which of equals is named. So the lowest and
    the highest `number` of both spans hold a largest `number` of all.

    Raises StoreError from the store.
    """
    means = [sums.mean for _, sums in spans]
    middle = sum(means) / 2
    found: list[Contribution] = []
    for after, (filters, sums) in enumerate(spans):
        ends = {
            row.id: row
            for order in _ENDS
            for row in store.articles(filters, limit=number, order=order, measure=measure)
        }
        weight = (1 if after else -1) / sums.n
        found.extend(Contribution(row, bool(after), weight * (_tone(row, measure) - middle)) for row in ends.values())
    found.sort(key=lambda one: (-abs(one.contribution), one.article.id, one.after))
    return found[:number]


def _tone(row: ArticleRow, measure: Measure) -> float:
    return row.tone if measure == "tone" else row.vader
