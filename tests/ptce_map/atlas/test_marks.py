from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from matplotlib.colors import to_hex

import geopandas as gpd
import shapely

from geodata.cog import LAMBERT_93, WGS84, Level
from ptce_map.atlas.marks import (
    LEAST_MM,
    LINE_POINTS,
    Mark,
    draw_marks,
    draw_selected,
    draw_territories,
    find_marks,
    place_marks,
    place_unmarked,
)
from ptce_map.atlas.paper.canvas import Canvas
from ptce_map.atlas.paper.leaf import Box, Leaf
from ptce_map.atlas.paper.panel import Panel, fit

if TYPE_CHECKING:
    from geodata.store import Boundaries

SQUARE = shapely.box(0, 0, 1, 1)


def poles(**cells: tuple[str, str, shapely.Geometry | None]) -> gpd.GeoDataFrame:
    columns = ["siege", "precision", "geometry"]
    rows = gpd.GeoDataFrame.from_dict(cells, orient="index", columns=columns)
    return rows.set_geometry("geometry", crs=WGS84).assign(etat="inconnu")


@pytest.fixture
def panel(boundaries: Boundaries) -> Panel:
    land = boundaries.units(Level.REGION).loc[["93", "94"]].geometry
    return fit(land, LAMBERT_93, Box(10, 10, 110, 110))


def test_seats_and_markers(boundaries: Boundaries) -> None:
    rows = poles(
        a=("13001", "declared", SQUARE),
        b=("13001", "declared", SQUARE),
        c=("", "approximate", SQUARE),
        d=("", "approximate", SQUARE),
        e=("", "region-only", None),
    )
    seat, marker = find_marks(rows, boundaries.seats)
    assert (seat.poles, seat.sign, seat.point.coords[0]) == (("a", "b"), "known", (0.5, 0.75))
    assert (marker.poles, marker.sign) == (("c", "d"), "unknown")
    assert SQUARE.contains(marker.point)


def test_the_area_of_a_seat_is_its_number_of_poles() -> None:
    single, four = (Mark(tuple("abcd"[:n]), "known", shapely.Point(0, 0)) for n in (1, 4))
    assert four.radius(1.0) == pytest.approx(2 * single.radius(1.0))


def test_marks_are_placed_in_the_panels_that_show_them(panel: Panel) -> None:
    here = Mark(("a",), "known", shapely.Point(0.5, 0.5))
    away = Mark(("b",), "known", shapely.Point(-62.5, 16.0))
    (placed,) = place_marks([here, away], [panel], 1.0)
    assert placed.mark is here
    (expected,) = panel.project(gpd.GeoSeries([here.point], crs=WGS84))
    assert (placed.x, placed.y) == expected.coords[0]
    assert place_marks([], [panel], 1.0) == ()


def test_territories_are_cased_solid_or_dashed_and_never_filled(panel: Panel) -> None:
    canvas = Canvas(Leaf())
    rows = poles(
        a=("", "declared", SQUARE),
        b=("", "approximate", shapely.box(2, 0, 3, 1)),
        c=("", "region-only", None),
    )
    ink = draw_territories(canvas, panel, rows)
    drawn = {str(artist.get_gid()): artist for artist in canvas.axes.collections}
    assert list(drawn) == [
        "territory-casings",
        "territories-ended",
        "territories-approximate",
        "territories-declared",
    ]
    assert [len(artist.get_paths()) for artist in drawn.values()] == [2, 0, 1, 1]
    assert drawn["territories-declared"].get_linestyle()[0][1] is None
    assert len(drawn["territories-approximate"].get_linestyle()[0][1]) == 2
    assert (
        drawn["territory-casings"].get_linewidth() > drawn["territories-declared"].get_linewidth()
    )
    assert all(len(artist.get_facecolor()) == 0 for artist in drawn.values())
    assert np.array_equal(shapely.get_type_id(ink), [1, 1])


