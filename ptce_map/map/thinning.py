"""Territories that wait for a closer zoom, where there are too many to be told apart.

As names on a map: of those in a square of the screen the largest are drawn, and the others when the
reader comes closer. What waits is told by its seat (:mod:`ptce_map.map.gathering`).
"""

from __future__ import annotations

import numpy as np

from ptce_map.arrays import Integers, Values
from ptce_map.map.gathering import ALONE, ZOOMS

SQUARE_PX = 128.0
"""Side of a square of the screen, at the least zoom of a step."""

IN_A_SQUARE = 6
"""How many territories are drawn in a square."""


def thin(middles: Values, zooms: Values) -> Values:
    """Return the least zoom at which each territory is drawn among a crowd.

    Parameters
    ----------
    middles
        One row a territory, ``x`` and ``y`` of its middle in pixels of zoom 0.
    zooms
        Least zoom at which each is large enough to be drawn; the less, the larger it is.

    Returns
    -------
    array
        ``zooms``, or the step of :data:`ptce_map.map.gathering.ZOOMS` from which few enough of the
        same square are larger; from :data:`ptce_map.map.gathering.ALONE` on, none waits for others.
    """
    found = np.maximum(zooms, float(ALONE))
    for step in reversed(ZOOMS):
        is_kept = (zooms < step + 1) & (_ranks(middles, zooms, SQUARE_PX / 2**step) < IN_A_SQUARE)
        found[is_kept] = np.maximum(zooms[is_kept], step if step > ZOOMS[0] else -np.inf)
    return found


def _ranks(middles: Values, zooms: Values, side: float) -> Integers:
    """Return the rank of each territory in its square, the largest first, from zero."""
    squares = np.floor(middles / side).astype(np.int64)
    order = np.lexsort((zooms, squares[:, 1], squares[:, 0]))
    is_new = np.ones(len(order), dtype=bool)
    is_new[1:] = (np.diff(squares[order], axis=0) != 0).any(axis=1)
    starts = np.flatnonzero(is_new)
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order)) - np.repeat(starts, np.diff([*starts, len(order)]))
    return ranks
