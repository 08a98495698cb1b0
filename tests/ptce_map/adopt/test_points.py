from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import shapely

from ptce_map.adopt.points import Ground, is_constant, place_of, read_number, read_pair

if TYPE_CHECKING:
    from geodata.store import Boundaries


@pytest.fixture
def ground(boundaries: Boundaries) -> Ground:
    return Ground(boundaries)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("46,1", 46.1),
        ("46.1", 46.1),
        ("-1,5", -1.5),
        ("652 469,02", 652469.02),
        ("x", None),
        ("", None),
    ],
)
def test_a_coordinate_has_a_point_or_a_comma(text: str, number: float | None) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("48.85, 2.35", (2.35, 48.85)),
        ("48,85 ; 2,35", (2.35, 48.85)),
        ("POINT (2.35 48.85)", (2.35, 48.85)),
        ("[2.35, 48.85]", (2.35, 48.85)),
        ("Paris", None),
    ],
)
def test_a_pair_whichever_comes_first(text: str, pair: tuple[float, float] | None) -> None:
    assert read_pair(text) == pair


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"latitude": "46,1", "longitude": "2,3"}, (2.3, 46.1)),
        ({"latitude": "2,3", "longitude": "46,1"}, (2.3, 46.1)),
        ({"x": "652469,02", "y": "6862035,26"}, (2.3522, 48.8566)),
        ({"latitude": "652469,02", "longitude": ""}, None),
        ({"latitude": "0", "longitude": "0"}, None),
        ({"coordonnees": "48.85,2.35"}, (2.35, 48.85)),
        ({}, None),
    ],
)
def test_degrees_or_metres_of_lambert_93(
    cells: dict[str, str], place: tuple[float, float] | None
) -> None:
    found = place_of(cells)
    assert found == (pytest.approx(place, abs=1e-3) if place else None)


def test_a_point_is_in_the_commune_that_holds_it_or_is_near(ground: Ground) -> None:
    assert ground.holding((0.5, 0.5)) == "13001"
    assert ground.holding((1.5, 1.2)) == "13201"
    assert ground.holding((-0.01, 0.5)) == "13001"
    assert ground.holding((-9, 40)) == ""
    assert ground.around((0.99, 0.5)) == {"13001", "13002"}
    assert (ground.token("13201"), ground.token("13001")) == ("arm:13201", "com:13001")


@pytest.mark.parametrize(
    ("box", "codes", "is_exact"),
    [
        ((0, 0, 2, 1), ("13001", "13002"), True),
        ((0, 0, 1.6, 1), ("13001", "13002"), False),
        ((0, 0, 1.3, 1), ("13001",), False),
        ((0.1, 0.1, 0.3, 0.3), ("13001",), False),
        ((-9, -9, -8, -8), (), False),
    ],
)
def test_a_polygon_stands_for_the_communes_of_which_it_covers_half(
    ground: Ground, box: tuple[float, float, float, float], codes: tuple[str, ...], is_exact: bool
) -> None:
    assert ground.covered(shapely.box(*box)) == (codes, is_exact)


def test_points_that_are_all_one_tell_nothing_of_rows_of_several_communes() -> None:
    assert is_constant([(2.3, 46.1)] * 3, 2)
    assert not is_constant([(2.3, 46.1)] * 3, 1)
    assert not is_constant([(2.3, 46.1), (2.4, 46.1)], 2)


def test_several_points_and_a_line_are_of_every_commune_that_they_meet(ground: Ground) -> None:
    points = shapely.MultiPoint([(0.5, 0.5), (1.5, 0.5), (0.6, 0.5)])
    assert ground.beneath(points) == (("13001", "13002"), True)
    assert ground.beneath(shapely.MultiPoint([(0.5, 0.5), (-30, 30)])) == (("13001",), False)
    line = shapely.LineString([(0.5, 0.5), (1.5, 0.5)])
    assert ground.beneath(line) == (("13001", "13002"), False)
    assert ground.beneath(shapely.box(0, 0, 2, 1)) == (("13001", "13002"), True)
