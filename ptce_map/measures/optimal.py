"""Optimal classes of values in one dimension (Fisher 1958, Jenks 1977): those that differ least."""

from __future__ import annotations

import numpy as np

from ptce_map.arrays import Integers, Values


def fisher_jenks(values: Values, k: int) -> list[float]:
    """Return the highest value of each of ``k`` classes but the last, ascending.

    Of all ways to cut the sorted values in so many classes, these have the least sum of squared
    distances to the mean of their class; of several, the one whose last classes begin lowest.
    Equal values are in one class: there have to be ``k`` distinct ones.
    """
    distinct, weights = np.unique(values, return_counts=True)
    spread = _spreads(distinct - distinct.mean(), weights)
    least, firsts = spread[0], []
    for held in range(1, k):
        totals = np.full_like(spread, np.inf)
        totals[held:] = least[held - 1 : -1, None] + spread[held:]
        firsts.append(totals.argmin(axis=0))
        least = totals.min(axis=0)
    ends, last = [], len(distinct) - 1
    for first in reversed(firsts):
        last = int(first[last]) - 1
        ends.append(float(distinct[last]))
    return ends[::-1]


def _spreads(values: Values, weights: Integers) -> Values:
    """Return the sum of squared distances to their mean of the values from each one to each one.

    Rows are the first value, columns the last; those that end before they begin are infinite.
    """
    n, total, squares = (
        np.concatenate([[0.0], np.cumsum(weights * values**power)]) for power in range(3)
    )
    held, summed, squared = (ends[None, 1:] - ends[:-1, None] for ends in (n, total, squares))
    found = np.full(held.shape, np.inf)
    is_ordered = held > 0
    found[is_ordered] = squared[is_ordered] - summed[is_ordered] ** 2 / held[is_ordered]
    return np.maximum(found, 0.0)
