"""The frame of the SVG map."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import geopandas as gpd
import shapely

from ptce_map.map.svg.frame import HEIGHT, HOME, WIDTH, box, project, to_units


def test_the_corners_of_home_are_those_of_the_frame() -> None:
    west, south, east, north = HOME
    assert to_units((west, north)) == pytest.approx((0, 0))
    assert to_units((east, south)) == pytest.approx((WIDTH, HEIGHT), abs=0.5)
    assert box(HOME) == pytest.approx((0, 0, WIDTH, HEIGHT), abs=0.5)


def test_the_scripts_look_at_home_first_as_the_frame_does() -> None:
    assets = Path(__file__).parents[4] / "assets"
    said = {
        (path.name, *json.loads(box))
        for path in sorted(assets.rglob("*.js"))
        for box in re.findall(r"const (?:HOME|FRANCE) = (\[.+\]);", path.read_text("utf-8"))
    }
    assert "mercator.js" in {name for name, *_ in said}
    assert {tuple(box) for _, *box in said} == {HOME}


def test_geometries_are_projected_as_points_are() -> None:
    place = (5.4, 43.3)
    points = gpd.GeoSeries([shapely.Point(place)], crs="EPSG:4326")
    assert shapely.get_coordinates(project(points))[0] == pytest.approx(to_units(place))
