import numpy as np
import pytest

import shapely

from ptce_map.map.svg.crowd import (
    Placed,
    find_in_tile,
    is_tile,
    place,
    tile_side,
    write_rows,
)
from ptce_map.map.svg.shapes import Outline

SIDE = tile_side(6)
LARGE = Outline("large", "declared", "", "", 2.0, "M0 0l1 0 1 1z", 2.0)
WAITING = Outline("waiting", "declared", "", "", 3.0, "M1 1l1 0 1 1z", 8.0)
COPY = Outline("copy", "approximate", "972", "area", 4.0, "", 4.0)
OUTLINES = (LARGE, WAITING, COPY)
PLACED = Placed(
    np.array(
        [(0, 0, 3 * SIDE, SIDE / 2), (10, 10, 20, 20), (2.2 * SIDE, 5, 2.4 * SIDE, 9)],
        dtype=np.float32,
    )
)


def test_a_tile_is_as_wide_on_the_screen_at_each_zoom() -> None:
    assert tile_side(5) == 2 * tile_side(6)
    # 512 pixels are the world at zoom 0, 360 degrees; home is 23.25 of them in 10,000 units.
    assert tile_side(1) == pytest.approx(10_000 * 360 / 23.25)


def test_a_tile_holds_what_lies_in_it_and_is_drawn_before_the_next_zoom() -> None:
    assert find_in_tile(OUTLINES, PLACED, 6, 0, 0) == [0]
    assert find_in_tile(OUTLINES, PLACED, 6, 2, 0) == [0, 2]
    assert find_in_tile(OUTLINES, PLACED, 8, 0, 0) == [0, 1]
    assert find_in_tile(OUTLINES, PLACED, 6, 4, 0) == []


def test_tiles_beyond_the_territories_are_none() -> None:
    assert is_tile(PLACED, 6, 2, 0)
    assert not is_tile(PLACED, 6, 4, 0)
    assert not is_tile(PLACED, 6, -2, 0)


def test_a_row_says_all_that_is_drawn_of_an_outline_and_none_is_empty() -> None:
    assert write_rows(OUTLINES, [1, 2]) == [
        [1, "waiting", "declared", "", "", 3.0, 8.0, "M1 1l1 0 1 1z"]
    ]


def test_shapes_are_placed_in_whole_units() -> None:
    placed = place(np.array([shapely.box(1.2, 2.7, 3.4, 4.6)]))
    assert placed.boxes.tolist() == [[1, 3, 3, 5]]
    assert placed.area == (1, 3, 3, 5)
