from __future__ import annotations

import numpy as np
import pytest

import geopandas as gpd
import shapely

from geodata.cog import LAMBERT_93, WGS84
from ptce_map.atlas.paper.leaf import Box
from ptce_map.atlas.paper.panel import fit

SQUARE = gpd.GeoSeries([shapely.box(700_000, 6_600_000, 800_000, 6_700_000)], crs=LAMBERT_93)


def test_ground_is_fitted_and_centred() -> None:
    panel = fit(SQUARE, LAMBERT_93, Box(10, 10, 110, 60))
    (placed,) = panel.project(SQUARE)
    assert panel.scale == pytest.approx(50 / 100_000)
    assert panel.denominator == 2_000_000
    assert placed.bounds == pytest.approx((35, 10, 85, 60))


def test_ground_is_fitted_in_a_part_of_its_box() -> None:
    panel = fit(SQUARE, LAMBERT_93, Box(0, 0, 100, 100), within=Box(50, 50, 60, 60))
    (placed,) = panel.project(SQUARE)
    assert placed.bounds == pytest.approx((50, 50, 60, 60))


def test_what_is_out_of_sight_is_left_out() -> None:
    panel = fit(SQUARE, LAMBERT_93, Box(0, 0, 50, 50))
    near, far = SQUARE.to_crs(WGS84).iloc[0], shapely.box(55, -21, 56, -20)
    frame = gpd.GeoDataFrame(index=["far", "none", "near"], geometry=[far, None, near], crs=WGS84)
    assert list(panel.visible(frame).index) == ["near"]


def test_what_leaves_the_box_is_cut() -> None:
    panel = fit(SQUARE, LAMBERT_93, Box(0, 0, 50, 50))
    wide = np.array([shapely.box(-100, -100, 25, 25), shapely.box(10, 10, 20, 20)])
    cut, whole = panel.clip(wide)
    assert cut.bounds == (-1, -1, 25, 25)
    assert whole.equals(wide[1])


def test_a_coverage_loses_detail_and_stays_a_coverage() -> None:
    middle = [(750_000, y) for y in range(6_600_000, 6_700_001, 50)]
    jagged = [(x + 30 * (-1) ** rank, y) for rank, (x, y) in enumerate(middle)]
    left = shapely.Polygon([(700_000, 6_600_000), *jagged, (700_000, 6_700_000)])
    right = shapely.Polygon([(800_000, 6_600_000), *jagged, (800_000, 6_700_000)])
    panel = fit(SQUARE, LAMBERT_93, Box(0, 0, 50, 50))
    drawn = panel.coverage(gpd.GeoSeries([left, right], crs=LAMBERT_93))
    assert shapely.get_num_coordinates(drawn).sum() < 40
    assert shapely.coverage_is_valid(drawn)
    assert shapely.area(drawn).sum() == pytest.approx(2500, abs=1)
