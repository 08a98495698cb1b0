"""Hatches: lines at 45° that say what a fill cannot, missing data or the pole of the sheet."""

from __future__ import annotations

import numpy as np

import shapely

from ptce_map.atlas.paper.leaf import Box
from ptce_map.atlas.paper.panel import Geometries

HATCH_STEP_MM = 1.1


def hatch(areas: Geometries, box: Box, step: float = HATCH_STEP_MM) -> Geometries:
    """Return lines at 45° across a box, some millimetres apart, cut to some areas."""
    reach = box.width + box.height
    starts = np.arange(box.left - box.height, box.right, step)
    ends = np.column_stack([starts, np.full(len(starts), box.bottom)])
    lines = np.asarray(shapely.linestrings(np.stack([ends, ends + reach], axis=1)))
    ground = shapely.union_all(areas)
    cut: Geometries = shapely.intersection(shapely.multilinestrings(lines), [ground])
    return cut
