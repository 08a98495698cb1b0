"""Geometries as paths."""

from __future__ import annotations

import pytest

import shapely

from ptce_map.map.svg.paths import write_path

SQUARE = shapely.box(0, 0, 10, 10)
ISLAND = shapely.box(20, 0, 22, 2)


def test_a_ring_is_written_in_relative_steps_and_closed() -> None:
    ring = shapely.Polygon([(1, 2), (11, 2), (11, -8)])
    assert write_path(ring) == "M1 2l10 0 0-10z"


@pytest.mark.parametrize(
    ("smallest", "n"), [(0, 2), (4, 2), (5, 1), (1000, 1)], ids=["all", "equal", "less", "largest"]
)
def test_small_islands_are_left_out_but_never_the_whole_shape(smallest: float, n: int) -> None:
    assert write_path(shapely.union(SQUARE, ISLAND), smallest=smallest).count("M") == n


def test_holes_are_drawn_if_they_are_large_enough() -> None:
    holed = shapely.difference(SQUARE, shapely.box(4, 4, 6, 6))
    assert write_path(holed).count("z") == 2
    assert write_path(holed, smallest=9).count("z") == 1


def test_decimals_are_kept_without_idle_zeros() -> None:
    line = shapely.LineString([(0.04, 0), (1.26, 3), (1.26, 3.0)])
    assert write_path(line, decimals=1) == "M0 0l1.3 3"


def test_what_rounding_flattens_is_not_drawn() -> None:
    assert write_path(shapely.box(0.1, 0.1, 0.3, 0.3)) == ""
    assert write_path(shapely.Polygon()) == ""
