from itertools import pairwise

import pytest

from geodata.cog import Level
from geodata.insets import INSETS, frames
from ptce_map.map.svg.traces import (
    circles,
    colorscale,
    degrees,
    fill,
    frame_ring,
    inset_frames,
    seats,
    territories,
)
from ptce_map.map.svg.units import SUBPLOTS
from ptce_map.map.themes import DARK, LIGHT, THEMES, Theme, palette

THEME = pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))


def layer(*keys: tuple[str, str]) -> dict:
    return {
        "features": [
            {"properties": {"cle": f"{inset}{code}", "code": code, "nom": "", "inset": inset}}
            for code, inset in keys
        ]
    }


@THEME
@pytest.mark.parametrize("k", range(1, 8))
def test_missing_zero_and_each_class_have_their_step_of_colour(theme: Theme, k: int) -> None:
    steps = colorscale(theme, k)
    assert [colour for _, colour in steps[::2]] == [theme.boundary, *palette(theme, k)]
    assert steps[0][0] == 0
    assert steps[-1][0] == 1
    assert [low for low, _ in steps[2::2]] == [high for high, _ in steps[1:-1:2]]


def test_a_fill_holds_the_units_of_its_subplot_and_their_geometry_by_address() -> None:
    units = layer(("15", ""), ("974", "974"), ("75", "petite-couronne"))
    trace = fill(LIGHT, "geo2", Level.DEPARTEMENT, units, "/geo/svg.geojson")
    assert trace["locations"] == ["974974"]
    assert trace["geojson"] == "/geo/svg.geojson"
    assert trace["z"] == [0]
    assert (trace["zmin"], trace["zmax"]) == (-1.5, 5.5)


def test_circles_stand_at_the_points_of_the_map_or_of_its_insets() -> None:
    points = {
        "features": [
            {
                "properties": {"code": code, "nom": "", "inset": inset},
                "geometry": {"type": "Point", "coordinates": [lon, 46.0]},
            }
            for code, inset, lon in (("15", "", 2.0), ("974", "", 55.0), ("974", "974", -12.0))
        ]
    }
    main = circles(LIGHT, "geo", Level.DEPARTEMENT, points)
    column = circles(LIGHT, "geo2", Level.DEPARTEMENT, points)
    assert [unit["code"] for unit in main["meta"]["units"]] == ["15"]
    assert (column["lon"], column["lat"]) == ([-12.0], [46.0])


def test_territories_are_lines_dashed_where_approximate_and_never_filled() -> None:
    traces = list(territories(LIGHT, "geo"))
    assert {trace["mode"] for trace in traces} == {"lines"}
    assert not [trace for trace in traces if "fill" in trace]
    dashes = {trace["meta"].get("sign"): trace["line"].get("dash") for trace in traces}
    assert dashes["declared"] is None
    assert dashes["ended"] == "1.5px,2.3px"
    assert dashes["approximate"] == "4.5px,3.0px"


def test_known_seats_are_discs_and_unknown_ones_rings() -> None:
    ended, unknown, known = seats(DARK, "geo")
    assert ended["marker"]["line"]["color"] == DARK.ink_2
    assert known["marker"]["color"] == DARK.pole
    assert unknown["marker"]["color"] == DARK.surface
    assert unknown["marker"]["line"]["color"] == DARK.pole


def test_every_inset_has_its_frame_where_the_main_map_has_it() -> None:
    boxes = frames().set_index("inset").geometry
    drawn = {
        trace["meta"]["inset"]: trace
        for subplot in SUBPLOTS
        for trace in inset_frames(LIGHT, subplot)
    }
    assert list(drawn) == [inset.code for inset in INSETS]
    for code, trace in drawn.items():
        west, south, east, north = boxes[boxes.geom_type == "Polygon"][code].bounds
        assert (min(trace["lon"]), max(trace["lon"])) == pytest.approx((west, east), abs=1e-3)
        assert (min(trace["lat"]), max(trace["lat"])) == pytest.approx((south, north), abs=1e-3)


def test_long_edges_are_cut_in_steps() -> None:
    ring = frame_ring(INSETS[0].frame)
    assert ring[0] == ring[-1]
    assert max(abs(a - b) for (a, _), (b, _) in pairwise(ring)) < 0.25


def test_kilometres_become_degrees() -> None:
    quarter = 6378.137 * 3.141592653589793 / 2
    assert degrees((-quarter, 0.0, quarter, quarter)) == (-90.0, 0.0, 90.0, 66.5133)
