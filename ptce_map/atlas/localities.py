"""Names of the départements on a map of a part of the country, where poles leave them room."""

from __future__ import annotations

from dataclasses import astuple

import geopandas as gpd
import shapely

from geodata.cog import Level
from ptce_map.atlas.canvas import Canvas
from ptce_map.atlas.geography import Boundaries, Focus, units_in
from ptce_map.atlas.panel import Panel
from ptce_map.atlas.placement import Board, Request
from ptce_map.atlas.typeface import Face
from ptce_map.catalog import Catalog

REACH_MM = 9.0
APART_MM = 1.3


def name_departements(
    canvas: Canvas, panel: Panel, board: Board, places: gpd.GeoSeries, face: Face
) -> int:
    """Write the names of places over them, in capitals; return how many found room.

    ``places`` are indexed by name. They come after the poles: they say where one is, and nothing is
    lost with one that finds no room.
    """
    seen = shapely.intersection(panel.outlines(places), shapely.box(*astuple(panel.box)))
    points = shapely.point_on_surface(seen)
    is_seen = ~shapely.is_empty(points)
    written = 0
    for name, point in zip(places.index[is_seen], points[is_seen]):
        text = str(name).upper()
        width = face.width_mm(text) + 2 * APART_MM
        request = Request(point.x, point.y, 0.0, width, face.line_mm, REACH_MM)
        place = board.place_over(request)
        if place:
            x, top = place.box.centre[0], place.box.top
            colour = canvas.theme.ink_2
            canvas.halo(x, top, [text], face, "center")
            canvas.paragraph(x, top, [text], face, align="center", colour=colour)
            written += 1
    return written


def departements_in(focus: Focus, catalog: Catalog, boundaries: Boundaries) -> gpd.GeoSeries:
    """Return the contours of the départements of the part shown, by name; none of one alone."""
    codes = units_in(focus, Level.DEPARTEMENT, catalog.cog)
    shown = boundaries.levels[Level.DEPARTEMENT]
    shown = shown[shown.index.isin(codes)] if len(codes) > 1 else shown.iloc[:0]
    return shown.set_index("nom_departement").geometry
