"""Names of départements and towns on a map of a part of the country, where poles leave room."""

from __future__ import annotations

from dataclasses import astuple

import numpy as np
import pandas as pd

import geopandas as gpd
import shapely

from geodata.cog import Level
from ptce_map.atlas.geography import shown_units
from ptce_map.atlas.paper.canvas import Canvas
from ptce_map.atlas.paper.panel import Panel
from ptce_map.atlas.paper.placement import Board, Request
from ptce_map.atlas.paper.typeface import Face
from ptce_map.catalog import Catalog
from ptce_map.filters.focus import Focus, units_in

REACH_MM = 9.0
APART_MM = 1.3
TOWNS = 10
TOWN_MM = 0.4
TOWN_REACH_MM = 1.2


def name_departements(
    canvas: Canvas, panel: Panel, board: Board, places: gpd.GeoSeries, face: Face
) -> int:
    """Write the names of places over the part of them seen, in capitals; return how many fit.

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


def departements_in(focus: Focus, catalog: Catalog) -> gpd.GeoSeries:
    """Return the contours of the départements of the part shown, by name; none of one alone."""
    codes = units_in(focus, Level.DEPARTEMENT, catalog.cog)
    shown = shown_units(catalog.boundaries, Level.DEPARTEMENT)
    shown = shown[shown.index.isin(codes)] if len(codes) > 1 else shown.iloc[:0]
    return shown.set_index("nom_departement").geometry


def name_towns(canvas: Canvas, panel: Panel, board: Board, towns: gpd.GeoSeries, face: Face) -> int:
    """Mark and name the first towns that the panel shows and that find room; return how many.

    ``towns`` are points indexed by name, the most important first. One without room has no mark.
    """
    points = panel.project(towns)
    room = shapely.box(*astuple(panel.box.shrunk(TOWN_MM)))
    seen = np.flatnonzero(shapely.contains(room, points))[:TOWNS].tolist()
    colour, written = canvas.theme.ink_2, 0
    for rank in seen:
        name, (x, y) = str(towns.index[rank]), points[rank].coords[0]
        width = face.width_mm(name)
        place = board.place(Request(x, y, TOWN_MM, width, face.line_mm, TOWN_REACH_MM))
        if place:
            centre, radius = np.array([[x, y]]), np.array([TOWN_MM])
            canvas.discs(
                centre, radius, name="town", fill=colour, edge=canvas.theme.casing, width=0.4
            )
            canvas.halo(place.box.left, place.box.top, [name], face)
            canvas.paragraph(place.box.left, place.box.top, [name], face, colour=colour)
            written += 1
    return written


def towns_in(focus: Focus, catalog: Catalog) -> gpd.GeoSeries:
    """Return the seats of the communes of the part shown, by name: prefectures, then by population.

    There are none where several départements are named instead, but around a pole.
    """
    cog = catalog.cog
    departements = units_in(focus, Level.DEPARTEMENT, cog)
    codes = units_in(focus, Level.COMMUNE, cog)
    if len(departements) > 1 and focus.extent is None:
        codes = codes[:0]
    prefectures = cog.departements["chef_lieu"].reindex(departements)
    towns = cog.communes.loc[codes, ["nom_commune", "population"]]
    ranked = towns.assign(is_prefecture=towns.index.isin(prefectures)).sort_values(
        ["is_prefecture", "population"], ascending=False, kind="stable"
    )
    points = catalog.boundaries.spots.at(ranked.index).reindex(ranked.index)
    return points.set_axis(pd.Index(ranked["nom_commune"]))
