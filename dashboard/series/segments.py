"""Divides a line into stretches of one level each, at the places that pay for themselves."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import inf


def segment(values: Sequence[float], weights: Sequence[float], *, penalty: float, shortest: int) -> list[int]:
    """Where new levels begin: the indices, without 0, of the division with the least cost.

    The cost of a division is Σ over its stretches of Σ weight·(value − the stretch's weighted mean)², plus `penalty`
    for each stretch after the first. Every stretch has at least `shortest` values; where they do not suffice for two,
    there is one. Of equal divisions the one whose last stretch is longest.

    Optimal partitioning (B. Jackson et al., IEEE Signal Processing Letters 12, 2005): the best division up to a
    place is the best one up to where its last stretch begins, and that stretch. Exact, and quadratic in the number of
    values: a thousand take about a tenth of a second. PELT (R. Killick et al., JASA 107, 2012) would be quicker on
    long lines, but with a shortest length its usual pruning can miss the best division.

    Raises ValueError for a `shortest` below 1, or other than one weight above 0 for each value.
    """
    if shortest < 1:
        raise ValueError(f"a stretch has at least 1 value, not {shortest}")
    if len(values) != len(weights) or any(not weight > 0 for weight in weights):
        raise ValueError("every value needs a weight above 0")
    total = sum(weights)
    centre = sum(weight * value for weight, value in zip(weights, values, strict=True)) / total if total else 0.0
    # Sums up to each place, of values from their centre: differences of these then lose little to rounding.
    terms = [(weight, weight * (value - centre)) for weight, value in zip(weights, values, strict=True)]
    w = [0.0, *accumulate(weight for weight, _ in terms)]
    s = [0.0, *accumulate(term for _, term in terms)]
    q = [0.0, *accumulate(term * term / weight for weight, term in terms)]

    count = len(values)
    best = [-penalty] + [inf] * count  # so that the first stretch is free
    begins = [0] * (count + 1)
    for end in range(shortest, count + 1):
        for start in range(end - shortest + 1):
            if best[start] == inf:
                continue
            cost = best[start] + penalty + q[end] - q[start] - (s[end] - s[start]) ** 2 / (w[end] - w[start])
            if cost < best[end]:
                best[end], begins[end] = cost, start
    found = []
    place = begins[count]
    while place:
        found.append(place)
        place = begins[place]
    return found[::-1]