def test_a_pole_that_ended_is_drawn_in_grey_dots_and_by_a_grey_ring(panel: Panel) -> None:
    rows = poles(a=("", "declared", SQUARE), b=("", "declared", shapely.box(2, 0, 3, 1)))
    rows.loc["a", "etat"] = "termine"
    canvas = Canvas(Leaf())
    draw_territories(canvas, panel, rows)
    drawn = {str(artist.get_gid()): artist for artist in canvas.axes.collections}
    ended, lives = drawn["territories-ended"], drawn["territories-declared"]
    assert [len(artist.get_paths()) for artist in (ended, lives)] == [1, 1]
    assert to_hex(ended.get_edgecolor()[0]) == canvas.theme.ink_2.lower()
    assert to_hex(lives.get_edgecolor()[0]) == canvas.theme.pole.lower()
    marks = Canvas(Leaf())
    draw_marks(marks, place_marks([Mark(("a",), "ended", SQUARE.centroid)], [panel], 1.0))
    ring = marks.axes.collections[0]
    assert (ring.get_gid(), len(ring.get_offsets())) == ("seats-ended", 1)
    assert to_hex(ring.get_edgecolor()[0]) == canvas.theme.ink_2.lower()


def test_discs_are_full_and_rings_are_hollow(panel: Panel) -> None:
    canvas = Canvas(Leaf())
    marks = [Mark(("a",), "known", SQUARE.centroid), Mark(("b",), "unknown", SQUARE.centroid)]
    draw_marks(canvas, place_marks(marks, [panel], 1.0))
    _, ring, disc = canvas.axes.collections
    assert (ring.get_gid(), disc.get_gid()) == ("seats-unknown", "seats-known")
    assert tuple(disc.get_facecolor()[0]) == tuple(ring.get_edgecolor()[0])
    assert tuple(ring.get_facecolor()[0]) == (1, 1, 1, 1)


def test_a_territory_whose_seat_is_out_of_sight_is_named_where_it_is_seen(panel: Panel) -> None:
    _, edge = panel.window[0], panel.window[2]
    across = shapely.box(edge - 0.5, 0.2, edge + 5, 0.6)
    rows = poles(
        across=("75056", "declared", across),
        marked=("", "declared", SQUARE),
        nowhere=("", "region-only", None),
        small=("", "declared", shapely.box(0.5, 0.5, 0.51, 0.51)),
    )
    marked = place_marks([Mark(("marked",), "unknown", SQUARE.centroid)], [panel], 1.0)
    (placed,) = place_unmarked(rows, marked, [panel, panel])
    assert (placed.mark.poles, placed.panel, placed.radius) == (("across",), panel, 0.0)
    assert panel.box.left < placed.x < panel.box.right
    (outline,) = panel.outlines(rows.loc[["across"]].geometry)
    assert outline.covers(shapely.Point(placed.x, placed.y))
    canvas = Canvas(Leaf())
    draw_marks(canvas, [placed])
    assert not any(len(artist.get_offsets()) for artist in canvas.axes.collections)


def test_the_pole_of_a_sheet_stands_out(panel: Panel) -> None:
    canvas = Canvas(Leaf())
    rows = poles(a=("", "approximate", SQUARE))
    (outline,) = draw_selected(canvas, panel, rows)
    hatched, casing, line = canvas.axes.collections
    assert (
        shapely.Polygon(shapely.get_coordinates(outline))
        .buffer(0.1)
        .covers(shapely.multilinestrings(hatched.get_segments()))
    )
    assert casing.get_linewidths()[0] > line.get_linewidths()[0] > LINE_POINTS
    assert line.get_linestyles()[0][1] is not None
    assert not len(draw_selected(Canvas(Leaf()), panel, rows.iloc[:0]))


def test_a_territory_too_small_is_left_to_its_seat(panel: Panel) -> None:
    canvas = Canvas(Leaf())
    rows = poles(
        small=("", "declared", shapely.box(0.5, 0.5, 0.51, 0.51)),
        large=("", "declared", shapely.box(0.5, 0.5, 0.8, 0.8)),
    )
    west, _, east, _ = shapely.bounds(panel.project(rows.geometry)).T
    small, large = east - west
    assert small < LEAST_MM < large
    (outline,) = draw_territories(canvas, panel, rows)
    assert outline.bounds[2] - outline.bounds[0] == pytest.approx(large, abs=0.2)
