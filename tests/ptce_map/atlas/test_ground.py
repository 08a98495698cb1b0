from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from matplotlib.collections import Collection
from matplotlib.colors import to_hex

import shapely

from geodata.cog import LAMBERT_93, Level
from ptce_map.atlas.ground import COMMUNE_LIMITS, draw_circles, draw_ground
from ptce_map.atlas.paper.canvas import Canvas, path_of
from ptce_map.atlas.paper.leaf import Box, Leaf
from ptce_map.atlas.paper.panel import Panel, fit
from ptce_map.atlas.subject import Subject, make_subject
from ptce_map.map.themes import LIGHT
from ptce_map.query.grammar import Query, View

if TYPE_CHECKING:
    from geodata.store import Boundaries
    from ptce_map.catalog import Catalog

BOX = Box(10, 10, 110, 110)


def subject_of(catalog: Catalog, **view: str) -> Subject:
    return make_subject(catalog, Query(view=View(**view)), "fr", is_sheet=True)


def mainland(boundaries: Boundaries) -> Panel:
    land = boundaries.units(Level.REGION).loc[["93", "94"]].geometry
    return fit(land, LAMBERT_93, BOX)


def drawn(canvas: Canvas, name: str) -> Collection:
    (found,) = [artist for artist in canvas.axes.collections if artist.get_gid() == name]
    return found


def ground(catalog: Catalog, **view: str) -> Canvas:
    canvas = Canvas(Leaf())
    panel = mainland(catalog.boundaries)
    draw_ground(canvas, panel, catalog.boundaries, subject_of(catalog, **view).thematic)
    return canvas


def test_each_unit_has_the_colour_of_its_class(catalog: Catalog) -> None:
    units = drawn(ground(catalog), "units")
    colours = [to_hex(colour).upper() for colour in units.get_facecolor()]
    # 13 holds le-phare, la-voisine and le-quartier; 2A holds la-voisine.
    assert colours == [LIGHT.sequential[3], LIGHT.sequential[1]]
    assert len(units.get_paths()) == 2


def test_communes_too_small_to_be_told_apart_are_merged_by_class(catalog: Catalog) -> None:
    panel = mainland(catalog.boundaries)
    assert panel.denominator > COMMUNE_LIMITS
    canvas = ground(catalog, niveau="commune")
    # 0, 1 and 2 poles: 2A002-2A004 and 13003; 13055 and 2A001; 13001 and 13002.
    assert len(drawn(canvas, "units").get_paths()) == 3
    names = {artist.get_gid() for artist in canvas.axes.collections}
    assert {"limits-departement", "limits-region"} <= names
    assert "limits-commune" not in names


@pytest.mark.parametrize(("level", "n"), [("region", 2), ("departement", 2), ("epci", 2)])
def test_every_unit_of_a_level_is_drawn(catalog: Catalog, level: str, n: int) -> None:
    assert len(drawn(ground(catalog, niveau=level), "units").get_paths()) == n


def test_missing_values_are_hatched(catalog: Catalog) -> None:
    # la-voisine, whose grant is not known, is the one pole of 2A; 13 has a pole with a grant.
    canvas = ground(catalog, mesure="aides")
    lines = drawn(canvas, "missing").get_segments()
    assert len(lines) > 10
    corse = mainland(catalog.boundaries).project(
        catalog.boundaries.units(Level.DEPARTEMENT).loc[["2A"]].geometry
    )[0]
    assert shapely.buffer(corse, 0.2).covers(shapely.multilinestrings(lines))


def test_the_area_of_a_circle_is_its_value(catalog: Catalog) -> None:
    canvas, thematic = Canvas(Leaf()), subject_of(catalog, forme="cercles").thematic
    draw_circles(canvas, mainland(catalog.boundaries), catalog.boundaries, thematic)
    circles = drawn(canvas, "circles")
    three, single = circles.get_widths()
    assert three**2 / single**2 == pytest.approx(3)
    assert len(circles.get_offsets()) == 2
    assert {thematic.colour(number) for number in (-1, 0)} == {LIGHT.surface}


def test_a_path_has_every_ring() -> None:
    holed = shapely.box(0, 0, 9, 9) - shapely.box(3, 3, 6, 6)
    both = shapely.MultiPolygon([holed, shapely.box(20, 0, 21, 1)])
    assert len(path_of(both).to_polygons()) == 3
    assert len(path_of(shapely.Point(0, 0)).vertices) == 0
