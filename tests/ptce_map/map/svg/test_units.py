import pytest

from ptce_map.map.svg.units import (
    clockwise,
    in_subplot,
    is_on_map,
    signed_area,
    subplot_of,
    unit,
    unit_layer,
)

TURNING_LEFT = [[0.0, 45.0], [1.0, 45.0], [1.0, 46.0], [0.0, 46.0], [0.0, 45.0]]
TURNING_RIGHT = TURNING_LEFT[::-1]


def feature(code: str, ring: list[list[float]], inset: str | None = None) -> dict:
    properties = {"code": code, "nom": f"Nom {code}"} | ({"inset": inset} if inset else {})
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def moved(ring: list[list[float]], lon: float) -> list[list[float]]:
    return [[x + lon, y] for x, y in ring]


def test_the_area_of_a_ring_is_negative_when_it_turns_clockwise() -> None:
    assert signed_area(TURNING_LEFT) == 1.0
    assert signed_area(TURNING_RIGHT) == -1.0


@pytest.mark.parametrize("ring", [TURNING_LEFT, TURNING_RIGHT])
def test_outer_rings_turn_clockwise_and_holes_the_other_way(ring: list[list[float]]) -> None:
    outer, hole = clockwise([ring, ring])
    assert signed_area(outer) == -1.0
    assert signed_area(hole) == 1.0


def test_a_hole_too_short_to_be_drawn_is_left_out() -> None:
    assert clockwise([TURNING_RIGHT, [[0.2, 45.2], [0.3, 45.3], [0.2, 45.2]]]) == [TURNING_RIGHT]


@pytest.mark.parametrize(
    "outer",
    [
        [[0.0, 45.0], [1.0, 45.0], [0.0, 45.0]],
        [[0.0, 45.0], [1.0, 45.0], [2.0, 45.0], [0.0, 45.0]],
    ],
    ids=["too few points", "no area"],
)
def test_a_polygon_without_an_outer_ring_to_draw_is_left_out(outer: list[list[float]]) -> None:
    assert clockwise([outer, TURNING_RIGHT]) == []


def test_a_unit_of_an_inset_has_a_key_of_its_own() -> None:
    assert unit(feature("75", TURNING_LEFT))["properties"]["cle"] == "75"
    assert unit(feature("75", TURNING_LEFT, "petite-couronne"))["properties"] == {
        "cle": "petite-couronne/75",
        "code": "75",
        "nom": "Nom 75",
        "inset": "petite-couronne",
    }


def test_units_off_the_map_are_left_to_the_insets() -> None:
    far = feature("974", moved(TURNING_LEFT, 55))
    copy = feature("974", moved(TURNING_LEFT, -12), "974")
    layer = unit_layer(
        {"features": [feature("15", TURNING_LEFT), far]},
        {"features": [copy]},
    )
    assert not is_on_map(far)
    assert [piece["properties"]["cle"] for piece in layer["features"]] == ["15", "974/974"]


def test_what_is_given_is_left_as_it_was() -> None:
    given = feature("15", list(TURNING_LEFT))
    unit_layer({"features": [given]}, {"features": []})
    assert given == feature("15", TURNING_LEFT)


def test_each_feature_belongs_to_one_subplot() -> None:
    units = [unit(feature("75", TURNING_LEFT, inset)) for inset in (None, "971", "petite-couronne")]
    assert [subplot_of(piece["properties"]) for piece in units] == ["geo", "geo2", "geo3"]
    assert in_subplot(units, "geo2") == [units[1]]
