"""Marks that stand for their neighbours, where there are too many to be told apart.

Seats are gathered as on a reduced map: the heaviest mark takes in those nearer than a distance,
then the heaviest of what is left, and so on. A mark stays where a seat is, never between two.
"""

from __future__ import annotations

import numpy as np

import shapely

from ptce_map.arrays import Integers, Values

CROWD = 300
"""Number of poles above which marks are gathered; below, each seat has its own."""

LARGEST = 14.0
"""How many seats the largest disc has the area of."""

ZOOMS = (2, 3, 4, 5, 6, 7, 8)
"""Least zoom of each step at which seats are gathered on the screen."""

ALONE = 9
"""Zoom from which each seat is alone."""

APART_PX = 22.0
"""Seats nearer than this on the screen, at the least zoom of a step, are one disc."""

GATHERING = {"zooms": [*ZOOMS, ALONE], "crowd": CROWD, "largest": LARGEST}
"""What the scripts of the page need to know of it."""


def gather(points: Values, weights: Integers, distance: float) -> Integers:
    """Return the position of the mark that stands for each mark, its own if it stands for itself.

    Parameters
    ----------
    points
        One row a mark, ``x`` and ``y`` in any plane.
    weights
        Number of poles of each mark; of equal ones the first comes first.
    distance
        Two marks nearer than this are one, in the unit of the points.
    """
    n = len(points)
    places = np.asarray(shapely.points(points))
    mark, near = shapely.STRtree(places).query(places, predicate="dwithin", distance=distance)
    order = np.argsort(mark, kind="stable")
    starts = np.searchsorted(mark[order], np.arange(n + 1))
    near = near[order]
    heads = np.full(n, -1, dtype=np.int64)
    for head in np.argsort(-weights, kind="stable").tolist():
        if heads[head] < 0:
            around = near[starts[head] : starts[head + 1]]
            heads[around[heads[around] < 0]] = head
    return heads


def disc_areas(counts: Integers, largest: int) -> Values:
    """Return the area of discs, in seats: in proportion, the largest at most :data:`LARGEST`."""
    areas: Values = counts * np.float64(min(1.0, LARGEST / max(largest, 1)))
    return areas
