from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import shapely

from ptce_map.lookup.parts import Part, find_parts

if TYPE_CHECKING:
    from ptce_map.catalog import Catalog

KM = 1000
PLACE = shapely.Point(0, 0)


def dots(*kilometres: float) -> Part:
    """Return places so many kilometres east of another."""
    shapes = np.array([shapely.Point(km * KM, 0) for km in kilometres], dtype=object)
    return Part(tuple(f"p{rank}" for rank in range(len(shapes))), shapes)


def test_those_within_a_distance_come_in_the_order_of_the_register() -> None:
    found, metres = dots(30, 5, 31, 10).within(PLACE, 30 * KM)

    assert found.tolist() == [0, 1, 3]
    assert metres.tolist() == [30 * KM, 5 * KM, 10 * KM]


@pytest.mark.parametrize(
    ("n", "nearest"), [(1, [3]), (2, [3, 1]), (4, [3, 1, 0, 2]), (9, [3, 1, 0, 2])]
)
def test_the_nearest_are_looked_for_farther_and_farther(n: int, nearest: list[int]) -> None:
    found, metres = dots(500, 90, 1500, 30).nearest(PLACE, n)

    assert found.tolist()[:n] == nearest
    assert metres.tolist() == sorted(metres.tolist())


def test_of_equal_ones_the_first_of_the_register_comes_first() -> None:
    assert dots(7, 3, 7, 3).nearest(PLACE, 4)[0].tolist() == [1, 3, 0, 2]


def test_each_part_of_the_country_has_its_projection(catalog: Catalog) -> None:
    parts = find_parts(catalog.poles)

    assert {code: part.ids for code, part in parts.items()} == {
        2154: ("le-phare", "la-voisine", "le-quartier"),
        5490: ("ile-haute",),
    }


def test_from_an_area_of_many_sides_distances_are_those_to_its_nearest_edge() -> None:
    area = shapely.difference(PLACE.buffer(50 * KM), PLACE.buffer(20 * KM))
    shapes = np.array(
        [
            shapely.box(x * KM, y * KM, (x + 8) * KM, (y + 3) * KM)
            for x, y in ((0, 0), (60, 5), (45, 0), (-80, -70), (-4, 60), (25, 25), (200, 0))
        ],
        dtype=object,
    )
    found, metres = Part(tuple("abcdefg"), shapes).within(area, 70 * KM)

    assert found.tolist() == [0, 1, 2, 3, 4, 5]
    assert metres.tolist() == shapely.distance(shapes[:6], area).tolist()
    assert metres[[2, 5]].tolist() == [0, 0]
