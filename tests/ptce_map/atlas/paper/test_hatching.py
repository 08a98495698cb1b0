from __future__ import annotations

import numpy as np
import pytest

import shapely

from ptce_map.atlas.paper.hatching import HATCH_STEP_MM, hatch
from ptce_map.atlas.paper.leaf import Box


@pytest.mark.parametrize("step", [HATCH_STEP_MM, 2.4])
def test_hatches_are_parallel_lines_cut_to_their_areas(step: float) -> None:
    square = shapely.box(20, 20, 40, 40)
    (lines,) = hatch(np.array([square]), Box(10, 10, 110, 110), step)
    parts = shapely.get_parts(lines)
    assert square.covers(lines)
    slopes = np.diff(shapely.get_coordinates(parts).reshape(-1, 2, 2), axis=1)[:, 0]
    assert np.allclose(slopes[:, 0], slopes[:, 1])
    assert len(parts) == pytest.approx(40 / step, abs=1.5)
